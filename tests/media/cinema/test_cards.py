"""Cards of the picker: drawn by the real lens, grade and moves, and small."""

from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np
import pytest

from reklamai.core.errors import MediaError
from reklamai.media.cinema import cards
from reklamai.media.cinema.model import Camerawork, Moving, Optics
from reklamai.media.cinema.plate import FramePlate
from reklamai.media.scene.model import Role, Scene
from reklamai.media.types import Picture


@pytest.fixture(scope="module")
def scene() -> Scene:
    return cards.stage((384, 256), overscan=0.5)


@pytest.fixture(scope="module")
def plate() -> FramePlate:
    return cards.plate_of_scene(cards.stage((384, 256)))


def sharpness(picture: Picture) -> float:
    return float(cv2.Laplacian(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.CV_32F).var())


def test_lamps_hang_behind_the_person_and_before_the_houses(scene: Scene) -> None:
    names = [layer.name for layer in scene.layers]
    person = next(layer for layer in scene.layers if layer.role is Role.SUBJECT)

    assert names.index("houses") < names.index("lamps") < names.index(person.name)
    assert person.depth < cards.LAMPS_M


def test_the_depth_of_the_plate_is_the_scene_s_own(plate: FramePlate) -> None:
    assert plate.face is not None
    x, y, wide, high = plate.face
    rows, columns = plate.depth.shape
    face = plate.depth[round((y + high / 2) * rows), round((x + wide / 2) * columns)]

    assert face == pytest.approx(plate.subject_m, rel=0.02)
    assert plate.depth[5, columns // 2] > 30
    assert plate.depth[rows - 2, columns - 2] < plate.depth[round(rows * 0.6), columns - 2]


def test_a_card_fills_its_size_and_keeps_a_ratio_that_was_asked(plate: FramePlate) -> None:
    whole = cards.still(plate, Camerawork())
    barred = cards.still(plate, Camerawork(ratio=2.39, bars=True))

    assert whole.shape == barred.shape == (128, 192, 3)
    assert not barred[:20].any()
    assert barred[64].any()


def test_an_open_lens_melts_the_street(plate: FramePlate) -> None:
    street = np.s_[:90, 110:]

    deep = cards.still(plate, Camerawork(optics=Optics(focal_mm=50, f_number=22)))
    shallow = cards.still(plate, Camerawork(optics=Optics(focal_mm=50, f_number=1.4)))

    assert sharpness(shallow[street]) < 0.5 * sharpness(deep[street])


def test_gates_are_drawn_to_scale(plate: FramePlate) -> None:
    picture = cards.still(plate, Camerawork())

    widths = []
    for size in ((10.0, 6.0), (36.0, 24.0), (70.4, 52.6)):
        coral = (cards.gate(picture, size) == cards.CORAL).all(axis=2)
        widths.append(np.ptp(np.flatnonzero(coral.any(axis=0))))

    assert widths[2] / widths[1] == pytest.approx(70.4 / 36, rel=0.08)
    assert widths[0] < widths[1]


def test_a_strip_shows_begin_middle_and_end_of_a_move(scene: Scene) -> None:
    still = cards.strip(scene, (Moving("static"),), easing="linear")
    nearer = cards.strip(scene, (Moving("dolly_in", 1.0),), easing="linear")

    third = (192 - 2 * cards.GAP_PX) // 3
    first, last = np.s_[:, :third], np.s_[:, 2 * (third + cards.GAP_PX) : 2 * (third + cards.GAP_PX) + third]
    assert np.abs(still[first].astype(int) - still[last]).mean() < 1
    assert np.abs(nearer[first].astype(int) - still[first]).mean() < 6
    assert np.abs(nearer[last].astype(int) - nearer[first]).mean() > 12


def test_a_ramp_s_curve_is_high_where_it_is_fast(plate: FramePlate) -> None:
    card = cards.ramp(cards.still(plate, Camerawork()), ((0, 4), (0.5, 0.25), (1, 4)))

    lit = np.abs(card.astype(int) - cards.CORAL).sum(axis=2) < 60
    rows = [np.flatnonzero(lit[:, column]).mean() for column in (18, 96, 174)]
    assert rows[0] < 50
    assert rows[1] > 78
    assert rows[2] == pytest.approx(rows[0], abs=2)


def test_pictures_of_any_shape_stand_on_a_sheet_whole_under_their_names() -> None:
    wide, tall = np.full((40, 120, 3), 200, np.uint8), np.full((120, 40, 3), (90, 200, 90), np.uint8)

    sheet = cards.sheet([("Wide", wide), ("Tall", tall), ("Again", wide)], columns=2)

    assert sheet.shape == (2 * cards.CELL[1], 2 * cards.CELL[0], 3)
    green = (sheet == (90, 200, 90)).all(axis=2)
    high, across = np.ptp(np.flatnonzero(green.any(axis=1))) + 1, np.ptp(np.flatnonzero(green.any(axis=0))) + 1
    assert high / across == pytest.approx(3, rel=0.03)
    named = sheet[cards.CELL[1] - 2 * cards.NAME_PX : cards.CELL[1], : cards.CELL[0]]
    assert named.max() > 200
    assert math.isclose(float(sheet[-5, -5].mean()), float(np.mean(cards.BOARD)))


def test_a_card_is_a_small_webp_file(plate: FramePlate, tmp_path: Path) -> None:
    card = cards.still(plate, Camerawork(profile="noir"))

    size = cards.save_card(card, tmp_path / "card.webp")

    back = cv2.imread(str(tmp_path / "card.webp"))
    assert size == (tmp_path / "card.webp").stat().st_size < 12_000
    assert back.shape == card.shape
    assert np.abs(back[..., ::-1].astype(int) - card).mean() < 4


def test_a_picture_that_cannot_be_packed_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="card"):
        cards.save_card(np.zeros((1, 20_000, 3), np.uint8), tmp_path / "card.webp")
