"""What masters are made of: a file that is there, or what a model will most likely send."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from reklamai.media.sizes import SHORT_SIDE_PX, pixel_size
from studio.catalogue.entry import Entry
from studio.models import Asset
from video.master_sizes import Footage

DRAFTS: Final = ("draft-picture", "draft-clip")
"""Models of our own engine, which can draw in float from end to end."""
LONGEST_S: Final = 3600.0
"""No maker's clip is longer; a number beyond it is somebody's joke, and is refused where it is checked."""
WITHOUT: Final = ("background_removal",)
"""Kinds whose results are see-through: no master keeps that."""


def footage_of_asset(asset: Asset) -> Footage:
    master = asset.metadata.get("master", {})
    plain = asset.is_clip and asset.content_type == "video/mp4"
    return Footage(
        kind=asset.kind,
        bits=int(master.get("source_bits", asset.metadata.get("container_bits", 8))),
        size=(asset.width, asset.height) if asset.width and asset.height else None,
        fps=asset.fps or 0.0,
        seconds=asset.duration_s or 0.0,
        coded=master.get("format", "h264" if plain else ""),
        own=asset.generation is not None and asset.generation.model in DRAFTS,
    )


def footage_of_entry(entry: Entry, parameters: Mapping[str, Any]) -> Footage | None:
    kind = {"image": "picture", "video": "clip"}.get(entry.output)
    if kind is None or entry.kind in WITHOUT or (entry.provider == "local" and entry.id not in DRAFTS):
        return None
    given = {each.role: each.default for each in entry.parameters} | dict(parameters)
    clip = kind == "clip"
    return Footage(
        kind=kind,
        size=size_of(str(given.get("aspect_ratio") or ""), str(given.get("resolution") or "")),
        fps=number(given.get("fps"), 24.0) if clip else 0.0,
        seconds=number(given.get("duration"), 5.0) if clip else 0.0,
        coded="h264" if clip else "",
        own=entry.id in DRAFTS,
        deep=entry.id in DRAFTS,
    )


def size_of(ratio: str, resolution: str) -> tuple[int, int] | None:
    """What a maker will most likely send: its own names for sizes say the short side, or are told as 1080p.

    None for strips beyond five to one, which no named size is of, and for a format that is none.
    """
    named = resolution.lower()
    short = re.fullmatch(r"(\d{3,4})p", named)
    wide = ratio if re.fullmatch(r"\d+(\.\d+)?:\d+(\.\d+)?", ratio) else "16:9"
    try:
        width, height = pixel_size(wide, named if named in SHORT_SIDE_PX else "1080p")
    except (ValueError, ZeroDivisionError):
        return None
    scale = int(short[1]) / 1080 if short and named not in SHORT_SIDE_PX else 1.0
    return round(width * scale), round(height * scale)


def number(value: Any, usual: float) -> float:
    try:
        found = float(value)
    except (TypeError, ValueError):
        return usual
    return found if 0 < found <= LONGEST_S else usual
