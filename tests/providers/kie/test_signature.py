import pytest

from reklamai.core.secret import Secret
from reklamai.providers.kie.signature import task_id_of, verified

KEY = Secret("webhook-key")
# printf %s t1.1700000000 | openssl dgst -sha256 -hmac webhook-key -binary | base64
SIGNATURE = "lLtiKJImGPOaiEUGOHv8K1eg/WBIVLA2gZO2vKEVnaY="
GIVEN = {"task_id": "t1", "timestamp": "1700000000", "signature": SIGNATURE}


def test_a_signature_made_by_another_program_is_accepted():
    assert verified(KEY, **GIVEN, now=1_700_000_010)


@pytest.mark.parametrize(
    "change",
    [
        {"task_id": "t2"},
        {"task_id": ""},
        {"timestamp": "1700000001"},
        {"timestamp": "soon"},
        {"timestamp": "-1700000000"},
        {"timestamp": "١٧٠٠٠٠٠٠٠٠"},
        {"timestamp": ""},
        {"signature": ""},
        {"signature": SIGNATURE[:-2] + "A="},
        {"signature": "ключ"},
    ],
)
def test_anything_else_is_not(change):
    assert not verified(KEY, **GIVEN | change, now=1_700_000_010)


@pytest.mark.parametrize("now", [1_700_000_301, 1_699_999_699])
def test_an_old_callback_or_one_of_the_future_is_not(now):
    assert not verified(KEY, **GIVEN, now=now)


def test_without_a_key_nothing_is_believed():
    assert not verified(Secret(""), **GIVEN, now=1_700_000_010)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"data": {"taskId": "a"}}, "a"),
        ({"data": {"task_id": "b"}}, "b"),
        ({"taskId": "c"}, "c"),
        ({"data": None, "taskId": "c"}, "c"),
        ({"data": {"taskId": 7}}, ""),
        ({}, ""),
        ([], ""),
        (None, ""),
    ],
)
def test_the_task_is_found_in_each_place_where_kie_puts_it(body, found):
    assert task_id_of(body) == found
