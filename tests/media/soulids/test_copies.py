"""Whether two photos are one picture."""

import numpy as np
import pytest
from skimage import data

from soulids.media.copies import ALIKE, bits_apart, fingerprint, mirrored_fingerprint
from tests.media.faces.photos import astronaut, jpeg, mirrored, scaled
from tests.media.soulids.people import exposed


def test_a_fingerprint_is_sixteen_digits_and_always_the_same() -> None:
    assert len(fingerprint(astronaut())) == 16
    assert fingerprint(astronaut()) == fingerprint(astronaut().copy())


@pytest.mark.parametrize(
    "change",
    [
        scaled(0.3), scaled(2.5), jpeg(20), lambda picture: exposed(picture, stops=-1),
        lambda picture: picture[6:-6, 6:-6],
    ],
    ids=["smaller", "larger", "JPEG 20", "darker", "rim cut"],
)  # fmt: skip
def test_a_copy_differs_by_few_bits(change) -> None:
    assert bits_apart(fingerprint(change(astronaut())), fingerprint(astronaut())) <= ALIKE


def test_other_pictures_differ_by_many() -> None:
    others = [data.coffee(), data.chelsea(), data.rocket(), np.repeat(data.camera()[..., None], 3, axis=2)]
    prints = [fingerprint(picture) for picture in (astronaut(), *others)]

    apart = [bits_apart(one, other) for at, one in enumerate(prints) for other in prints[:at]]
    assert min(apart) > ALIKE


def test_the_mirror_has_the_fingerprint_of_the_mirrored_picture() -> None:
    assert mirrored_fingerprint(astronaut()) == fingerprint(mirrored(astronaut()))
    assert bits_apart(fingerprint(mirrored(astronaut())), fingerprint(astronaut())) > ALIKE


@pytest.mark.parametrize(
    ("one", "other", "bits"),
    [
        ("0" * 16, "0" * 16, 0),
        ("0" * 16, "f" * 16, 64),
        ("0" * 15 + "1", "0" * 15 + "2", 2),
        ("8" + "0" * 15, "0" * 16, 1),
    ],
)
def test_bits_are_counted(one: str, other: str, bits: int) -> None:
    assert bits_apart(one, other) == bits_apart(other, one) == bits


def test_a_single_pixel_and_a_strip_have_a_fingerprint_too() -> None:
    for shape in ((1, 1, 3), (3, 900, 3)):
        assert len(fingerprint(np.zeros(shape, np.uint8))) == 16
