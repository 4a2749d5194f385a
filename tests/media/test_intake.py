"""What comes in from outside: judged by content, written anew, freed of what it should not tell."""

import subprocess
import zlib
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import ExifTags, Image

from reklamai.core.errors import MediaError
from reklamai.media.intake import Limits, take
from reklamai.media.sniff import sniff

LIMITS = {
    "picture": Limits(bytes=5_000_000, pixels=4_000_000),
    "clip": Limits(bytes=20_000_000, pixels=2_000_000, seconds=10),
    "sound": Limits(bytes=5_000_000, seconds=10),
}


@pytest.fixture
def into(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def ffmpeg(*arguments):
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *map(str, arguments)]
    subprocess.run(command, check=True)


@pytest.fixture
def a_clip(tmp_path):
    """2 s, 160 x 120, 25 frames a second, with a tone, and a place in its metadata."""

    def make(name="in.mp4", *options, seconds=2):
        path = tmp_path / name
        picture = f"testsrc=size=160x120:rate=25:duration={seconds}"
        tone = f"sine=frequency=440:duration={seconds}"
        place = [
            "-metadata",
            "location=+55.7558+037.6173/",
            "-metadata",
            "title=Secret",
            "-movflags",
            "use_metadata_tags",
        ]
        ffmpeg("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone, *place, *options, path)
        return path

    return make


def a_picture(path, size=(60, 40), **options):
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    image.save(path, **options)
    return path


def reason(path, into):
    with pytest.raises(MediaError) as caught:
        take(path, into=into, limits=LIMITS)
    assert not list(into.glob("*.keep"))
    return caught.value.facts["reason"]


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("a.jpg", "image/jpeg"), ("a.png", "image/png"), ("a.webp", "image/webp"), ("a.avif", "image/webp")],
)
def test_pictures_are_taken_by_their_content(tmp_path, into, name, content_type):
    given = a_picture(tmp_path / name).rename(tmp_path / "misleading.txt")

    taken = take(given, into=into, limits=LIMITS)

    assert (taken.type.content_type, taken.facts.width, taken.facts.height) == (content_type, 60, 40)


def test_a_picture_is_turned_upright_and_loses_its_exif_and_place(tmp_path, into):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # turn by 90 degrees clockwise to see it upright
    exif[ExifTags.Base.Make] = "Camera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (55.0, 45.0, 0.0)
    given = a_picture(tmp_path / "a.jpg", exif=exif, quality=95)

    taken = take(given, into=into, limits=LIMITS)

    with Image.open(taken.path) as image:
        assert image.size == (40, 60)
        assert np.asarray(image)[5, 20, 2] > 200, "what was left is on top now"
        found = image.getexif()
        assert not found.get_ifd(ExifTags.IFD.GPSInfo)
        assert ExifTags.Base.Make not in found


def test_what_is_appended_to_a_picture_does_not_come_in(tmp_path, into):
    given = a_picture(tmp_path / "a.png")
    given.write_bytes(given.read_bytes() + b"PK\x03\x04<script>alert(1)</script>")

    taken = take(given, into=into, limits=LIMITS)

    assert b"script" not in taken.path.read_bytes()


def test_transparency_of_a_picture_is_kept(tmp_path, into):
    Image.new("RGBA", (20, 20), (255, 0, 0, 90)).save(tmp_path / "a.png")

    taken = take(tmp_path / "a.png", into=into, limits=LIMITS)

    with Image.open(taken.path) as image:
        assert image.getpixel((5, 5))[3] == 90


def test_pixels_are_counted_before_anything_is_decoded(tmp_path, into):
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(a_png_that_claims(60_000, 60_000))

    assert reason(bomb, into) == "too_many_pixels"


def a_png_that_claims(width, height):
    def chunk(kind, content):
        check = zlib.crc32(kind + content).to_bytes(4, "big")
        return len(content).to_bytes(4, "big") + kind + content + check

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size + b"\x08\x02\0\0\0") + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_truncated_pictures_are_refused(tmp_path, into, name, share):
    rng = np.random.default_rng(1)
    noise = rng.integers(0, 255, (80, 80, 3), dtype=np.uint8)
    path = tmp_path / name
    Image.fromarray(noise).save(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])

    assert reason(path, into) == "broken"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"hello", "unknown_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "unknown_type"),
        (b"GIF89a" + b"\0" * 50, "unknown_type"),
        (b"#EXTM3U\nhttp://127.0.0.1/secret", "unknown_type"),
        (b"ffconcat version 1.0\nfile /etc/passwd", "unknown_type"),
        (b"%PDF-1.7", "unknown_type"),
        (b"PK\x03\x04" + b"\0" * 60, "unknown_type"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 60, "unknown_type"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 60, "broken"),
        (b"\0\0\0\x18ftypisom" + b"\0" * 60, "broken"),
        (b"\x1aE\xdf\xa3" + b"\0" * 60, "broken"),
        (b"RIFF\0\0\0\0WAVE" + b"\0" * 60, "broken"),
        (b"ID3" + b"\0" * 200, "broken"),
        (b"OggS" + b"\0" * 200, "broken"),
    ],
)
def test_what_is_not_ours_to_keep_is_refused_with_its_reason(tmp_path, into, content, expected):
    given = tmp_path / "upload.jpg"
    given.write_bytes(content)

    assert reason(given, into) == expected


@pytest.mark.parametrize("name", ["in.mp4", "in.mov", "in.webm"])
def test_a_clip_keeps_its_frames_and_loses_its_metadata(a_clip, into, name):
    options = ["-c:v", "libvpx-vp9", "-c:a", "libopus"] if name.endswith("webm") else ["-pix_fmt", "yuv420p"]
    given = a_clip(name, *options)

    taken = take(given, into=into, limits=LIMITS)

    assert (taken.facts.kind, taken.facts.width, taken.facts.has_sound) == ("clip", 160, True)
    assert taken.facts.duration_s == pytest.approx(2, abs=0.1)
    content = taken.path.read_bytes()
    assert b"+55.7558" not in content
    assert b"Secret" not in content


def test_a_clip_that_is_too_long_is_refused(a_clip, into):
    assert reason(a_clip("long.mp4", "-pix_fmt", "yuv420p", seconds=11), into) == "too_long"


@pytest.mark.parametrize("share", [0.3, 0.8])
def test_a_truncated_clip_is_refused(a_clip, into, share):
    path = a_clip("cut.mp4", "-pix_fmt", "yuv420p")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])

    assert reason(path, into) == "cut_off"


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.m4a", "a.ogg"])
def test_sound_is_taken(tmp_path, into, name):
    codec = ["-c:a", "libvorbis"] if name.endswith("ogg") else []
    ffmpeg("-f", "lavfi", "-i", "sine=frequency=440:duration=1", *codec, tmp_path / name)

    taken = take(tmp_path / name, into=into, limits=LIMITS)

    assert (taken.facts.kind, taken.type.suffix) == ("sound", Path(name).suffix)
    assert taken.facts.duration_s == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize(("name", "codec", "suffix"), [("a.webm", "libopus", ".ogg"), ("a.mp4", "aac", ".m4a")])
def test_a_clips_container_without_a_picture_is_sound(tmp_path, into, name, codec, suffix):
    ffmpeg("-f", "lavfi", "-i", "sine=frequency=440:duration=1", "-c:a", codec, tmp_path / name)

    taken = take(tmp_path / name, into=into, limits=LIMITS)

    assert (taken.facts.kind, taken.type.suffix) == ("sound", suffix)


def test_a_file_over_its_kinds_limit_is_refused_unread(tmp_path, into):
    given = tmp_path / "large.wav"
    given.write_bytes(b"RIFF\0\0\0\0WAVE" + b"\0" * 5_000_001)

    assert reason(given, into) == "too_many_bytes"


def test_the_name_of_a_file_says_nothing(tmp_path):
    a_picture(tmp_path / "a.png").rename(tmp_path / "song.mp3")

    assert sniff(tmp_path / "song.mp3").content_type == "image/png"
