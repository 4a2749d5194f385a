"""No halo about a subject: two planes through our lens against the same two planes traced through a real aperture."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from reklamai.media.cinema import live
from reklamai.media.cinema.focus import disc_px
from reklamai.media.cinema.model import Camerawork, Optics
from reklamai.media.cinema.plate import FramePlate
from reklamai.media.colour import to_linear, to_screen

SIZE = (480, 360)
FRONT_M, BACK_M = 0.7, 12.0
RAYS = 120
LENS = Optics(focal_mm=35.0, f_number=1.2)


def planes(front: int, back: tuple[int, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Linear light of the front and of the whole back, (H, W, 3); the front's mask (H, W)."""
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]].astype(np.float32)
    waves = 0.5 + 0.25 * np.sin(x / 23) + 0.25 * np.sin(y / 31 + 1)
    grey = back[0] + (back[1] - back[0]) * waves
    behind = np.dstack([grey, grey * 0.9, grey * 0.8]) / 255
    before = np.full((SIZE[1], SIZE[0], 3), front / 255) * np.array([0.9, 0.95, 1.0])
    mask = np.zeros((SIZE[1] * 4, SIZE[0] * 4), np.float32)
    cv2.ellipse(mask, (2 * SIZE[0], 2 * SIZE[1]), (315, 480), 20, 0, 360, 1.0, cv2.FILLED)
    mask = cv2.resize(mask, SIZE, interpolation=cv2.INTER_AREA)
    return to_linear(before.astype(np.float32)), to_linear(behind.astype(np.float32)), mask


def plate_of(before: np.ndarray, behind: np.ndarray, mask: np.ndarray) -> FramePlate:
    """What a pinhole sees of the two planes, and how far they are."""
    seen = before * mask[..., None] + behind * (1 - mask[..., None])
    near = mask / FRONT_M + (1 - mask) / BACK_M
    return FramePlate(np.round(to_screen(seen) * 255).astype(np.uint8), (1 / near).astype(np.float32), FRONT_M, None)


def traced(before: np.ndarray, behind: np.ndarray, mask: np.ndarray, *, front_px: float, back_px: float) -> np.ndarray:
    """The planes through an even, round aperture, ray by ray: each point of it sees them shifted by their discs."""
    out = np.zeros_like(before)
    for index in range(RAYS):
        radius, angle = math.sqrt((index + 0.5) / RAYS), index * math.pi * (3 - math.sqrt(5))
        u, v = radius * math.cos(angle), radius * math.sin(angle)
        alpha = moved(mask, -front_px * u, -front_px * v)[..., None]
        out += moved(before, -front_px * u, -front_px * v) * alpha + moved(behind, back_px * u, back_px * v) * (
            1 - alpha
        )
    return np.round(to_screen((out / RAYS).astype(np.float32)) * 255)


def moved(pixels: np.ndarray, x: float, y: float) -> np.ndarray:
    matrix = np.array([[1, 0, x], [0, 1, y]], np.float64)
    return cv2.warpAffine(pixels, matrix, SIZE, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)


def radius_of(focus_m: float, depth_m: float) -> float:
    near = np.full((SIZE[1], SIZE[0]), 1 / depth_m, np.float32)
    return float(disc_px(LENS, near, focus_m=focus_m, size=SIZE)[0, 0])


def smeared(plate: FramePlate, focus_m: float) -> np.ndarray:
    """What blurring one picture by its depth map gives: the way that makes halos."""
    back = radius_of(focus_m, BACK_M)
    reach = math.ceil(back)
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    kernel = (np.hypot(x, y) <= back).astype(np.float32)
    light = to_linear(plate.picture.astype(np.float32) / 255)
    soft = cv2.filter2D(light, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT_101)
    share = np.clip((plate.depth - FRONT_M) / (BACK_M - FRONT_M), 0, 1)[..., None]
    return np.round(to_screen(light + (soft - light) * share) * 255)


@pytest.mark.parametrize(("front", "back"), [(235, (30, 90)), (25, (110, 190)), (120, (100, 150))])
def test_a_sharp_subject_before_a_soft_wall_has_no_halo(front, back):
    before, behind, mask = planes(front, back)
    plate = plate_of(before, behind, mask)
    truth = traced(before, behind, mask, front_px=0.0, back_px=radius_of(FRONT_M, BACK_M))

    drawn = live.framed(plate, Camerawork(optics=LENS), size=SIZE).astype(float)

    around = np.abs(cv2.distanceTransform((mask < 0.5).astype(np.uint8), cv2.DIST_L2, 5) - 10) < 9
    ours, theirs = (np.abs(each - truth)[around].mean() for each in (drawn, smeared(plate, FRONT_M)))
    assert ours < 2.0
    if abs(front - np.mean(back)) > 50:
        assert ours < 0.15 * theirs


def test_a_soft_subject_before_a_sharp_wall_lets_it_shine_through_its_rim():
    before, behind, mask = planes(200, (40, 100))
    plate = plate_of(before, behind, mask)
    optics = Optics(focal_mm=35.0, f_number=1.2, focus_m=BACK_M)
    radius = radius_of(BACK_M, FRONT_M)
    truth = traced(before, behind, mask, front_px=radius, back_px=0.0)

    drawn = live.framed(plate, Camerawork(optics=optics), size=SIZE).astype(float)

    inside = cv2.distanceTransform((mask > 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    outside = cv2.distanceTransform((mask < 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    rim = (inside + outside) < 1.6 * radius
    # inside the rim the wall was hidden from the picture and is guessed, outside it is known
    assert np.abs(drawn - truth)[rim].mean() < 5
    assert np.abs(drawn - truth)[(outside > 2) & (outside < radius)].mean() < 5
    assert np.abs(drawn - truth)[outside > 2 * radius].mean() < 1


def test_the_subject_itself_stays_as_it_was_up_to_two_pixels_from_its_rim():
    before, behind, mask = planes(235, (30, 90))
    plate = plate_of(before, behind, mask)

    drawn = live.framed(plate, Camerawork(optics=LENS), size=SIZE).astype(int)

    within = cv2.distanceTransform((mask > 0.99).astype(np.uint8), cv2.DIST_L2, 5) > 2
    assert np.abs(drawn - plate.picture)[within].max() <= 2
