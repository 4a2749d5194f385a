"""Facts of files made here by ffmpeg and Pillow, whose truth is in the command that made them."""

import io
import struct
import subprocess
import time
import zlib
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from reklamai.core.errors import MediaError
from reklamai.media.ffmpeg import program
from reklamai.media.probe import probe


def made(out: Path, *arguments: str) -> Path:
    subprocess.run([program(), "-v", "error", "-y", *arguments, str(out)], check=True, timeout=60)
    return out


def pattern(rate: str = "24", seconds: str = "2", size: str = "320x180") -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", f"testsrc=size={size}:rate={rate}:duration={seconds}")


TONE = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100:duration=2")


@pytest.mark.parametrize(
    ("rate", "fps", "frames"), [("24", 24, 48), ("30000/1001", Fraction(30000, 1001), 60), ("60", 60, 120)]
)
def test_a_clip_is_measured_to_the_frame(tmp_path, rate, fps, frames):
    path = made(tmp_path / "clip.mp4", *pattern(rate), "-pix_fmt", "yuv420p")

    facts = probe(path)

    assert (facts.kind, facts.container, facts.codec, facts.pixel_format) == ("clip", "mp4", "h264", "yuv420p")
    assert (facts.width, facts.height, facts.fps, facts.frames) == (320, 180, fps, frames)
    assert facts.duration_s == pytest.approx(frames / fps, abs=0.001)
    assert not facts.has_sound


def test_sound_beside_the_picture_is_found(tmp_path):
    path = made(tmp_path / "clip.mov", *pattern(), *TONE, "-ac", "2", "-pix_fmt", "yuv420p")

    facts = probe(path)

    assert (facts.kind, facts.container, facts.has_sound) == ("clip", "mov", True)
    assert (facts.sample_rate, facts.channels) == (44100, 2)


def test_a_clip_held_upright_is_measured_as_it_is_shown(tmp_path):
    flat = made(tmp_path / "flat.mp4", *pattern(), "-pix_fmt", "yuv420p")
    path = made(tmp_path / "turned.mp4", "-display_rotation", "90", "-i", str(flat), "-c", "copy")

    facts = probe(path)

    assert (facts.width, facts.height) == (180, 320)


def test_webm_counts_its_frames_though_its_header_does_not(tmp_path):
    path = made(tmp_path / "clip.webm", *pattern(seconds="1"), "-c:v", "libvpx-vp9", "-deadline", "realtime")

    facts = probe(path)

    assert (facts.container, facts.codec, facts.frames) == ("webm", "vp9", 24)
    assert facts.duration_s == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize(("suffix", "codec"), [("wav", "pcm_s16le"), ("mp3", "mp3"), ("m4a", "aac"), ("ogg", "vorbis")])
def test_sound_of_every_kind_we_take_is_measured(tmp_path, suffix, codec):
    path = made(tmp_path / f"tone.{suffix}", *TONE, *(("-c:a", "libvorbis") if suffix == "ogg" else ()))

    facts = probe(path)

    assert (facts.kind, facts.container, facts.codec) == ("sound", suffix, codec)
    assert (facts.sample_rate, facts.channels, facts.width) == (44100, 1, 0)
    assert facts.duration_s == pytest.approx(2.0, abs=0.06)


def test_a_song_with_a_cover_is_a_sound(tmp_path):
    cover = tmp_path / "cover.png"
    Image.new("RGB", (64, 64), "red").save(cover)
    path = made(
        tmp_path / "song.mp3", *TONE, "-i", str(cover), "-map", "0:a", "-map", "1:v", "-disposition:v", "attached_pic"
    )

    assert probe(path).kind == "sound"


@pytest.mark.parametrize(
    ("suffix", "mode"), [("png", "RGBA"), ("jpg", "RGB"), ("webp", "RGB"), ("avif", "RGB"), ("tiff", "RGB")]
)
def test_a_picture_is_measured_whatever_its_name(tmp_path, suffix, mode):
    path = tmp_path / f"picture.{suffix}"
    Image.new(mode, (90, 60), "green").save(path)
    path = path.rename(tmp_path / "picture.dat")

    facts = probe(path)

    assert (facts.kind, facts.width, facts.height, facts.pixel_format) == ("picture", 90, 60, mode)


def test_a_picture_taken_sideways_is_measured_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (90, 60)).save(tmp_path / "side.jpg", exif=exif)

    facts = probe(tmp_path / "side.jpg")

    assert (facts.width, facts.height) == (60, 90)


def cut(path: Path, share: float) -> Path:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    return path


def test_a_clip_that_is_cut_off_is_refused(tmp_path):
    path = made(tmp_path / "clip.mp4", *pattern(), "-pix_fmt", "yuv420p", "-movflags", "+faststart")

    with pytest.raises(MediaError):
        probe(cut(path, 0.6))


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP"])
def test_a_picture_that_is_cut_off_is_refused(tmp_path, format_):
    noise = np.random.default_rng(1).integers(0, 255, (200, 300, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "picture", format_)

    with pytest.raises(MediaError):
        probe(cut(tmp_path / "picture", 0.5))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello, world\n" * 100,
        b"\x00\x00\x00\x20ftypisom" + b"\xff" * 5000,
        b"RIFF\xff\xff\xff\xffWAVE",
        b"\x1aE\xdf\xa3" + b"\x42" * 4000,
        b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
    ],
    ids=["empty", "text", "false mp4", "headless wav", "false webm", "playlist", "list of files"],
)
def test_what_is_no_media_is_refused_at_once(tmp_path, content):
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    started = time.monotonic()

    with pytest.raises(MediaError):
        probe(path)

    assert time.monotonic() - started < 5


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(MediaError):
        probe(tmp_path / "nothing.mp4")


def test_a_picture_that_would_fill_the_memory_is_refused_unopened(tmp_path):
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    bomb = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    bomb.seek(0, io.SEEK_END)
    bomb.write(chunk(b"IHDR", struct.pack(">IIBBBBB", 40000, 40000, 8, 2, 0, 0, 0)))
    bomb.write(chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b""))
    (tmp_path / "bomb.png").write_bytes(bomb.getvalue())

    with pytest.raises(MediaError):
        probe(tmp_path / "bomb.png")
