"""Vectors of faces as text and back."""

import base64

import numpy as np
import pytest

from soulids.media.encoding import as_text, from_text
from tests.media.soulids.people import directions


def test_a_vector_comes_back_to_the_bit():
    vector = directions(1)[0]

    assert np.array_equal(from_text(as_text(vector)), vector)
    assert from_text(as_text(vector.astype(np.float64))).dtype == np.float32


def test_the_text_is_little_endian_single_precision_whatever_the_machine():
    assert base64.b64decode(as_text(directions(1)[0])) == directions(1)[0].astype("<f4").tobytes()


@pytest.mark.parametrize(
    "text",
    ["", "not base64 at all", as_text(np.zeros(511)), as_text(np.zeros(513)), as_text(np.full(512, np.nan)), "пятьсот"],
    ids=["nothing", "words", "one short", "one more", "no numbers", "other letters"],
)
def test_what_is_no_vector_is_refused(text):
    with pytest.raises(ValueError) as caught:
        from_text(text)

    assert str(caught.value)
