"""Clips joined to films: how long they are, what is seen in them, what was copied."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from reklamai.core.errors import BadInput, Cancelled, MediaError
from reklamai.media.film.facts import tracks_of
from reklamai.media.film.join import join
from reklamai.media.film.model import CUT, Join, parse
from reklamai.media.film.proof import fault
from reklamai.media.film.splice import Strip, splice
from reklamai.media.types import quiet
from tests.media.film.clips import clip, ffmpeg, numbered
from tests.media.film.seen import apart, complaints, frames, heard, levels, moments

TONE = "0.5*sin(2*PI*440*t)"
TAGGED = (
    "-c:v libx264 -preset ultrafast -crf 12 -pix_fmt yuv420p -color_range tv -colorspace bt709 -color_primaries bt709"
    " -color_trc bt709"
)
LOW = "0.5*sin(2*PI*220*t)"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def even(path: Path, count: int, fps: Fraction) -> bool:
    return moments(path) == [pytest.approx(float(place / fps), abs=1e-4) for place in range(count)]


def test_clips_of_one_format_are_copied_and_every_frame_is_the_same(tmp_path: Path) -> None:
    clips = [clip(tmp_path / f"{hue}.mp4", filters=f"hue=h={hue}", sound=TONE, frames=30) for hue in (0, 90, 180)]

    film = join(clips, tmp_path / "film.mp4", joins=[CUT, CUT])

    assert (film.frames, film.copied, film.normalised, film.has_sound) == (90, True, (), True)
    expected = [frame for each in clips for frame in frames(each)]
    assert np.array_equal(np.array(frames(film.path)), np.array(expected))
    assert even(film.path, 90, Fraction(24))
    assert abs(apart(film.path)) <= 0.04
    assert complaints(film.path) == ""


def test_sound_that_was_copied_stays_in_step_with_its_pictures(tmp_path: Path) -> None:
    beep = "0.8*sin(2*PI*1000*t)*between(t,0.5,0.6)"
    clips = [clip(tmp_path / f"{place}.mp4", fps="25", frames=23, sound=beep) for place in range(5)]

    film = join(clips, tmp_path / "film.mp4", joins=[CUT] * 4)

    samples, rate = heard(film.path)
    for place in range(5):
        begins = place * 23 / 25
        loud = np.flatnonzero(np.abs(samples[round((begins + 0.3) * rate) : round((begins + 0.9) * rate)]) > 0.3)
        assert abs(0.3 + loud[0] / rate - 0.5) < 0.015


@pytest.mark.parametrize(
    ("odd", "why"),
    [
        ({"size": "80x48"}, "size"),
        ({"fps": "30"}, "rate"),
        ({"more": "-vf setsar=4/3"}, "pixel aspect"),
        ({"coded": "-c:v libx264 -preset ultrafast -pix_fmt yuvj420p -color_range pc"}, "range"),
        ({"coded": "-c:v libx264 -preset ultrafast -pix_fmt yuv444p"}, "sampling"),
        ({"coded": "-c:v libx265 -preset ultrafast -x265-params log-level=none -tag:v hvc1"}, "codec"),
    ],
)
def test_an_odd_clip_alone_is_brought_to_the_others(tmp_path: Path, odd: dict[str, str], why: str) -> None:
    first = clip(tmp_path / "a.mp4", sound=TONE)
    other = clip(tmp_path / "b.mp4", sound=TONE, **odd)
    fps = Fraction(odd.get("fps", "24"))

    film = join([first, other, first], tmp_path / "film.mp4", joins=[CUT, CUT])

    count = round(12 / fps * 24)
    assert (film.frames, film.copied, film.normalised) == (24 + count, False, (1,)), why
    made, kept = frames(film.path), frames(first)
    assert np.array_equal(np.array(made[:12]), np.array(kept))
    assert np.array_equal(np.array(made[-12:]), np.array(kept))
    assert even(film.path, 24 + count, Fraction(24))
    assert abs(apart(film.path)) <= 0.04
    assert complaints(film.path) == ""


def test_silence_stands_where_a_clip_has_no_sound(tmp_path: Path) -> None:
    clips = [clip(tmp_path / "a.mp4", frames=24), clip(tmp_path / "b.mp4", frames=24, sound=TONE)]

    film = join(clips, tmp_path / "film.mp4", joins=[CUT])

    samples, rate = heard(film.path)
    assert film.copied
    assert np.abs(samples[: int(0.9 * rate)]).max() < 0.01
    assert np.abs(samples[int(1.1 * rate) : int(1.9 * rate)]).max() > 0.4


def test_clips_without_sound_make_a_film_without(tmp_path: Path) -> None:
    one = clip(tmp_path / "a.mp4")

    film = join([one, one], tmp_path / "film.mp4", joins=[Join("crossfade", 0.2)])

    assert not film.has_sound
    with av.open(str(film.path)) as made:
        assert not made.streams.audio


def test_a_turned_clip_stands_upright_in_the_film(tmp_path: Path) -> None:
    tall = numbered(tmp_path / "tall.mp4", [60] * 6, size="48x64")
    flat = clip(tmp_path / "flat.mp4", size="64x48", frames=6)
    turned = tmp_path / "turned.mp4"
    ffmpeg("-display_rotation", "90", "-i", flat, "-c", "copy", turned)

    film = join([tall, turned], tmp_path / "film.mp4", joins=[CUT])

    assert (film.size, film.frames, film.normalised) == ((48, 64), 12, (1,))
    assert min(frames(film.path)[-1][0, 10:38].astype(int)) > 20 or frames(film.path)[-1].std() > 20


def test_a_cross_fade_goes_from_one_to_the_other_while_both_move_on(tmp_path: Path) -> None:
    early = numbered(tmp_path / "a.mp4", [40 + 2 * place for place in range(20)], fps="20")
    late = numbered(tmp_path / "b.mp4", [200 - 2 * place for place in range(20)], fps="20")

    film = join([early, late], tmp_path / "film.mp4", joins=[Join("crossfade", 0.4)])

    assert film.frames == 32
    # frame p of 8 in the join: (p + 1) / 9 of the late clip's own frame p
    mixed = [(40 + 2 * (12 + p)) * (8 - p) / 9 + (200 - 2 * p) * (p + 1) / 9 for p in range(8)]
    expected = [40 + 2 * place for place in range(12)] + mixed + [200 - 2 * place for place in range(8, 20)]
    assert levels(film.path) == pytest.approx(expected, abs=2)


@pytest.mark.parametrize(("style", "colour"), [("dip_black", 16), ("dip_white", 235)])
def test_a_dip_goes_through_its_colour_and_leaves_the_length(tmp_path: Path, style: str, colour: int) -> None:
    one = numbered(tmp_path / "a.mp4", [120] * 20, fps="20")

    film = join([one, one], tmp_path / "film.mp4", joins=[parse(f"{style}:0.5")])

    seen = levels(film.path)
    assert film.frames == 40
    assert seen[20] == pytest.approx(colour, abs=3)
    assert seen[:15] == pytest.approx([120] * 15, abs=2)
    assert seen[26:] == pytest.approx([120] * 14, abs=2)
    toward = [abs(level - colour) for level in seen[15:21]]
    assert all(after < before + 2 for before, after in pairwise(toward))


@pytest.mark.parametrize(
    ("style", "first"),
    [("wipe_left", (24, 60)), ("wipe_right", (24, 4)), ("wipe_up", (44, 32)), ("wipe_down", (4, 32))],
)
def test_a_wipe_begins_where_its_edge_comes_from(tmp_path: Path, style: str, first: tuple[int, int]) -> None:
    dark, light = numbered(tmp_path / "a.mp4", [40] * 20), numbered(tmp_path / "b.mp4", [200] * 20)

    film = join([dark, light], tmp_path / "film.mp4", joins=[parse(f"{style}:0.4")])

    made = frames(film.path)
    early = made[12]
    assert early[first] > early[47 - first[0], 63 - first[1]] + 100
    shares = [float((frame > 120).mean()) for frame in made[10:20]]
    assert shares == pytest.approx([(place + 1) / 11 for place in range(10)], abs=0.04)


@pytest.mark.parametrize("style", ["luma_wipe", "flow", "face", "whip", "zoom", "auto"])
def test_generated_joins_have_the_promised_length_and_leave_the_rest_alone(tmp_path: Path, style: str) -> None:
    early = clip(tmp_path / "a.mp4", frames=16, sound=TONE, coded=TAGGED)
    late = clip(tmp_path / "b.mp4", frames=16, sound=LOW, filters="hue=h=120", coded=TAGGED)

    film = join([early, late], tmp_path / "film.mp4", joins=[parse(f"{style}:0.25")])

    made = frames(film.path)
    assert len(made) == film.frames == 26
    assert np.abs(made[3].astype(int) - frames(early)[3]).mean() < 4
    assert np.abs(made[-3].astype(int) - frames(late)[-3]).mean() < 4
    assert abs(apart(film.path)) <= 0.04


def test_sound_is_cross_faded_at_equal_power(tmp_path: Path) -> None:
    early = clip(tmp_path / "a.mp4", frames=48, sound=TONE)
    late = clip(tmp_path / "b.mp4", frames=48, sound="0.5*sin(2*PI*1870*t)")

    film = join([early, late], tmp_path / "film.mp4", joins=[Join("crossfade", 1.0)])

    samples, rate = heard(film.path)
    loudness = [
        float(np.sqrt((samples[int(t * rate) :][: rate // 10] ** 2).mean())) for t in (0.3, 1.2, 1.45, 1.7, 2.6)
    ]
    assert loudness == pytest.approx([0.5 / np.sqrt(2)] * 5, rel=0.08)


def test_long_clips_with_joins_are_copied_between_their_key_frames(tmp_path: Path) -> None:
    keyed = "-c:v libx264 -preset ultrafast -g 12 -pix_fmt yuv420p"
    clips = [clip(tmp_path / f"{hue}.mp4", frames=72, filters=f"hue=h={hue}", coded=keyed) for hue in (0, 90)]

    film = join(clips, tmp_path / "film.mp4", joins=[Join("crossfade", 0.5)])

    made = frames(film.path)
    assert (film.frames, film.copied, film.normalised) == (132, False, ())
    assert np.array_equal(np.array(made[:60]), np.array(frames(clips[0])[:60]))
    assert np.array_equal(np.array(made[72:]), np.array(frames(clips[1])[12:]))
    assert complaints(film.path) == ""


def test_the_same_clips_and_joins_give_the_same_bytes(tmp_path: Path) -> None:
    clips = [
        clip(tmp_path / "a.mp4", sound=TONE, frames=20),
        clip(tmp_path / "b.mp4", size="96x64", frames=20),
        clip(tmp_path / "c.mp4", fps="25", sound=LOW, frames=20),
    ]
    joins = [Join("crossfade", 0.25), Join("dip_black", 0.3)]

    made = [digest(join(clips, tmp_path / f"{take}.mp4", joins=joins, seed=4).path) for take in range(2)]

    assert made[0] == made[1]


def test_chapters_begin_where_their_clips_do(tmp_path: Path) -> None:
    one = clip(tmp_path / "a.mp4", fps="20", frames=20)

    film = join([one] * 3, tmp_path / "film.mp4", joins=[Join("crossfade", 0.5), CUT], chapters=["Утро", "", "Вечер"])

    with av.open(str(film.path)) as made:
        told = [(each["metadata"]["title"], float(each["start"] * each["time_base"])) for each in made.chapters()]
    assert told == [("Утро", 0.0), ("Вечер", 1.5)]


def test_a_film_may_be_of_another_size_and_rate_than_its_clips(tmp_path: Path) -> None:
    one = clip(tmp_path / "a.mp4", sound=TONE)

    film = join([one, one], tmp_path / "film.mp4", joins=[CUT], size=(96, 96), fps=Fraction(30))

    assert (film.size, film.fps, film.frames) == ((96, 96), 30, 30)
    assert film.normalised == (0, 1)
    assert frames(film.path)[0].shape == (96, 96)
    assert frames(film.path)[0][:10].max() < 30, "black above a wide picture in a square film"


def test_a_single_clip_is_a_film_too(tmp_path: Path) -> None:
    one = clip(tmp_path / "a.mp4", frames=1)

    film = join([one], tmp_path / "film.mp4", joins=[])

    assert (film.frames, film.copied) == (1, True)


def test_a_clip_that_is_too_short_for_its_join_is_named(tmp_path: Path) -> None:
    long, short = clip(tmp_path / "a.mp4", frames=24), clip(tmp_path / "b.mp4", frames=8)

    with pytest.raises(BadInput, match="shorter than twice the join") as caught:
        join([long, short], tmp_path / "film.mp4", joins=[Join("crossfade", 0.5)])

    assert caught.value.facts["clip"] == 2


def test_a_broken_clip_is_named(tmp_path: Path) -> None:
    fine = clip(tmp_path / "a.mp4")
    broken = tmp_path / "b.mp4"
    broken.write_bytes(fine.read_bytes()[:900])

    with pytest.raises(MediaError) as caught:
        join([fine, broken], tmp_path / "film.mp4", joins=[CUT])

    assert caught.value.facts["clip"] == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "b.mp4"]


@pytest.mark.parametrize("after", [1, 2, 4])
def test_stopping_leaves_no_file(tmp_path: Path, after: int) -> None:
    clips = [clip(tmp_path / "a.mp4", frames=30, sound=TONE), clip(tmp_path / "b.mp4", frames=30, size="96x64")]
    told: list[float] = []

    def stopped(stage: str, share: float) -> None:
        told.append(share)
        if len(told) == after:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        join(clips, tmp_path / "film.mp4", joins=[Join("flow", 0.5)], report=stopped)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "b.mp4"]


def test_what_is_told_of_the_work_only_grows(tmp_path: Path) -> None:
    told: list[float] = []
    clips = [clip(tmp_path / "a.mp4", frames=30), clip(tmp_path / "b.mp4", frames=30, size="96x64")]

    join(clips, tmp_path / "film.mp4", joins=[Join("zoom", 0.5)], report=lambda _, share: told.append(share))

    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def flipped(path: Path, out: Path, packet: int) -> Path:
    """A copy of a clip in which one packet holds noise where its picture was."""
    with av.open(str(path)) as container:
        found = [each for each in container.demux(video=0) if each.size][packet]
        place, size = found.pos, found.size
    content = bytearray(path.read_bytes())
    content[place + 5 : place + size] = bytes((17 * number + 91) % 251 for number in range(size - 5))
    out.write_bytes(content)
    return out


def test_a_film_that_cannot_be_decoded_at_a_seam_is_made_anew(tmp_path: Path) -> None:
    odd = clip(tmp_path / "a.mp4", size="96x64", frames=12)
    broken = flipped(clip(tmp_path / "b.mp4", frames=24), tmp_path / "c.mp4", 1)

    film = join([odd, broken], tmp_path / "film.mp4", joins=[CUT], size=(64, 48))

    assert (film.frames, film.copied, film.normalised) == (36, False, (0, 1))
    assert len(frames(film.path)) == 36
    assert complaints(film.path) == ""


def test_words_to_the_decoder_inside_a_clip_are_not_carried_into_the_next(tmp_path: Path) -> None:
    """Two clips whose container says the same of them, while the second brings other parameter sets of that id."""
    one = clip(tmp_path / "a.mp4", coded="-c:v libx264 -preset veryfast -bf 0 -pix_fmt yuv420p", frames=12)
    other = clip(tmp_path / "b.mp4", frames=12, filters="hue=h=120", more="-bsf:v dump_extra=freq=keyframe")
    told, disguised = tracks_of(one)[0], tmp_path / "c.mp4"
    assert told is not None
    inside = tracks_of(other)[0]
    assert inside is not None
    splice(disguised, [Strip(other, inside)], [], fps=Fraction(24), header=told.header, report=quiet)

    film = join([disguised, one], tmp_path / "film.mp4", joins=[CUT])

    assert film.normalised == (0,)
    assert np.array_equal(np.array(frames(film.path)[12:]), np.array(frames(one)))
    assert complaints(film.path) == ""


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from reklamai.core.errors import MediaError
from reklamai.media.film.facts import tracks_of
from reklamai.media.film.join import join
from reklamai.media.film.model import parse
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
folder = Path(sys.argv[1])
try:
    join([folder / "a.mp4", folder / "b.mp4"], folder / "film.mp4", joins=[parse(sys.argv[2])])
except MediaError as error:
    print(error.message)
"""


@pytest.mark.parametrize("style", ["cut", "crossfade:0.25"])
def test_no_room_on_the_disk_is_said_and_leaves_nothing(tmp_path: Path, style: str) -> None:
    for name in ("a.mp4", "b.mp4"):
        clip(tmp_path / name, frames=24, sound=TONE)

    told = subprocess.run(
        [sys.executable, "-c", FULL_DISK, tmp_path, style], capture_output=True, text=True, check=True
    )  # fmt: skip

    assert "could not be" in told.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "b.mp4"]


@pytest.mark.parametrize(
    ("promise", "why"),
    [
        ({"frames": 13}, "12 frames, not 13"),
        ({"fps": Fraction(25)}, "rate"),
        ({"sound": True}, "streams"),
        ({"frames": 12}, ""),
    ],
)
def test_a_file_is_measured_against_what_was_promised(tmp_path: Path, promise: dict[str, Any], why: str) -> None:
    made = clip(tmp_path / "a.mp4", frames=12)

    assert fault(made, **{"frames": 12, "fps": Fraction(24), "sound": False, **promise}) == why


def test_sound_that_is_too_short_is_a_fault(tmp_path: Path) -> None:
    made = tmp_path / "b.mp4"
    ffmpeg(
        "-i", clip(tmp_path / "a.mp4", frames=48), "-f", "lavfi", "-i", "sine=d=1", "-c:v", "copy", "-c:a", "aac", made
    )

    assert fault(made, frames=48, fps=Fraction(24), sound=True).startswith("sound -")


def test_a_clip_of_less_than_half_a_frame_is_seen_for_one(tmp_path: Path) -> None:
    long, short = numbered(tmp_path / "a.mp4", [60] * 4, fps="12"), numbered(tmp_path / "b.mp4", [200], fps="60")

    film = join([long, short, long], tmp_path / "film.mp4", joins=[CUT, CUT])

    assert levels(film.path) == pytest.approx([60] * 4 + [200] + [60] * 4, abs=2)


def test_the_last_picture_of_a_clip_of_varying_rate_is_seen(tmp_path: Path) -> None:
    steady = numbered(tmp_path / "a.mp4", list(range(40, 100, 5)), fps="20")
    varying = tmp_path / "b.mp4"
    ffmpeg("-i", steady, "-vf", "setpts='(N+max(0,N-5)/2)/20/TB'", "-fps_mode", "vfr", "-c:v", "libx264", "-crf", "4",
           varying)  # fmt: skip

    film = join([steady, varying], tmp_path / "film.mp4", joins=[CUT])

    seen = levels(film.path)
    assert seen[12] == pytest.approx(40, abs=2)
    assert seen[-1] == pytest.approx(95, abs=2)
