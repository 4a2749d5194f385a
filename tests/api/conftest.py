import pytest
from rest_framework.test import APIClient

from studio.services import catalogue
from tests.studio.conftest import (  # noqa: F401  # the hall's fixtures serve here too
    alice,
    an_ask,
    bob,
    entry,
    fake_engine,
    place,
    run,
)


@pytest.fixture
def api(alice, private_media):
    return client_of(alice)


@pytest.fixture
def api_of_bob(bob):
    return client_of(bob)


def client_of(user):
    client = APIClient(raise_request_exception=False)
    token = client.post("/api/token", {"email": user.email, "password": "a long password"}, format="json").json()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token['access']}", HTTP_ACCEPT_LANGUAGE="en")
    return client


@pytest.fixture
def order(entry, fake_engine):
    return {"kind": "text_to_image", "model": "fake-picture", "prompt": "a poster"}


@pytest.fixture
def local_catalogue(db):
    catalogue.load()
