"""From which distance on a face is no longer the person's."""

from itertools import pairwise
from statistics import NormalDist

import numpy as np
import pytest

from reklamai.media.faces import identity
from soulids.media.calibration import FARTHEST, OWN, OWN_SPREAD, STRANGERS, STRANGERS_SPREAD, calibrate

USUAL = [0.19, 0.22, 0.2, 0.17, 0.24, 0.21, 0.2, 0.18]


def test_the_threshold_lies_between_own_photos_and_strangers() -> None:
    found = calibrate(USUAL)

    assert max(USUAL) < found.threshold < FARTHEST < identity.SAME
    assert found.usual == pytest.approx(np.mean(USUAL))


def test_at_the_threshold_as_many_own_faces_are_lost_as_strangers_taken() -> None:
    found = calibrate(USUAL)
    own, strangers = NormalDist(found.usual, found.spread), NormalDist(STRANGERS, STRANGERS_SPREAD)

    assert 1 - own.cdf(found.threshold) == pytest.approx(strangers.cdf(found.threshold), rel=1e-6)
    assert found.missed == pytest.approx(1 - own.cdf(found.threshold), rel=1e-6)
    assert found.mistaken == pytest.approx(strangers.cdf(found.threshold), rel=1e-6)


def test_a_person_who_looks_alike_everywhere_gets_a_stricter_threshold() -> None:
    steady, varied = calibrate([0.12] * 20), calibrate([0.2, 0.25, 0.3, 0.2, 0.28, 0.22] * 4)

    assert steady.threshold < calibrate(USUAL).threshold < varied.threshold
    assert steady.separation > varied.separation


@pytest.mark.parametrize("own", [[0.5] * 5, [0.1, 0.6] * 10, [0.36] * 70])
def test_never_more_than_one_stranger_in_a_thousand_is_taken(own) -> None:
    found = calibrate(own)

    assert found.threshold <= FARTHEST
    assert NormalDist(STRANGERS, STRANGERS_SPREAD).cdf(found.threshold) <= 0.001001


def test_few_photos_are_taken_to_vary_as_those_of_all_people_do() -> None:
    one, many = calibrate([OWN]), calibrate([OWN] * 70)

    assert one.spread == pytest.approx(OWN_SPREAD * (10 / 11) ** 0.5)
    assert many.spread < one.spread / 2


def test_the_score_is_fifty_at_the_threshold_and_high_where_it_is_usual() -> None:
    found = calibrate(USUAL)

    assert found.score(found.threshold) == pytest.approx(50)
    assert found.score(found.usual) == pytest.approx(91)
    assert found.score(STRANGERS) < 2


def test_the_score_falls_with_the_distance() -> None:
    scores = [calibrate(USUAL).score(apart) for apart in np.linspace(0, 1.42, 60)]

    assert all(nearer > farther for nearer, farther in pairwise(scores))
    assert min(scores) >= 0 and max(scores) <= 100


def test_even_an_album_that_does_not_agree_gets_a_score_that_falls() -> None:
    odd = calibrate([0.5, 0.6, 0.55])

    assert odd.score(0.1) > odd.score(0.36) > odd.score(1.4) >= 0


def test_no_photo_gives_no_threshold() -> None:
    with pytest.raises(ValueError, match="needs photos"):
        calibrate([])
