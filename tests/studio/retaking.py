"""Orders that hold to a face and may be made again: a source that lends it, a scorer that says what a test wants."""

from uuid import uuid4

import pytest

from studio.ask import HeldPart, ReferenceAsk, Retakes
from studio.engines.base import Score
from studio.models import Generation
from studio.services import orders

FACE = ReferenceAsk("somebody", "vera", "")
SCORES = []
"""What the scorer says, take after take; when it is empty, nothing was measured at all."""


class Somebody:
    def lend(self, user, asks):
        return tuple((HeldPart("face", words={"en": "Vera"}, label="Vera"),) for _each in asks)


class Likeness:
    def score(self, job, result):
        if not SCORES:
            return {}
        value = SCORES.pop(0)
        return {"face": Score(value, "no face was found" if value is None else f"{value} % like")}


def somebody():
    return Somebody()


def likeness():
    return Likeness()


@pytest.fixture
def scored(settings, fake_engine):
    """Let the takes that are made score so: `scored(40, None, 90)`."""
    from studio.engines import tables

    SCORES.clear()
    tables.loaded.cache_clear()
    settings.SCORERS = ["tests.studio.retaking.likeness"]
    settings.REFERENCE_SOURCES = {**settings.REFERENCE_SOURCES, "somebody": "tests.studio.retaking.somebody"}
    yield lambda *values: SCORES.extend(values)
    tables.loaded.cache_clear()


@pytest.fixture
def retake(an_ask, scored, private_media):
    """Order what may be made again: `retake(alice, most=2, below=70, count=1)`; all takes of its first item."""

    def order(owner, *, most=3, below=70, score="face", within=None, key=None, quoted=None, **changes):
        ask = an_ask(references=(FACE,), retakes=Retakes(most, below, score, within), **changes)
        first = orders.order(owner=owner, ask=ask, key=key or uuid4(), quoted=quoted)[0]
        return takes_of(first)

    return order


def takes_of(generation):
    return list(Generation.objects.filter(first_take=generation.first_take_id).order_by("take"))


def states_of(generation):
    """What became of each take: its status, or "standby" and "not needed"."""
    return [
        "standby" if take.in_standby else "not needed" if take.was_not_needed else str(take.status)
        for take in takes_of(generation)
    ]


def shown_of(generation):
    return Generation.objects.get(first_take=generation.first_take_id, shown=True)
