"""The page of API keys."""

import re

from rest_framework.test import APIClient

from studio.models import ApiKey
from studio.services import keys

FORM = {"name": "Shop", "scopes": ["read", "order"], "days": "90"}


def test_a_key_is_made_shown_once_and_works(page, vera):
    answer = page.post("/settings/keys", FORM)
    text = re.search(r'value="(rk_\w+)"', answer.content.decode()).group(1)
    again = page.get("/settings/keys").content.decode()

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert APIClient().get("/api/me", HTTP_X_API_KEY=text).json()["email"] == vera.email
    assert text not in again
    assert text[:11] in again
    assert "Shop" in again
    assert 85 < (ApiKey.objects.get().expires_at - ApiKey.objects.get().created_at).days <= 90


def test_a_key_without_an_end_is_a_choice(page):
    page.post("/settings/keys", {**FORM, "days": ""})

    assert ApiKey.objects.get().expires_at is None


def test_what_is_missing_is_named_beside_its_field_and_nothing_is_made(page):
    for wrong in ({"name": ""}, {"scopes": []}, {"scopes": ["all"]}, {"days": "9999"}):
        answer = page.post("/settings/keys", {**FORM, **wrong})
        assert answer.status_code == 422
        assert "field-error" in answer.content.decode()

    assert not ApiKey.objects.exists()


def test_a_key_is_revoked_by_its_owner_alone(page, vera, timur):
    mine, theirs = keys.make(vera, name="Mine", scopes=["read"]), keys.make(timur, name="Theirs", scopes=["read"])

    own, foreign = (page.post(f"/settings/keys/{made.row.pk}/revoke") for made in (mine, theirs))

    assert (own.status_code, foreign.status_code) == (302, 404)
    assert APIClient().get("/api/me", HTTP_X_API_KEY=mine.text).status_code == 401
    assert APIClient().get("/api/me", HTTP_X_API_KEY=theirs.text).status_code == 200
    assert "Theirs" not in page.get("/settings/keys").content.decode()


def test_over_the_limit_the_page_says_so(page, vera, settings):
    settings.MOST_API_KEYS = 1
    page.post("/settings/keys", FORM)

    answer = page.post("/settings/keys", FORM)

    assert answer.status_code == 409
    assert "You have 1 keys" in answer.content.decode()


def test_a_name_is_shown_as_text_whatever_it_is(page):
    html = page.post("/settings/keys", {**FORM, "name": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in html
