from io import StringIO

import pytest
from cryptography.fernet import InvalidToken
from django.core.management import call_command

from studio.models import WebhookEndpoint
from studio.services.sealing import seal, unseal
from tests.studio.conftest import alice  # noqa: F401


@pytest.fixture
def endpoint(alice):
    return WebhookEndpoint.objects.create(
        owner=alice, url="https://till.example/", events=["generation.done"], secret=seal("new"), old_secret=seal("old")
    )


def test_secrets_that_were_sealed_anew_outlive_the_old_key(endpoint, settings):
    said, settings.SECRET_KEY_FALLBACKS = StringIO(), [settings.SECRET_KEY]
    settings.SECRET_KEY = "n" * 60

    call_command("reseal", stdout=said)
    settings.SECRET_KEY_FALLBACKS = []

    endpoint.refresh_from_db()
    assert (unseal(endpoint.secret), unseal(endpoint.old_secret)) == ("new", "old")
    assert said.getvalue() == "1 webhooks sealed anew.\n"


def test_without_sealing_anew_they_would_be_lost(endpoint, settings):
    settings.SECRET_KEY = "n" * 60

    with pytest.raises(InvalidToken):
        unseal(endpoint.secret)


def test_an_endpoint_without_an_older_secret_keeps_none(endpoint):
    WebhookEndpoint.objects.update(old_secret="")

    call_command("reseal", stdout=StringIO())

    endpoint.refresh_from_db()
    assert endpoint.old_secret == ""
    assert unseal(endpoint.secret) == "new"
