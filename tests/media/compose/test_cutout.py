"""References as things that can stand in a scene, and how the scene's light falls on them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from skimage import color, data

from reklamai.media.mattes import Kind
from reklamai.media.scene.cutout import CutOut, cut_out
from reklamai.media.scene.match import match_light
from reklamai.media.scene.model import SceneLight
from tests.media.compose.scenes import MAGENTA, magenta_packshot


@pytest.fixture(scope="module")
def astronaut() -> CutOut:
    return cut_out(data.astronaut())


def test_a_portrait_gives_a_person_with_face_and_scale(astronaut: CutOut) -> None:
    assert astronaut.kind is Kind.PERSON
    assert astronaut.reason == ""
    assert astronaut.cropped, "the photo ends at the hips"
    assert astronaut.face == pytest.approx((174, 57, 104, 104), abs=14)
    metres = astronaut.pixels.shape[0] / (astronaut.pixels_per_metre or 1)
    assert 0.6 < metres < 0.95, "head to waist of an adult"


def test_pixels_are_tight_around_the_person(astronaut: CutOut) -> None:
    alpha = astronaut.pixels[..., 3]

    assert astronaut.pixels.shape[0] < 512
    assert (alpha[:12] > 128).any() and (alpha[-12:] > 128).any()


def test_a_packshot_gives_a_product_without_its_ground() -> None:
    cut = cut_out(magenta_packshot())

    assert (cut.kind, cut.reason, cut.cropped) == (Kind.PRODUCT, "", False)
    assert cut.pixels.shape[:2] == pytest.approx((318, 128), abs=8)
    inside = cut.pixels[..., 3] > 250
    assert inside.mean() > 0.88
    assert np.abs(cut.pixels[60, 60, :3].astype(int) - MAGENTA).max() <= 3


def test_an_alpha_channel_is_believed_at_once() -> None:
    pixels = np.random.default_rng(2).integers(0, 255, (300, 400, 4)).astype(np.uint8)
    pixels[..., 3] = 0
    pixels[80:260, 150:250, 3] = 255

    cut = cut_out(pixels)

    assert (cut.kind, cut.confidence, cut.reason) == (Kind.PRODUCT, 1.0, "")
    assert np.array_equal(cut.pixels, pixels[80:260, 150:250])


def test_a_cut_out_person_with_alpha_is_known_by_the_face(astronaut: CutOut) -> None:
    frame = np.zeros((700, 700, 4), np.uint8)
    rows, columns = astronaut.pixels.shape[:2]
    frame[100 : 100 + rows, 90 : 90 + columns] = astronaut.pixels

    cut = cut_out(frame)

    assert cut.kind is Kind.PERSON
    assert cut.cropped
    assert cut.face is not None


@pytest.mark.parametrize(
    ("picture", "reason"),
    [(data.chelsea(), "busy_ground"), (np.full((200, 300, 3), 230, np.uint8), "empty_ground")],
    ids=["cat", "paper"],
)
def test_what_cannot_be_cut_out_is_shown_whole_on_a_card_and_says_why(picture: np.ndarray, reason: str) -> None:
    card = cut_out(picture)

    assert (card.kind, card.reason) == (Kind.PRODUCT, reason)
    edge = (card.pixels.shape[0] - picture.shape[0]) // 2
    inner = card.pixels[edge : edge + picture.shape[0], edge : edge + picture.shape[1]]
    assert np.array_equal(inner[..., :3], picture)
    assert card.pixels[0, 0, 3] == 0, "round corners"


def test_a_huge_reference_is_brought_down_first() -> None:
    huge = cv2.resize(magenta_packshot(), (5000, 5000), interpolation=cv2.INTER_CUBIC)

    cut = cut_out(huge)

    assert cut.reason == ""
    assert max(cut.pixels.shape) < 1700


def test_a_float_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="uint8"):
        cut_out(np.zeros((20, 20, 3), np.float32))


def lit(pixels: np.ndarray, *, around: int = 128, **light: float) -> np.ndarray:
    return match_light(pixels, light=SceneLight(**light), around=np.full((9, 16, 3), around, np.uint8))


def mean_of(pixels: np.ndarray, part: slice = slice(None)) -> np.ndarray:
    """Lab mean of what is opaque in some columns."""
    seen = pixels[:, part]
    return color.rgb2lab(seen[..., :3])[seen[..., 3] > 250].mean(axis=0)


def test_alpha_stays_and_light_never_clips_a_highlight(astronaut: CutOut) -> None:
    done = lit(astronaut.pixels, key=1.0, hardness=1.0, azimuth=90)

    assert np.array_equal(done[..., 3], astronaut.pixels[..., 3])
    white = (astronaut.pixels[..., :3].min(axis=2) > 245) & (astronaut.pixels[..., 3] > 250)
    assert np.ptp(done[white][:, :3].astype(int), axis=1).mean() < 40


def test_a_warm_lamp_warms_and_a_cold_one_cools(astronaut: CutOut) -> None:
    warm, cold = (mean_of(lit(astronaut.pixels, kelvin=kelvin)) for kelvin in (2900, 8000))

    assert warm[2] > cold[2] + 5


def test_a_night_is_darker_than_a_day(astronaut: CutOut) -> None:
    day, night = (mean_of(lit(astronaut.pixels, key=key, around=around)) for key, around in ((0.8, 170), (0.25, 40)))

    assert night[0] < day[0] - 10


@pytest.mark.parametrize(("azimuth", "sign"), [(75, 1), (285, -1)])
def test_the_side_that_looks_to_the_light_is_brighter(azimuth: float, sign: int) -> None:
    grey = np.full((400, 300, 4), 128, np.uint8)
    grey[..., 3] = 0
    cv2.ellipse(grey, (150, 200), (120, 180), 0, 0, 360, (128, 128, 128, 255), -1)

    done = lit(grey, azimuth=azimuth, hardness=0.8)

    left, right = mean_of(done, slice(40, 110))[0], mean_of(done, slice(190, 260))[0]
    assert sign * (right - left) > 6


@pytest.mark.parametrize("kelvin", [2800, 4000, 6500, 8500])
def test_skin_stays_skin(astronaut: CutOut, kelvin: float) -> None:
    x, y, wide, high = astronaut.face or (0, 0, 1, 1)
    face = slice(y + high // 3, y + high), slice(x + wide // 4, x + 3 * wide // 4)

    done = color.rgb2lab(lit(astronaut.pixels, kelvin=kelvin)[..., :3])[face]

    a, b = np.median(done[..., 1]), np.median(done[..., 2])
    assert 15 < np.degrees(np.arctan2(b, a)) < 85, "hue between red and yellow"


def test_a_print_keeps_its_contrast() -> None:
    cut = cut_out(magenta_packshot())

    done = lit(cut.pixels, kelvin=3000, key=0.5)

    rows, columns = done.shape[:2]
    band, body = done[rows * 140 // 320, columns // 2, :3], done[rows * 60 // 320, columns // 2, :3]
    before = color.deltaE_ciede2000(*(color.rgb2lab(np.array([[c]], np.uint8)) for c in ((250, 250, 250), MAGENTA)))
    after = color.deltaE_ciede2000(*(color.rgb2lab(c[None, None]) for c in (band, body)))
    assert after[0, 0] > 0.75 * before[0, 0]
