"""Oklab against the numbers of its author, and what it does with colours that no screen has."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.grading.oklab import from_oklab, to_oklab
from tests.media.grading.photos import colours, greys


@pytest.mark.parametrize(
    ("screen", "lab"),
    [
        ((1, 1, 1), (1.0, 0.0, 0.0)),
        ((0, 0, 0), (0.0, 0.0, 0.0)),
        ((1, 0, 0), (0.6280, 0.2249, 0.1258)),
        ((0, 1, 0), (0.8664, -0.2339, 0.1795)),
        ((0, 0, 1), (0.4520, -0.0325, -0.3115)),
    ],
)
def test_primaries_have_the_coordinates_that_css_gives_them(screen: tuple[float, ...], lab: tuple[float, ...]) -> None:
    """Source: CSS Color Module Level 4, oklab() of the named colours."""
    assert to_oklab(np.array([screen], np.float32))[0] == pytest.approx(lab, abs=2e-4)


def test_colours_come_back_as_they_were() -> None:
    inside = colours(low=0.25, high=0.75)

    assert np.abs(from_oklab(to_oklab(inside)) - inside).max() < 2e-4


def test_the_purest_colours_make_a_little_room_and_no_more() -> None:
    assert np.abs(from_oklab(to_oklab(colours())) - colours()).max() < 0.08


def test_greys_have_no_colour() -> None:
    assert np.abs(to_oklab(greys())[:, 1:]).max() < 1e-4


def test_a_colour_beyond_the_screen_keeps_its_hue_and_loses_saturation() -> None:
    beyond = np.array([[0.7, 0.4, 0.1], [0.6, -0.4, 0.2], [0.5, 0.05, -0.45]], np.float32)

    held = to_oklab(from_oklab(beyond))

    hue = np.degrees(np.arctan2(held[:, 2], held[:, 1]) - np.arctan2(beyond[:, 2], beyond[:, 1]))
    assert np.abs((hue + 180) % 360 - 180).max() < 35
    assert (np.hypot(held[:, 1], held[:, 2]) < np.hypot(beyond[:, 1], beyond[:, 2])).all()
    assert from_oklab(beyond).min() >= 0
    assert from_oklab(beyond).max() <= 1


def test_a_colour_too_bright_for_the_screen_is_white() -> None:
    assert from_oklab(np.array([[1.2, 0.05, 0.05]], np.float32))[0] == pytest.approx([1, 1, 1], abs=1e-5)
