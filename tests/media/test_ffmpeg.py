"""Real ffmpeg: what it writes, what it may read, and that it never outlives its job."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import psutil
import pytest

from reklamai.core.errors import Cancelled, Interrupted, MediaError
from reklamai.media.ffmpeg import encode, frames_writer
from reklamai.media.types import quiet
from tests.processes import still_there


def children() -> list[psutil.Process]:
    return still_there("ffmpeg")


def endless(out: Path) -> list[str | Path]:
    return ["-re", "-f", "lavfi", "-i", "testsrc=size=320x180:rate=24", "-t", "600", out]


def boxes(path: Path) -> list[str]:
    """Names of the top boxes of an MP4, in their order."""
    content, at, names = path.read_bytes(), 0, []
    while at < len(content):
        names.append(content[at + 4 : at + 8].decode())
        at += int.from_bytes(content[at : at + 4], "big")
    return names


def ramp(index: int, size: tuple[int, int]) -> np.ndarray:
    width, height = size
    frame = np.full((height * 3 // 2, width), 128, np.uint8)
    frame[:height] = np.linspace(30, 200, width).astype(np.uint8) + index
    return frame


def test_frames_become_a_clip_of_the_stated_kind(tmp_path):
    out, size = tmp_path / "clip.mp4", (192, 108)

    with frames_writer(out, size=size, fps=Fraction(30000, 1001)) as writer:
        for index in range(50):
            frame = writer.blank()
            frame[:] = ramp(index, size)
            writer.write(frame)

    assert boxes(out)[:2] == ["ftyp", "moov"]
    with av.open(str(out)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.pix_fmt, stream.frames) == ("h264", "yuv420p", 50)
        assert stream.average_rate == Fraction(30000, 1001)
        assert float(stream.duration * stream.time_base) == pytest.approx(50 * 1001 / 30000, abs=1e-3)
        assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (1, 1, 1, 1)


def test_what_is_decoded_is_what_was_drawn(tmp_path):
    out, size = tmp_path / "clip.mp4", (192, 108)

    with frames_writer(out, size=size, fps=24) as writer:
        for index in range(12):
            writer.write(ramp(index, size))

    with av.open(str(out)) as container:
        for index, frame in enumerate(container.decode(video=0)):
            luma = frame.to_ndarray()[:108].astype(float)
            assert np.abs(luma - ramp(index, size)[:108]).mean() < 1.0


def test_a_clip_that_is_given_up_leaves_neither_process_nor_file(tmp_path):
    with pytest.raises(Cancelled), frames_writer(tmp_path / "clip.mp4", size=(640, 360), fps=24) as writer:
        for index in range(30):
            writer.write(ramp(index, (640, 360)))
        raise Cancelled("Stopped.")

    assert children() == []
    assert list(tmp_path.iterdir()) == []


def test_a_killed_encoder_is_an_interruption_and_not_a_wait(tmp_path):
    started = time.monotonic()

    with pytest.raises(Interrupted), frames_writer(tmp_path / "clip.mp4", size=(640, 360), fps=24) as writer:
        children()[0].kill()
        for index in range(200):
            writer.write(ramp(index % 50, (640, 360)))

    assert time.monotonic() - started < 10
    assert list(tmp_path.iterdir()) == []


def test_an_encoder_that_cannot_start_says_why(tmp_path):
    with (
        pytest.raises(MediaError) as caught,
        frames_writer(tmp_path / "clip.mp4", size=(64, 64), fps=24, preset="no") as w,
    ):
        for _ in range(100):
            w.write(ramp(0, (64, 64)))

    assert "preset" in str(caught.value.facts["ffmpeg"])


@pytest.mark.parametrize("size", [(101, 100), (100, 51), (0, 0)])
def test_sides_that_the_format_cannot_hold_are_refused(tmp_path, size):
    with pytest.raises(ValueError, match="even"), frames_writer(tmp_path / "clip.mp4", size=size, fps=24):
        pass


def test_a_frame_of_another_shape_is_refused(tmp_path):
    with pytest.raises(ValueError, match="uint8"), frames_writer(tmp_path / "c.mp4", size=(64, 64), fps=24) as writer:
        writer.write(np.zeros((64, 64), np.uint8))

    assert children() == []


def test_encoding_tells_how_far_it_is(tmp_path):
    told: list[float] = []
    source = ["-f", "lavfi", "-i", "testsrc=size=640x360:rate=24:duration=4"]

    encode([*source, tmp_path / "out.mp4"], seconds=4, report=lambda _stage, share: told.append(share))

    assert told == sorted(told)
    assert told[-1] == pytest.approx(1, abs=0.05)
    assert (tmp_path / "out.mp4").stat().st_size > 1000


def test_ffmpeg_s_own_words_are_kept_and_its_half_file_is_not(tmp_path):
    with pytest.raises(MediaError) as caught:
        encode(["-i", tmp_path / "nothing.mp4", tmp_path / "out.mp4"], seconds=1, report=quiet)

    assert "No such file" in str(caught.value.facts["ffmpeg"])
    assert not (tmp_path / "out.mp4").exists()


def test_a_cancelled_encoding_stops_ffmpeg(tmp_path):
    def stop(stage: str, share: float) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        encode(endless(tmp_path / "out.mp4"), seconds=600, report=stop)

    assert children() == []
    assert list(tmp_path.iterdir()) == []


def test_an_encoding_that_takes_too_long_is_stopped(tmp_path):
    started = time.monotonic()

    with pytest.raises(MediaError, match="in time"):
        encode(endless(tmp_path / "out.mp4"), seconds=600, report=quiet, timeout=1)

    assert time.monotonic() - started < 5
    assert children() == []


def test_a_playlist_cannot_reach_the_net(tmp_path):
    playlist = tmp_path / "list.m3u8"
    playlist.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n")

    with pytest.raises(MediaError) as caught:
        encode(["-i", playlist, tmp_path / "out.mp4"], seconds=1, report=quiet)

    assert "whitelist" in str(caught.value.facts["ffmpeg"])


def test_ffmpeg_dies_with_a_worker_that_is_killed(tmp_path):
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from reklamai.media.ffmpeg import encode
        from reklamai.media.types import quiet
        source = ["-re", "-f", "lavfi", "-i", "testsrc=size=320x180:rate=24", "-t", "600"]
        encode([*source, Path(sys.argv[1])], seconds=600, report=quiet)
    """)
    worker = subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "out.mp4")], env={**os.environ})
    deadline = time.monotonic() + 90
    while not (found := children()) and time.monotonic() < deadline:
        os.sched_yield()
    encoder = found[0]

    worker.send_signal(signal.SIGKILL)
    worker.wait(10)

    _, alive = psutil.wait_procs([encoder], timeout=5)
    assert alive == []


def test_samples_without_a_header_are_read_whatever_their_first_bytes_look_like(tmp_path):
    bare, made = tmp_path / "mix.raw", tmp_path / "mix.wav"
    bare.write_bytes(b"\xff\xfb\x90\x3c" + bytes(8 * 4800))

    encode(["-f", "f32le", "-ar", "48000", "-ac", "2", "-i", bare, made], seconds=0.1, report=quiet)

    assert made.stat().st_size > 4 * 4800
