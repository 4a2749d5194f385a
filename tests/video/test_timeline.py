"""When each shot is seen: against the joins' own rule of length, and numbers worked out by hand."""

from fractions import Fraction
from itertools import pairwise
from uuid import uuid4

import pytest

from reklamai.media.film.model import CUT, JOIN_STYLES, Join, length
from video.models import Shot
from video.timeline import joins_of, spans


def a_shot(seconds, style="cut", join_s=0.5):
    return Shot(duration_s=seconds, join_style=style, join_seconds=join_s)


def test_cut_shots_follow_one_another():
    one, other = uuid4(), uuid4()

    first, second = spans([4.0, 3.0], [CUT], shots=[one, other])

    assert (first.from_s, first.to_s, first.shot, first.number) == (0, 4, one, 1)
    assert (second.from_s, second.to_s, second.shot, second.number) == (4, 7, other, 2)


def test_shots_that_overlap_part_in_the_middle_of_the_join():
    first, second, third = spans([4.0, 4.0, 4.0], [Join("crossfade", 1.0), Join("dip_black", 0.5)], shots=[None] * 3)

    assert (first.from_s, first.to_s) == (0, 3.5)
    assert (second.from_s, second.to_s) == (3.5, 7)
    assert (third.from_s, third.to_s) == (7, 11), "a dip takes no time from the film"


@pytest.mark.parametrize("style", [each for each in JOIN_STYLES if each != "cut"])
@pytest.mark.parametrize("fps", [Fraction(24), Fraction(30000, 1001)])
def test_the_last_shot_ends_where_the_film_does(style, fps):
    joins = [Join(style, 0.7), CUT, Join(style, 0.3)]
    frames = [120, 96, 72, 144]

    found = spans([float(each / fps) for each in frames], joins, shots=[None] * 4, fps=fps)

    assert found[-1].to_s == pytest.approx(float(length(frames, joins, fps=fps) / fps), abs=1e-6)
    assert all(one.to_s == pytest.approx(other.from_s) for one, other in pairwise(found))


def test_a_join_is_at_most_half_of_the_shorter_shot():
    shots = [a_shot(2, "crossfade", 2.0), a_shot(15, "flow", 2.0), a_shot(5)]

    assert [str(each) for each in joins_of(shots)] == ["crossfade:1", "flow:2"]


@pytest.mark.parametrize("fps", [Fraction(24), Fraction(25), Fraction(30), Fraction(24000, 1001), Fraction(60)])
def test_a_join_of_half_a_clip_fits_into_every_number_of_frames(fps):
    for frames in range(int(fps), int(4 * fps)):
        lasting = round(float(frames / fps), 3)
        joins = joins_of([a_shot(4, "crossfade", 2.0), a_shot(4)], [lasting, lasting])

        assert length([frames, frames], joins, fps=fps) >= frames


def test_the_last_shot_joins_to_nothing():
    assert joins_of([a_shot(4, "crossfade")]) == ()


def test_a_join_too_short_to_be_seen_is_a_cut():
    assert joins_of([a_shot(4, "crossfade", 0.1), a_shot(4)]) == (CUT,)
