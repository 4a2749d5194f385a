"""A storyboard as its page draws it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from studio.forms.offers import rows as offer_rows
from studio.models import Asset, User
from studio.selectors import catalogue
from studio.selectors.catalogue import Offer
from video.content_models import films
from video.film_content import FORMATS, RESOLUTIONS
from video.film_words import FILM_STATES, JOINS, STATES, Sign, what_changes
from video.models import LEAST_SHOTS, MOST_SHOTS, CameraPreset, FilmStatus, MultiShotGeneration, Shot
from video.selectors import presets
from video.selectors.boards import Board, BoardShot, board_of, overlap
from video.selectors.thumbnails import thumbnails_of

OWN_CAMERA = "own"
"""Stands in the list of presets for a camera that is no preset's: what posts it leaves the camera as it is."""


@dataclass(frozen=True, slots=True)
class Card:
    """One shot on the page."""

    made: BoardShot
    starts_s: float
    """Where it begins in the film."""
    is_last: bool

    @property
    def shot(self) -> Shot:
        return self.made.shot

    @property
    def sign(self) -> Sign:
        return STATES[self.made.state]

    @property
    def join(self) -> Sign:
        return JOINS.get(self.shot.join_style, JOINS["cut"])

    @property
    def picture(self) -> Asset | None:
        """What it shows: its result, else its sketch, else a picture that was given for it."""
        seen = (self.made.result, self.made.sketch, self.shot.picture, self.shot.start_frame)
        return next((each for each in seen if each and each.thumbnail and each.deleted_at is None), None)

    @property
    def is_sketch(self) -> bool:
        return self.picture is not None and self.picture != self.made.result

    @property
    def preset(self) -> str:
        """The chosen preset's id; "" for no camera, `OWN_CAMERA` for one that is no preset's."""
        return str(self.shot.camera.get("preset") or "") or (OWN_CAMERA if self.shot.camera else "")

    @property
    def names(self) -> list[str]:
        return names_in(self.shot)

    @property
    def trouble(self) -> str:
        """Why it failed, for its owner."""
        made = self.made.generation
        return made.error_message if made and self.made.state == "failed" else ""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody or something of the cast of the whole board; shots: in how many it is."""

    name: str
    shots: int


@dataclass(frozen=True)
class Page:
    """Everything that the templates of a storyboard read; what costs a query is asked for once, when it is read."""

    user: User
    film: MultiShotGeneration
    board: Board = field(repr=False)

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        found, starts = [], 0.0
        for each in self.board.shots:
            found.append(Card(each, starts, each.number == len(self.board.shots)))
            starts += each.seconds - overlap(each.shot)
        return tuple(found)

    @property
    def sign(self) -> Sign:
        """How it stands; of a finished one that it has been changed since."""
        is_over = self.board.status == FilmStatus.DONE and self.board.changed
        return STATES["changed"] if is_over else FILM_STATES[self.board.status]

    @property
    def can_grow(self) -> bool:
        return len(self.cards) < MOST_SHOTS

    @property
    def can_shrink(self) -> bool:
        return len(self.cards) > LEAST_SHOTS

    @property
    def kept(self) -> str:
        """What a render would leave, and what it would make."""
        changed = [each.number for each in self.board.changed]
        return what_changes([each.number for each in self.board.shots if each.is_kept], changed)

    @property
    def failed(self) -> list[Card]:
        return [card for card in self.cards if card.made.state == "failed"]

    @property
    def stamp(self) -> str:
        """Differs as soon as the foot may have to say something else: of a shot, of the draft, of the film's join."""
        board = self.board
        rest = (board.animatic_is_working, board.is_rendering, board.film_is_current, bool(self.film.trouble))
        return " ".join([*(each.state for each in board.shots), *map(str, rest)])

    @cached_property
    def names(self) -> list[str]:
        """Everything that the shots hold, once each, as an order names it."""
        return [each.name for each in self.cast]

    @cached_property
    def cast(self) -> list[Member]:
        counted = Counter(name for card in self.cards for name in card.names)
        return [Member(name, number) for name, number in counted.items()]

    @cached_property
    def pictures(self) -> Mapping[str, Asset]:
        """The files among the cast, by id."""
        wanted = [parts[1] for each in self.names if (parts := each.split(":"))[0] == "asset"]
        found = Asset.objects.visible_to(self.user).filter(pk__in=wanted) if wanted else []
        return {str(each.pk): each for each in found}

    @cached_property
    def presets(self) -> list[CameraPreset]:
        return presets.listed(self.user)

    @cached_property
    def preset_ids(self) -> set[str]:
        return {str(each.pk) for each in self.presets}

    @property
    def joins(self) -> Mapping[str, Sign]:
        return JOINS

    @property
    def formats(self) -> Sequence[str]:
        return FORMATS

    @property
    def sizes(self) -> Sequence[str]:
        return RESOLUTIONS

    @cached_property
    def models(self) -> list[tuple[Offer, int | None]]:
        """Models that can film a shot, each with the price of one of four seconds; None where nobody can say."""
        found = [each for each in catalogue.on_show("video") if films(each) and each.entry.input_for("prompt")]
        content: Any = {"prompt": "a", "parameters": {"duration": 4, "resolution": self.film.resolution}}
        return [(row.offer, row.price) for row in offer_rows(found, content, assets={}) if row.offer.can_be_ordered]

    @property
    def model(self) -> Offer | None:
        return next((offer for offer, _price in self.models if offer.id == self.film.model), None)

    @property
    def has_native(self) -> bool:
        """Whether its model can film all shots in one order."""
        return bool(self.model and self.model.entry.most_shots)


def page_of(user: User, film: MultiShotGeneration) -> Page:
    return Page(user, film, board_of(film))


def names_in(shot: Shot) -> list[str]:
    """What a shot holds, as forms and orders name it: "<source>:<id>:<role>"."""
    return [f"{each['source']}:{each['id']}:{each.get('role', '')}" for each in shot.references]


@dataclass(frozen=True, slots=True)
class Row:
    """One board in the list of them. thumbnails: of each shot in order, None where there is nothing to see yet."""

    film: MultiShotGeneration
    shots: int
    seconds: int
    thumbnails: tuple[Asset | None, ...]

    @property
    def sign(self) -> Sign:
        return FILM_STATES[self.film.status]


def rows_of(found: Sequence[MultiShotGeneration]) -> list[Row]:
    """Of boards as `selectors.films.films_of` gives them. One query."""
    seen = thumbnails_of(found)
    return [row_of(film, seen) for film in found]


def row_of(film: MultiShotGeneration, seen: Mapping[UUID, Asset]) -> Row:
    shots: list[Shot] = film.standing_shots  # type: ignore[attr-defined]  # prefetched under this name
    given = [(shot.picture, shot.start_frame) for shot in shots]
    pictures = [next((each for each in both if each and each.thumbnail), None) for both in given]
    thumbnails = tuple(seen.get(shot.pk) or own for shot, own in zip(shots, pictures, strict=True))
    return Row(film, len(shots), sum(shot.duration_s for shot in shots), thumbnails)
