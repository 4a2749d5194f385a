"""Tokens of the API: each sign-in is a family, and ends as one."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from studio.models import TokenFamily
from studio.services import tokens

WORDS = {"email": "alice@example.com", "password": "a long password"}


def sign_in(**headers):
    answer = APIClient(**headers).post("/api/token", WORDS, format="json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def refresh(text):
    return APIClient().post("/api/token/refresh", {"refresh": text}, format="json")


def opens(access):
    return APIClient().get("/api/me", HTTP_AUTHORIZATION=f"Bearer {access}").status_code == 200


def test_a_refresh_token_is_good_once_and_the_next_pair_works(alice):
    first = sign_in()
    second = refresh(first["refresh"]).json()
    third = refresh(second["refresh"]).json()

    assert opens(third["access"])
    assert len({first["refresh"], second["refresh"], third["refresh"]}) == 3
    assert TokenFamily.objects.count() == 1


def test_a_used_token_that_comes_again_ends_the_whole_family_and_no_other(alice):
    stolen, other = sign_in(), sign_in()
    thief = refresh(stolen["refresh"]).json()

    again = refresh(stolen["refresh"])

    assert (again.status_code, again.json()["error"]["code"]) == (401, "token_not_valid")
    assert refresh(thief["refresh"]).status_code == 401
    assert not opens(thief["access"])
    assert not opens(stolen["access"])
    assert opens(other["access"])
    assert refresh(other["refresh"]).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_eight_that_use_one_token_at_once_at_most_one_gets_a_pair_and_the_family_ends(alice):
    text, start, answers = sign_in()["refresh"], Barrier(8), []

    def use():
        try:
            start.wait(timeout=30)
            answers.append(refresh(text).status_code)
        finally:
            connection.close()

    threads = [Thread(target=use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(answers) == [200] + [401] * 7
    assert TokenFamily.objects.get().revoked_at


def test_signing_out_ends_every_token_of_the_family_and_may_be_repeated(alice):
    pair = sign_in()
    newer = refresh(pair["refresh"]).json()

    answers = [APIClient().post("/api/token/revoke", {"refresh": newer["refresh"]}, format="json") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert not opens(newer["access"])
    assert not opens(pair["access"])
    assert refresh(newer["refresh"]).status_code == 401


@pytest.mark.parametrize(
    "given", [{}, {"refresh": ""}, {"refresh": None}, {"refresh": "x.y.z"}, {"refresh": "a" * 5000}]
)
@pytest.mark.parametrize("door", ["refresh", "revoke"])
def test_what_never_was_a_token_is_refused_in_our_shape(db, door, given):
    answer = APIClient().post(f"/api/token/{door}", given, format="json")

    assert answer.status_code in (400, 401)
    assert set(answer.json()["error"]) == {"code", "message", "facts"}


def test_an_access_token_does_not_refresh_and_a_refresh_token_does_not_open(alice):
    pair = sign_in()

    assert refresh(pair["access"]).status_code == 401
    assert not opens(pair["refresh"])


def test_tokens_that_we_signed_without_a_family_open_nothing(alice):
    loose = RefreshToken.for_user(alice)

    assert refresh(str(loose)).status_code == 401
    assert not opens(str(loose.access_token))


def test_a_token_of_one_person_in_the_family_of_another_opens_nothing(alice, bob):
    family = TokenFamily.objects.create(owner=bob, expires_at=timezone.now() + timedelta(days=1))
    forged = RefreshToken.for_user(alice)
    forged["family"] = str(family.pk)

    assert refresh(str(forged)).status_code == 401
    assert not opens(str(forged.access_token))


def test_a_token_that_has_run_out_is_refused(alice):
    pair = sign_in()
    access, old = AccessToken(pair["access"]), RefreshToken(pair["refresh"])
    for token in (access, old):
        token.set_exp(lifetime=timedelta(seconds=-1))

    assert not opens(str(access))
    assert refresh(str(old)).status_code == 401


def test_where_letters_must_be_answered_an_unverified_address_gets_no_token(alice):
    with override_settings(ACCOUNT_EMAIL_VERIFICATION="mandatory"):
        unanswered = APIClient().post("/api/token", WORDS, format="json")
        wrong = APIClient().post("/api/token", {**WORDS, "password": "wrong"}, format="json")
        EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
        answered = APIClient().post("/api/token", WORDS, format="json")

    assert (unanswered.status_code, unanswered.json()["error"]["code"]) == (401, "email_not_verified")
    assert wrong.json()["error"]["code"] != "email_not_verified"
    assert answered.status_code == 200


def test_the_family_remembers_program_and_address(alice):
    sign_in(HTTP_USER_AGENT="shop/1.0 " + "x" * 300, REMOTE_ADDR="203.0.113.7")

    family = TokenFamily.objects.get()
    assert family.ip == "203.0.113.7"
    assert family.user_agent.startswith("shop/1.0")


def test_unknown_accounts_and_wrong_passwords_get_the_same_answer(alice):
    wrong = APIClient().post("/api/token", {**WORDS, "password": "wrong"}, format="json")
    unknown = APIClient().post("/api/token", {**WORDS, "email": "nobody@example.com"}, format="json")

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()


def test_the_sweep_drops_what_has_run_out_and_keeps_what_lives(alice):
    gone, alive = sign_in(), sign_in()
    refresh(gone["refresh"])
    family = RefreshToken(alive["refresh"])["family"]
    past = timezone.now() - timedelta(seconds=1)
    OutstandingToken.objects.exclude(jti=RefreshToken(alive["refresh"])["jti"]).update(expires_at=past)
    TokenFamily.objects.exclude(pk=family).update(expires_at=past)

    tokens.sweep()

    assert OutstandingToken.objects.count() == TokenFamily.objects.count() == 1
    assert not BlacklistedToken.objects.exists()
    assert refresh(alive["refresh"]).status_code == 200


def test_the_limit_on_wrong_passwords_looks_at_the_true_address(alice, settings):
    statuses = [
        APIClient(REMOTE_ADDR="198.51.100.9").post(
            "/api/token", {**WORDS, "password": "wrong"}, format="json", HTTP_X_FORWARDED_FOR=f"203.0.113.{n}"
        ).status_code
        for n in range(25)
    ]  # fmt: skip

    assert statuses[:20] == [401] * 20
    assert set(statuses[20:]) == {429}
