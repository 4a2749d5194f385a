"""An item that is made again while it is not like enough: its price, its takes, its money, and which one is shown."""

import json
from dataclasses import asdict, replace
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_q.models import OrmQ

from reklamai.core.errors import Conflict, EngineError, NotEnoughCredits, Rejected
from studio.admin.order_page import take_words
from studio.ask import Ask, Retakes
from studio.catalogue.validate import AskInvalid
from studio.models import Generation, LedgerEntry, Project, WebhookDelivery, WebhookEndpoint
from studio.selectors import census, ledger, operations, tallies
from studio.selectors import credits as accounts
from studio.selectors import generations as reads
from studio.selectors.generations import LibraryQuery
from studio.services import credits, endings, generations, leaving, orders, shelving, staff, takes, watch, work
from tests.studio.conftest import PRICE, balance_of, picture_result
from tests.studio.retaking import FACE, retake, scored, shown_of, states_of, takes_of  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_books_are_right():
    yield
    assert list(ledger.faults()) == []


def make(take):
    work.run(take.pk)
    return Generation.objects.get(pk=take.pk)


def test_the_estimate_tells_what_is_sure_and_what_is_most(alice, an_ask, scored):
    found = orders.estimate(owner=alice, ask=an_ask(references=(FACE,), retakes=Retakes(3, 70), count=2))

    assert (found.each, found.first, found.takes, found.total) == (PRICE, 2 * PRICE, 4, 8 * PRICE)
    assert found.affordable


@pytest.mark.parametrize(("within", "allowed"), [(None, 6), (1000, 6), (60, 6), (59, 5), (25, 2), (20, 2)])
def test_the_credits_allowed_cap_the_takes(alice, an_ask, scored, within, allowed):
    found = orders.estimate(owner=alice, ask=an_ask(references=(FACE,), retakes=Retakes(5, 70, within=within)))

    assert found.takes == allowed
    assert within is None or found.total <= within


@pytest.mark.parametrize(
    ("retakes", "fault"),
    [
        (Retakes(0, 70), "retakes.most"),
        (Retakes(6, 70), "retakes.most"),
        (Retakes(1, 0), "retakes.below"),
        (Retakes(1, 100), "retakes.below"),
        (Retakes(1, 70, "place"), "retakes.score"),
        (Retakes(1, 70, "nonsense"), "retakes.score"),
        (Retakes(1, 70, within=PRICE * 2 - 1), "retakes.within"),
    ],
)
def test_what_cannot_be_is_refused_before_a_credit_moves(alice, an_ask, scored, retakes, fault):
    with pytest.raises(AskInvalid) as refused:
        orders.order(owner=alice, ask=an_ask(references=(FACE,), retakes=retakes), key=uuid4())

    assert set(refused.value.errors) == {fault}
    assert not Generation.objects.exists()


def test_an_order_that_holds_to_nothing_cannot_be_made_again_for_its_likeness(alice, an_ask, scored):
    with pytest.raises(AskInvalid) as refused:
        orders.order(owner=alice, ask=an_ask(retakes=Retakes(1, 70)), key=uuid4())

    assert set(refused.value.errors) == {"retakes.score"}


def test_all_takes_are_held_for_at_once_and_one_is_queued(alice, retake):
    found = retake(alice, most=3)

    assert states_of(found[0]) == ["queued", "standby", "standby", "standby"]
    assert balance_of(alice) == 100 - 4 * PRICE
    assert [entry.delta for entry in LedgerEntry.objects.filter(kind="hold")] == [-PRICE] * 4
    assert len({take.seed for take in found}) == len({take.parameters["seed"] for take in found}) == 4
    assert shown_of(found[0]) == found[0]
    assert found[2].references.count() == found[0].references.count() == 1


def test_too_few_credits_for_all_takes_leave_nothing_behind(alice, retake):
    with pytest.raises(NotEnoughCredits):
        retake(alice, most=5, count=2)

    assert not Generation.objects.exists()
    assert balance_of(alice) == 100


def test_a_price_that_was_not_told_is_not_held(alice, retake):
    with pytest.raises(Conflict, match="40"):
        retake(alice, most=3, quoted=PRICE)

    assert retake(alice, most=3, quoted=4 * PRICE)


def test_the_same_key_is_the_same_item(alice, retake):
    key = uuid4()

    assert retake(alice, key=key) == retake(alice, key=key)
    assert balance_of(alice) == 100 - 4 * PRICE


def test_a_take_that_is_like_enough_gives_the_others_back(alice, retake, scored):
    found = retake(alice, most=3, below=70)
    scored(70)

    make(found[0])

    assert states_of(found[0]) == ["done", "not needed", "not needed", "not needed"]
    assert balance_of(alice) == 100 - PRICE


def test_a_take_that_is_not_like_enough_sets_the_next_one_going(alice, retake, scored):
    found = retake(alice, most=2, below=70)
    scored(69, 95)

    make(found[0])
    assert states_of(found[0]) == ["done", "queued", "standby"]
    assert balance_of(alice) == 100 - 3 * PRICE
    assert shown_of(found[0]) == found[1], "the card shows what is being made"

    make(found[1])
    assert states_of(found[0]) == ["done", "done", "not needed"]
    assert shown_of(found[0]) == found[1]
    assert balance_of(alice) == 100 - 2 * PRICE


@pytest.mark.parametrize(
    ("scores", "best"),
    [((50, 40, 30), 0), ((30, 61, 40), 1), ((30, 30, 30), 0), ((None, 20, None), 1), ((9, None, 10), 2)],
)
def test_the_best_of_all_is_shown_where_none_is_like_enough(alice, retake, scored, scores, best):
    found = retake(alice, most=2, below=70)
    scored(*scores)

    for take in found:
        make(take)

    assert states_of(found[0]) == ["done"] * 3
    assert shown_of(found[0]) == found[best]
    assert balance_of(alice) == 100 - 3 * PRICE


def test_what_was_not_measured_at_all_costs_nobody_another_take(alice, retake):
    found = retake(alice, most=2)

    make(found[0])

    assert states_of(found[0]) == ["done", "not needed", "not needed"]


def test_a_clip_without_a_face_to_measure_is_not_made_again(alice, retake, scored):
    found = retake(alice, most=2)
    Generation.objects.filter(first_take=found[0]).update(kind="text_to_video")
    scored(None)

    make(found[0])

    assert states_of(found[0]) == ["done", "not needed", "not needed"]


def test_a_take_that_fails_costs_nothing_and_the_next_is_made(alice, retake, scored):
    found = retake(alice, most=1, below=70)
    work.fail(work.claim(found[0].pk), EngineError("No."))
    assert states_of(found[0]) == ["failed", "queued"]
    scored(80)

    make(found[1])

    assert shown_of(found[0]) == found[1]
    assert balance_of(alice) == 100 - PRICE


def test_what_every_take_would_be_refused_for_is_asked_once(alice, retake):
    found = retake(alice, most=3)

    work.fail(work.claim(found[0].pk), Rejected("Not with these words."))

    assert states_of(found[0]) == ["failed", "not needed", "not needed", "not needed"]
    assert shown_of(found[0]) == found[0]
    assert balance_of(alice) == 100


def test_where_all_takes_fail_the_last_failure_is_shown(alice, retake):
    found = retake(alice, most=1)

    for take in found:
        work.fail(work.claim(take.pk), EngineError("No."))

    assert shown_of(found[0]) == found[1]
    assert balance_of(alice) == 100


def test_items_of_one_order_are_made_again_each_for_itself(alice, retake, scored):
    found = retake(alice, most=1, below=70, count=2)
    other = takes_of(Generation.objects.get(item=1, take=1))
    scored(90, 10)

    make(found[0])
    make(other[0])

    assert states_of(found[0]) == ["done", "not needed"]
    assert states_of(other[0]) == ["done", "queued"]
    assert len({take.seed for take in (*found, *other)}) == 4


def test_an_item_counts_once_among_what_is_under_way(alice, retake, settings):
    settings.OPEN_ORDERS_MOST = 1

    assert retake(alice, most=5)


def test_no_worker_and_no_watch_begins_a_take_in_standby(alice, retake):
    found = retake(alice, most=1)
    Generation.objects.update(created_at=timezone.now() - timedelta(days=2))
    OrmQ.objects.all().delete()

    work.run(found[1].pk)
    watch.requeue(found[1], timezone.now())

    assert states_of(found[0]) == ["queued", "standby"]
    assert not OrmQ.objects.exists()


def test_a_day_in_standby_is_no_day_in_the_queue(alice, retake, scored):
    found = retake(alice, most=1, below=70)
    scored(10)
    make(found[0])
    Generation.objects.filter(pk=found[0].pk).update(created_at=timezone.now() - timedelta(days=2))

    watch.sweep()

    assert states_of(found[0]) == ["done", "queued"]


def test_a_first_take_that_nobody_began_in_a_day_sets_the_next_one_going(alice, retake):
    found = retake(alice, most=1)
    Generation.objects.update(created_at=timezone.now() - timedelta(days=2))

    watch.sweep()

    assert states_of(found[0]) == ["failed", "queued"]


def test_a_release_that_never_reached_the_queue_is_found_by_the_watch(alice, retake, scored):
    found = retake(alice, most=1, below=70)
    scored(10)
    make(found[0])
    OrmQ.objects.all().delete()
    Generation.objects.filter(pk=found[1].pk).update(heartbeat_at=timezone.now() - timedelta(minutes=1))

    watch.sweep()

    [task] = OrmQ.objects.all()
    assert str(found[1].pk) in task.name()


def test_takes_that_nobody_set_going_are_found_by_the_watch(alice, retake):
    found = retake(alice, most=1)
    Generation.objects.filter(pk=found[0].pk).update(status="done", scores={"face": {"value": 10, "says": ""}})
    assert [first.pk for first in takes.stalled()] == [found[0].pk]
    found[0].entries.create(account_id=alice.pk, kind="return", delta=0)

    watch.sweep()

    assert states_of(found[0]) == ["done", "queued"]
    assert not takes.stalled().exists()


def test_a_cancel_stops_the_take_at_work_and_all_that_wait(alice, retake, scored):
    found = retake(alice, most=2, below=70)
    scored(10)
    make(found[0])

    generations.cancel(found[0])

    assert states_of(found[0]) == ["done", "cancelled", "not needed"]
    assert shown_of(found[0]) == found[0]
    assert balance_of(alice) == 100 - PRICE
    with pytest.raises(Conflict):
        generations.cancel(found[0])


def test_a_cancel_named_by_a_take_that_waits_sets_no_other_one_going(alice, retake):
    found = retake(alice, most=2)
    Generation.objects.filter(pk=found[0].pk).update(status="done", scores={"face": {"value": 10, "says": ""}})
    found[0].entries.create(account_id=alice.pk, kind="return", delta=0)

    generations.cancel(found[1])

    assert states_of(found[0]) == ["done", "not needed", "not needed"]
    assert balance_of(alice) == 100 - PRICE


def test_no_partner_hears_of_a_take_that_was_ended_before_anybody_needed_it(alice, retake):
    found = retake(alice, most=2)
    WebhookEndpoint.objects.create(owner=alice, url="https://example.com/hook", events=["generation.cancelled"])

    for take in reversed(found):  # as an erasure ends them, in any order
        leaving.end_order(take)

    assert [row.generation_id for row in WebhookDelivery.objects.all()] == [found[0].pk]
    assert states_of(found[0]) == ["cancelled", "not needed", "not needed"]
    assert balance_of(alice) == 100


def test_free_takes_that_no_room_follows_end_one_after_the_other_too(alice, retake, entry, settings):
    settings.FOLLOW_UPS = {}
    entry.entry["price"]["credits"] = 0
    entry.save()
    found = retake(alice, most=1)

    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        credits.lock(found[0])

    assert found[0].is_free
    assert [query["sql"] for query in asked if "creditaccount" in query["sql"] and "FOR UPDATE" in query["sql"]]


def test_a_cancel_of_what_cannot_be_stopped_still_stops_what_would_follow(alice, retake, scored, fake_engine):
    fake_engine.can_stop = False
    found = retake(alice, most=2, below=70)
    running = work.claim(found[0].pk)
    assert generations.can_cancel(running)

    generations.cancel(running)

    assert states_of(found[0]) == ["running", "not needed", "not needed"]
    assert balance_of(alice) == 100 - PRICE
    assert not generations.can_cancel(running)
    with pytest.raises(Conflict):
        generations.cancel(running)


def test_with_the_shown_take_all_go_into_the_bin_and_come_back(alice, retake, scored):
    found = retake(alice, most=1, below=70)
    scored(10, 20)
    for take in found:
        make(take)
    best = shown_of(found[0])

    generations.delete(best)
    assert all(take.deleted_at for take in takes_of(found[0]))

    generations.restore(Generation.objects.get(pk=best.pk))
    assert not any(take.deleted_at for take in takes_of(found[0]))


def test_any_other_take_goes_alone(alice, retake, scored):
    found = retake(alice, most=2, below=70)
    scored(10)
    worse = make(found[0])

    generations.delete(worse)

    assert [bool(take.deleted_at) for take in takes_of(worse)] == [True, False, False]
    assert states_of(worse) == ["done", "queued", "standby"], "the work goes on"
    generations.restore(worse)
    assert not takes_of(worse)[0].deleted_at


def test_what_cannot_be_stopped_cannot_be_deleted_and_keeps_its_takes(alice, retake, fake_engine):
    fake_engine.can_stop = False
    found = retake(alice, most=1)
    running = work.claim(found[0].pk)

    with pytest.raises(Conflict):
        generations.delete(running)

    assert states_of(running) == ["running", "standby"]


def test_asked_again_it_is_made_once_at_the_price_of_one(alice, retake, scored):
    found = retake(alice, most=1, below=70)
    scored(10, 20)
    for take in found:
        make(take)
    before = balance_of(alice)

    [again] = generations.retry(generation=shown_of(found[0]), key=uuid4())

    assert again.first_take_id is None
    assert before - balance_of(alice) == PRICE


def test_filled_into_the_composer_it_may_be_made_again_as_before(alice, retake):
    found = retake(alice, most=2, below=55, within=40)

    assert orders.ask_of(found[1]).retakes == Retakes(2, 55, "face", 40)


def test_another_take_can_be_chosen_once_all_is_over(alice, retake, scored):
    found = retake(alice, most=1, below=70)
    scored(50, 20)
    make(found[0])
    with pytest.raises(Conflict):
        takes.choose(found[0])
    make(found[1])

    takes.choose(found[1])

    assert shown_of(found[0]) == found[1]


def test_what_was_not_made_cannot_be_chosen(alice, retake, scored):
    found = retake(alice, most=1, below=70)
    scored(90)
    make(found[0])

    with pytest.raises(Conflict):
        takes.choose(found[1])


def test_a_late_result_stands_for_its_item_where_nothing_else_was_made(alice, retake, fake_engine):
    found = retake(alice, most=1)

    def too_late(job, report):
        watch.expire(Generation.objects.get(pk=found[0].pk))
        work.fail(work.claim(found[1].pk), EngineError("No."))
        assert shown_of(found[0]) == found[1]
        made = picture_result(job)
        report._stage, report._written = "storing", float("inf")  # it does not look again before it ends
        return made

    fake_engine.does = too_late
    make(found[0])

    assert states_of(found[0]) == ["failed", "failed"]
    assert shown_of(found[0]) == found[0]
    assert balance_of(alice) == 100


def test_an_account_that_closes_leaves_no_take_behind(alice, retake):
    found = retake(alice, most=3)

    leaving.end_orders(alice)

    assert states_of(found[0]) == ["cancelled", "not needed", "not needed", "not needed"]
    assert balance_of(alice) == 100


def test_moving_on_twice_changes_nothing(alice, retake, scored):
    found = retake(alice, most=2, below=70)
    scored(10)
    make(found[0])

    assert endings.move_on(found[0].pk) is False
    assert states_of(found[0]) == ["done", "queued", "standby"]


def test_an_order_without_retakes_has_the_digest_it_always_had():
    plain = Ask(kind="text_to_image", model="m", prompt="a")
    asked = asdict(plain)
    for later in ("retakes", "camera", "master"):
        del asked[later]

    assert plain.digest() == sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    assert plain.digest() != replace(plain, retakes=Retakes(1, 50)).digest()


def test_staff_see_which_take_it_is_and_cannot_queue_one_that_waits(alice, bob, retake):
    found = retake(alice, most=2)

    assert take_words(found[0]).startswith("1")
    assert "," in take_words(found[1])
    with pytest.raises(Conflict):
        staff.requeue(found[1], reason="it stands still", by=bob)
    with pytest.raises(Conflict):
        staff.retry(found[1], reason="again", key=uuid4(), by=bob)
    assert staff.cancel(found[2], reason="asked by mail", by=bob), "the whole item, whichever take is named"
    assert states_of(found[0]) == ["cancelled", "not needed", "not needed"]


def test_of_what_stands_in_the_queue_takes_that_wait_are_no_part(alice, retake):
    retake(alice, most=3)

    assert operations.waiting(timezone.now()).queued == 1
    assert operations.held() == 4 * PRICE
    assert [group.number for group in census.census()] == [1]
    assert (accounts.balance(alice).open, accounts.balance(alice).held) == (1, 4 * PRICE)


def test_into_a_project_an_item_goes_with_all_its_takes(alice, retake, scored):
    found = retake(alice, most=1, below=70)
    project = Project.objects.create(owner=alice, name="Autumn")

    shelving.move([found[0]], project=project)

    assert {take.project for take in takes_of(found[0])} == {project}


def test_a_take_that_went_into_the_bin_alone_is_listed_there(alice, retake, scored):
    found = retake(alice, most=1, below=70)
    scored(10, 20)
    for take in found:
        make(take)

    generations.delete(Generation.objects.get(pk=found[0].pk))
    assert [row.pk for row in reads.library(alice, LibraryQuery(bin=True)).items] == [found[0].pk]
    assert tallies.counts(alice).bin.number == tallies.counts(alice).all.number == 1

    generations.delete(shown_of(found[0]))
    assert [row.pk for row in reads.library(alice, LibraryQuery(bin=True)).items] == [found[1].pk]
