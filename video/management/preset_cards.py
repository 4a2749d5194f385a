"""Pictures of our presets: a card of each for its picker, and twelve of them on one photo for the guide."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reklamai.media.cinema.model import Camerawork
from reklamai.media.types import Picture
from video.camera import settings_of
from video.loading import presets
from video.resolving import resolved
from video.selectors.vocabulary import Vocabulary

if TYPE_CHECKING:
    from reklamai.media.cinema.plate import FramePlate

SHOWN = (
    "anamorphic-night-street", "film-noir", "spaghetti-western", "technicolor-fairy-tale", "super-8-memory",
    "golden-portrait", "swirl-romance", "blockbuster-hero", "skate-fisheye", "symmetrical-pastel", "sport-impact",
    "documentary-16",
)  # fmt: skip
"""On the sheet of the guide: each of another school, so that one tells them apart."""
PLATE_PX, LARGE_PX, SHEET_PX = (1200, 800), (768, 512), (760, 520)
SUBJECTS = {
    "macro-product": "A coral perfume bottle, close-up", "packshot-turn": "A coral perfume bottle, medium shot",
    "food-top-down": "A cake and a cup of coffee, close-up", "food-probe": "A cake and a cup of coffee, close-up",
    "car-blue-hour": "A coral car",
}  # fmt: skip
"""Of presets that are not of a person: each is known by what it is made for, on the same street."""


def preset_sheet(photo: Path, words: Vocabulary) -> Picture:
    """One photo under twelve of our presets, named."""
    from reklamai.media.cinema import cards
    from reklamai.media.cinema.live import framed
    from reklamai.media.cinema.plate import plate_of
    from reklamai.media.pictures import open_picture

    plate = plate_of(open_picture(photo), 0)
    rows = {row["slug"]: row for row in presets()}
    cells = [(rows[slug]["name"], framed(plate, work_of(rows[slug], words), size=SHEET_PX)) for slug in SHOWN]
    return cards.sheet(cells, columns=4)


def preset_card(preset: dict[str, Any], words: Vocabulary) -> Picture:
    """The street through a preset's camera, in its format, with the sign of how it moves."""
    from reklamai.media.cinema.live import framed
    from reklamai.media.cinema.signs import mounted, signed

    work = work_of(preset, words)
    # a distance in metres is of the user's own table: here the camera is focused on what stands in the street
    optics = replace(work.optics, focus_m=None) if work.optics else None
    seen = framed(street(SUBJECTS.get(preset["slug"], "")), replace(work, optics=optics, bars=False), size=LARGE_PX)
    return signed(mounted(seen), work.moves)


@cache
def street(subject: str = "") -> FramePlate:
    """The street of all cards with somebody or something in it. Cached: to draw one takes seconds."""
    from reklamai.media.cinema import cards

    return cards.plate_of_scene(cards.stage(PLATE_PX, subject=subject or cards.PERSON))


def work_of(preset: dict[str, Any], words: Vocabulary) -> Camerawork:
    """All numbers of one of our presets."""
    unasked = {"slug", "name", "name_ru", "about", "about_ru", "position", "enabled"}
    asked = {name: value for name, value in preset.items() if name not in unasked}
    return resolved(settings_of(asked, vocabulary=words), words)
