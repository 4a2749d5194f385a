"""Webhooks on their way, to a real server: signed, logged, tried again, and in nobody's way."""

import hashlib
import hmac
import json
import logging
import re
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from studio.models import DeliveryStatus, EndpointStatus, WebhookAttempt, WebhookDelivery, WebhookEndpoint
from studio.serializers.rows import shown
from studio.services import outbox, postman, webhooks
from tests.receiver import receiving, reply

DOCS = Path(__file__).parents[2] / "docs" / "webhooks.md"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def partner(settings):
    with receiving() as server:
        settings.FETCH_TRUSTED_HOSTS = [server.place]
        yield server


@pytest.fixture
def clock():
    return Clock()


class Clock:
    def __init__(self):
        self.now = timezone.now()

    def __call__(self):
        return max(self.now, timezone.now())

    def pass_by(self, **time):
        self.now = self() + timedelta(**time)


@pytest.fixture
def hook(partner):
    """An endpoint of somebody at a path of the partner's server; with its secret."""

    def make(owner, path="/hook", events=("generation.done",)):
        return webhooks.make(owner, url=partner.url + path, events=events)

    return make


def deliver(clock=timezone.now):
    return postman.deliver(shown, clock=clock)


def verified(call, secret):
    """Checked as the docs say, by hand."""
    fields = [part.split("=", 1) for part in call.headers["ReklamAI-Signature"].split(",")]
    moment = dict(fields)["t"]
    right = hmac.new(secret.encode(), moment.encode() + b"." + call.body, hashlib.sha256).hexdigest()
    return right in [value for name, value in fields if name == "v1"]


def the(model):
    return model.objects.get()


def test_a_work_that_is_done_arrives_as_the_api_shows_it_and_signed(alice, place, run, hook, partner):
    made = hook(alice)
    done = run(place(alice, prompt="a red cup"))

    assert deliver() == 1

    [call] = partner.calls
    told = json.loads(call.body)
    assert set(told) == {"id", "type", "created_at", "data"}
    assert told["type"] == "generation.done"
    assert (told["data"]["id"], told["data"]["status"], told["data"]["prompt"]) == (str(done.pk), "done", "a red cup")
    assert told["data"]["assets"][0]["url"] == f"/api/assets/{done.result.pk}/file"
    assert call.headers["Content-Type"] == "application/json"
    assert verified(call, made.secret)
    assert not verified(call, made.secret + "x")


def test_what_arrived_is_logged_and_not_sent_again(alice, place, run, hook, partner):
    partner.answers["/hook"] = lambda handler: reply(handler, 200, b"y" * 600)
    hook(alice)
    run(place(alice))

    deliver()

    row, attempt = the(WebhookDelivery), the(WebhookAttempt)
    assert (row.status, row.attempts, row.leased_until) == (DeliveryStatus.DELIVERED, 1, None)
    assert (attempt.status, attempt.answer, attempt.trouble) == (200, "y" * 500, "")
    assert deliver() == 0
    assert len(partner.calls) == 1


def test_the_verification_of_the_docs_takes_the_right_and_refuses_the_rest(alice, place, run, hook, partner):
    made = hook(alice)
    run(place(alice))
    deliver()
    names = {}
    exec(re.search(r"```python\n(.*?)```", DOCS.read_text(), re.DOTALL)[1], names)  # noqa: S102  # our own docs
    [call], verify = partner.calls, names["verify"]
    header = call.headers["ReklamAI-Signature"]
    moment = int(header.split(",")[0].removeprefix("t="))

    assert verify(call.body, header, made.secret, now=moment + 10)
    assert not verify(call.body + b" ", header, made.secret, now=moment)
    assert not verify(call.body, header, "whsec_other", now=moment)
    assert not verify(call.body, header.replace(f"t={moment}", f"t={moment + 1}"), made.secret, now=moment)
    assert not verify(call.body, header, made.secret, now=moment + 301)
    assert not verify(call.body, "nonsense", made.secret, now=moment)


def test_for_a_day_after_a_change_both_secrets_sign_and_then_the_new_one_alone(alice, hook, partner, clock):
    first = hook(alice)
    second = webhooks.rotate(alice, pk=first.row.pk)
    for hours in (0, 25):
        clock.pass_by(hours=hours)
        outbox.test(alice, pk=first.row.pk)
        deliver(clock)

    early, late = partner.calls
    assert first.secret != second.secret
    assert verified(early, first.secret)
    assert verified(early, second.secret)
    assert verified(late, second.secret)
    assert not verified(late, first.secret)


def test_what_fails_is_tried_again_ever_later_for_a_day_with_the_same_body(alice, place, run, hook, partner, clock):
    partner.answers["/hook"] = 500
    hook(alice)
    run(place(alice))
    began, pauses = clock(), []

    while deliver(clock):
        row = the(WebhookDelivery)
        pauses.append((row.due_at - clock()).total_seconds())
        clock.now = max(row.due_at, clock())
        if row.status != DeliveryStatus.PENDING:
            break

    assert row.status == DeliveryStatus.FAILED
    assert timedelta(hours=18) < clock() - began <= timedelta(hours=24)
    assert 10 <= len(partner.calls) <= 18
    assert 11 <= pauses[0] <= 19
    assert all(wait <= 5 * 3600 for wait in pauses)
    assert {call.body for call in partner.calls} == {partner.calls[0].body}
    assert list(WebhookAttempt.objects.values_list("status", flat=True)) == [500] * len(partner.calls)
    signatures = {call.headers["ReklamAI-Signature"] for call in partner.calls}
    assert len(signatures) == len(partner.calls), "signed anew with the moment of each attempt"


def test_pauses_are_jittered_and_never_over_five_hours():
    firsts = {postman.pause_after(1) for _ in range(20)}

    assert len(firsts) > 10
    assert all(timedelta(seconds=11) < pause < timedelta(seconds=19) for pause in firsts)
    assert all(postman.pause_after(number) <= timedelta(hours=5) for number in range(1, 60))


def test_an_end_that_was_committed_and_never_queued_is_found_by_the_watch(alice, place, run, hook, partner):
    from django_q.models import OrmQ

    hook(alice)
    run(place(alice))
    OrmQ.objects.all().delete()

    outbox.queue_if_due()

    [task] = OrmQ.objects.all()
    assert task.func() == "studio.tasks.deliver_webhooks"
    deliver()
    OrmQ.objects.all().delete()
    outbox.queue_if_due()
    assert not OrmQ.objects.exists(), "nothing is due any more"


def test_a_postman_killed_before_or_after_sending_is_followed_by_another(alice, place, run, hook, partner, clock):
    hook(alice)
    run(place(alice))
    [taken] = postman.taken(clock(), [])  # and then the worker is killed

    assert deliver(clock) == 0
    clock.pass_by(seconds=61)
    assert deliver(clock) == 1
    assert the(WebhookDelivery).status == DeliveryStatus.DELIVERED
    postman.deliveries.note(
        taken, postman.Answered(500), took_ms=1, now=clock(), pause=postman.pause_after
    )  # the first one lived after all: it is too late to say anything
    assert the(WebhookDelivery).status == DeliveryStatus.DELIVERED


def test_a_replay_sends_the_same_again_to_the_byte(alice, place, run, hook, partner):
    made = hook(alice)
    generation = run(place(alice))
    deliver()
    type(generation).objects.update(prompt="changed since")

    outbox.replay(alice, pk=made.row.pk, delivery=the(WebhookDelivery).pk)
    deliver()

    first, second = partner.calls
    assert first.body == second.body
    assert WebhookAttempt.objects.count() == 2
    assert the(WebhookDelivery).attempts == 1


def test_a_redirect_is_a_failure_and_nobody_follows_it(alice, hook, partner):
    partner.answers["/hook"] = lambda handler: reply(handler, 307, Location=f"{partner.url}/inside")
    made = hook(alice)
    outbox.test(alice, pk=made.row.pk)

    deliver()

    assert [call.path for call in partner.calls] == ["/hook"]
    assert the(WebhookDelivery).status == DeliveryStatus.FAILED, "a test is tried once"


def test_an_address_that_has_become_private_hears_nothing(alice, hook, partner, settings):
    made = hook(alice)
    settings.FETCH_TRUSTED_HOSTS = []
    outbox.test(alice, pk=made.row.pk)

    deliver()

    assert partner.calls == []
    assert the(WebhookAttempt).trouble == "unsafe_address"


def test_an_endpoint_that_fails_for_three_days_is_switched_off_and_its_owner_told(
    alice, hook, partner, clock, mailoutbox, django_capture_on_commit_callbacks, monkeypatch
):
    from studio.services import letters

    partner.answers["/hook"] = 503
    made = hook(alice)
    for days in (0, 2, 1.5):
        clock.pass_by(days=days)
        outbox.test(alice, pk=made.row.pk)
        WebhookDelivery.objects.filter(attempts=0).update(created_at=clock())
        with django_capture_on_commit_callbacks() as told:
            deliver(clock)

    assert the(WebhookEndpoint).status == EndpointStatus.DISABLED
    from django_q.models import OrmQ

    OrmQ.objects.all().delete()
    for each in told:
        each()
    [task] = [row.task for row in OrmQ.objects.all() if row.func() == "studio.tasks.send_letter"]
    letters.deliver(**dict(zip(("subject", "body", "to"), task["args"], strict=True)))
    [letter] = mailoutbox
    assert letter.to == [alice.email]
    assert made.row.url in letter.body
    assert "3 days" in letter.body


def test_one_success_in_between_and_nothing_is_switched_off(alice, hook, partner, clock):
    made = hook(alice)
    for answer in (500, 200, 500):
        partner.answers["/hook"] = answer
        clock.pass_by(days=2)
        outbox.test(alice, pk=made.row.pk)
        deliver(clock)

    row = the(WebhookEndpoint)
    assert (row.status, row.failing_since is None) == (EndpointStatus.ACTIVE, False)
    webhooks.change(alice, pk=row.pk, active=True)
    assert the(WebhookEndpoint).failing_since is None


def test_a_slow_server_delays_nobody_else(alice, bob, hook, partner):
    """Alice's server answers only once all of Bob's have arrived: were he kept waiting, it never would."""
    arrived, most, under_way, lock = threading.Event(), Counter(), Counter(), threading.Lock()

    def slow(handler):
        with lock:
            under_way[handler.path] += 1
            most["one"] = max(most["one"], under_way[handler.path])
            most["all"] = max(most["all"], under_way.total())
        reply(handler, 200 if arrived.wait(9) else 500)
        with lock:
            under_way[handler.path] -= 1

    def quick(handler):
        reply(handler, 200)
        if sum(call.path == "/bob" for call in partner.calls) == 5:
            arrived.set()

    slows = [hook(alice, f"/slow{number}") for number in range(4)]
    partner.answers.update({"/bob": quick, **{f"/slow{number}": slow for number in range(4)}})
    for made in slows * 2:
        outbox.test(alice, pk=made.row.pk)
    his = hook(bob, "/bob")
    for _ in range(5):
        outbox.test(bob, pk=his.row.pk)

    assert deliver() == 13

    assert set(WebhookDelivery.objects.values_list("status", flat=True)) == {DeliveryStatus.DELIVERED}
    assert (most["one"], most["all"]) == (1, postman.OF_ONE_OWNER)


def test_those_that_fail_take_half_of_the_places_at_most(alice, hook, partner, clock, settings):
    from studio.models import User

    settings.MOST_WEBHOOKS = 2
    for number in range(20):
        owner = User.objects.create_user(f"p{number}@example.com", "a long password")
        outbox.test(owner, pk=hook(owner, "/ill").row.pk)
        outbox.test(owner, pk=hook(owner, "/well").row.pk)
    WebhookEndpoint.objects.filter(url__endswith="/ill").update(failing_since=clock())

    chosen = postman.taken(clock(), [])

    kinds = Counter(row.endpoint.url.rpartition("/")[2] for row in chosen)
    assert kinds == {"well": 20, "ill": postman.AT_ONCE - 20}
    assert postman.taken(clock(), chosen) == [], "and there is no place left"


def test_an_order_that_cannot_be_shown_stops_no_other(alice, place, run, hook, partner, caplog):
    hook(alice)
    broken, fine = run(place(alice)), run(place(alice))

    def shows(generation):
        if generation.pk == broken.pk:
            raise ValueError("a bug")
        return shown(generation)

    with caplog.at_level(logging.CRITICAL):
        postman.deliver(shows)

    rows = dict(WebhookDelivery.objects.values_list("generation", "status"))
    assert rows == {broken.pk: DeliveryStatus.PENDING, fine.pk: DeliveryStatus.DELIVERED}
    assert WebhookAttempt.objects.get(delivery__generation=broken).trouble == "internal"


def test_nothing_secret_is_logged_or_printed(alice, hook, partner, caplog):
    made = hook(alice)
    outbox.test(alice, pk=made.row.pk)
    with caplog.at_level(logging.DEBUG):
        deliver()

    assert made.secret not in caplog.text + repr(made) + str(made.row)
    assert made.secret not in str(list(WebhookEndpoint.objects.values()))
    assert made.secret.encode() not in partner.calls[0].body


@pytest.mark.django_db(transaction=True)
def test_of_two_postmen_one_goes(alice, hook, partner):
    made = hook(alice)
    outbox.test(alice, pk=made.row.pk)
    found = []

    def other():
        found.append(deliver())
        connection.close()

    with postman.alone() as mine:
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()

    assert (mine, found, partner.calls) == (True, [0], [])
    assert deliver() == 1
