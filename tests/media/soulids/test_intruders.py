"""Photos of somebody else among those of one person."""

import numpy as np
import pytest

from reklamai.media.faces import identity
from soulids.media.intruders import OWN, core_of, distances
from tests.media.soulids.people import directions, near


def photos_of(person, count, *, apart=0.2):
    return [near(directions(8)[person], apart=apart, seed=50 * person + at) for at in range(count)]


def core(*vectors):
    return core_of(np.array(vectors, np.float32))


def test_all_of_one_person_are_kept() -> None:
    assert core(*photos_of(0, 10)).all()


@pytest.mark.parametrize("own", [5, 6, 7, 8])
def test_three_strangers_are_out_wherever_they_stand(own: int) -> None:
    vectors = [*photos_of(0, own), *(photos_of(person, 1)[0] for person in (1, 2, 3))]
    for turn in range(len(vectors)):
        order = np.roll(np.arange(len(vectors)), turn)
        assert (core(*(vectors[at] for at in order)) == (order < own)).all()


def test_the_larger_of_two_groups_is_the_person() -> None:
    assert core(*photos_of(0, 3), *photos_of(1, 5)).tolist() == [False] * 3 + [True] * 5


def test_one_person_is_found_among_more_strangers_than_own_photos() -> None:
    strangers = [photos_of(person, 1)[0] for person in range(1, 8)]

    assert core(*strangers, *photos_of(0, 4)).tolist() == [False] * 7 + [True] * 4


def test_somebody_alike_but_not_the_same_is_out() -> None:
    alike = near(directions(1)[0], apart=0.43, seed=7)

    assert not core(*photos_of(0, 6), alike)[-1]


def test_a_photo_far_from_the_first_one_is_fetched_back_by_the_centroid() -> None:
    odd = near(directions(1)[0], apart=0.3, seed=8)

    assert core(*photos_of(0, 8), odd).all()


def test_a_chain_is_cut() -> None:
    one, other = directions(2)
    angles = np.deg2rad(np.arange(0, 91, 10))

    kept = core(*(np.cos(angle) * one + np.sin(angle) * other for angle in angles))

    assert kept.any() and not (kept[0] and kept[-1])


def test_nobody_is_kept_of_no_photo_and_one_of_one() -> None:
    assert core_of(np.zeros((0, 512), np.float32)).shape == (0,)
    assert core(directions(1)[0]).tolist() == [True]


def test_distances_leave_the_photo_itself_out() -> None:
    vectors = np.array([*photos_of(0, 4), directions(2)[1]], np.float32)
    kept = np.array([True] * 4 + [False])

    apart = distances(vectors, kept)

    for at in range(5):
        others = vectors[[other for other in range(4) if other != at]].sum(axis=0)
        assert apart[at] == pytest.approx(identity.distance(vectors[at], others / np.linalg.norm(others)), abs=1e-5)
    assert apart[4] > 1.2 and max(apart[:4]) < OWN


def test_a_photo_alone_is_at_no_distance_from_itself() -> None:
    assert distances(np.array(directions(1)), np.array([True]))[0] == pytest.approx(0, abs=1e-6)
