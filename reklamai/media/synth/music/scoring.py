"""Which instruments of a style play in a piece."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from reklamai.media.synth.music.request import Request
from reklamai.media.synth.music.styles import instruments
from reklamai.media.synth.music.styles.model import Part, Style

ALWAYS = 0.3
"""An instrument that was asked for plays from this density on."""


def parts_for(style: Style, request: Request, random: np.random.Generator) -> tuple[Part, ...]:
    """The parts of a piece: those of the style that chance and the request leave, then those asked for besides."""
    kept = [part for part in style.parts if random.random() < part.chance or _is_wanted(part, request)]
    kept = [part for part in kept if not _is_unwanted(part, request)]
    kept = [
        replace(part, from_level=min(part.from_level, ALWAYS)) if _is_wanted(part, request) else part for part in kept
    ]
    for name in request.wanted:
        if not any(part.patch in instruments()[name].patches for part in kept):
            brought = instruments()[name].part
            kept = [part for part in kept if part.role != "melody"] if brought.role == "melody" else kept
            kept.append(brought)
    return tuple(kept)


def _is_wanted(part: Part, request: Request) -> bool:
    return any(part.patch in instruments()[name].patches for name in request.wanted)


def _is_unwanted(part: Part, request: Request) -> bool:
    return part.role in request.unwanted or any(
        part.patch in instruments()[name].patches for name in request.unwanted if name in instruments()
    )
