"""The photos of one person, judged together."""

import json
from dataclasses import replace

import numpy as np
import pytest

from reklamai.media.faces import identity
from soulids.media.album import AlbumFacts, duplicates, judge_album
from soulids.media.framing import Framing, Pose
from soulids.media.photo import judge
from soulids.media.verdicts import Verdict
from tests.media.faces.photos import astronaut, jpeg, mirrored, scaled
from tests.media.soulids.people import a_face, a_photo, an_album, directions, her, near


def judged(photos, *, least=3, most=70) -> AlbumFacts:
    return judge_album(photos, least=least, most=most)


def test_an_album_of_one_person_is_kept_whole() -> None:
    album = judged(an_album(12), least=10)

    assert album.kept == tuple(an_album(12))
    assert not album.duplicates and not album.intruders
    assert album.ready and album.blocked == () and album.lacking == 0


def test_photos_of_other_people_are_named_with_their_distance() -> None:
    photos = {**an_album(6), **an_album(1, person=1), **an_album(1, person=2), **an_album(1, person=3)}

    album = judged(photos)

    assert set(album.intruders) == {"1-0", "2-0", "3-0"}
    assert all(apart > identity.SAME for apart in album.intruders.values())
    assert album.kept == tuple(an_album(6))


def test_three_photos_of_one_other_person_do_not_win_over_five() -> None:
    album = judged({**an_album(3, person=1), **an_album(5)})

    assert set(album.intruders) == set(an_album(3, person=1))
    assert set(album.kept) == set(an_album(5))


def test_a_chain_of_people_each_a_little_like_the_next_is_not_one_person() -> None:
    """Each photo lies 0.2 from the next one: single links would join the whole way from one end to the other."""
    first, second = directions(2)
    steps = np.deg2rad(np.arange(0, 90, 11.5))
    chain = {f"step-{n}": a_photo(np.cos(a) * first + np.sin(a) * second, seed=n) for n, a in enumerate(steps)}

    album = judged(chain)

    assert {"step-0", "step-7"} & set(album.intruders)
    vectors = [chain[key].vector for key in album.kept]
    assert max(identity.distance(one, other) for one in vectors for other in vectors) < 0.7


def test_two_people_half_and_half_block_the_training() -> None:
    album = judged({**an_album(5), **an_album(5, person=1)})

    assert "several_people" in album.blocked and not album.ready


@pytest.mark.parametrize(
    "change", [scaled(0.5), scaled(2), jpeg(40), mirrored, lambda picture: mirrored(scaled(0.7)(picture))],
    ids=["half size", "twice", "JPEG 40", "mirrored", "mirrored and smaller"],
)  # fmt: skip
def test_a_copy_is_found_whatever_was_done_to_it(change) -> None:
    copy = judge(change(astronaut()))

    copies = duplicates({"hers": her(), "copy": copy})

    assert len(copies) == 1
    assert {*copies, *copies.values()} == {"hers", "copy"}


def test_of_two_copies_the_better_one_stays() -> None:
    small, large = judge(scaled(0.7)(astronaut())), judge(scaled(2)(astronaut()))

    assert duplicates({"small": small, "large": large}) == {"small": "large"}
    assert duplicates({"large": large, "small": small}) == {"small": "large"}


def test_of_equals_the_earlier_one_stays() -> None:
    one = a_photo(directions(1)[0])

    assert duplicates({"first": one, "second": one, "third": one}) == {"second": "first", "third": "first"}


def test_a_copy_of_a_refused_photo_does_not_lose_the_good_one() -> None:
    good, refused = a_photo(directions(1)[0]), a_photo(None, verdict=Verdict.REFUSED)

    assert duplicates({"refused": refused, "good": good}) == {"refused": "good"}


@pytest.mark.parametrize("turn", [{"yaw": 9.0}, {"yaw": -9.0}, {"pitch": 8.0}, {"roll": 7.0}])
def test_photos_of_one_sitting_with_the_head_turned_otherwise_are_no_copies(turn) -> None:
    one = a_photo(directions(1)[0], yaw=2.0)
    other = replace(one, face=a_face(**{"yaw": 2.0, **turn}))

    assert duplicates({"one": one, "other": other}) == {}


def test_a_mirrored_copy_looks_to_the_other_side() -> None:
    one = a_photo(directions(1)[0], yaw=20.0, roll=5.0)
    other = replace(one, hash=one.mirror_hash, mirror_hash=one.hash)

    assert duplicates({"one": one, "other": replace(other, face=a_face(yaw=-19.0, roll=-6.0))}) == {"other": "one"}
    assert duplicates({"one": one, "other": other}) == {}  # a picture that is no mirror image, whatever its hash says


def test_other_photos_of_the_same_person_are_no_copies() -> None:
    cropped = judge(np.ascontiguousarray(scaled(2)(astronaut())[40:700, 120:760]))

    assert duplicates({"hers": her(), "cropped": cropped, **an_album(20)}) == {}


def test_copies_and_refused_photos_are_not_counted() -> None:
    photos = an_album(10)
    photos["copy"] = photos["0-0"]
    photos["bad"] = a_photo(near(directions(1)[0], apart=0.2, seed=77), seed=77, verdict=Verdict.REFUSED)

    album = judged(photos, least=12)

    assert len(album.kept) == 10 and album.duplicates == {"copy": "0-0"}
    assert album.blocked == ("too_few",) and album.lacking == 2 and not album.ready


def test_weak_photos_are_learned_from() -> None:
    assert judged(an_album(3) | {"weak": a_photo(directions(1)[0], seed=5, verdict=Verdict.WEAK)}).kept[-1] == "weak"


def test_too_many_photos_block_as_too_few_do() -> None:
    assert judged(an_album(9), least=3, most=8).blocked == ("too_many",)
    assert judged(an_album(8), least=3, most=8).ready
    assert judged(an_album(2), least=3, most=8).blocked == ("too_few",)


def test_without_a_frontal_photo_nothing_begins() -> None:
    album = judged(an_album(5, yaw=30.0))

    assert album.blocked == ("no_front",)
    assert album.coverage[Pose.RIGHT] == album.coverage[Pose.THREE_QUARTER] == album.kept
    assert album.coverage[Pose.LEFT] == () and "no_left" in album.missing and "no_right" not in album.missing


def test_what_would_help_is_told() -> None:
    assert judged(an_album(5)).missing == (
        "no_left", "no_right", "no_up", "no_down", "no_three_quarter", "no_close_up", "no_half", "no_full_height",
    )  # fmt: skip
    assert "few_front" in judged(an_album(2)).missing


def test_every_view_together_leaves_nothing_to_wish_for() -> None:
    photos = an_album(3)
    views = [
        {"yaw": -30.0}, {"yaw": 20.0}, {"pitch": 20.0}, {"pitch": -20.0}, {"framing": Framing.CLOSE_UP},
        {"framing": Framing.HALF}, {"framing": Framing.FULL},
    ]  # fmt: skip
    for at, view in enumerate(views, start=50):
        photos[f"view-{at}"] = a_photo(near(directions(1)[0], apart=0.2, seed=at), seed=at, **view)

    album = judged(photos, least=10)

    assert album.missing == () and album.ready
    assert album.coverage[Pose.THREE_QUARTER] == ("view-50",) and album.coverage[Pose.FULL] == ("view-56",)


def test_photos_of_others_cover_no_view() -> None:
    album = judged({**an_album(5), **an_album(1, person=1, yaw=-30.0)})

    assert album.coverage[Pose.LEFT] == ()


def test_an_empty_album_only_lacks() -> None:
    album = judged({}, least=10)

    assert album.kept == () and album.lacking == 10 and album.blocked == ("too_few", "no_front")


def test_an_album_of_refused_photos_only_lacks_too() -> None:
    assert judged({"bad": judge(np.full((64, 64, 3), 90, np.uint8))}).kept == ()


def test_the_album_has_a_json_form() -> None:
    written = json.loads(json.dumps(judged({**an_album(5), **an_album(1, person=1)}).as_json()))

    assert written["kept"] == list(an_album(5)) and list(written["intruders"]) == ["1-0"]
    assert written["coverage"]["front"] == list(an_album(5)) and written["coverage"]["left"] == []
