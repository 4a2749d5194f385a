"""What the hall tells of orders that were made for storyboards: `studio.follow.Series`."""

from __future__ import annotations

from django.db.models import QuerySet

from studio.models import Generation
from video.ends import unless_erased
from video.models import ShotOrder, ShotPart
from video.services import animatics, chains, joining


class Films:
    """The end of a shot, of a last frame, of a sketch, of a film: what follows from it is written down with it."""

    def has(self, generation: Generation) -> bool:
        return rows_of(generation).exists()

    def done(self, generation: Generation) -> None:
        self._ended(generation)

    def ended(self, generation: Generation) -> None:
        self._ended(generation)

    def _ended(self, generation: Generation) -> None:
        unless_erased(rows_of(generation), lambda: self._over(order_of(generation)))

    def _over(self, order: ShotOrder) -> None:
        if order.part == ShotPart.SHOT:
            chains.shot_over(order)
        elif order.part == ShotPart.FRAME:
            chains.frame_over(order)
        elif order.part == ShotPart.SKETCH:
            animatics.sketched(order)
        elif order.part == ShotPart.ANIMATIC:
            animatics.joined(order)
        joining.go_on(order)


def rows_of(generation: Generation) -> QuerySet[ShotOrder]:
    return ShotOrder.objects.filter(generation=generation.pk)


def order_of(generation: Generation) -> ShotOrder:
    return rows_of(generation).select_related("film__owner", "shot", "generation").get()
