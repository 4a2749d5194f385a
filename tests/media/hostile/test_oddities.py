"""Odd pictures and streams that are good all the same: taken, and come out right."""

import struct
import subprocess
import zlib

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms

from reklamai.media.ffmpeg import program
from reklamai.media.intake import Limits, take
from tests.media.hostile.parts import box, chunk, encoded, picture, png, stream
from tests.media.hostile.pictures import animation

LIMITS = {kind: Limits(bytes=50_000_000) for kind in ("picture", "clip", "sound")}
SIDE = 40


@pytest.fixture
def taken(tmp_path):
    """Gives `taken(content)`: the file as we keep it."""
    into = tmp_path / "into"
    into.mkdir()

    def taken(content):
        path = tmp_path / "received"
        path.write_bytes(content)
        return take(path, into=into, limits=LIMITS)

    return taken


def corners(mode="RGB"):
    """Red, green, blue and white in the corners, clockwise from the top left; twice as wide as high."""
    image = Image.new("RGB", (2 * SIDE, SIDE), "white")
    for colour, place in (("red", (0, 0)), ("lime", (SIDE, 0)), ("blue", (SIDE, SIDE // 2))):
        image.paste(colour, (*place, place[0] + SIDE, place[1] + SIDE // 2))
    return image.convert(mode)


def seen(kept):
    """The colours in the corners of what was kept, clockwise, as names."""
    with Image.open(kept.path) as file:
        image = file.convert("RGB")
    right, low = image.width - 5, image.height - 5
    return [name_of(image.getpixel(place)) for place in ((4, 4), (right, 4), (right, low), (4, low))]


def name_of(pixel):
    named = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}
    return min(named, key=lambda name: sum(abs(a - b) for a, b in zip(named[name], pixel, strict=True)))


CLOCKWISE = ["red", "lime", "blue", "white"]
# EXIF 2.3, table of the orientation tag: where row 0 and column 0 of the file are seen
UPRIGHT = {
    1: ["red", "lime", "blue", "white"], 2: ["lime", "red", "white", "blue"], 3: ["blue", "white", "red", "lime"],
    4: ["white", "blue", "lime", "red"], 5: ["red", "white", "blue", "lime"], 6: ["white", "red", "lime", "blue"],
    7: ["blue", "lime", "red", "white"], 8: ["lime", "blue", "white", "red"],
}  # fmt: skip


@pytest.mark.parametrize("orientation", range(10))
def test_every_orientation_is_seen_upright_and_an_unknown_one_as_it_lies(taken, orientation):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation

    kept = taken(encoded(corners(), "JPEG", quality=95, subsampling=0, exif=exif))

    assert seen(kept) == UPRIGHT.get(orientation, CLOCKWISE)
    assert (kept.facts.width < kept.facts.height) == (orientation in (5, 6, 7, 8))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA", "1"])
@pytest.mark.parametrize("format_", ["PNG", "WEBP"])
def test_every_mode_of_colour_is_taken(taken, mode, format_):
    given = corners("L").convert(mode) if mode in ("L", "LA", "1") else corners(mode)
    if format_ == "WEBP" and mode in ("1", "LA", "P"):
        given = given.convert("RGBA")

    kept = taken(encoded(given, format_, **({"lossless": True} if format_ == "WEBP" else {})))

    with Image.open(kept.path) as image:
        expected = np.asarray(given.convert("RGB"), int)
        assert np.abs(np.asarray(image.convert("RGB"), int) - expected).mean() < 4


def test_four_inks_become_the_same_colours(taken):
    assert seen(taken(encoded(corners("CMYK"), "JPEG", quality=95))) == CLOCKWISE


@pytest.mark.parametrize("value", [0, 0x1234, 0x8080, 0xFFFF])
def test_sixteen_bits_of_grey_become_the_nearest_of_eight(taken, value):
    kept = taken(encoded(Image.fromarray(np.full((9, 9), value, np.uint16)), "PNG"))

    with Image.open(kept.path) as image:
        assert image.convert("L").getpixel((4, 4)) == round(value / 257)


def test_sixteen_bits_of_colour_are_taken(taken):
    row = b"\0" + struct.pack(">HHH", 0xFFFF, 0x8000, 0) * 8
    kept = taken(png(depth=16, data=zlib.compress(row * 8)))

    with Image.open(kept.path) as image:
        assert image.getpixel((3, 3)) == (255, 128, 0)


def test_a_palette_with_a_clear_colour_stays_clear(taken):
    image = corners("P")
    kept = taken(encoded(image, "PNG", transparency=image.getpixel((2, 2))))

    with Image.open(kept.path) as file:
        assert file.convert("RGBA").getpixel((2, 2))[3] == 0
        assert file.convert("RGBA").getpixel((SIDE + 9, 2))[3] == 255


@pytest.mark.parametrize("format_", ["WEBP", "PNG", "AVIF"])
def test_of_what_moves_the_first_picture_is_kept(taken, format_):
    kept = taken(animation(format_, 300))

    with Image.open(kept.path) as image:
        assert getattr(image, "n_frames", 1) == 1
        assert max(abs(a - b) for a, b in zip(image.convert("RGB").getpixel((8, 8)), (0, 0, 90), strict=True)) < 12


def looping_exif():
    """A directory that names itself as the next one, and as its own GPS part."""
    entry = struct.pack(">HHII", 0x8825, 4, 1, 8)
    return b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", 1) + entry + struct.pack(">I", 8)


@pytest.mark.parametrize(
    "exif",
    [
        looping_exif(),
        b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x01\x12\0\x03\xff\xff\xff\xff\0\0\0\0" * 2000,
        b"Exif\0\0MM\0*\xff\xff\xff\xff",
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\xff\xff\xff\x7f\x06\0\0\0",
        b"Exif\0\0" + b"\xff" * 60_000,
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x02\0\0\0\x02" + b"6\0\0\0\0\0\0\0",
    ],
    ids=["loop", "65535 entries", "far away", "two thousand million", "noise", "orientation in words"],
)
@pytest.mark.filterwarnings("ignore")  # Pillow warns of what it skips
def test_exif_that_leads_nowhere_does_not_keep_a_picture_out(taken, exif):
    kept = taken(encoded(corners(), "JPEG", quality=95, subsampling=0, exif=exif))

    assert seen(kept) == CLOCKWISE
    assert b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" not in kept.path.read_bytes()


@pytest.mark.parametrize(
    "profile", [b"\0" * 200, b"\xff" * 900_000, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()]
)
def test_a_profile_of_nonsense_leaves_the_colours_as_they_are(taken, profile):
    assert seen(taken(encoded(corners(), "JPEG", quality=95, subsampling=0, icc_profile=profile))) == CLOCKWISE


@pytest.mark.parametrize("mode", ["RGB", "P", "L"])
def test_a_profile_is_applied_and_dropped(taken, mode):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = taken(encoded(corners(mode), "PNG", icc_profile=profile))

    with Image.open(kept.path) as image:
        assert "icc_profile" not in image.info
        assert np.abs(np.asarray(image.convert("RGB"), int) - np.asarray(corners(mode).convert("RGB"), int)).max() < 3


def test_notes_of_programs_and_places_do_not_come_in(taken):
    xmp = b"<x:xmpmeta><exif:GPSLatitude>55,45.3N</exif:GPSLatitude></x:xmpmeta>"
    words = chunk(b"tEXt", b"Comment\0taken at home")

    for content in (encoded(corners(), "JPEG", xmp=xmp), encoded(corners(), "WEBP", xmp=xmp), png(extra=[words])):
        assert not {b"GPSLatitude", b"taken at home"} & set(taken(content).path.read_bytes().split(b">"))
        assert b"GPS" not in taken(content).path.read_bytes()


def test_an_avif_that_names_its_family_first_is_taken(taken):
    whole = picture("AVIF")
    head = box(b"ftyp", b"mif1\0\0\0\0mif1avifmiafMA1B")
    assert len(head) == int.from_bytes(whole[:4], "big"), "or the places behind it would be wrong"

    assert taken(head + whole[len(head) :]).facts.kind == "picture"


def test_a_clip_keeps_nothing_that_was_attached_or_noted(taken, tmp_path):
    note, source = tmp_path / "note.txt", tmp_path / "a.webm"
    note.write_text("<script>alert(1)</script>")
    source.write_bytes(stream("a.webm"))
    out = tmp_path / "attached.mkv"
    attach = ["-attach", str(note), "-metadata:s:t", "mimetype=text/html", "-metadata:s:v", "title=at home"]
    subprocess.run([program(), "-v", "error", "-i", str(source), *attach, "-c", "copy", str(out)], check=True)

    kept = taken(out.read_bytes())

    assert kept.facts.kind == "clip"
    assert b"script" not in kept.path.read_bytes()
    assert b"at home" not in kept.path.read_bytes()


@pytest.mark.parametrize("tail", [b"TAG" + b" " * 125, b"APETAGEX" + (2000).to_bytes(4, "little") + b"\0" * 20])
def test_a_song_with_a_tag_behind_it_is_taken(taken, tail):
    assert taken(stream("a.mp3") + tail).facts.duration_s == pytest.approx(1, abs=0.1)


def test_a_recording_whose_length_was_never_written_is_taken(taken):
    whole = stream("a.wav")

    assert taken(whole[:4] + b"\xff\xff\xff\xff" + whole[8:]).facts.duration_s == pytest.approx(1, abs=0.1)
