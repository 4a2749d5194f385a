"""The styles that can be asked for, and the instruments: data, read when it is first needed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from reklamai.media.synth.music.styles.model import Drumming, Instrument, Part, Style

STYLES: Final = (
    "corporate", "upbeat", "pulse", "lounge", "pad", "ambient", "piano", "acoustic", "lofi", "house", "cinematic",
    "percussion",
)  # fmt: skip


@lru_cache(maxsize=len(STYLES))
def style_of(name: str) -> Style:
    """A style by its name. Raises ValueError for one that there is not."""
    if name not in STYLES:
        raise ValueError(f"there is no style {name!r}")
    data = _read(name)
    parts = tuple(_part(part) for part in data.pop("parts"))
    drumming = tuple(Drumming(**each) for each in data.pop("drumming", ()))
    lists = {key: tuple(value) for key, value in data.items() if isinstance(value, list)}
    return Style(**{**data, **lists}, parts=parts, drumming=drumming)


@lru_cache(maxsize=1)
def instruments() -> dict[str, Instrument]:
    """Instruments by the names that they can be asked for by."""
    data = _read("instruments").items()
    return {name: Instrument(tuple(each["patches"]), _part(each["part"])) for name, each in data}


def _part(data: dict[str, Any]) -> Part:
    return Part(**{**data, "patterns": tuple(data.get("patterns", ()))})


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text("utf-8"))
    return found
