"""Prompts read into data: `read(prompt)` gives the `Reading` that the painters and the camera take."""

from reklamai.media.words.parser import read
from reklamai.media.words.reading import (
    INDOORS,
    Angle,
    Clothing,
    Framing,
    Garment,
    Light,
    Mood,
    Move,
    Person,
    Place,
    Pose,
    Product,
    Reading,
    Rgb,
    Season,
    Side,
    Span,
    Thing,
    Time,
    Tint,
    Weather,
    Who,
)  # fmt: skip

__all__ = [
    "INDOORS", "Angle", "Clothing", "Framing", "Garment", "Light", "Mood", "Move", "Person", "Place", "Pose", "Product",
    "Reading", "Rgb", "Season", "Side", "Span", "Thing", "Time", "Tint", "Weather", "Who", "read",
]  # fmt: skip
