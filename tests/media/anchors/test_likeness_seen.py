"""What a result shows, found anew: whose clothes, which place, why something is not there."""

import cv2
import numpy as np
import pytest
from skimage import data

from anchors.media.features import LightFound
from anchors.media.likeness import Held, Likeness, judge_picture
from anchors.media.likeness.curve import CURVES, rooted, weighed
from anchors.media.likeness.seen import SIDE, Seen
from anchors.media.likeness.swatch import Swatch, lab_of
from reklamai.media.garments import find_garment, recolour
from reklamai.media.mattes.model import Matte, Missing
from reklamai.media.pictures import save_picture
from tests.benchmarks.score_fit import Pairs, auc, curve, fitted

ASTRONAUT = np.ascontiguousarray(data.astronaut())


@pytest.fixture(scope="module")
def shown():
    return Seen(ASTRONAUT)


@pytest.fixture(scope="module")
def garment(shown):
    assert isinstance(shown.person, Matte)
    return find_garment(shown.picture, person=shown.person, face=shown.faces[0])


@pytest.fixture(scope="module")
def lent(garment, tmp_path_factory):
    """The suit, cut out."""
    path = tmp_path_factory.mktemp("lent") / "clothing.png"
    save_picture(np.dstack([ASTRONAUT, np.rint(garment.mask * 255).astype(np.uint8)]), path)
    return path


def test_a_person_is_seen_with_face_clothes_light_and_place(shown):
    assert len(shown.identities) == len(shown.faces) == 1
    assert isinstance(shown.clothes, Swatch)
    assert isinstance(shown.light, LightFound)
    assert shown.ground is not None


def test_the_clothes_that_are_seen_are_the_orange_suit(shown):
    _, a, b = np.median(lab_of(shown.clothes.pixels()), axis=0)

    assert a > 20
    assert b > 20


def test_a_large_picture_is_looked_at_small():
    large = cv2.resize(ASTRONAUT, (2000, 2000))

    assert Seen(large).picture.shape == (SIDE, SIDE, 3)


def test_a_picture_without_people_says_what_is_missing():
    cup = Seen(data.coffee())

    assert cup.main is None
    assert cup.clothes == Missing("no_person_in_result")
    assert cup.identities == ()


@pytest.mark.parametrize("stops", [-1.0, 1.0])
def test_the_suit_is_the_same_in_a_mirrored_picture_a_stop_off(lent, stops):
    linear = (np.ascontiguousarray(ASTRONAUT[:, ::-1]) / 255.0) ** 2.2 * 2**stops
    other = np.rint(np.clip(linear, 0, 1) ** (1 / 2.2) * 255).astype(np.uint8)

    found = judge_picture([Held("clothing", lent)], other)["clothing"]

    assert isinstance(found, Likeness)
    assert found.value >= 60


def test_the_suit_dyed_blue_is_another_one(lent, garment):
    dyed = recolour(ASTRONAUT, garment.mask, target=(35.0, 15.0, -50.0))

    found = judge_picture([Held("clothing", lent)], dyed)["clothing"]

    assert isinstance(found, Likeness)
    assert found.value < 30
    assert found.facts["colours"] > 20


def test_weights_make_one_distance_of_the_roots():
    found = rooted({"colours": 16.0, "lost": 0.25, "stops": -4.0})

    assert found == {"colours": 4.0, "lost": 0.5, "stops": 2.0}
    assert weighed({"colours": 0.1, "lost": 0.6}, found) == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("same", "other", "expected"),
    [([1, 2], [3, 4], 1.0), ([3, 4], [1, 2], 0.0), ([1, 1], [1, 1], 0.5), ([1, 3], [2, 4], 0.75)],
)
def test_auc_counts_couples_in_the_right_order(same, other, expected):
    assert auc(np.array(same, float), np.array(other, float)) == expected


def pairs(count=400):
    """Matching pairs about 0.5, others about 1.5 in "good"; "noise" says nothing."""
    dice = np.random.default_rng(5)
    made = Pairs()
    for index in range(count):
        same = index % 2 == 0
        found = {"good": dice.normal(0.5 if same else 1.5, 0.25), "noise": dice.uniform(0, 1)}
        made.add(found, "same" if same else "other", f"a{index}", f"b{index}")
    return made


def test_a_fit_takes_what_tells_and_leaves_what_does_not():
    made = pairs()
    good, noise = fitted(made.columns(["good", "noise"]), made.kind == "same", made.weight)

    assert good == pytest.approx(1, abs=0.15), "the two meet at 1"
    assert noise < 0.2


def test_a_curve_stands_in_the_middle_between_both_kinds():
    made = pairs()
    middle, width, error = curve(made.columns(["good"])[:, 0], made.kind == "same", made.weight)

    assert middle == pytest.approx(1, abs=0.08)
    assert 0.03 < width < 0.2
    assert error == pytest.approx(0.0228, abs=0.02), "two sigmas of a bell curve"


def test_halves_share_no_thing():
    made = pairs(40)
    first, second = made.halves()

    assert not (first & second).any()
    names = [
        {name for pair, kept in zip(made.things, half, strict=True) if kept for name in pair}
        for half in (first, second)
    ]
    assert not names[0] & names[1]


def test_the_face_curve_agrees_with_where_identities_part():
    from reklamai.media.faces import identity

    assert CURVES["face"].score(identity.SAME) == pytest.approx(50, abs=15)
