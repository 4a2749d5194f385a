"""Keeps the catalogue's rows in step with the entries that come with the product; staff's own columns stay theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from studio.catalogue.entry import parse
from studio.models import CatalogueModel
from studio.selectors.speeds import speeds

ENTRIES = Path(__file__).resolve().parent.parent / "catalogue" / "entries"


def entries(folder: Path = ENTRIES) -> Iterator[dict[str, Any]]:
    """Every entry of every file, checked. Raises BrokenEntry."""
    for path in sorted(folder.glob("*.yaml")):
        for data in yaml.safe_load(path.read_text("utf-8")):
            parse(data)
            yield data


def load(folder: Path = ENTRIES) -> tuple[int, int]:
    """(new, changed) rows. Never touches what staff set: on/off, margin, order, notes. Safe to repeat."""
    known = CatalogueModel.objects.in_bulk()
    new = changed = 0
    for data in entries(folder):
        row = known.get(data["model"])
        if row is None:
            CatalogueModel.objects.create(
                id=data["model"],
                provider=data.get("provider", "kie"),
                entry=data,
                enabled=data.get("enabled", False),
                position=data.get("position", 1000),
            )
            new += 1
        elif row.entry != data:
            row.entry = data
            row.save(update_fields=["entry", "updated_at"])
            changed += 1
    return new, changed


def measure() -> int:
    """Write down how fast and how reliable each model has been over its last orders. Returns how many rows changed."""
    changed = 0
    for speed in speeds():
        if not speed.is_known:
            continue
        new = {"success": round(speed.success, 3), "median_seconds": speed.median_s and round(speed.median_s, 1)}
        changed += CatalogueModel.objects.filter(pk=speed.model).exclude(**new).update(**new)
    return changed
