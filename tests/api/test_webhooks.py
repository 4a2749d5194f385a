"""Webhooks by API: made, changed, tested, replayed, read; by their owner alone, with the right key."""

import socket
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from reklamai.core.outside import addresses
from studio.models import EndpointStatus, WebhookDelivery, WebhookEndpoint
from studio.serializers.rows import shown
from studio.services import keys, outbox, postman
from studio.services.sealing import unseal
from tests.receiver import receiving

EVENTS = ["generation.done", "generation.failed"]


@pytest.fixture
def partner(settings):
    with receiving() as server:
        settings.FETCH_TRUSTED_HOSTS = [server.place]
        yield server


@pytest.fixture
def hook(api, partner):
    """An endpoint at the partner's server, as the API told it when it was made."""
    return made(api, partner.url).json()


def made(api, url, events=EVENTS):
    return api.post("/api/webhooks", {"url": url, "events": events}, format="json")


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


def at(hook, rest=""):
    return f"/api/webhooks/{hook['id']}{rest}"


def test_a_secret_is_told_once_and_kept_encrypted(api, partner):
    answer = made(api, f"{partner.url}/hook")

    told, row = answer.json(), WebhookEndpoint.objects.get()
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    assert (told["url"], told["events"], told["status"]) == (f"{partner.url}/hook", EVENTS, "active")
    assert told["secret"].startswith("whsec_")
    assert len(told["secret"]) == 46
    assert told["secret"] not in str(WebhookEndpoint.objects.values())
    assert unseal(row.secret) == told["secret"]
    assert "secret" not in api.get(at(told)).json()
    assert "secret" not in api.get("/api/webhooks").json()["results"][0]


def test_the_secret_can_be_read_after_a_change_of_the_server_s_key(api, hook, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]

    assert unseal(WebhookEndpoint.objects.get().secret) == hook["secret"]


def test_it_is_changed_paused_switched_on_and_removed(api, hook, partner):
    WebhookEndpoint.objects.update(status=EndpointStatus.DISABLED, failing_since="2026-01-01T00:00Z")

    paused = api.patch(at(hook), {"active": False}, format="json").json()
    moved = api.patch(at(hook), {"url": f"{partner.url}/b", "events": ["generation.cancelled"]}, format="json").json()
    on = api.patch(at(hook), {"active": True}, format="json").json()

    assert paused["status"] == "paused"
    assert (moved["url"], moved["events"], moved["status"]) == (f"{partner.url}/b", ["generation.cancelled"], "paused")
    assert (on["status"], on["failing_since"]) == ("active", None)
    assert api.delete(at(hook)).status_code == 204
    assert code(api.get(at(hook))) == (404, "not_found")


def test_a_new_secret_is_told_once_and_says_how_long_the_old_one_signs(api, hook):
    answer = api.post(at(hook, "/rotate"))

    row = WebhookEndpoint.objects.get()
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert answer.json()["secret"] == unseal(row.secret) != hook["secret"] == unseal(row.old_secret)
    assert answer.json()["old_until"]


def test_a_test_is_sent_and_read_in_the_log_and_sent_again(api, hook, partner):
    sent = api.post(at(hook, "/test"))
    assert code(api.post(at(hook, f"/deliveries/{sent.json()['id']}/replay"))) == (409, "conflict"), "still pending"
    postman.deliver(shown)

    [row] = api.get(at(hook, "/deliveries")).json()["results"]
    again = api.post(at(hook, f"/deliveries/{row['id']}/replay"))
    postman.deliver(shown)

    assert (sent.status_code, again.status_code) == (202, 202)
    assert (row["type"], row["status"], row["generation"]) == ("webhook.test", "delivered", None)
    assert [(each["status"], each["trouble"], each["answer"]) for each in row["log"]] == [(200, "", "")]
    assert "body" not in row
    assert len(partner.calls) == 2
    assert partner.calls[0].body == partner.calls[1].body


def test_the_log_is_read_page_by_page_and_by_status(api, hook):
    for _ in range(3):
        api.post(at(hook, "/test"))
    postman.deliver(shown)
    api.post(at(hook, "/test"))

    first = api.get(at(hook, "/deliveries?size=2")).json()
    rest = api.get(at(hook, f"/deliveries?size=2&cursor={first['next']}")).json()
    pending = api.get(at(hook, "/deliveries?status=pending")).json()["results"]

    assert len({row["id"] for row in first["results"] + rest["results"]}) == 4
    assert rest["next"] is None
    assert [row["id"] for row in pending] == [first["results"][0]["id"]]
    assert code(api.get(at(hook, "/deliveries?status=lost"))) == (422, "bad_filter")


def test_nothing_is_sent_to_one_that_is_not_active(api, hook):
    sent = api.post(at(hook, "/test")).json()
    api.patch(at(hook), {"active": False}, format="json")

    assert postman.deliver(shown) == 0
    assert code(api.post(at(hook, "/test"))) == (409, "conflict")
    assert code(api.post(at(hook, f"/deliveries/{sent['id']}/replay"))) == (409, "conflict")


def test_somebody_else_s_delivery_is_not_replayed_through_an_endpoint_of_one_s_own(api, api_of_bob, hook, partner):
    hers = api.post(at(hook, "/test")).json()
    WebhookDelivery.objects.update(status="failed")
    his = made(api_of_bob, partner.url).json()

    assert code(api_of_bob.post(at(his, f"/deliveries/{hers['id']}/replay"))) == (404, "not_found")
    assert code(api_of_bob.get(at(hook, "/deliveries"))) == (404, "not_found")
    assert WebhookDelivery.objects.get().status == "failed"


def test_there_are_so_many_and_no_more(api, partner, settings):
    settings.MOST_WEBHOOKS = 2

    answers = [made(api, f"{partner.url}/{number}") for number in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 409]


@pytest.mark.parametrize("events", [[], ["generation.started"], ["webhook.test"], "generation.done", None])
def test_events_that_nobody_knows_are_refused(api, partner, events):
    assert code(made(api, partner.url, events)) == (400, "invalid")


HOSTILE = [
    "http://example.com/hook", "ftp://example.com/", "file:///etc/passwd", "javascript:alert(1)", "https://",
    "nonsense", "https://me:secret@example.com/", "https://example.com/#part", "https://127.0.0.1/", "https://[::1]:8000/",
    "https://10.0.0.1/", "https://169.254.169.254/latest/meta-data", "https://[::ffff:192.168.0.1]/",
    "https://[64:ff9b::7f00:1]/", "https://0.0.0.0/", "https://localhost/", "https://2130706433/", "https://0x7f.1/",
    "https://exa mple.com/", "https://example.com:99999/", "//example.com/", "https://[::1", "https://\u0000.com/",
]  # fmt: skip


@pytest.mark.parametrize("url", HOSTILE)
def test_hostile_addresses_are_refused_when_they_are_given(api, hook, url):
    for answer in (made(api, url), api.patch(at(hook), {"url": url}, format="json")):
        assert answer.status_code == 400, answer.json()
    assert WebhookEndpoint.objects.get().url == hook["url"]


def test_a_name_is_looked_up_and_refused_with_a_sentence_each(api, monkeypatch):
    names = {"inside.example.com": ["10.1.2.3"], "both.example.com": ["93.184.215.14", "127.0.0.1"]}

    def system(host, port, **_):
        if host not in names:
            raise socket.gaierror
        return [(None, None, None, "", (address, port)) for address in names[host]]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", system)
    told = {
        host: made(api, f"https://{host}/").json()["error"]["message"]
        for host in ("inside.example.com", "both.example.com", "gone.example.com")
    }
    names["shop.example.com"] = ["93.184.215.14"]

    assert told == {
        "inside.example.com": "This address is not on the public internet.",
        "both.example.com": "This address is not on the public internet.",
        "gone.example.com": "This address could not be found.",
    }
    assert made(api, "https://shop.example.com/hook").status_code == 201


def test_a_key_manages_webhooks_with_the_scope_for_it_and_reads_with_the_other(alice, partner, private_media):
    def with_key(*scopes):
        client = APIClient()
        client.credentials(HTTP_X_API_KEY=keys.make(alice, name="Shop", scopes=scopes).text)
        return client

    manages, reads, orders = with_key("manage"), with_key("read"), with_key("order")
    hook = made(manages, partner.url).json()

    assert code(made(orders, partner.url)) == code(made(reads, partner.url)) == (403, "permission_denied")
    assert code(reads.post(at(hook, "/rotate"))) == code(orders.post(at(hook, "/test"))) == (403, "permission_denied")
    assert reads.get(at(hook, "/deliveries")).status_code == reads.get(at(hook)).status_code == 200
    assert manages.post(at(hook, "/test")).status_code == 202


def test_what_makes_us_send_is_counted_apart(api, hook, settings, one_minute):
    settings.API_RATES = {**settings.API_RATES, "hook": 3}

    answers = [api.post(at(hook, "/test")).status_code for _ in range(4)]

    assert max(answers) == 429
    assert api.get(at(hook)).status_code == 200


def test_what_never_was_is_told_alike(api, hook):
    assert code(api.post(at(hook, f"/deliveries/{uuid4()}/replay"))) == (404, "not_found")
    assert code(api.post(f"/api/webhooks/{uuid4()}/test")) == (404, "not_found")


def test_a_paused_one_gives_up_what_waits_after_a_day_and_forgets_after_thirty(api, hook):
    api.post(at(hook, "/test"))
    api.patch(at(hook), {"active": False}, format="json")

    outbox.sweep()
    assert WebhookDelivery.objects.get().status == "failed"
    WebhookDelivery.objects.update(created_at="2026-01-01T00:00Z")
    outbox.sweep()
    assert not WebhookDelivery.objects.exists()
