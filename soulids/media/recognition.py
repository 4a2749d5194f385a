"""Whether a face is a person who was learned: told from its distance to them, in a word and a number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reklamai.media.faces import identity
from soulids.media.calibration import STRANGERS, STRANGERS_SPREAD, Calibration

ONE_IN_A_HUNDRED: Final = 2.33
"""Spreads below the mean of a normal distribution that one in a hundred lies."""
MAYBE: Final = STRANGERS - ONE_IN_A_HUNDRED * STRANGERS_SPREAD
"""Distance nearer than which one stranger in a hundred lies: up to it a look of one's own is worth while."""


class Resemblance(StrEnum):
    """What a distance says of two faces."""

    SAME = "same"
    MAYBE = "maybe"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Recognised:
    """score: 0..100, 50 where `Resemblance.SAME` ends."""

    score: int
    verdict: Resemblance


def recognise(apart: float, calibration: Calibration | None) -> Recognised:
    """What a face at this distance to a person is. calibration: what that person's training has found; None: unknown,
    then all people's figures are taken."""
    same = identity.SAME if calibration is None else calibration.threshold
    score = identity.similarity_score(apart) if calibration is None else calibration.score(apart)
    if apart <= same:
        verdict = Resemblance.SAME
    else:
        verdict = Resemblance.MAYBE if apart <= max(MAYBE, same) else Resemblance.OTHER
    return Recognised(round(score), verdict)
