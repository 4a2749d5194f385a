"""The pages of webhooks: what a partner without a program at hand does by hand."""

import hashlib
import hmac
import re

import pytest

from studio.models import DeliveryStatus, EndpointStatus, WebhookDelivery, WebhookEndpoint
from studio.serializers.rows import shown
from studio.services import outbox, postman, webhooks
from studio.services.sealing import unseal
from tests.receiver import receiving

LIST = "/settings/webhooks"


@pytest.fixture
def partner(settings):
    with receiving() as server:
        settings.FETCH_TRUSTED_HOSTS = [server.place]
        yield server


@pytest.fixture
def hook(partner):
    """Gives `hook(owner)`: an endpoint at the partner's server."""
    return lambda owner: webhooks.make(owner, url=f"{partner.url}/hook?token=t", events=["generation.done"]).row


def secret_in(answer):
    return re.search(r'value="(whsec_\w+)"', answer.content.decode()).group(1)


def test_a_webhook_is_made_and_its_secret_shown_once(page, partner):
    answer = page.post(LIST, {"url": f"{partner.url}/hook", "events": ["generation.done", "generation.failed"]})

    row = WebhookEndpoint.objects.get()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert unseal(row.secret) == secret_in(answer)
    assert "whsec_" not in page.get(LIST).content.decode()
    assert "A work is done, A work has failed" in page.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("url", "events", "words"),
    [
        ("http://example.com/hook", ["generation.done"], "https://"),
        ("https://127.0.0.1/hook", ["generation.done"], "not on the public internet"),
        ("ftp://example.com", ["generation.done"], "https://example.com/hook"),
        ("", ["generation.done"], "field-error"),
        ("https://example.com/hook", [], "field-error"),
        ("https://example.com/hook", ["everything"], "field-error"),
    ],
)
def test_an_address_that_cannot_be_called_is_told_beside_its_field_and_kept_as_typed(page, url, events, words):
    answer = page.post(LIST, {"url": url, "events": events})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert f'value="{url}"' in answer.content.decode() or not url
    assert not WebhookEndpoint.objects.exists()


def test_a_test_arrives_signed_and_stands_in_the_log(page, vera, hook, partner):
    row = hook(vera)

    page.post(f"{LIST}/{row.pk}/test")
    postman.deliver(shown)

    [call] = partner.calls
    stamp, signature = re.fullmatch(r"t=(\d+),v1=(\w+)", call.headers["ReklamAI-Signature"]).groups()
    signed = hmac.new(unseal(row.secret).encode(), f"{stamp}.".encode() + call.body, hashlib.sha256)
    log = page.get(f"{LIST}/{row.pk}").content.decode()
    assert signature == signed.hexdigest()
    assert "A test" in log
    assert "Delivered" in log
    assert "token=t" not in log  # a key may stand in an address


def test_what_was_given_up_is_sent_again(page, vera, hook, partner):
    row = hook(vera)
    partner.answers["/hook"] = 500
    test = outbox.test(vera, pk=row.pk)
    postman.deliver(shown)
    WebhookDelivery.objects.update(status=DeliveryStatus.FAILED)
    partner.answers["/hook"] = 200

    page.post(f"{LIST}/{row.pk}/{test.pk}/again")
    postman.deliver(shown)

    assert [call.body for call in partner.calls[1:]] == [partner.calls[0].body]
    assert WebhookDelivery.objects.get().status == DeliveryStatus.DELIVERED


def test_why_a_server_has_not_heard_us_is_told_in_words(page, vera, hook, partner, settings):
    endpoint = hook(vera)
    settings.FETCH_TRUSTED_HOSTS = []  # from now on the server's address is a private one

    page.post(f"{LIST}/{endpoint.pk}/test")
    postman.deliver(shown)

    shown_log = page.get(f"{LIST}/{endpoint.pk}").content.decode()
    assert "the address leads into a private network" in shown_log
    assert "unsafe_address" not in shown_log


def test_one_is_paused_and_switched_on_again(page, vera, hook):
    row = hook(vera)
    states = []

    for _press in range(2):
        page.post(f"{LIST}/{row.pk}/switch")
        states.append(WebhookEndpoint.objects.get().status)

    assert states == [EndpointStatus.PAUSED, EndpointStatus.ACTIVE]


def test_a_new_secret_is_shown_once_and_the_old_one_lives_for_a_day(page, vera, hook):
    row = hook(vera)

    answer = page.post(f"{LIST}/{row.pk}/secret")

    now = WebhookEndpoint.objects.get()
    assert unseal(now.secret) == secret_in(answer)
    assert now.old_secret == row.secret
    assert "no-store" in answer["Cache-Control"]


def test_one_is_removed_with_its_log(page, vera, hook):
    row = hook(vera)
    outbox.test(vera, pk=row.pk)

    page.post(f"{LIST}/{row.pk}/remove")

    assert not WebhookEndpoint.objects.exists()
    assert "No webhooks yet" in page.get(LIST).content.decode()


def test_another_persons_webhook_is_not_there(page, timur, hook):
    row = hook(timur)
    test = outbox.test(timur, pk=row.pk)
    here = f"{LIST}/{row.pk}"

    found = [page.get(here).status_code]
    found += [
        page.post(f"{here}/{deed}").status_code for deed in ("switch", "secret", "test", "remove", f"{test.pk}/again")
    ]

    assert set(found) == {404}
    assert WebhookEndpoint.objects.filter(pk=row.pk, status=EndpointStatus.ACTIVE, secret=row.secret).exists()


def test_the_pages_ask_no_more_for_a_longer_log(page, vera, hook, django_assert_max_num_queries):
    row = hook(vera)
    for _each in range(5):
        outbox.test(vera, pk=row.pk)
    page.get(LIST)

    with django_assert_max_num_queries(12):
        page.get(f"{LIST}/{row.pk}")
