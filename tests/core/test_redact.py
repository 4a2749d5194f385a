"""Nothing that opens a door, and nobody's words, can be read in a log."""

import time
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from django.utils.translation import gettext_lazy

from reklamai.core import redact
from reklamai.core.apps import secrets_of
from reklamai.settings.env import read


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mail to vera.lis+ads@mail.lis.studio failed", "mail to <e-mail> failed"),
        ("GET https://cdn.x/a/b.png?X-Amz-Signature=abc&Expires=1 403", "GET https://cdn.x/a/b.png?*** 403"),
        ("GET /assets/7/file?token=abc%3D", "GET /assets/7/file?***"),
        ("GET /account/password/reset/key/1-dig4zr-28a0c0/ 302", "GET /account/password/reset/key/***/ 302"),
        ("GET /account/confirm-email/MQ:1wKz:sIg_-n/ 200", "GET /account/confirm-email/***/ 200"),
        ("Authorization: Bearer abcdefgh12345678", "Authorization: *** ***"),
        ("sent Api-Key rk_12345678abcdefgh", "sent Api-Key ***"),
        ("key sk_live_0123456789abcdef refused", "key *** refused"),
        ("eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl expired", "*** expired"),
        ("postgresql://app:s3cret@db:5432/x is away", "postgresql://***@db:5432/x is away"),
        ("password='two words' wrong", "password=*** wrong"),
        ('{"prompt": "a can at sunset", "seed": 7}', '{"prompt": ***, "seed": 7}'),
        ("api_key=abc, retrying", "api_key=***, retrying"),
    ],
)
def test_what_opens_a_door_is_taken_out(words, expected):
    assert redact.text(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "generation finished",
        "the price has changed: it is 12 credits now",
        "is it done? yes, after 3 s",
        "/create/image?",
        "PostgreSQL 16.2, pgvector 0.8",
        "route generations/<uuid:pk>/card",
        "token bucket is empty",
    ],
)
def test_plain_words_stay_as_they_are(words):
    assert redact.text(words) == words


def test_a_refused_row_of_the_database_is_not_told():
    words = 'new row violates "x"\nDETAIL:  Failing row contains (7, a can at sunset, vera).\nCONTEXT: more'

    assert redact.text(words) == 'new row violates "x"\nDETAIL:  Failing row contains (***)'


def test_a_known_key_is_hidden_wherever_it_turns_up():
    redact.hide(["the-very-key-of-a-vendor", "short"])

    assert redact.text("said the-very-key-of-a-vendor, in short") == "said ***, in short"


def test_every_key_of_the_environment_is_known():
    environment = read({"KIE_API_KEY": "kie-key-1234", "METRICS_TOKEN": "metrics-1234"})

    assert {"kie-key-1234", "metrics-1234"} <= set(secrets_of(environment))


@pytest.mark.parametrize(
    "name",
    [
        "prompt", "negative_prompt", "audio_prompt", "password", "password1", "X-Api-Key", "authorization", "cookie",
        "access_token", "refresh", "sessionid", "csrftoken", "csrfmiddlewaretoken", "email", "aws_secret", "SENTRY_DSN",
    ],
)  # fmt: skip
def test_some_names_hide_their_value_whole(name):
    assert redact.named(name, "a can at sunset") == "***"


@pytest.mark.parametrize("name", ["status", "route", "key", "keys", "generation", "seconds", "user", "code"])
def test_other_names_do_not(name):
    assert redact.named(name, "done") == "done"


def test_an_empty_value_is_shown_as_empty():
    assert redact.named("prompt", "") == ""


def test_nested_facts_are_scrubbed_to_plain_json():
    found = redact.scrub(
        {
            "asked": [{"email": "vera@lis.studio", "number": 7}],
            "cost": Decimal("0.05"),
            "pk": UUID(int=7),
            "path": Path("/tmp/x"),
            "trouble": ValueError("no vera@lis.studio"),
            "said": gettext_lazy("Done"),
            "none": None,
        }
    )

    assert found["asked"] == [{"email": "***", "number": 7}]
    assert (found["cost"], found["pk"], found["path"]) == ("0.05", str(UUID(int=7)), "/tmp/x")
    assert found["trouble"] == "no <e-mail>"
    assert isinstance(found["said"], str)
    assert found["none"] is None


def test_a_thing_without_end_is_cut_off():
    endless = {}
    endless["again"] = endless

    assert "<dict>" in str(redact.scrub(endless))


@pytest.mark.parametrize("piece", ["a", "a.", "a@", "?a=", "://a:", "eyJaaaaaaaa.", "prompt=", "'"])
def test_a_hostile_text_costs_no_more_than_its_length(piece):
    began = time.perf_counter()

    redact.text(piece * 100_000)

    assert time.perf_counter() - began < 2
