"""/metrics: Prometheus' own parser reads it, strangers do not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ
from prometheus_client.parser import text_string_to_metric_families

from reklamai.core.secret import Secret
from studio.models import Generation, Status, User
from tests.studio.conftest import alice, an_ask, entry, fake_engine, place, run  # noqa: F401


@pytest.fixture
def numbers(client, db):
    """Gives `numbers()`: {(name, labels): value} as a scraper would store them."""

    def read():
        answer = client.get("/metrics")
        assert answer.status_code == 200
        families = list(text_string_to_metric_families(answer.content.decode()))
        assert len({family.name for family in families}) == len(families)
        return {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in families
            for sample in family.samples
        }

    return read


def value(found, name, **labels):
    [one] = [number for (each, has), number in found.items() if each == name and labels.items() <= dict(has).items()]
    return one


def test_orders_are_counted_by_state_kind_and_maker(numbers, alice, place, run):
    run(place(alice))
    run(place(alice))
    place(alice)

    found = numbers()

    of = {"kind": "text_to_image", "provider": "fake"}
    assert value(found, "reklamai_orders_ended_total", status="done", **of) == 2
    assert value(found, "reklamai_orders_open", status="queued", **of) == 1
    assert value(found, "reklamai_credits_held") == 10
    assert value(found, "reklamai_database_up") == 1


def test_the_times_of_finished_work_are_a_histogram(numbers, alice, place, run):
    for seconds in (1, 30, 3000):
        made, began = run(place(alice)), timezone.now()
        Generation.objects.filter(pk=made.pk).update(started_at=began, finished_at=began + timedelta(seconds=seconds))

    found = numbers()

    of = {"kind": "text_to_image", "provider": "fake"}
    assert value(found, "reklamai_work_seconds_bucket", le="1.0", **of) == 1
    assert value(found, "reklamai_work_seconds_bucket", le="40.0", **of) == 2
    assert value(found, "reklamai_work_seconds_bucket", le="1800.0", **of) == 2
    assert value(found, "reklamai_work_seconds_bucket", le="+Inf", **of) == 3
    assert value(found, "reklamai_work_seconds_sum", **of) == 3031


def test_what_waits_and_what_stands_still_is_told(numbers, alice, place):
    waits, stands = place(alice), place(alice)
    ago = timezone.now() - timedelta(minutes=5)
    Generation.objects.filter(pk=waits.pk).update(created_at=ago)
    Generation.objects.filter(pk=stands.pk).update(status=Status.RUNNING, heartbeat_at=ago)

    OrmQ.objects.create(key="light", payload="", lock=ago)
    OrmQ.objects.create(key="light", payload="", lock=timezone.now() + timedelta(minutes=5))

    found = numbers()

    assert 300 <= value(found, "reklamai_orders_oldest_seconds") < 310
    assert value(found, "reklamai_orders_stuck") == 1
    assert value(found, "reklamai_queue_tasks", cluster="light", state="waiting") == 1
    assert value(found, "reklamai_queue_tasks", cluster="light", state="taken") == 1
    assert 300 <= value(found, "reklamai_queue_oldest_seconds", cluster="light") < 310
    assert value(found, "reklamai_processes_alive", role="heavy") == 0


def test_nothing_names_a_person_or_their_words(client, alice, place, run):
    run(place(alice, prompt="a can at sunset"))

    shown = client.get("/metrics").content.decode()

    assert "alice" not in shown
    assert "sunset" not in shown


def test_with_a_token_it_is_for_who_shows_it(client, db, settings):
    settings.METRICS_TOKEN = Secret("tell-me-everything")

    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer tell-me"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer ключ"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer tell-me-everything"}).status_code == 200


def test_without_a_token_a_server_shows_it_to_nobody_but_staff(client, db, settings):
    settings.METRICS_TO_NEIGHBOURS = False
    assert client.get("/metrics").status_code == 404

    creator = User.objects.create_user("vera@lis.studio", "tonic-morning-9")
    client.force_login(creator, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/metrics").status_code == 404

    staff = User.objects.create_superuser("sam@lis.studio", "tonic-morning-9")
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/metrics").status_code == 200


@pytest.mark.parametrize(
    ("address", "status"), [("10.1.2.3", 200), ("::1", 200), ("8.8.8.8", 404), ("2001:4860:4860::8888", 404), ("", 404)]
)
def test_on_ones_own_machine_it_is_for_private_addresses(client, db, address, status):
    assert client.get("/metrics", REMOTE_ADDR=address).status_code == status


def test_a_database_that_does_not_answer_in_time_is_told_and_the_rest_still_comes(client, db, settings, monkeypatch):
    from studio import metrics

    monkeypatch.setattr(metrics, "PATIENCE_MS", 1)
    with connection.cursor() as cursor:  # enough rows that one millisecond does not do
        cursor.execute(
            "INSERT INTO django_q_ormq (key, payload, lock) SELECT 'light', '', now() FROM generate_series(1, 60000)"
        )

    shown = client.get("/metrics").content.decode()

    assert "reklamai_database_up 0.0" in shown
    assert "reklamai_http_requests" in shown
    assert "reklamai_orders_stuck" not in shown
