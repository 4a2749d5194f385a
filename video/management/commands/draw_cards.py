from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from reklamai.media.cinema.model import Camerawork
from reklamai.media.types import Picture
from video.camera import settings_of
from video.loading import presets, terms
from video.management.preset_cards import preset_card, preset_sheet, street
from video.resolving import moves_of, resolved
from video.selectors.vocabulary import Term, Vocabulary
from video.traits import LensTraits, MovementTraits, ProfileTraits, RampTraits, SensorTraits, traits_of

if TYPE_CHECKING:
    from reklamai.media.cinema.plate import FramePlate
    from reklamai.media.scene.model import Scene

FOLDER = Path(settings.STATICFILES_DIRS[0]) / "img" / "cinema"
BODIES = {"phone-lens": "phone", "film-small-zoom": "super-8", "broadcast-zoom": "broadcast-23"}
"""Of lenses that belong to one body; others are seen on full frame, and anamorphic ones on film."""
BODY_MM, LENS_MM, FULL_DIAGONAL_MM, SHORTEST_MM = 50.0, 75.0, 43.27, 8.0
FILM_PX = 384, 256
OVERSCAN = 0.5
NAMES = "name_en", "name_ru", "about_en", "about_ru", "words_en", "words_ru"


class Command(BaseCommand):
    help = "Draw the cards of the camera's picker into static/img/cinema, from video/vocabulary alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kind", help="Only these: sensor, lens, profile, movement, ramp or preset.")
        parser.add_argument("--out", type=Path, default=FOLDER, help="Another folder.")
        parser.add_argument("--sheet", type=Path, nargs=2, help="Instead: a photo, and the file for our presets on it.")

    def handle(self, *args: object, **options: Any) -> None:
        # every command is imported to list them, and OpenCV takes half a second
        from reklamai.media.cinema.cards import save_card

        if options["sheet"]:
            photo, out = options["sheet"]
            self.stdout.write(f"sheet: {save_card(preset_sheet(photo, own_words()), out) // 1024} KB")
            return
        options["out"].mkdir(parents=True, exist_ok=True)
        sizes = [
            save_card(picture, options["out"] / f"{name}.webp") for name, picture in Cards().drawn(options["kind"])
        ]
        self.stdout.write(f"cards: {len(sizes)}, {sum(sizes) // 1024} KB")


def own_words() -> Vocabulary:
    """The vocabulary that comes with us, without a database: cards are of no installation's own terms."""
    return Vocabulary({(row["kind"], row["slug"]): _term(row) for row in terms()})


def _term(row: dict[str, Any]) -> Term:
    said = {name: row.get(name, "") for name in NAMES}
    return Term(kind=row["kind"], slug=row["slug"], traits=traits_of(row["kind"], row["traits"]), **said)


class Cards:
    """Every card, drawn one after another; scene and plate are made when first needed."""

    def __init__(self) -> None:
        from reklamai.media.cinema import cards

        self._words, self._cards = own_words(), cards

    @property
    def _plate(self) -> FramePlate:
        return street()

    @cached_property
    def _scene(self) -> Scene:
        return self._cards.stage(FILM_PX, overscan=OVERSCAN)

    def drawn(self, only: str | None = None) -> Iterator[tuple[str, Picture]]:
        """("lens-fisheye", picture) of each offered term that has a look (genre and light have none), and preset."""
        for kind in ("sensor", "lens", "profile", "movement", "ramp"):
            if only in (None, kind):
                yield from ((f"{kind}-{term.slug}", self.card(term)) for term in self._words.offered(kind))
        if only in (None, "preset"):
            yield from ((f"preset-{row['slug']}", preset_card(row, self._words)) for row in presets())

    def card(self, term: Term) -> Picture:
        """Of one term, by what it is. Raises TypeError for a kind that has no picture."""
        match term.traits:
            case SensorTraits() as body:
                # at one field of view: what differs are depth, grain, glow and the size of the gate
                work = self._work(sensor=term.slug, focal_length=_alike(BODY_MM, body), aperture=2.8)
                return self._cards.gate(self._still(work), (body.width_mm, body.height_mm))
            case LensTraits() as glass:
                return self._still(self._through(term.slug, glass))
            case ProfileTraits():
                return self._still(self._work(color_profile=term.slug, focal_length=40, aperture=2.0))
            case MovementTraits() as movement:
                asked = settings_of({"movements": [{"name": term.slug, "strength": 100}]}, vocabulary=self._words)
                return self._cards.strip(self._scene, moves_of(asked, self._words), easing=movement.easing)
            case RampTraits() as ramp:
                return self._cards.ramp(self._still(self._work(focal_length=40, aperture=2.0)), ramp.points)
        raise TypeError(f"no card is drawn of {term.kind}")

    def _through(self, slug: str, glass: LensTraits) -> Camerawork:
        """Wide open, at the length nearest to a portrait's: that is where lenses differ."""
        body = BODIES.get(slug, "super-35" if glass.squeeze > 1 else "full-frame")
        found = self._words.find("sensor", body)
        length = _alike(LENS_MM, found.traits) if found and isinstance(found.traits, SensorTraits) else LENS_MM
        # a squeeze shows twice as much from side to side: at twice the length its ovals are as large as others' discs
        length = min(max(length * glass.squeeze, glass.min_mm), glass.max_mm)
        framing = {"aspect_ratio": "2.39:1", "framing": "bars"} if glass.squeeze > 1 else {}
        return self._work(lens=slug, sensor=body, focal_length=length, aperture=glass.min_f, **framing)

    def _work(self, **asked: Any) -> Camerawork:
        return resolved(settings_of(asked, vocabulary=self._words), self._words)

    def _still(self, work: Camerawork) -> Picture:
        return self._cards.still(self._plate, work)


def _alike(length_mm: float, body: SensorTraits) -> float:
    """The focal length that sees on this body what `length_mm` sees on full frame."""
    diagonal = math.hypot(body.width_mm, body.height_mm)
    return max(SHORTEST_MM, round(length_mm * diagonal / FULL_DIAGONAL_MM, 1))
