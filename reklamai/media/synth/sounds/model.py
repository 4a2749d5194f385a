"""What can be sounded, and how words say it: kinds, layers, recipes. No sound is made here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Role = Literal["bed", "steady", "moment", "whole"]
"""bed: goes on evenly; steady: moments in a row for as long as it takes; moment: sounds once; whole: is as long as the
order, from its first sample to its last."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of sound."""

    name: str
    role: Role
    seconds: float
    """How long it lasts where nobody says."""
    outdoors: bool = False
    """Whether walls dull it for those inside."""
    lufs: float = -26.0
    """How loud a bed of it is."""
    wet: float = 0.0
    """How much of a small room belongs to it."""
    every: float = 0.0
    """Seconds after which it comes again over a bed, where words name no number; 0 for once."""


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("rain", "bed", 12, outdoors=True),
        Kind("thunder", "moment", 8, outdoors=True, wet=0.15, every=13),
        Kind("wind", "bed", 14, outdoors=True),
        Kind("sea", "bed", 24, outdoors=True),
        Kind("stream", "bed", 12, outdoors=True),
        Kind("fire", "bed", 12),
        Kind("city", "bed", 20, outdoors=True),
        Kind("crowd", "bed", 12, wet=0.25),
        Kind("room_tone", "bed", 10, lufs=-40),
        Kind("birds", "bed", 14, outdoors=True, lufs=-30, wet=0.12),
        Kind("crickets", "bed", 12, outdoors=True, lufs=-30),
        Kind("footsteps", "steady", 6, wet=0.10),
        Kind("applause", "bed", 8, wet=0.30),
        Kind("heartbeat", "steady", 6, wet=0.08),
        Kind("clock", "steady", 6, wet=0.10),
        Kind("door", "moment", 2.2, wet=0.25),
        Kind("knock", "moment", 1.2, wet=0.20),
        Kind("keyboard", "steady", 6, wet=0.08),
        Kind("click", "moment", 0.6, wet=0.03),
        Kind("shutter", "moment", 0.8, wet=0.10),
        Kind("chime", "moment", 1.8, wet=0.15),
        Kind("sparkle", "moment", 2.4, wet=0.35),
        Kind("pop", "moment", 1.2, wet=0.15),
        Kind("ice", "moment", 1.8, wet=0.10),
        Kind("pour", "moment", 4.0, wet=0.06),
        Kind("fizz", "bed", 6),
        Kind("sizzle", "bed", 8),
        Kind("engine", "bed", 8),
        Kind("passby", "moment", 6.0, outdoors=True, every=11),
        Kind("whoosh", "moment", 1.4, wet=0.08),
        Kind("riser", "whole", 4, wet=0.20),
        Kind("hit", "moment", 3.5, wet=0.30),
    )
}


@dataclass(frozen=True, slots=True)
class Layer:
    """One sound of a recipe. Shares are 0..1."""

    kind: str
    intensity: float = 0.5
    distance: float = 0.2
    """0 at the ear, 1 far away."""
    material: str = ""
    """What is walked, rained or knocked on: "wood", "gravel", "metal" ...; "" for the usual."""
    size: float = 0.5
    speed: float = 1.0
    """0.5..2, of the usual."""
    times: int = 0
    """How often a moment sounds; 0 where words do not say."""
    manner: str = ""
    """How it is done, of the few that know manners: a door that creaks, heels that click."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start`..`end` of the words."""

    start: int
    end: int
    text: str
    concept: str = ""
    """What they were read as; "" for nothing."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What will sound."""

    layers: tuple[Layer, ...]
    unknown: tuple[Span, ...] = ()
    understood: tuple[Span, ...] = ()
    inside: bool = False
    """Whether one hears it from within a room."""
    time: str = ""
    """ "morning" | "night" | "". """
    seconds: float | None = None
    """How long the words say it lasts."""

    def stronger(self, by: float) -> Recipe:
        """The recipe with every layer's intensity moved by so much, within 0..1."""
        layers = (replace(each, intensity=min(max(each.intensity + by, 0.0), 1.0)) for each in self.layers)
        return replace(self, layers=tuple(layers))
