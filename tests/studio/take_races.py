"""Items with takes under several hands at the same moment; shared by the quick test and the long count."""

import random
from functools import partial
from uuid import uuid4

from django.utils import timezone

from reklamai.core.errors import EngineError, ReklamError
from studio.engines.base import Result, Score
from studio.models import Generation, Status
from studio.selectors import ledger
from studio.services import endings, generations, takes, watch, work
from tests.studio.conftest import PRICE, balance_of
from tests.studio.races import at_once
from tests.studio.retaking import takes_of


def again(seen):
    return Generation.objects.get(pk=seen.pk)


def made(score):
    return lambda seen: work.finish(seen, Result(files=()), (), {"face": Score(score, "")})


# Each takes the take at work as its doer saw it before the race: a page that was open, a worker that holds its attempt.
ACTIONS = {
    "like enough": made(90),
    "not like enough": made(20),
    "nothing to measure": made(None),
    "fail": lambda seen: work.fail(seen, EngineError("No.")),
    "expire": watch.expire,
    "cancel": lambda seen: generations.cancel(again(seen)),
    "cancel the first": lambda seen: generations.cancel(takes_of(seen)[0]),
    "delete": lambda seen: generations.delete(again(seen)),
    "choose": lambda seen: takes.choose(again(seen)),
    "claim what waits": lambda seen: work.claim(takes_of(seen)[-1].pk),
    "requeue what waits": lambda seen: watch.requeue(takes_of(seen)[-1], timezone.now()),
    "go on": lambda seen: endings.go_on(takes_of(seen)[0]),
    "retry": lambda seen: [generations.cancel(row) for row in generations.retry(generation=again(seen), key=uuid4())],
}


def race(first, names):
    """Claim the take at work and let all of these happen to it at once. False if there is none."""
    working = takes.at_work(first)
    if working is None:
        return False
    seen = work.claim(working.pk) or again(working)
    at_once(*[partial(ACTIONS[name], seen) for name in names])
    return True


def brought_to_an_end(first, chance):
    """What is left is made, take after take, as workers would."""
    for _ in range(10):
        working = takes.at_work(first)
        if working is None:
            return
        seen = work.claim(working.pk) or again(working)
        try:
            ACTIONS[chance.choice(["like enough", "not like enough", "fail"])](seen)
        except ReklamError:
            continue


def what_holds_of_every_item(owner, *, had, only=None):
    """Whoever has won: one take at work, one shown, no credit lost, none taken twice. only: of its takes alone."""
    assert list(ledger.faults()) == []
    assert not takes.stalled().exists()
    rows = Generation.objects.filter(owner=owner)
    kept = rows.filter(status__in=[Status.QUEUED, Status.RUNNING, Status.DONE]).count()
    assert balance_of(owner) == had - PRICE * kept
    for first in [only] if only else rows.filter(take=1).exclude(first_take=None):
        found = takes_of(first)
        assert sum(not take.is_over and not take.standby for take in found) <= 1
        assert sum(take.shown for take in found) == 1
        assert all(take.entries.filter(kind="hold").count() == 1 for take in found)
        assert all(take.entries.filter(kind="return").count() == int(take.is_over) for take in found)
        assert not any(take.standby and take.started_at for take in found), "what waits is never begun"


def many_races(owner, retake, *, rounds, seed):
    chance = random.Random(seed)
    had = balance_of(owner)
    for _ in range(rounds):
        first = retake(owner, most=3, below=70)[0]
        while chance.random() < 0.8 and race(first, chance.choices(list(ACTIONS), k=chance.randint(2, 4))):
            what_holds_of_every_item(owner, had=had, only=first)
        brought_to_an_end(first, chance)
        assert not any(take.status in ("queued", "running") for take in takes_of(first))
    what_holds_of_every_item(owner, had=had)
