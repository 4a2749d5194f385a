"""Our own words and presets, put into a prepared database: what is there stays as staff have left it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps as installed
from django.apps.registry import Apps

FOLDER = Path(__file__).parent / "vocabulary"
KINDS = ("sensor", "lens", "profile", "movement", "ramp", "genre", "lighting")


@cache
def terms() -> tuple[dict[str, Any], ...]:
    """The rows of `CameraTerm` that come with us. Cached: tests flush their tables hundreds of times."""
    return tuple(
        {"kind": kind, "position": position, **row}
        for kind in KINDS
        for position, row in enumerate(yaml.load((FOLDER / f"{kind}.yaml").read_bytes(), yaml.CSafeLoader), 1)
    )


@cache
def presets() -> tuple[dict[str, Any], ...]:
    """The rows of `CameraPreset` that come with us."""
    rows = yaml.load((FOLDER / "presets.yaml").read_bytes(), yaml.CSafeLoader)
    return tuple({"position": position, **row} for position, row in enumerate(rows, 1))


def load(*, apps: Apps = installed, using: str, **_signal: Any) -> None:
    """After each `migrate` and flush: adds what is missing. A step back before our tables finds none to fill."""
    for name, rows in (("CameraTerm", terms()), ("CameraPreset", presets())):
        try:
            model = apps.get_model("video", name)
        except LookupError:
            return
        model._default_manager.using(using).bulk_create([model(**row) for row in rows], ignore_conflicts=True)
