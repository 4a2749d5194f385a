import base64
import hmac

import pytest

from reklamai.core.secret import Secret
from reklamai.providers.replicate.signature import task_id_of, verified

SECRET = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
# The example of the scheme's own documents (docs.svix.com, "verifying webhooks manually").
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
GIVEN = {
    "delivery": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "timestamp": "1614265330",
    "body": b'{"test": 2432232314}',
    "signature": SIGNATURE,
}
NOW = 1_614_265_340


def test_the_example_of_the_documents_is_accepted():
    assert verified(SECRET, **GIVEN, now=NOW)


def test_one_that_fits_among_several_is_enough():
    several = f"v1,bm9uZQ== v2,{SIGNATURE[3:]} {SIGNATURE}"

    assert verified(SECRET, **GIVEN | {"signature": several}, now=NOW)


def test_only_the_first_sixteen_are_looked_at():
    assert not verified(SECRET, **GIVEN | {"signature": "v1,bm9uZQ== " * 16 + SIGNATURE}, now=NOW)
    assert verified(SECRET, **GIVEN | {"signature": "v1,bm9uZQ== " * 15 + SIGNATURE}, now=NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"delivery": "msg_another"},
        {"delivery": ""},
        {"delivery": "msg_p5jXN8AQM9LWM0D4loKWxJek\n"},
        {"delivery": "x" * 201},
        {"timestamp": "1614265331"},
        {"timestamp": "soon"},
        {"timestamp": ""},
        {"timestamp": "-1614265330"},
        {"timestamp": "١٦١٤٢٦٥٣٣٠"},
        {"timestamp": "9" * 5000},
        {"body": b'{"test": 2432232315}'},
        {"body": b'{"test":2432232314}'},
        {"body": b""},
        {"signature": ""},
        {"signature": SIGNATURE[3:]},
        {"signature": "v2" + SIGNATURE[2:]},
        {"signature": SIGNATURE[:-2] + "A="},
        {"signature": SIGNATURE.replace(",", ", ")},
        {"signature": "v1,ключ"},
        {"signature": "v1,\ud800"},
    ],
)
def test_anything_else_is_not(change):
    assert not verified(SECRET, **GIVEN | change, now=NOW)


@pytest.mark.parametrize(("off_s", "is_in_time"), [(300, True), (-300, True), (301, False), (-301, False)])
def test_an_old_webhook_or_one_of_the_future_is_not(off_s, is_in_time):
    assert verified(SECRET, **GIVEN, now=1_614_265_330 + off_s) is is_in_time


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_?", "whsec_ключ"])
def test_without_a_secret_that_is_one_nothing_is_believed(secret):
    # Anybody can sign with an empty key, and HMAC takes one.
    signed = f"{GIVEN['delivery']}.{GIVEN['timestamp']}.".encode() + GIVEN["body"]
    by_nobody = "v1," + base64.b64encode(hmac.digest(b"", signed, "sha256")).decode()

    assert not verified(Secret(secret), **GIVEN, now=NOW)
    assert not verified(Secret(secret), **GIVEN | {"signature": by_nobody}, now=NOW)


def test_bytes_that_were_signed_for_one_delivery_do_not_count_for_another():
    # "a.1" + "1614265330" and "a" + "1" would be signed as the same bytes if an id might hold a dot.
    assert not verified(SECRET, **GIVEN | {"delivery": f"{GIVEN['delivery']}.1614265330"}, now=NOW)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"id": "zz4ibbonubfz7carwiefibzgga"}, "zz4ibbonubfz7carwiefibzgga"),
        ({"id": 7}, ""),
        ({"id": ""}, ""),
        ({"id": "a/b"}, ""),
        ({"id": "a\0b"}, ""),
        ({"id": "ё"}, ""),
        ({"id": "x" * 101}, ""),
        ({}, ""),
        ([], ""),
        (None, ""),
    ],
)
def test_the_task_is_found_or_is_none(body, found):
    assert task_id_of(body) == found
