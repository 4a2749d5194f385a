"""Masters of clips, read by PyAV: what they hold, how they are tagged, and that they lose nothing on the way."""

import json
import zipfile
from fractions import Fraction

import av
import cv2
import numpy as np
import psutil
import pytest
import tifffile

from reklamai.core.errors import Cancelled, MediaError
from reklamai.media.masters.formats import FORMATS, format_of
from reklamai.media.masters.sound import Sound
from reklamai.media.masters.stills import pack
from reklamai.media.masters.writers import frames_writer16
from tests.media.masters.scenes import (
    decoded_luma,
    drawn,
    eight,
    gradient,
    longest_run,
    luma,
    sixteen,
    smooth_error,
    written,
)  # fmt: skip
from tests.processes import still_there

CODED = {
    "h264": ("h264", "High", "yuv420p", "avc1"),
    "hevc10": ("hevc", "Main 10", "yuv420p10le", "hvc1"),
    "prores_hq": ("prores", "HQ", "yuv422p10le", "apch"),
}
SMALL = (192, 108)


def suffix(key):
    return FORMATS[key].suffix


@pytest.mark.parametrize("key", CODED)
def test_a_master_is_coded_and_tagged_as_its_name_says(tmp_path, key):
    path = tmp_path / f"master{suffix(key)}"

    with frames_writer16(path, key, size=SMALL, fps=Fraction(24000, 1001)) as writer:
        for _ in range(5):
            writer.write(gradient(SMALL))
        assert writer.frames == 5

    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.profile, context.pix_fmt, context.codec_tag) == CODED[key]
        assert (context.color_range, context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1, 1)
        assert (stream.frames, stream.average_rate) == (5, Fraction(24000, 1001))
        assert len(list(container.decode(video=0))) == 5


def test_prores_names_a_maker_that_editing_programs_know(tmp_path):
    path = written(tmp_path / "master.mov", "prores_hq", gradient(SMALL))

    with av.open(str(path)) as container:
        packet = next(container.demux(video=0))
    assert bytes(packet)[4:8] == b"icpf"
    assert bytes(packet)[12:16] == b"apl0"


@pytest.mark.parametrize("key", ["prores_hq", "hevc10"])
def test_a_deep_gradient_keeps_its_depth_in_ten_bits(tmp_path, key):
    ideal = gradient()

    path = written(tmp_path / f"master{suffix(key)}", key, ideal.astype(np.float32))

    found, bits = decoded_luma(path)
    assert bits == 10
    assert len(np.unique(found[360])) >= 150
    assert longest_run(np.rint(found[360] * 876)) <= 13
    assert smooth_error(found, luma(ideal)) <= 1.5


def test_a_gradient_of_eight_bits_is_worse_by_far(tmp_path):
    ideal = gradient()

    path = written(tmp_path / "master.mov", "prores_hq", eight(ideal))

    found, _ = decoded_luma(path)
    assert longest_run(np.rint(found[360] * 876)) >= 16
    assert smooth_error(found, luma(ideal)) >= 0.8


def test_dither_keeps_eight_bits_from_shifting_the_tones(tmp_path):
    ideal = gradient()

    found, bits = decoded_luma(written(tmp_path / "master.mp4", "h264", ideal))

    assert bits == 8
    assert np.abs((found - luma(ideal)).mean()) < 0.002


@pytest.mark.parametrize("key", CODED)
def test_colours_come_back_as_they_were_given(tmp_path, key):
    picture = np.zeros((64, 192, 3), np.float32)
    picture[:, :64], picture[:, 64:128], picture[:, 128:] = (0.8, 0.2, 0.1), (0.1, 0.7, 0.3), (0.2, 0.3, 0.9)

    path = written(tmp_path / f"master{suffix(key)}", key, picture)

    with av.open(str(path)) as container:
        found = next(container.decode(video=0)).to_ndarray(format="rgb24") / 255
    for middle in (32, 96, 160):
        assert found[32, middle] == pytest.approx(picture[32, middle], abs=0.015)


@pytest.mark.parametrize("key", CODED)
def test_coded_planes_go_in_without_a_way_round(tmp_path, key):
    planes = np.empty((3, 108, 192), np.uint16)
    planes[0], planes[1], planes[2] = 100 * 256, 150 * 256, 90 * 256
    path = tmp_path / f"master{suffix(key)}"

    with frames_writer16(path, key, size=SMALL, fps=24, coded=True) as writer:
        writer.write_planes(planes)

    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        codes = [np.frombuffer(each, np.uint8 if key == "h264" else np.uint16)[0] for each in frame.planes]
    assert [round(code / (1 if key == "h264" else 4)) for code in codes] == [100, 150, 90]


@pytest.mark.parametrize(("key", "codec"), [("h264", "aac"), ("hevc10", "aac"), ("prores_hq", "pcm_s24le")])
def test_the_sound_comes_along(tmp_path, key, codec):
    spoken = drawn(tmp_path / "sound.m4a", "-f", "lavfi", "-i", "sine=frequency=440:duration=1", "-c:a", "aac")
    path = tmp_path / f"master{suffix(key)}"

    with frames_writer16(path, key, size=SMALL, fps=24, sound=Sound(spoken, "aac")) as writer:
        for _ in range(24):
            writer.write(gradient(SMALL))

    with av.open(str(path)) as container:
        assert container.streams.audio[0].codec_context.name == codec
        heard = np.concatenate([each.to_ndarray().mean(axis=0) for each in container.decode(audio=0)])
    spectrum = np.abs(np.fft.rfft(heard[:22050].astype(float)))
    assert np.argmax(spectrum) * 2 == pytest.approx(440, abs=4)


@pytest.mark.parametrize("key", ["png16_sequence", "tiff16_sequence"])
def test_a_sequence_holds_every_frame_to_the_last_bit(tmp_path, key):
    path, frames = tmp_path / "master.zip", [sixteen(gradient((64, 36)) + 0.01 * index) for index in range(3)]

    with frames_writer16(path, key, size=(64, 36), fps=25) as writer:
        for frame in frames:
            writer.write(frame)

    member = FORMATS[key].member
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"frame_{index:06d}{member}" for index in (1, 2, 3)] + ["sequence.json"]
        assert {each.compress_type for each in archive.infolist()} == {zipfile.ZIP_STORED}
        facts = json.loads(archive.read("sequence.json"))
        archive.extractall(tmp_path)
    assert facts == {"fps": "25", "frames": 3, "width": 64, "height": 36, "bits": 16}
    for index, frame in enumerate(frames, 1):
        name = str(tmp_path / f"frame_{index:06d}{member}")
        found = tifffile.imread(name) if member == ".tif" else cv2.imread(name, cv2.IMREAD_UNCHANGED)[..., ::-1]
        assert np.array_equal(found, frame)


def test_a_sequence_keeps_the_sound_beside_its_frames(tmp_path):
    spoken = drawn(tmp_path / "sound.m4a", "-f", "lavfi", "-i", "sine=frequency=440:duration=1", "-c:a", "aac")
    path = tmp_path / "master.zip"

    with frames_writer16(path, "png16_sequence", size=(64, 36), fps=24, sound=Sound(spoken, "aac")) as writer:
        writer.write(gradient((64, 36)))

    with zipfile.ZipFile(path) as archive:
        archive.extract("sound.wav", tmp_path)
    with av.open(str(tmp_path / "sound.wav")) as container:
        assert container.streams.audio[0].codec_context.name == "pcm_s24le"


def test_the_same_frames_give_the_same_archive(tmp_path):
    for name in ("a.zip", "b.zip"):
        written(tmp_path / name, "png16_sequence", gradient((64, 36)))

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_memory_stays_flat_while_an_archive_grows(tmp_path):
    process, frame = psutil.Process(), np.random.default_rng(1).integers(0, 65536, (360, 640, 3), np.uint16)
    one = len(pack(frame, ".tif"))
    path = tmp_path / "master.zip"

    with frames_writer16(path, "tiff16_sequence", size=(640, 360), fps=24) as writer:
        for _ in range(5):
            writer.write(frame)
        before = process.memory_info().rss
        for _ in range(40):
            writer.write(frame)
        grown = process.memory_info().rss - before

    assert path.stat().st_size > 45 * one
    assert grown < 8 * one


@pytest.mark.parametrize("key", [each.key for each in FORMATS.values() if "clip" in each.kinds])
def test_a_master_that_is_given_up_leaves_neither_process_nor_file(tmp_path, key):
    with pytest.raises(Cancelled), frames_writer16(tmp_path / f"m{suffix(key)}", key, size=SMALL, fps=24) as writer:
        writer.write(gradient(SMALL))
        raise Cancelled("stop")

    assert not list(tmp_path.iterdir())
    assert not still_there("ffmpeg")


@pytest.mark.parametrize("key", CODED)
def test_odd_sizes_are_refused_where_colour_planes_are_smaller(tmp_path, key):
    with (
        pytest.raises(ValueError, match="even"),
        frames_writer16(tmp_path / f"m{suffix(key)}", key, size=(63, 36), fps=24),
    ):
        pass


def test_a_frame_of_another_size_is_refused_and_leaves_nothing(tmp_path):
    for key in ("prores_hq", "png16_sequence"):
        with (
            pytest.raises(ValueError, match="expected"),
            frames_writer16(tmp_path / f"m{suffix(key)}", key, size=SMALL, fps=24) as writer,
        ):
            writer.write(gradient((64, 36)))

    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_an_error_of_ours(tmp_path):
    with (
        pytest.raises(MediaError),
        frames_writer16(tmp_path / "away" / "m.zip", "png16_sequence", size=(64, 36), fps=24) as writer,
    ):
        writer.write(gradient((64, 36)))


def test_formats_are_only_for_what_becomes_them():
    assert format_of("png16", kind="picture").bits == 16
    assert [each.key for each in FORMATS.values() if each.bits == 10] == ["hevc10", "prores_hq"]
    for key, kind in (("png16", "clip"), ("prores_hq", "picture"), ("gif", "clip")):
        with pytest.raises(ValueError, match="not exported"):
            format_of(key, kind=kind)
