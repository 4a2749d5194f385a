"""Storage for API clients."""

import pytest

from studio.models import Asset
from studio.services import assets
from tests.studio.test_storage_quota import picture, upload

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_says_what_is_kept_and_what_may_be(api, alice, settings):
    settings.QUOTA_BYTES = 5 * 2**20
    size = upload(alice).size_bytes

    assert api.get("/api/storage").json() == {"used": size, "in_bin": 0, "limit": 5 * 2**20}

    settings.QUOTA_BYTES = 0
    assert api.get("/api/storage").json()["limit"] is None


def test_an_upload_over_the_quota_is_a_413_with_the_limit(api, alice, settings):
    settings.QUOTA_BYTES = upload(alice).size_bytes

    answer = api.post("/api/assets", {"file": picture(2)}, format="multipart")

    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "quota_reached"
    assert answer.json()["error"]["facts"]["limit"] == settings.QUOTA_BYTES


def test_an_order_of_a_full_account_is_refused_in_the_same_way(api, alice, order, settings):
    settings.QUOTA_BYTES = upload(alice).size_bytes

    answer = api.post("/api/generations", order, format="json")

    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "quota_reached")


def test_the_bin_can_be_emptied_and_only_ones_own(api, api_of_bob, alice):
    assets.delete(upload(alice))

    assert api_of_bob.delete("/api/storage/bin").status_code == 204
    assert Asset.objects.count() == 1
    assert api.delete("/api/storage/bin").status_code == 204
    assert Asset.objects.count() == 0
    assert api.get("/api/storage").json()["used"] == 0
