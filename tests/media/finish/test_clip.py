"""Clips of every kind, finished: what comes out is even, steady, upright, BT.709, in step, and the same each time."""

import os
import subprocess
import sys
import textwrap
from fractions import Fraction

import av
import cv2
import numpy as np
import pytest

from reklamai.core.errors import BadInput, Cancelled, Interrupted, MediaError
from reklamai.media.cinema.model import Camerawork, Moving
from reklamai.media.ffmpeg import encode
from reklamai.media.finish.clip import finish_clip
from reklamai.media.types import quiet
from tests.media.finish.clips import BEATS, beating, beeps, digest, flashes, frames, heard, made, moving, pictures
from tests.processes import ours, still_there, title

LOOK = Camerawork(ratio=1.85, profile="cinematic", grain=0.4, vignette=0.4)
POST = ("vignette", "grade", "grain", "mask")
RAMP = Camerawork(ramp=((0.0, 2.0), (0.5, 0.4), (1.0, 2.0)))


def test_a_clip_comes_out_with_its_look_and_the_right_tags(tmp_path):
    source = moving(tmp_path / "source.mp4", size="320x180", seconds=1)

    made = finish_clip(source, tmp_path / "out.mp4", LOOK, POST, seed=3)

    assert (made.size, made.fps, made.frames, made.has_sound) == ((320, 172), Fraction(24), 24, False)
    assert made.seconds == 1
    with av.open(str(made.path)) as container:
        context = container.streams.video[0].codec_context
        assert (context.name, context.pix_fmt, context.width, context.height) == ("h264", "yuv420p", 320, 172)
        assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (1, 1, 1, 1)
        assert container.streams.video[0].average_rate == 24
    assert len(frames(made.path)) == 24
    assert sorted(each.name for each in tmp_path.iterdir()) == ["out.mp4", "source.mp4"]


def test_the_same_in_gives_the_same_bytes_whatever_the_machine_does(tmp_path):
    source = beating(tmp_path / "source.mp4", seconds=2)
    work = Camerawork(
        ratio=2.39, profile="noir", grain=0.5, flare=0.5, moves=(Moving("handheld", 0.8),), ramp=RAMP.ramp
    )
    post = ("crop_move", "speed_ramp", "flare", "grade", "grain", "mask")
    call = textwrap.dedent(f"""
        import os, sys
        from pathlib import Path
        from reklamai.media.cinema.model import camerawork_of
        from reklamai.media.finish.clip import finish_clip
        os.sched_setaffinity(0, {{0}})
        finish_clip(Path(sys.argv[1]), Path(sys.argv[2]), camerawork_of({work.as_json()!r}), {post!r}, seed=7)
    """)

    finish_clip(source, tmp_path / "one.mp4", work, post, seed=7)
    cv2.setNumThreads(4)
    finish_clip(source, tmp_path / "two.mp4", work, post, seed=7)
    cv2.setNumThreads(2)
    alone = [sys.executable, "-c", call, str(source), str(tmp_path / "three.mp4")]
    subprocess.run(alone, check=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    finish_clip(source, tmp_path / "other.mp4", work, post, seed=8)

    first = digest(tmp_path / "one.mp4")
    assert digest(tmp_path / "two.mp4") == first, "with other threads"
    assert digest(tmp_path / "three.mp4") == first, "in another process on one core"
    assert digest(tmp_path / "other.mp4") != first, "another seed is another grain"


def test_sound_is_carried_over_byte_for_byte_and_stays_in_step(tmp_path):
    source = beating(tmp_path / "source.mp4")

    made = finish_clip(source, tmp_path / "out.mp4", LOOK, POST, seed=1)

    assert made.has_sound
    assert flashes(made.path) == pytest.approx(BEATS, abs=1e-3)
    assert beeps(made.path) == pytest.approx(BEATS, abs=0.012)
    with av.open(str(source)) as before, av.open(str(made.path)) as after:
        packets = [[bytes(each) for each in file.demux(audio=0) if each.size] for file in (before, after)]
    assert packets[0] == packets[1]


@pytest.mark.parametrize(
    ("suffix", "codec", "extra"),
    [(".webm", "libopus", ("-c:v", "libvpx", "-cpu-used", "8", "-deadline", "realtime")), (".mov", "pcm_s16le", ())],
)
def test_sound_that_an_mp4_does_not_carry_is_coded_anew_and_stays_in_step(tmp_path, suffix, codec, extra):
    source = beating(tmp_path / f"source{suffix}", codec=codec, extra=extra)

    made = finish_clip(source, tmp_path / "out.mp4", Camerawork(grain=0.1), ("grain",), seed=1)

    with av.open(str(made.path)) as container:
        assert container.streams.audio[0].codec_context.name == "aac"
    assert len(beeps(made.path)) == len(BEATS)
    for seen, sounded in zip(flashes(made.path), beeps(made.path), strict=True):
        assert abs(seen - sounded) <= 0.040


def test_sound_that_begins_later_than_its_pictures_stays_where_it_was(tmp_path):
    whole = beating(tmp_path / "whole.mp4")
    late = tmp_path / "late.mp4"
    apart = ["-itsoffset", "0.25", "-i", whole, "-map", "0:v", "-map", "1:a", "-c", "copy"]
    encode(["-i", whole, *apart, late], seconds=4, report=quiet)

    plain = finish_clip(late, tmp_path / "plain.mp4", LOOK, POST, seed=1)
    ramped = finish_clip(late, tmp_path / "ramped.mp4", RAMP, ("speed_ramp",), seed=1)

    assert beeps(plain.path)[:3] == pytest.approx([beat + 0.25 for beat in BEATS[:3]], abs=0.02)
    assert len(beeps(ramped.path)) == 4
    assert beeps(ramped.path)[1] > flashes(ramped.path)[1] + 0.2


def test_pictures_that_begin_later_than_their_sound_are_all_there_under_a_ramp(tmp_path):
    whole = beating(tmp_path / "whole.mp4")
    late = tmp_path / "late.mp4"
    apart = ["-itsoffset", "0.5", "-i", whole, "-map", "1:v", "-map", "0:a", "-c", "copy"]
    encode(["-i", whole, *apart, late], seconds=4, report=quiet)

    ramped = finish_clip(late, tmp_path / "ramped.mp4", RAMP, ("speed_ramp",), seed=1)

    assert ramped.seconds == pytest.approx(4.5, abs=0.1)
    assert len(flashes(ramped.path)) == len(BEATS)


def test_a_ramp_keeps_length_and_sound_in_step_and_pitch(tmp_path):
    source = beating(tmp_path / "source.mp4", size="320x180")

    ramped = finish_clip(source, tmp_path / "out.mp4", RAMP, ("speed_ramp",), seed=1)

    assert ramped.frames == 96
    seen, sounded = flashes(ramped.path), beeps(ramped.path)
    assert len(seen) == len(sounded) == 4
    # it rushes at its ends and dwells in the middle
    assert seen[0] < BEATS[0] - 0.1
    assert seen[2] - seen[1] > 1.4
    for flash, beep in zip(seen, sounded, strict=True):
        assert abs(flash - beep) <= 0.040
    sound = heard(ramped.path)
    start = round((sounded[1] + 0.02) * 48_000)
    spectrum = np.abs(np.fft.rfft(sound[start : start + 4800] * np.hanning(4800)))
    assert np.argmax(spectrum) * 10 == pytest.approx(1000, abs=20), "slow, and as high as before"
    assert len(sound) / 48_000 == pytest.approx(4, abs=0.06)


def test_a_ramp_that_is_none_is_refused(tmp_path):
    with pytest.raises(BadInput):
        finish_clip(
            moving(tmp_path / "source.mp4"), tmp_path / "out.mp4", Camerawork(ramp=((0, 1), (1, 9))), ("speed_ramp",),
            seed=1,
        )  # fmt: skip


@pytest.mark.parametrize("rotation", [90, -90, 180])
def test_a_phone_clip_comes_out_upright(tmp_path, rotation):
    picture = "color=black:s=200x120:r=24,drawbox=w=100:h=60:t=fill:color=white"
    flat = made(tmp_path / "flat.mp4", picture=picture, seconds=0.5)
    phone = tmp_path / "phone.mp4"
    encode(["-display_rotation", str(rotation), "-i", flat, "-c", "copy", phone], seconds=1, report=quiet)

    out = finish_clip(phone, tmp_path / "out.mp4", Camerawork(ratio=1.0), ("mask",), seed=1)

    assert out.size == (120, 120)
    luma = frames(out.path)[0][:120].astype(float)
    corners = {(x > 60, y > 60): luma[y, x] for x in (20, 100) for y in (10, 110)}
    # the white quarter was up on the left; it is turned counter-clockwise
    white = {90: (False, True), -90: (True, False), 180: (True, True)}[rotation]
    assert corners[white] > 200
    assert sum(value > 200 for value in corners.values()) == 1


def test_an_odd_size_loses_its_odd_row_and_column(tmp_path):
    source = moving(tmp_path / "source.mp4", size="161x91", extra=("-pix_fmt", "yuv444p"))

    out = finish_clip(source, tmp_path / "out.mp4", LOOK, ("grade",), seed=1)

    assert out.size == (160, 90)
    assert len(frames(out.path)) == 24


def test_pixels_that_are_no_squares_become_squares(tmp_path):
    source = moving(tmp_path / "source.mp4", size="180x144", extra=("-vf", "setsar=64/45"))

    out = finish_clip(source, tmp_path / "out.mp4", Camerawork(grain=0.1), ("grain",), seed=1)

    assert out.size == (256, 144)
    with av.open(str(out.path)) as container:
        assert container.streams.video[0].sample_aspect_ratio in (None, 1)


def test_a_varying_rate_becomes_steady_and_keeps_its_time(tmp_path):
    timing = "setpts='if(lt(N,36),N/24,1.5+(N-36)/20)/TB'"
    source = beating(tmp_path / "source.mp4", extra=("-vf", timing, "-fps_mode", "vfr"))

    out = finish_clip(source, tmp_path / "out.mp4", LOOK, POST, seed=1)

    with av.open(str(out.path)) as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert np.ptp(np.diff(times)) < 1e-4
    before, after = flashes(source), flashes(out.path)
    assert len(before) == len(after) == 3 + (len(before) > 3)
    assert after == pytest.approx(before, abs=0.040)


def test_full_range_becomes_limited_range_of_the_same_look(tmp_path):
    picture = "color=black:s=160x90:r=24,drawbox=w=80:t=fill:color=white"
    full = ("-vf", "scale=out_range=pc", "-pix_fmt", "yuvj420p", "-color_range", "pc", "-colorspace", "bt709")
    source = made(tmp_path / "source.mp4", picture=picture, extra=full, seconds=0.2)
    assert frames(source)[0].max() > 250

    out = finish_clip(source, tmp_path / "out.mp4", Camerawork(ratio=16 / 9), ("mask",), seed=1)

    luma = frames(out.path)[0][:90]
    assert luma[45, 20] == pytest.approx(235, abs=2)
    assert luma[45, 140] == pytest.approx(16, abs=2)


@pytest.mark.parametrize(
    ("tags", "size"),
    [
        (("-vf", "scale=out_color_matrix=bt601", "-colorspace", "smpte170m"), "160x90"),
        (("-vf", "scale=out_color_matrix=bt601"), "160x90"),
        (("-vf", "scale=out_color_matrix=bt709", "-colorspace", "bt709"), "160x90"),
        (("-vf", "scale=out_color_matrix=bt709", "-bsf:v", "h264_metadata=matrix_coefficients=2"), "1280x720"),
    ],
)
def test_colours_keep_their_look_whatever_they_were_coded_by(tmp_path, tags, size):
    source = made(tmp_path / "source.mp4", picture=f"color=0xC03050:s={size}:r=24", extra=tags, seconds=0.1)

    out = finish_clip(source, tmp_path / "out.mp4", Camerawork(), ("mask",), seed=1)

    assert pictures(out.path)[0][40, 40].tolist() == pytest.approx([0xC0, 0x30, 0x50], abs=4)


@pytest.mark.parametrize("transfer", ["arib-std-b67", "smpte2084"])
def test_what_a_phone_films_for_bright_screens_is_brought_to_ours(tmp_path, transfer):
    grey = (
        f"zscale=t={transfer}:p=bt2020:m=bt2020nc:r=tv:npl=100:rin=tv:tin=bt709:pin=bt709:min=bt709,format=yuv420p10le"
    )
    tags = ("-color_primaries", "bt2020", "-color_trc", transfer, "-colorspace", "bt2020nc")
    picture = (
        "color=0x808080:s=160x90:r=24,drawbox=w=40:t=fill:color=0xA04040,format=yuv420p,setparams=colorspace=bt709"
    )
    source = made(tmp_path / "source.mp4", picture=picture, extra=("-vf", grey, *tags), seconds=0.1)

    out = finish_clip(source, tmp_path / "out.mp4", Camerawork(), ("mask",), seed=1)

    shown = pictures(out.path)[0].astype(int)
    assert np.ptp(shown[45, 120]) <= 6, "grey stays grey"
    assert 60 < shown[45, 120].mean() < 200
    assert shown[45, 10, 0] > shown[45, 10, 1] + 40, "red stays red"


def test_clips_of_rgb_are_taken(tmp_path):
    source = made(tmp_path / "source.mov", picture="color=0x3060C0:s=160x90:r=24", extra=("-c:v", "png"), seconds=0.2)

    out = finish_clip(source, tmp_path / "out.mp4", Camerawork(), ("mask",), seed=1)

    assert pictures(out.path)[0][40, 40].tolist() == pytest.approx([0x30, 0x60, 0xC0], abs=4)


def test_ten_bits_are_taken(tmp_path):
    source = moving(tmp_path / "source.mp4", extra=("-pix_fmt", "yuv420p10le", "-colorspace", "bt709"))

    out = finish_clip(source, tmp_path / "out.mp4", Camerawork(ratio=16 / 9), ("mask",), seed=1)

    with av.open(str(source)) as container:
        deep = next(container.decode(video=0)).to_ndarray()[:90].astype(float) / 4
    assert np.abs(frames(out.path)[0][:90] - deep).mean() < 2


@pytest.mark.parametrize("post", [POST, ("crop_move",), ("speed_ramp",), ("lens", "flare")])
def test_one_frame_is_a_clip_too(tmp_path, post):
    source = moving(tmp_path / "source.mp4", extra=("-frames:v", "1"))
    work = Camerawork(ratio=1.85, grain=0.5, flare=1.0, moves=(Moving("dolly_in"),), ramp=RAMP.ramp)

    out = finish_clip(source, tmp_path / "out.mp4", work, post, seed=1)

    assert out.frames == len(frames(out.path)) == 1


def test_four_thousand_pixels_are_taken(tmp_path):
    source = moving(tmp_path / "source.mp4", size="3840x2160", extra=("-frames:v", "3", "-preset", "ultrafast"))

    out = finish_clip(source, tmp_path / "out.mp4", Camerawork(ratio=2.39, grain=0.3), ("grain", "mask"), seed=1)

    assert out.size == (3840, 1606)
    assert out.frames == 3


def test_a_cancelled_finish_stops_ffmpeg_and_leaves_nothing(tmp_path):
    source = beating(tmp_path / "source.mp4", size="640x360")
    shares = []

    def report(stage, share):
        shares.append(share)
        if share > 0.2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        finish_clip(source, tmp_path / "out.mp4", LOOK, POST, seed=1, report=report)

    assert shares[0] == 0
    assert [each.name for each in tmp_path.iterdir()] == ["source.mp4"]
    assert not still_there("ffmpeg")


def test_it_tells_of_its_way_to_the_end(tmp_path):
    told = []

    finish_clip(
        beating(tmp_path / "s.mp4", seconds=1), tmp_path / "out.mp4", RAMP, ("speed_ramp",), seed=1,
        report=lambda stage, share: told.append((stage, share)),
    )  # fmt: skip

    assert {stage for stage, _ in told} == {"finish"}
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)


@pytest.mark.parametrize("content", [b"", b"no clip at all" * 100])
def test_what_is_no_clip_is_refused(tmp_path, content):
    source = tmp_path / "source.mp4"
    source.write_bytes(content)

    with pytest.raises(MediaError):
        finish_clip(source, tmp_path / "out.mp4", LOOK, POST, seed=1)

    assert [each.name for each in tmp_path.iterdir()] == ["source.mp4"]


def test_memory_does_not_grow_with_the_length(tmp_path):
    call = textwrap.dedent("""
        import resource, sys
        from pathlib import Path
        from reklamai.media.cinema.model import Camerawork
        from reklamai.media.finish.clip import finish_clip
        work = Camerawork(ratio=2.39, profile="cinematic", grain=0.3, ramp=((0, 1), (1, 2)))
        finish_clip(Path(sys.argv[1]), Path(sys.argv[2]), work, ("speed_ramp", "grade", "grain", "mask"), seed=1)
        print(*(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
    """)
    most = []
    for seconds in (2, 12):
        source = beating(tmp_path / f"{seconds}.mp4", size="160x90", seconds=seconds, extra=("-preset", "ultrafast"))
        out = tmp_path / "out.mp4"
        done = subprocess.run(
            [sys.executable, "-c", call, str(source), str(out)], check=True, capture_output=True, text=True
        )
        most.append([int(each) / 1024 for each in done.stdout.split()])

    assert most[1][0] < most[0][0] + 12, "of ours, in MB"
    assert most[1][1] < most[0][1] + 12, "of ffmpeg"


def test_a_decoder_that_is_killed_is_an_interruption_and_leaves_nothing(tmp_path):
    source = beating(tmp_path / "source.mp4", size="640x360")

    def report(stage, share):
        for each in ours("rawvideo"):
            if title(each).endswith(" pipe:1"):
                each.kill()

    with pytest.raises(Interrupted):
        finish_clip(source, tmp_path / "out.mp4", LOOK, POST, seed=1, report=report)

    assert [each.name for each in tmp_path.iterdir()] == ["source.mp4"]
