"""What a card shows of a generation, gathered once for page, poll and push, in as many queries for one as for forty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from reklamai.core.errors import Unsupported
from studio.catalogue.labels import role_label
from studio.models import Asset, CatalogueModel, Generation, Status
from studio.selectors.generations import PICTURE_KINDS, SOUND_KINDS
from studio.services import generations
from studio.taking import Takes, takes_of
from studio.templatetags.studio_cards import model_title

STAGES = {
    "scene": gettext_lazy("Composing the scene"),
    "lens": gettext_lazy("Setting the lens"),
    "grade": gettext_lazy("Setting the light and colours"),
    "frames": gettext_lazy("Drawing the frames"),
    "encode": gettext_lazy("Writing the clip"),
    "weights": gettext_lazy("Training weights at the vendor"),
    "finishing": gettext_lazy("Putting the look on"),
    "finish": gettext_lazy("Putting the look on"),
    "master": gettext_lazy("Writing the master"),
    "sounds": gettext_lazy("Reading the sounds"),
    "mix": gettext_lazy("Mixing the sound"),
    "stems": gettext_lazy("Writing the lanes as files"),
    "waiting": gettext_lazy("The model is at work"),
    "busy": gettext_lazy("The model is busy, we shall ask again"),
    "uncertain": gettext_lazy("Waiting for an answer"),
    "storing": gettext_lazy("Copying to your library"),
}
"""Words for the stages that makers report; a stage without words of its own is shown as "Working"."""

SCORES = {
    "face": gettext_lazy("Face"),
    "clothing": gettext_lazy("Clothes"),
    "lighting": pgettext_lazy("score", "Light"),
    "place": pgettext_lazy("score", "Place"),
    "product": pgettext_lazy("score", "Product"),
}
GOOD, MIDDLING = 80, 60
"""From these on a score of 0..100 is shown as good, as middling; below them as low."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A likeness of 0..100; no value where it was not measured."""

    value: int | None

    @property
    def level(self) -> str:
        if self.value is None:
            return "none"
        return "good" if self.value >= GOOD else "mid" if self.value >= MIDDLING else "low"

    @property
    def status(self) -> str:
        return {"good": "good", "mid": "warn", "low": "bad"}.get(self.level, "")


@dataclass(frozen=True, slots=True)
class FrameScore(Measured):
    """The likeness of one frame of a clip. at_s: seconds from its beginning."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Score(Measured):
    """One likeness of a work; where it was not measured, `says` says why."""

    name: str
    says: str = ""
    frames: tuple[FrameScore, ...] = ()
    """Of a clip, where its scorer tells of each frame that it looked at; in the order of time."""


def frames_of(facts: dict[str, Any]) -> tuple[FrameScore, ...]:
    """Those among a score's facts; scorers that only count their frames have a number there."""
    told = facts.get("frames")
    return tuple(
        FrameScore(value=None if each["value"] is None else round(each["value"]), at_s=each["at_s"])
        for each in (told if isinstance(told, list) else ())
    )


@dataclass(frozen=True, slots=True)
class Card:
    """One generation as a card shows it."""

    generation: Generation
    maker: str
    """The model's title."""
    place: int = 0
    """1 for the next to start; 0 where it does not queue."""
    starts_in_s: float | None = None
    """Seconds until it probably starts."""
    can_cancel: bool = False
    takes: Takes | None = None
    """Of an item that may be made again."""
    key: UUID = field(default_factory=uuid4)
    """For ordering it again: two presses of the same button are one order."""

    @property
    def state(self) -> str:
        return "deleted" if self.generation.deleted_at else str(self.generation.status)

    @property
    def result(self) -> Asset | None:
        return self.generation.result if self.state == Status.DONE else None

    @property
    def statement(self) -> str:
        """Of its master, what the pixels truly carry; "" where there is none."""
        files = self.generation.results if self.state == Status.DONE else []
        return next((words for file in files if (words := file.statement)), "")

    @property
    def title(self) -> str:
        """The words it was made from; what it is, where there are none."""
        return self.generation.prompt.strip() or self.maker

    @property
    def stage(self) -> str:
        return str(STAGES.get(self.generation.stage, _("Working")))

    @property
    def revision(self) -> int:
        return self.takes.revision if self.takes else self.generation.revision

    @property
    def price(self) -> int:
        """Whole credits that the work came to, or may come to while it is made."""
        if self.takes is None:
            return self.generation.price
        return self.takes.charged if self.takes.is_over else self.takes.charged + self.takes.held

    @property
    def composer(self) -> str:
        """Which composer can take it up again."""
        if self.generation.kind in SOUND_KINDS:
            return "sound"
        return "image" if self.generation.kind in PICTURE_KINDS else "video"

    @property
    def can_be_asked_again(self) -> bool:
        """Whether a composer can take it up: what a page of its own orders is ordered there."""
        return self.generation.kind not in settings.PAGE_KINDS

    @property
    def ratio(self) -> str:
        """ "16:9" for what is made wide and moves; everything else is shown square."""
        return "16:9" if self.composer == "video" and self.generation.aspect_ratio in ("", "16:9", "21:9") else ""

    @property
    def scores(self) -> tuple[Score, ...]:
        found = self.generation.scores.items()
        return tuple(
            Score(
                name=str(SCORES.get(name, role_label(name))),
                value=score["value"],
                says=score["says"],
                frames=frames_of(score.get("facts", {})),
            )
            for name, score in found
        )


def cards(found: Sequence[Generation], *, titles: dict[str, str] | None = None) -> list[Card]:
    """A card for each, in their order. Two queries at most; `assets` should be prefetched.

    titles: of models by id, where the page has read them already.
    """
    known = titles or {}
    titles = known if all(generation.model in known for generation in found) else titles_of(found)
    places = places_of(found)
    return [
        Card(
            generation=generation,
            maker=titles.get(generation.model, generation.model),
            place=places.get(generation.pk, (0, None))[0],
            starts_in_s=places.get(generation.pk, (0, None))[1],
            can_cancel=can_cancel(generation),
            takes=takes_of(generation),
        )
        for generation in found
    ]


def can_cancel(generation: Generation) -> bool:
    """Whether its button can stop it; no where its maker has left the tables meanwhile: the page must stand."""
    try:
        return not generation.is_over and generations.can_cancel(generation)
    except Unsupported:
        return False


def card(generation: Generation) -> Card:
    return cards([generation])[0]


def titles_of(found: Sequence[Generation]) -> dict[str, str]:
    """Titles of their models by id; a model that has left the catalogue is missing."""
    wanted = {generation.model for generation in found}
    if not wanted:
        return {}
    rows = CatalogueModel.objects.filter(pk__in=wanted).values_list("pk", "provider", "entry__title")
    return {pk: model_title(provider, title) for pk, provider, title in rows}


def places_of(found: Sequence[Generation]) -> dict[UUID, tuple[int, float | None]]:
    """Place in the queue, and seconds until the probable start, of each that waits."""
    waiting = [each.pk for each in found if each.status == Status.QUEUED and not each.standby]
    if not waiting:
        return {}
    earlier = Generation.objects.filter(
        status=Status.QUEUED, standby=False, provider=OuterRef("provider"), created_at__lt=OuterRef("created_at")
    )
    one_row = earlier.order_by().values("provider")
    rows = Generation.objects.filter(pk__in=waiting).values_list(
        "pk",
        Subquery(one_row.annotate(number=Count("pk")).values("number")),
        Subquery(one_row.annotate(seconds=Sum("expected_s")).values("seconds")),
    )
    return {pk: (1 + (ahead or 0), seconds) for pk, ahead, seconds in rows}
