"""What staff do by hand: once, with its reason, through the same services as everybody."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone, translation
from django_q.models import OrmQ

from reklamai.core.errors import BadInput, Conflict, NotEnoughCredits, Rejected
from studio.models import Generation, LedgerEntry, StaffCase, Status, User
from studio.selectors import ledger
from studio.services import staff, work
from tests.studio.conftest import alice, an_ask, balance_of, bob, entry, fake_engine, place, run  # noqa: F401
from tests.studio.test_races import at_once

WHY = "asked by mail"


@pytest.fixture(autouse=True)
def staff_read_english():
    """Deeds are told in the language of who does them; a request of another test leaves its own behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def sam(db):
    return User.objects.create_superuser("sam@example.com", "a long password", language="en")


def deeds():
    return list(LogEntry.objects.order_by("pk").values_list("change_message", flat=True))


def failed(generation, fake_engine, run):
    def refuse(_job, _report):
        raise Rejected("No.")

    fake_engine.does = refuse
    done = run(generation)
    fake_engine.does = None
    return done


def test_a_grant_is_in_the_ledger_and_in_the_log(alice, sam):
    assert staff.grant(alice, amount=50, reason=WHY, key=uuid4(), by=sam)

    row = LedgerEntry.objects.get(kind="grant", note=WHY)
    assert (row.delta, row.made_by, balance_of(alice)) == (50, sam, 150)
    assert deeds() == [f"Granted 50 credits: {WHY}"]


def test_the_same_grant_sent_twice_is_one(alice, sam):
    key = uuid4()

    assert [staff.grant(alice, amount=50, reason=WHY, key=key, by=sam) for _ in range(2)] == [True, False]

    assert balance_of(alice) == 150
    assert len(deeds()) == 1


def test_one_form_for_two_people_gives_to_both(alice, bob, sam):
    key = uuid4()

    assert staff.grant(alice, amount=50, reason=WHY, key=key, by=sam)
    assert staff.grant(bob, amount=50, reason=WHY, key=key, by=sam)

    assert (balance_of(alice), balance_of(bob)) == (150, 150)


def test_a_correction_that_overdraws_leaves_nothing_behind(alice, sam):
    with pytest.raises(NotEnoughCredits):
        staff.correct(alice, delta=-101, reason=WHY, key=uuid4(), by=sam)

    assert balance_of(alice) == 100
    assert deeds() == []
    assert not LedgerEntry.objects.filter(kind="correction").exists()


def test_cancelling_returns_the_credits_once(alice, sam, place):
    generation = place(alice)

    assert [staff.cancel(generation, reason=WHY, by=sam) for _ in range(2)] == [True, False]

    assert Generation.objects.get().status == Status.CANCELLED
    assert balance_of(alice) == 100
    assert deeds() == [f"Cancelled, 10 credits back: {WHY}"]


def test_what_is_over_cannot_be_cancelled_and_no_deed_is_written(alice, sam, place, run):
    generation = run(place(alice))

    with pytest.raises(Conflict):
        staff.cancel(generation, reason=WHY, by=sam)

    assert deeds() == []
    assert balance_of(alice) == 90


def test_what_a_finished_order_cost_is_given_back_once_and_the_books_are_right(alice, sam, place, run):
    generation = run(place(alice))

    assert [staff.give_back(generation, reason=WHY, by=sam) for _ in range(2)] == [True, False]

    assert balance_of(alice) == 100
    assert LedgerEntry.objects.get(kind="correction").generation == generation
    assert list(ledger.faults()) == []


def test_nothing_is_given_back_for_what_cost_nothing(alice, sam, place, fake_engine, run):
    generation = failed(place(alice), fake_engine, run)

    with pytest.raises(Conflict):
        staff.give_back(generation, reason=WHY, by=sam)

    assert balance_of(alice) == 100


def test_a_failed_order_is_ordered_again_for_its_owner_once(alice, sam, place, fake_engine, run):
    generation, key = failed(place(alice), fake_engine, run), uuid4()

    assert [staff.retry(generation, reason=WHY, key=key, by=sam) for _ in range(2)] == [True, False]

    again = Generation.objects.exclude(pk=generation.pk).get()
    assert (again.owner, again.prompt, again.language) == (alice, generation.prompt, generation.language)
    assert balance_of(alice) == 90
    assert deeds() == [f"Ordered again as {again.pk}: {WHY}"]


def test_a_finished_order_is_not_made_again_with_its_owners_credits(alice, sam, place, run):
    generation = run(place(alice))

    with pytest.raises(Conflict):
        staff.retry(generation, reason=WHY, key=uuid4(), by=sam)

    assert Generation.objects.count() == 1


def test_a_queued_order_is_queued_again_and_a_second_click_adds_nothing(alice, sam, place):
    generation = place(alice)
    OrmQ.objects.all().delete()

    assert [staff.requeue(generation, reason=WHY, by=sam) for _ in range(2)] == [True, False]

    assert OrmQ.objects.count() == 1


def test_an_order_whose_worker_died_begins_anew(alice, sam, place):
    generation = work.claim(place(alice).pk)
    Generation.objects.update(heartbeat_at=timezone.now() - timedelta(seconds=90))

    assert staff.requeue(generation, reason=WHY, by=sam)

    assert Generation.objects.get().status == Status.QUEUED


def test_work_that_moves_is_left_alone(alice, sam, place):
    generation = work.claim(place(alice).pk)

    with pytest.raises(Conflict, match="right now"):
        staff.requeue(generation, reason=WHY, by=sam)

    assert Generation.objects.get().status == Status.RUNNING


def test_what_was_sent_and_not_answered_is_never_sent_again(alice, sam, place):
    generation = work.claim(place(alice).pk)
    ago = timezone.now() - timedelta(seconds=90)
    Generation.objects.update(heartbeat_at=ago, sent_at=ago)

    with pytest.raises(Conflict, match="paid for"):
        staff.requeue(generation, reason=WHY, by=sam)

    assert Generation.objects.get().status == Status.RUNNING


def test_a_vendors_order_is_asked_about_at_once(alice, sam, place):
    generation = work.claim(place(alice).pk)
    later = timezone.now() + timedelta(minutes=5)
    Generation.objects.update(ask_after=later, provider_ref="v-7")
    OrmQ.objects.all().delete()

    assert staff.requeue(generation, reason=WHY, by=sam)

    assert Generation.objects.get().ask_after <= timezone.now()
    assert OrmQ.objects.count() == 1


def test_what_is_over_is_not_queued(alice, sam, place, run):
    generation = run(place(alice))

    with pytest.raises(Conflict):
        staff.requeue(generation, reason=WHY, by=sam)


def test_a_case_names_who_looked_and_why(alice, sam, place):
    generation = place(alice)

    assert staff.open_case(generation, reason=WHY, by=sam)

    case = StaffCase.objects.get()
    assert (case.staff, case.generation, case.reason) == (sam, generation, WHY)
    assert deeds() == [f"Opened a case: {WHY}"]


def test_a_suspended_person_is_out_at_once_and_comes_back(alice, sam, client):
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")

    assert [staff.suspend(alice, reason=WHY, by=sam) for _ in range(2)] == [True, False]
    assert client.get("/library").status_code == 302

    assert [staff.restore(alice, reason=WHY, by=sam) for _ in range(2)] == [True, False]
    assert client.get("/library").status_code == 200
    assert [deed.rpartition(": ")[2] for deed in deeds()] == [WHY, WHY]


def test_nobody_shuts_themselves_out(sam):
    with pytest.raises(BadInput):
        staff.suspend(sam, reason=WHY, by=sam)


def test_a_helper_does_not_suspend_staff(sam, bob):
    bob.is_staff = True
    bob.save()

    with pytest.raises(Conflict):
        staff.suspend(sam, reason=WHY, by=bob)

    assert User.objects.get(pk=sam.pk).is_active


@pytest.mark.parametrize("field", ["erase_after", "erased_at"])
def test_an_account_that_its_owner_deleted_is_not_restored(alice, sam, field):
    User.objects.filter(pk=alice.pk).update(is_active=False, **{field: timezone.now()})

    with pytest.raises(Conflict):
        staff.restore(alice, reason=WHY, by=sam)

    assert not User.objects.get(pk=alice.pk).is_active


def test_a_model_is_switched_off_and_on_once(entry, sam):
    assert [staff.switch(entry, on=False, reason=WHY, by=sam) for _ in range(2)] == [True, False]
    assert [staff.switch(entry, on=True, reason=WHY, by=sam) for _ in range(2)] == [True, False]

    entry.refresh_from_db()
    assert entry.enabled
    assert deeds() == [f"Switched off: {WHY}", f"Switched on: {WHY}"]


# --- at the same moment ---


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_grant_once(alice, sam):
    key = uuid4()

    def click():
        return staff.grant(alice, amount=50, reason=WHY, key=key, by=sam)

    assert sorted(at_once(*[click] * 4)) == [False, False, False, True]
    assert balance_of(alice) == 150
    assert len(deeds()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_staff_who_cancel_at_once_and_the_owner_too_return_once(alice, sam, place):
    from studio.services import generations

    generation = place(alice)

    def cancel():
        return staff.cancel(Generation.objects.get(pk=generation.pk), reason=WHY, by=sam)

    def own():
        return generations.cancel(Generation.objects.get(pk=generation.pk))

    at_once(cancel, cancel, own)

    assert balance_of(alice) == 100
    assert len(deeds()) <= 1
    assert list(ledger.faults()) == []


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_retry_and_give_back_once(alice, sam, place, fake_engine, run):
    lost, made, key = failed(place(alice), fake_engine, run), run(place(alice)), uuid4()

    def retry():
        return staff.retry(Generation.objects.get(pk=lost.pk), reason=WHY, key=key, by=sam)

    def give_back():
        return staff.give_back(Generation.objects.get(pk=made.pk), reason=WHY, by=sam)

    assert sorted(at_once(retry, retry, give_back, give_back)) == [False, False, True, True]
    assert Generation.objects.count() == 3
    assert balance_of(alice) == 90
    assert list(ledger.faults()) == []
