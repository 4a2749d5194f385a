"""Clips between two frames of our own engine: as long as was asked, pinned at both ends, told how they were made."""

from uuid import uuid4

import numpy as np
import pytest
from django.utils import translation

from reklamai.core.errors import Cancelled, Unsupported
from reklamai.media.probe import probe
from studio.ask import Ask
from studio.catalogue.validate import AskInvalid
from studio.models import CatalogueModel, Status
from studio.services import orders
from tests.studio.conftest import balance_of
from tests.video.keyframing import frames_of, kept, made, textured
from tests.video.plating import load
from video.pacing import pace_of

SIZE = (160, 96)


@pytest.fixture(autouse=True)
def workshop(transactional_db, private_media):  # the beat of a work over 3 s looks from another connection
    load("local_film.yaml")
    with translation.override("en"):
        yield


@pytest.fixture
def ends(alice):
    return kept(alice, textured(SIZE, seed=1)), kept(alice, textured(SIZE, seed=2))


def apart(one, other):
    """Of their light: colours are kept at half size by every clip."""
    return float(np.abs(one.mean(axis=2) - other.mean(axis=2)).mean())


def test_a_clip_begins_with_the_one_frame_and_ends_with_the_other(alice, ends):
    generation = made(alice, *ends, style="zoom", duration=1, fps=25)

    pictures = frames_of(generation.results[0])

    assert (generation.status, generation.kind, balance_of(alice)) == (Status.DONE, "keyframes", 100)
    assert len(pictures) == 25
    assert pictures[0].shape == (96, 160, 3)
    assert apart(pictures[0], textured(SIZE, seed=1)) < 6, "what coding alone changes"
    assert apart(pictures[-1], textured(SIZE, seed=2)) < 6
    assert generation.notes["made"] == 23


def test_the_fields_of_the_order_say_what_it_was(alice, ends):
    generation = made(alice, *ends, style="dissolve", num_intermediate_frames=6)

    assert generation.keyframe_interpolation
    assert generation.num_intermediate_frames == 6
    assert (generation.start_frame_id, generation.end_frame_id) == (ends[0].pk, ends[1].pk)
    assert generation.duration_s is None, "it follows from the number of pictures"


@pytest.mark.parametrize(
    ("asked", "frames", "distinct", "holds"),
    [
        ({}, 48, 48, False),
        ({"duration": 3, "fps": 30}, 90, 90, False),
        ({"num_intermediate_frames": 10, "fps": 25}, 12, 12, False),
        ({"num_intermediate_frames": 6, "duration": 2}, 48, 8, True),
        ({"num_intermediate_frames": 46, "duration": 2}, 48, 48, False),
    ],
)
def test_a_length_a_number_of_pictures_or_both_say_how_the_time_is_filled(asked, frames, distinct, holds):
    pace = pace_of(asked)

    assert (pace.frames, pace.distinct, pace.holds) == (frames, distinct, holds)
    shown = [pace.picture_at(frame) for frame in range(pace.frames)]
    assert (shown[0], shown[-1], sorted(set(shown))) == (0, distinct - 1, list(range(distinct)))
    assert np.ptp(np.bincount(shown)) <= 1, "each is seen as long as every other"


def test_pictures_that_are_fewer_than_the_time_stand_still_and_it_is_said_before(alice, ends):
    asked = {"style": "dissolve", "num_intermediate_frames": 2, "duration": 1}
    ask = Ask(
        kind="keyframes", model="inbetween-clip", parameters=asked, start_frame=ends[0].pk, end_frame=ends[1].pk
    )  # fmt: skip

    told = orders.estimate(owner=alice, ask=ask)
    generation = made(alice, *ends, **asked)

    assert told.total == 0
    assert "The clip has 24 frames: 1.00 seconds." in told.sent.notes
    assert any("each stands still" in note for note in told.sent.notes)
    pictures = frames_of(generation.results[0])
    jumps = [place for place in range(1, 24) if apart(pictures[place], pictures[place - 1]) > 3]
    assert (len(pictures), jumps) == (24, [6, 12, 18])


def test_the_same_order_and_seed_make_the_same_frames(alice, ends):
    one, other = (
        frames_of(made(alice, *ends, style="whip", num_intermediate_frames=4, seed=5).results[0]) for _ in range(2)
    )

    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_easing_holds_back_the_beginning(alice, ends):
    slow, even = (
        frames_of(made(alice, *ends, style="dissolve", num_intermediate_frames=8, easing=easing).results[0])
        for easing in ("ease_in", "linear")
    )

    first = textured(SIZE, seed=1)
    assert apart(slow[3], first) < 0.6 * apart(even[3], first)


def test_a_clip_has_the_format_of_its_first_frame_and_is_never_enlarged(alice):
    first, last = kept(alice, textured((90, 161), seed=3)), kept(alice, textured((320, 200), seed=4))

    generation = made(alice, first, last, style="dissolve", num_intermediate_frames=1)

    result = generation.results[0]
    assert (result.width, result.height) == (90, 160)
    middle = textured((320, 200), seed=4)[:, 104:216]
    shown = frames_of(result)[-1]
    assert abs(float(shown.mean()) - float(middle.mean())) < 4, "the middle of the wide one, not squeezed"


def test_a_large_frame_is_made_as_small_as_was_asked(alice):
    ends = [kept(alice, textured((1600, 900), seed=seed)) for seed in (5, 6)]

    generation = made(alice, *ends, style="dissolve", num_intermediate_frames=1)

    assert (generation.results[0].width, generation.results[0].height) == (1280, 720)


def test_the_clip_is_plain_h264_for_every_screen(alice, ends, tmp_path):
    result = made(alice, *ends, style="wipe", num_intermediate_frames=3, fps=30).results[0]

    path = tmp_path / "made.mp4"
    with result.file.open("rb") as file:
        path.write_bytes(file.read())
    facts = probe(path)

    assert (facts.kind, facts.width, facts.height, facts.fps) == ("clip", 160, 96, 30)
    assert result.metadata["draft"] == "yes"


def test_what_was_chosen_for_the_pair_is_told_in_the_owners_language(alice, bob, ends):
    generation = made(alice, *ends, num_intermediate_frames=2)
    assert generation.notes["route"]["style"] == "whip"
    assert generation.notes["adjusted"] == ["The frames have nothing in common: a styled move leads over (Whip)."]

    with translation.override("ru"):
        shifted = [kept(bob, textured((320, 240), seed=9, shift=shift)) for shift in (0, 6)]
        generation = made(bob, *shifted, num_intermediate_frames=2, mode="fast")
    assert generation.notes["route"]["style"] == "flow"
    assert generation.notes["adjusted"][0].startswith("На обоих кадрах одно и то же место")


def test_a_style_that_was_asked_for_is_no_adjustment(alice, ends):
    assert "adjusted" not in made(alice, *ends, style="zoom", num_intermediate_frames=1).notes


def ask(start=None, end=None, **parameters):
    return Ask(kind="keyframes", model="inbetween-clip", parameters=parameters, start_frame=start, end_frame=end)


def test_both_frames_are_needed(alice, ends):
    with pytest.raises(AskInvalid) as refused:
        orders.order(owner=alice, ask=ask(ends[0].pk), key=uuid4())

    assert "end_frame" in refused.value.errors


def test_more_pictures_than_frames_are_refused_before_anything_moves(alice, ends):
    wish = ask(ends[0].pk, ends[1].pk, num_intermediate_frames=100, duration=2)

    with pytest.raises(Unsupported, match=r"100 pictures between the two need 4\.2 seconds"):
        orders.order(owner=alice, ask=wish, key=uuid4())


def test_more_work_than_a_worker_finishes_is_refused(alice, ends):
    wish = ask(ends[0].pk, ends[1].pk, duration=10, fps=30, resolution="4k")

    with pytest.raises(Unsupported, match="smaller size or fewer seconds"):
        orders.order(owner=alice, ask=wish, key=uuid4())
    assert not pace_of({"duration": 10, "fps": 30, "resolution": "1080p"}).is_too_much
    assert not pace_of({"duration": 10, "fps": 30, "resolution": "4k", "mode": "fast"}).is_too_much


@pytest.mark.parametrize(
    "wrong", [{"style": "melt"}, {"easing": "bounce"}, {"num_intermediate_frames": 241}, {"fps": 60}]
)
def test_settings_that_are_not_offered_are_refused_by_name(alice, ends, wrong):
    with pytest.raises(AskInvalid) as refused:
        orders.estimate(owner=alice, ask=ask(ends[0].pk, ends[1].pk, **wrong))

    assert list(refused.value.errors) == [f"parameters.{name}" for name in wrong]


def test_a_stopped_clip_leaves_no_file(alice, ends, tmp_path):
    from studio.engines.base import Job
    from video import inbetweening

    paths = []
    for place, asset in enumerate(ends):
        path = tmp_path / f"{place}.png"
        with asset.file.open("rb") as file:
            path.write_bytes(file.read())
        paths.append(path)
    workdir = tmp_path / "work"
    workdir.mkdir()
    entry = CatalogueModel.objects.get(pk="inbetween-clip")
    job = Job(
        id="1", kind="keyframes", entry=entry, prompt="", seed=1, parameters={"style": "zoom", "duration": 1},
        workdir=workdir, start_frame=paths[0], end_frame=paths[1],
    )  # fmt: skip
    told = []

    def report(stage, share):
        told.append((stage, share))
        if share > 0.5:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        inbetweening.clip(job, report)

    assert list(workdir.iterdir()) == []
    shares = [share for _stage, share in told]
    assert shares == sorted(shares) and {stage for stage, _share in told} == {"scene", "frames"}
