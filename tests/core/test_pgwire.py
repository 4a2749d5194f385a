from random import Random

import pytest

from reklamai.core.pgwire import Assembler, Letter, pieces


def bell(text="x"):
    return Letter("group", "user.1", {"type": "generation.changed", "text": text})


def test_a_short_message_is_one_piece():
    payloads = pieces(bell())

    assert len(payloads) == 1
    assert Assembler().add(payloads[0]) == bell()


@pytest.mark.parametrize("text", ["я" * 10_000, "😀" * 5_000, '"\\' * 9_000])
def test_every_piece_fits_a_notification(text):
    payloads = pieces(bell(text))

    assert len(payloads) > 1
    assert max(len(payload.encode()) for payload in payloads) < 8000


def test_pieces_make_the_same_message_in_any_order():
    payloads = pieces(bell("длинно" * 5_000))
    Random(1).shuffle(payloads)
    assembler = Assembler()

    letters = [assembler.add(payload) for payload in payloads]

    assert letters[:-1] == [None] * (len(payloads) - 1)
    assert letters[-1] == bell("длинно" * 5_000)


def test_two_long_messages_may_arrive_interleaved():
    first, second = pieces(bell("а" * 3000)), pieces(bell("б" * 3000))
    assembler = Assembler()

    letters = [assembler.add(payload) for pair in zip(first, second, strict=True) for payload in pair]

    assert [letter for letter in letters if letter] == [bell("а" * 3000), bell("б" * 3000)]


def test_unfinished_messages_are_kept_only_up_to_a_limit(caplog):
    assembler = Assembler(most=3)
    starts = [pieces(bell("ж" * 3000)) for _ in range(5)]

    for payloads in starts:
        assembler.add(payloads[0])

    assert "arrived only in part" in caplog.text
    assert [assembler.add(rest) for rest in starts[0][1:]] == [None] * (len(starts[0]) - 1)
    newest = [assembler.add(rest) for rest in starts[4][1:]]
    assert newest[-1] == bell("ж" * 3000)


@pytest.mark.parametrize("payload", ["", "hello", "1/2|x", "g" * 32 + "/0/1|[]", "a" * 32 + "/0/1|not json"])
def test_a_notification_of_somebody_else_is_ignored(payload, caplog):
    assert Assembler().add(payload) is None
    assert "notification" in caplog.text
