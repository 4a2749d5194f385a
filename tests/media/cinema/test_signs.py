"""Formats and movements as a card shows them."""

from __future__ import annotations

import numpy as np
import pytest

from reklamai.media.cinema import signs
from reklamai.media.cinema.cards import CORAL, INK, SIZE
from reklamai.media.cinema.model import Moving
from reklamai.media.types import Picture
from reklamai.media.words.reading import Move

GREY: Picture = np.full((SIZE[1], SIZE[0], 3), 128, np.uint8)
CORNER = np.s_[
    SIZE[1] - signs.EDGE_PX - signs.SIGN_PX : SIZE[1] - signs.EDGE_PX,
    SIZE[0] - signs.EDGE_PX - signs.SIGN_PX : SIZE[0] - signs.EDGE_PX,
]


def sign(move: str) -> Picture:
    return signs.signed(GREY, (Moving(move),))[CORNER]


def coral(picture: Picture) -> Picture:
    """Where the sign itself is."""
    return np.asarray(np.abs(picture.astype(int) - CORAL).sum(axis=2) < 60)


def test_every_move_of_the_engine_has_a_sign_that_there_is() -> None:
    assert set(signs.SIGN_OF) == {move.value for move in Move}
    assert set(signs.SIGN_OF.values()) == set(signs.SIGNS)


@pytest.mark.parametrize(("wide", "high"), [(900, 1600), (1600, 900), (2390, 1000), (800, 1000), (500, 500)])
def test_a_picture_stands_whole_in_the_middle_of_its_card(wide: int, high: int) -> None:
    card = signs.mounted(np.full((high, wide, 3), 250, np.uint8))

    assert card.shape == GREY.shape
    lit = (card == 250).all(axis=2)
    across, down = np.flatnonzero(lit.any(axis=0)), np.flatnonzero(lit.any(axis=1))
    assert len(across) == SIZE[0] or len(down) == SIZE[1]
    assert len(across) == pytest.approx(len(down) * wide / high, abs=2)
    assert across[0] + across[-1] == pytest.approx(SIZE[0] - 1, abs=1)
    assert down[0] + down[-1] == pytest.approx(SIZE[1] - 1, abs=1)
    assert (card[~lit] == INK).all()


def test_a_camera_at_rest_has_no_sign() -> None:
    assert signs.signed(GREY, ()).tobytes() == GREY.tobytes()
    assert signs.signed(GREY, (Moving("static", 1.0),)).tobytes() == GREY.tobytes()


@pytest.mark.parametrize("move", [move for move, name in signs.SIGN_OF.items() if name != "still"])
def test_a_sign_is_seen_in_its_corner_and_nowhere_else(move: str) -> None:
    card = signs.signed(GREY, (Moving(move),))

    assert 20 < coral(card[CORNER]).sum() < 0.5 * signs.SIGN_PX**2
    card[CORNER] = 128
    assert (card == 128).all()


@pytest.mark.parametrize(("left", "right"), [("truck_left", "truck_right"), ("orbit_left", "orbit_right")])
def test_left_is_the_mirror_of_right(left: str, right: str) -> None:
    alike = np.abs(sign(left).astype(int) - sign(right)[:, ::-1]).mean()

    assert alike < 0.4 * np.abs(sign(left).astype(int) - sign(right)).mean()


def test_an_arrow_is_broad_at_the_end_that_the_camera_goes_to() -> None:
    def heights(move: str) -> list[int]:
        half = signs.SIGN_PX // 2
        found = coral(sign(move))
        return [int(np.ptp(np.flatnonzero(side.any(axis=1)))) for side in (found[:, :half], found[:, half:])]

    assert heights("pan_left")[0] > 2 * heights("pan_left")[1]
    assert heights("pan_right")[1] > 2 * heights("pan_right")[0]


def test_of_several_moves_the_strongest_is_shown() -> None:
    both = signs.signed(GREY, (Moving("drift", 0.2), Moving("zoom_out", 0.6), Moving("handheld", 0.4)))

    assert both[CORNER].tobytes() == sign("zoom_out").tobytes()


def test_a_move_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        signs.signed(GREY, (Moving("teleport"),))
