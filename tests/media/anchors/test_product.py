"""A thing that stands alone: box, outline, colours, and the grounds that hide it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from anchors.media.features import ProductFound
from anchors.media.product import read_product
from reklamai.media.colour import to_lab
from reklamai.media.mattes import Missing
from tests.media.anchors.places import SIDE, as_picture, city, packshot


def read(picture: np.ndarray) -> ProductFound:
    found = read_product(picture)
    assert not isinstance(found, Missing)
    return found[0]


@pytest.mark.parametrize("ground", [(246, 246, 244), (235, 130, 110), (24, 24, 26)])
def test_a_thing_is_found_with_its_box_and_coverage(ground: tuple[int, ...]) -> None:
    product = read(packshot(ground=ground))

    assert product.box == pytest.approx((170, 110, 141, 291), abs=5)
    assert product.coverage == pytest.approx(141 * 291 / SIDE**2, rel=0.05)
    assert 0.5 < product.confidence <= 1


def test_its_colours_are_its_own_and_the_larger_comes_first() -> None:
    product = read(packshot())

    first, second = (np.array(colour.lab) for colour in product.colours[:2])
    blue, yellow = to_lab(np.array([[(30, 90, 170), (235, 200, 40)]], np.uint8))[0]
    assert np.linalg.norm(first - blue) < 5
    assert np.linalg.norm(second - yellow) < 5
    assert product.colours[1].share == pytest.approx(111 * 101 / (141 * 291), abs=0.05)


def test_its_outline_is_a_polygon_around_it_in_shares_of_the_picture() -> None:
    product = read(packshot())

    points = np.array(product.outline)
    assert points.min() >= 0
    assert points.max() <= 1
    area = cv2.contourArea((points * SIDE).astype(np.float32))
    assert area == pytest.approx(141 * 291, rel=0.05)


def test_the_matte_has_the_size_of_the_picture() -> None:
    picture = cv2.resize(packshot(), (1500, 1500))

    found = read_product(picture)

    assert not isinstance(found, Missing)
    product, matte = found
    assert matte.mask.shape == (1500, 1500)
    assert product.box == matte.box
    assert product.coverage == pytest.approx(float((matte.mask > 0.5).mean()), abs=0.01)


def test_a_street_is_no_product() -> None:
    found = read_product(city())

    assert isinstance(found, Missing)
    assert found.reason in ("busy_ground", "unsure")


def test_an_empty_sheet_holds_nothing() -> None:
    assert read_product(as_picture(np.full((SIDE, SIDE, 3), 240, np.float32))) == Missing("empty_ground")


def test_a_picture_with_transparency_is_refused() -> None:
    with pytest.raises(ValueError, match="expected"):
        read_product(np.zeros((40, 40, 4), np.uint8))
