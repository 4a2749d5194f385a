"""How bodies are proportioned, in drawing units: a head is 100 high."""

from __future__ import annotations

from dataclasses import dataclass

from reklamai.media.words.reading import Who

HEAD = 100.0


@dataclass(frozen=True, slots=True)
class Build:
    """Lengths and half widths of a body. Source: the 7.5 and 6 head canons of figure drawing (Loomis 1943)."""

    heads: float
    shoulder: float
    cap: float
    chest: float
    waist: float
    hip: float
    joint: float
    """Half the distance between the hip joints."""
    thigh: float
    knee: float
    calf: float
    ankle: float
    arm: float
    elbow: float
    wrist: float
    neck: float
    head: float
    """Half the width of the head."""
    neck_drop: float
    """From the chin down to the line of the shoulders."""
    hip_level: float
    """Height of the hip joints, share of the whole."""
    hand: float

    @property
    def height(self) -> float:
        return self.heads * HEAD


BUILDS = {
    Who.WOMAN: Build(7.5, 62, 12, 57, 45, 64, 32, 34, 21, 20.5, 11.5, 16.5, 12.5, 8.5, 17.5, 37, 40, 0.52, 66),
    Who.MAN: Build(7.6, 80, 16, 75, 61, 63, 34, 36, 25, 25, 15, 22.5, 17, 12, 24, 38.5, 38, 0.515, 74),
    Who.PERSON: Build(7.5, 70, 14, 65, 54, 62, 33, 34, 23, 22.5, 13, 19.5, 15, 10.5, 20.5, 37.5, 39, 0.515, 70),
    Who.GIRL: Build(6.0, 45, 9, 43, 39, 45, 22, 23, 16, 15.5, 10.5, 12.5, 10, 8, 14.5, 40, 24, 0.48, 50),
    Who.BOY: Build(6.0, 48, 10, 46, 43, 44, 22, 23, 17, 16.5, 11, 13.5, 11, 8.5, 16, 40, 24, 0.48, 52),
}
