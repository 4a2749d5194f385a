"""Replicate's webhooks: signed, recent, and believed in nothing but that it is time to ask."""

import pytest
from django.core.cache import cache
from django_q.models import OrmQ

from reklamai.core.secret import Secret
from studio import tasks
from studio.models import Status
from studio.services import bell_secrets, bells, generations, polling
from tests.studio.at_replicate import SECRET, replicate, ring, server, step, tasks_of, worked  # noqa: F401
from tests.studio.conftest import balance_of
from tests.studio.test_replicate import ordered

pytestmark = pytest.mark.django_db

DOOR = "/hooks/replicate"
OTHER = "whsec_C2FtcGxlIGtleSB0aGF0IGlzIG5vdCBvdXJz"


@pytest.fixture
def waiting(replicate, alice):
    """An order that the vendor has, whose pause is not over."""
    generation = step(ordered(alice))
    assert polling.poll() == 0
    return generation


def test_a_bell_has_the_order_asked_about_at_once_and_a_second_one_changes_nothing(waiting, client):
    [url] = [bells.url_for("replicate", waiting.pk)]

    answers = [ring(client, url, waiting.provider_ref) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert polling.poll() == 1
    assert polling.poll() == 0


@pytest.mark.parametrize(
    "forgery", [{"secret": OTHER}, {"age_s": 3600}, {"age_s": -3600}], ids=["another key", "old", "of the future"]
)
def test_a_bell_that_is_not_the_vendors_wakes_nobody(waiting, client, forgery):
    answer = ring(client, DOOR, waiting.provider_ref, **forgery)

    assert answer.status_code == 403
    assert polling.poll() == 0


def test_a_bell_without_a_signature_is_refused_before_anybody_is_asked(replicate, client):
    before = len(replicate.journal("secret"))

    answer = client.post(DOOR, b"{}", content_type="application/json")

    assert answer.status_code == 403
    assert len(replicate.journal("secret")) == before


def test_what_a_bell_says_of_the_result_is_not_believed(waiting, client, alice):
    lie = b'{"id": "%s", "status": "failed", "error": "no"}' % waiting.provider_ref.encode()

    assert ring(client, DOOR, "", body=lie).status_code == 200

    assert worked(waiting).status == Status.DONE


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"id": 7}', b"[" * 100_000])
def test_a_signed_bell_that_says_nothing_wakes_nobody(waiting, client, body):
    assert ring(client, DOOR, "", body=body).status_code in (200, 400)
    assert polling.poll() == 0


def test_an_uncertain_order_is_found_when_its_vendor_rings(replicate, alice, client):
    replicate.set(faults={"create": ["cut_after"]})
    generation = worked(ordered(alice))
    [task] = tasks_of(replicate, generation)

    ring(client, task["webhook"], task["id"])

    assert worked(generation).status == Status.DONE
    assert len(tasks_of(replicate, generation)) == 1
    assert balance_of(alice) == 97


def test_a_bell_whose_address_we_did_not_write_names_no_order(replicate, alice, client):
    replicate.set(faults={"create": ["cut_after"]})
    generation = worked(ordered(alice))
    [task] = tasks_of(replicate, generation)

    ring(client, task["webhook"][:-4] + "AAAA", task["id"])

    generation.refresh_from_db()
    assert generation.provider_ref == ""


def test_the_secret_is_asked_for_once_and_lies_sealed(replicate, client):
    before = len(replicate.journal("secret"))

    answers = [ring(client, DOOR, "t1") for _ in range(3)]

    assert {answer.status_code for answer in answers} == {200}
    assert len(replicate.journal("secret")) - before == 1
    assert SECRET not in str(cache.get(bell_secrets.NAME))


def test_a_secret_of_the_settings_is_not_asked_for(replicate, client, settings):
    settings.REPLICATE_WEBHOOK_SECRET = Secret(OTHER)
    before = len(replicate.journal("secret"))

    assert ring(client, DOOR, "t1", secret=OTHER).status_code == 200
    assert ring(client, DOOR, "t1").status_code == 403
    assert len(replicate.journal("secret")) == before


def test_a_vendor_that_does_not_tell_its_secret_is_not_asked_at_every_bell(replicate, client):
    replicate.set(faults={"account": ["500", "500", "500"]})
    before = len(replicate.journal("secret"))

    assert {ring(client, DOOR, "t1").status_code for _ in range(3)} == {403}
    assert len(replicate.journal("secret")) - before == 1


def test_a_secret_sealed_with_another_key_is_asked_for_anew(replicate, client):
    cache.set(bell_secrets.NAME, "gAAAAA not ours")

    assert ring(client, DOOR, "t1").status_code == 200


def test_without_a_key_no_bell_is_the_vendors(replicate, client, settings):
    settings.REPLICATE_API_TOKEN = Secret("")

    assert ring(client, DOOR, "t1").status_code == 403


def test_an_order_that_was_cancelled_while_nobody_could_name_it_is_stopped_when_its_vendor_rings(
    replicate, alice, client
):
    replicate.set(faults={"create": ["cut_after"]})
    generation = worked(ordered(alice, "{replicate:never}"))
    generations.cancel(generation)
    [task] = tasks_of(replicate, generation)

    ring(client, task["webhook"], task["id"])
    [queued] = [each for each in OrmQ.objects.all() if each.name() == f"stop-{generation.pk}"]
    tasks.stop_generation(*queued.args())

    assert tasks_of(replicate, generation)[0]["state"] == "canceled"
    assert balance_of(alice) == 100
