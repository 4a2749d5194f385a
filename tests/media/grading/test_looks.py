"""Whether each profile is what its name promises to somebody who grades films."""

from __future__ import annotations

import numpy as np
from skimage import color

from reklamai.media.grading.profiles import PROFILES
from reklamai.media.types import FloatPicture
from tests.media.grading.photos import SKIN, colours, photos

DARK, MIDDLE, LIGHT = 0.2, 0.5, 0.85


def lab(key: str, screen: FloatPicture | list[list[float]]) -> FloatPicture:
    """CIE Lab, by scikit-image, of colours under a profile; "" is as they are."""
    given = np.atleast_2d(np.asarray(screen, np.float32))
    return np.asarray(color.rgb2lab(PROFILES[key](given) if key else given), np.float32)


def grey(key: str, level: float) -> tuple[float, float, float]:
    light, a, b = lab(key, [[level] * 3])[0]
    return float(light), float(a), float(b)


def saturation(key: str, screen: FloatPicture) -> float:
    return float(np.hypot(*lab(key, screen)[..., 1:].T).mean())


def portrait() -> FloatPicture:
    return photos()[0].reshape(-1, 3)[::7].astype(np.float32) / 255


def contrast(key: str) -> float:
    """Lightness between a light and a dark grey."""
    return grey(key, 0.75)[0] - grey(key, 0.25)[0]


def test_natural_is_hardly_seen() -> None:
    apart = color.deltaE_ciede2000(lab("natural", portrait()), lab("", portrait()))

    assert 0.2 < apart.mean() < 1.5


def test_teal_and_orange_turns_shadows_teal_and_highlights_orange() -> None:
    _, shadow_a, shadow_b = grey("teal_orange", DARK)
    _, light_a, light_b = grey("teal_orange", LIGHT)

    assert shadow_a < -3
    assert shadow_b < -2
    assert light_a > 0
    assert light_b > 4


def test_teal_and_orange_turns_the_sky_teal_and_leaves_skin_natural() -> None:
    sky_before, sky = lab("", [[0.35, 0.5, 0.85]])[0], lab("teal_orange", [[0.35, 0.5, 0.85]])[0]
    before, after = lab("", SKIN), lab("teal_orange", SKIN)

    assert sky[1] < sky_before[1] - 10
    turned = np.degrees(np.arctan2(after[:, 2], after[:, 1]) - np.arctan2(before[:, 2], before[:, 1]))
    assert np.abs(turned).max() < 10
    assert color.deltaE_ciede2000(before, after).max() < 7


def test_bleach_bypass_is_pale_and_hard() -> None:
    assert 0.2 < saturation("bleach_bypass", colours()) / saturation("", colours()) < 0.5
    assert contrast("bleach_bypass") > 1.15 * contrast("")


def test_noir_is_black_and_white_with_deep_blacks() -> None:
    out = PROFILES["noir"](colours())

    assert np.ptp(out, axis=1).max() == 0
    assert out[colours().max(axis=1) < 0.15].max() < 0.03
    assert contrast("noir") > 1.25 * contrast("")


def test_warm_print_is_warm_and_cool_night_is_cool_and_dark() -> None:
    for level in (DARK, MIDDLE, LIGHT):
        assert grey("warm_print", level)[2] > 2
        assert grey("cool_night", level)[2] < -4
    assert grey("cool_night", MIDDLE)[0] < grey("", MIDDLE)[0] - 12


def test_tungsten_film_has_cool_shadows_warm_highlights_and_a_lifted_toe() -> None:
    assert grey("film_500t", DARK)[2] < -4
    assert grey("film_500t", LIGHT)[2] > 4
    assert 0.03 < PROFILES["film_500t"](np.zeros((1, 3), np.float32)).min() < 0.07


def test_daylight_film_is_gently_warm_with_a_small_toe() -> None:
    assert 1 < grey("film_250d", MIDDLE)[2] < 6
    assert 0.01 < PROFILES["film_250d"](np.zeros((1, 3), np.float32)).min() < 0.04


def test_pastel_is_light_and_soft() -> None:
    assert PROFILES["pastel"](np.zeros((1, 3), np.float32)).min() > 0.06
    assert grey("pastel", MIDDLE)[0] > grey("", MIDDLE)[0] + 5
    assert contrast("pastel") < 0.9 * contrast("")
    assert saturation("pastel", colours()) < 0.85 * saturation("", colours())


def test_technicolor_and_vivid_are_more_colourful_and_spare_skin() -> None:
    for key in ("technicolor", "vivid"):
        assert saturation(key, portrait()) > 1.1 * saturation("", portrait())
        assert saturation(key, SKIN) < 1.22 * saturation("", SKIN)


def test_sepia_is_brown_alone() -> None:
    out = lab("sepia", colours(low=0.15, high=0.9))

    hue = np.degrees(np.arctan2(out[:, 2], out[:, 1]))
    assert hue.min() > 55
    assert hue.max() < 90


def test_cinematic_is_calm_with_blacks_off_the_floor() -> None:
    assert 0.005 < PROFILES["cinematic"](np.zeros((1, 3), np.float32)).min() < 0.03
    assert saturation("cinematic", colours()) < 0.97 * saturation("", colours())
    assert contrast("cinematic") > contrast("")


def test_clean_commercial_is_bright_and_its_white_is_white() -> None:
    assert grey("clean_commercial", MIDDLE)[0] > grey("", MIDDLE)[0] + 3
    assert PROFILES["clean_commercial"](np.ones((1, 3), np.float32)).min() > 0.999
