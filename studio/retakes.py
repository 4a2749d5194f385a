"""When an item is made again: how many takes it may have, whether the last one calls for another, which is best."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from studio.ask import Retakes
from studio.catalogue.labels import role_label
from studio.catalogue.validate import AskInvalid
from studio.models import Generation, Status

MOST = 5
SCORES = {
    "face": "face",
    "product": "product",
    "clothing": "clothing",
    "environment": "place",
    "lighting": "lighting",
}
"""What an order holds to, the most important first -> the name of the score that measures it."""
HOPELESS = ("unsupported", "not_configured", "rejected")
"""Failures of the ask itself: every further take would end in the same way."""


def takes_of(asked: Retakes | None, *, held: Collection[str], output: str, each: int, count: int) -> int:
    """How many takes each item may have, the first included: as many as were asked for and their credits allow.

    held: the elements that the order holds to. Raises AskInvalid for what cannot be measured or has no room.
    """
    if asked is None:
        return 1
    errors: dict[str, str] = {}
    if not 1 <= asked.most <= MOST:
        errors["retakes.most"] = _("From 1 to %(most)d times.") % {"most": MOST}
    if not 1 <= asked.below <= 99:
        errors["retakes.below"] = _("From 1 to 99 of 100.")
    if asked.score not in scores_of(held, output=output):
        words = _("%(name)s: the order holds to nothing by which it could be measured.")
        errors["retakes.score"] = words % {"name": role_label(element_of(asked.score))}
    first = each * count
    if asked.within is not None and asked.within < 2 * first:
        words = _("Two takes come to %(needed)d credits: allow at least as many, or make it once.")
        errors["retakes.within"] = words % {"needed": 2 * first}
    if errors:
        raise AskInvalid(errors)
    if asked.within is None or not first:
        return 1 + asked.most
    return min(1 + asked.most, asked.within // first)


def scores_of(held: Collection[str], *, output: str) -> tuple[str, ...]:
    """By what the results of an order that holds to these elements are measured, the most important first."""
    return () if output == "audio" else tuple(score for element, score in SCORES.items() if element in held)


def element_of(score: str) -> str:
    """The element that a score measures, by whose name people know it."""
    return next((element for element, name in SCORES.items() if name == score), score)


def score_of(take: Generation) -> int | None:
    """What was measured of the element that its retakes are about, 0..100; None where it was not."""
    value = (take.scores.get(take.retakes.get("score", "")) or {}).get("value")
    return value if isinstance(value, int) else None


def calls_for_another(takes: Sequence[Generation], *, is_picture: bool) -> bool:
    """Whether the next take is to be made, once none of them is at work any more."""
    made = [take for take in takes if not take.standby]
    last = max(made, key=lambda take: take.take)
    if last.status == Status.CANCELLED or any(is_enough(take) for take in made):
        return False
    if last.status == Status.FAILED:
        return last.error_code not in HOPELESS
    if score_of(last) is not None:
        return True
    # A picture without a face to measure is not like enough. A clip may show the face too small to measure in every
    # take, and is dear; and where nothing was measured at all it is our own fault: neither may cost anybody more.
    return is_picture and last.retakes.get("score") in last.scores


def is_enough(take: Generation) -> bool:
    score = score_of(take)
    return take.status == Status.DONE and score is not None and score >= take.retakes["below"]


def best_of(takes: Sequence[Generation], *, late: Collection[object] = ()) -> Generation:
    """The take that stands for the item: one at work, else the highest score, else what has any result.

    late: ids of failed ones that have a result all the same. Of equals the earlier one; of failures the last.
    """
    return max(takes, key=lambda take: rank(take, is_late=take.pk in late))


def rank(take: Generation, *, is_late: bool) -> tuple[int, int, int]:
    if take.deleted_at:
        return -1, 0, -take.take
    if not take.is_over and not take.standby:
        return 4, 0, 0
    if take.status == Status.DONE:
        score = score_of(take)
        return 3, -1 if score is None else score, -take.take
    if is_late:
        return 2, 0, -take.take
    return (0, 0, -take.take) if take.standby else (1, 0, take.take)
