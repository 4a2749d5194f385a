"""What a shot, a sketch and a film are made of, as one hash each: with the same hash nothing is made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from studio.models import Asset
from video.models import MultiShotGeneration, Shot

SKETCHED = 1
"""Grows when our own renderer draws the same sketch otherwise: all sketches are made again then."""


def content_hash(shot: Shot, film: MultiShotGeneration, before: str = "") -> str:
    """Of all that makes a shot. before: the hash of the shot whose last frame it starts on; "" if it does not.

    What is said in it and how it joins to the next is not among it: these are the film's.
    """
    return digest({
        **seen(shot, film),
        "model": shot.model or film.model,
        "parameters": shot.parameters if shot.model else film.parameters,
        "resolution": film.resolution,
        "end_frame": content_of(shot.end_frame),
        "after": before,
    })  # fmt: skip


def sketch_hash(shot: Shot, film: MultiShotGeneration) -> str:
    """Of all that the animatic shows of a shot."""
    return digest({**seen(shot, film), "picture": content_of(shot.picture), "version": SKETCHED})


def film_hash(parts: Sequence[str], shots: Iterable[Shot], film: MultiShotGeneration) -> str:
    """Of a film or an animatic: its clips by what makes them, how they join, format and size."""
    joins = [[shot.join_style, shot.join_seconds] for shot in shots]
    return digest({"parts": list(parts), "joins": joins[:-1], "format": film.aspect_ratio, "size": film.resolution})


def seen(shot: Shot, film: MultiShotGeneration) -> dict[str, Any]:
    """What a shot and its sketch have in common. A preset counts by what it sets, not by its name."""
    return {
        "prompt": shot.prompt.strip(),
        "seconds": shot.duration_s,
        "camera": {name: value for name, value in shot.camera.items() if name != "preset"},
        "references": shot.references,
        "start_frame": "" if shot.continues and shot.position else content_of(shot.start_frame),
        "format": film.aspect_ratio,
        "seed": shot.seed,
    }


def content_of(asset: Asset | None) -> str:
    return asset.sha256 if asset and asset.deleted_at is None else ""


def digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()
