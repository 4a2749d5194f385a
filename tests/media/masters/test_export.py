"""Whole exports: a file goes in, a master comes out, and what is said of it is true."""

import zipfile
from fractions import Fraction

import av
import cv2
import numpy as np
import pytest
from PIL import Image

from reklamai.core.errors import Cancelled, MediaError
from reklamai.media.masters.export import described, export
from reklamai.media.masters.formats import FORMATS
from reklamai.media.masters.stills import read16, save_picture16
from tests.media.masters.scenes import (
    clip,
    decoded_luma,
    drawn,
    eight,
    gradient,
    longest_run,
    luma,
    photo,
    sixteen,
    smooth_error,
    written,
)  # fmt: skip
from tests.processes import still_there

CLIPS = [each.key for each in FORMATS.values() if "clip" in each.kinds]
SMALL = (192, 108)


def moving(path, *coded, size=SMALL, frames=6, fps=24):
    return clip(path, [eight(gradient(size, low=0.1 + 0.02 * each)) for each in range(frames)], *coded, fps=fps)


def left_over(folder, *kept):
    return sorted(each.name for each in folder.iterdir() if each not in kept)


class TestClips:
    @pytest.mark.parametrize("key", CLIPS)
    def test_a_clip_of_eight_bits_becomes_every_format_and_says_what_it_was(self, tmp_path, key):
        source = moving(tmp_path / "source.mp4", fps=Fraction(30000, 1001))

        facts = export(source, key, out_dir=tmp_path)

        deep = FORMATS[key].bits > 8
        assert (facts.path.name, facts.size, facts.frames) == (f"master{FORMATS[key].suffix}", SMALL, 6)
        assert facts.fps == Fraction(30000, 1001)
        assert (facts.container_bits, facts.source_bits) == (FORMATS[key].bits, 8)
        assert (facts.debanded, facts.enlarged) == (deep, False)
        assert facts.statement_key == ("converted_debanded" if deep else "true")
        assert left_over(tmp_path, source, facts.path) == []

    def test_a_deep_clip_stays_deep(self, tmp_path):
        ideal = gradient()
        source = written(tmp_path / "source.mov", "prores_hq", ideal)

        facts = export(source, "hevc10", out_dir=tmp_path)

        found, _ = decoded_luma(facts.path)
        assert (facts.source_bits, facts.debanded, facts.statement_key) == (10, False, "true")
        assert smooth_error(found, luma(ideal)) <= 1.5

    def test_smoothing_helps_a_clip_of_eight_bits_on_its_way_to_ten(self, tmp_path):
        ideal = gradient()
        source = clip(
            tmp_path / "source.mp4", [eight(ideal)] * 2,
            "-vf", "scale=out_color_matrix=bt709:out_range=tv", "-c:v", "libx264", "-qp", "0", "-pix_fmt", "yuv444p",
            "-colorspace", "bt709", "-color_range", "tv",
        )  # fmt: skip
        errors, runs = [], []

        for deband in (False, True):
            found, _ = decoded_luma(export(source, "prores_hq", out_dir=tmp_path, deband=deband).path)
            errors.append(smooth_error(found, luma(ideal)))
            runs.append(longest_run(np.rint(found[360] * 876)))

        assert errors[1] < 0.7 * errors[0]
        assert runs[1] <= runs[0]

    @pytest.mark.parametrize("key", ["prores_hq", "png16_sequence"])
    def test_a_clip_is_enlarged_and_says_so(self, tmp_path, key):
        facts = export(moving(tmp_path / "source.mp4"), key, out_dir=tmp_path, size=(384, 216))

        assert (facts.enlarged, facts.size) == (True, (384, 216))
        assert facts.as_json()["enlarged"] is True
        if key == "prores_hq":
            with av.open(str(facts.path)) as container:
                assert next(container.decode(video=0)).format.width == 384

    def test_the_sound_stays_in_step(self, tmp_path):
        source = drawn(
            tmp_path / "source.mp4", "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=24:duration=1", "-f", "lavfi",
            "-i", "sine=frequency=440:duration=1", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac",
        )  # fmt: skip

        for key in ("hevc10", "prores_hq"):
            with av.open(str(export(source, key, out_dir=tmp_path).path)) as container:
                lengths = [float(each.duration * each.time_base) for each in container.streams]
            assert lengths == pytest.approx([1, 1], abs=0.05)
        with zipfile.ZipFile(export(source, "tiff16_sequence", out_dir=tmp_path).path) as archive:
            assert "sound.wav" in archive.namelist()

    @pytest.mark.parametrize(
        "coded",
        [
            ("-c:v", "libx264", "-pix_fmt", "yuvj420p", "-color_range", "pc", "-colorspace", "smpte170m",
             "-vf", "scale=out_range=pc:out_color_matrix=bt601"),
            ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_range", "tv",
             "-vf", "scale=out_range=tv:out_color_matrix=bt709"),
            ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-vf", "scale=out_range=tv:out_color_matrix=bt601"),
            ("-c:v", "qtrle", "-pix_fmt", "rgb24"),
            ("-c:v", "prores_ks", "-profile:v", "4", "-pix_fmt", "yuva444p10le", "-colorspace", "bt709",
             "-vf", "scale=out_range=tv:out_color_matrix=bt709"),
        ],
        ids=["full-601", "limited-709", "untagged-small", "rgb", "alpha"],
    )  # fmt: skip
    def test_colours_survive_however_the_source_codes_them(self, tmp_path, coded):
        picture = np.zeros((96, 192, 3), np.uint8)
        picture[:, :96], picture[:, 96:] = (200, 60, 30), (30, 90, 210)
        source = clip(tmp_path / "source.mov", [picture] * 2, *coded)

        facts = export(source, "png16_sequence", out_dir=tmp_path)

        with zipfile.ZipFile(facts.path) as archive:
            data = np.frombuffer(archive.read("frame_000001.png"), np.uint8)
        found = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)[..., ::-1] / 257
        assert found[48, 40] == pytest.approx((200, 60, 30), abs=4)
        assert found[48, 150] == pytest.approx((30, 90, 210), abs=4)

    def test_hdr_becomes_screen_values_and_not_a_grey_veil(self, tmp_path):
        source = drawn(
            tmp_path / "source.mp4", "-f", "lavfi", "-i", "color=white:size=192x108:rate=24:duration=0.2", "-vf",
            "format=gbrp,zscale=matrixin=gbr:rangein=full:tin=bt709:pin=bt709:t=smpte2084:p=bt2020:m=2020_ncl:r=limited:npl=100,"
            "format=yuv420p10le", "-c:v", "libx265", "-x265-params", "log-level=error", "-color_primaries", "bt2020",
            "-color_trc", "smpte2084", "-colorspace", "bt2020nc",
        )  # fmt: skip

        found, _ = decoded_luma(export(source, "prores_hq", out_dir=tmp_path).path)

        assert 0.6 < found.mean() <= 1.05

    def test_odd_sides_lose_a_pixel(self, tmp_path):
        source = moving(tmp_path / "source.mov", "-c:v", "qtrle", "-pix_fmt", "rgb24", size=(65, 37))

        assert export(source, "hevc10", out_dir=tmp_path).size == (64, 36)
        assert export(source, "prores_hq", out_dir=tmp_path, size=(131, 75)).size == (130, 74)

    def test_a_clip_on_its_side_is_set_upright(self, tmp_path):
        lying = moving(tmp_path / "lying.mp4")
        source = drawn(tmp_path / "source.mp4", "-display_rotation", "90", "-i", lying, "-c", "copy")

        assert export(source, "h264", out_dir=tmp_path).size == (108, 192)


class TestPictures:
    @pytest.mark.parametrize("key", ["png16", "tiff16"])
    def test_a_picture_of_eight_bits_says_so_in_sixteen(self, tmp_path, key):
        source = tmp_path / "source.jpg"
        Image.fromarray(photo("coffee.png")).save(source, quality=95)

        facts = export(source, key, out_dir=tmp_path)

        picture, _ = read16(facts.path)
        assert (facts.container_bits, facts.source_bits, facts.debanded) == (16, 8, True)
        assert np.abs(picture / 257 - np.array(Image.open(source))).max() <= 0.51

    @pytest.mark.parametrize("key", ["png16", "tiff16"])
    def test_a_deep_picture_stays_as_it_is(self, tmp_path, key):
        source, ideal = tmp_path / "source.png", sixteen(gradient())
        save_picture16(ideal, source)

        facts = export(source, key, out_dir=tmp_path)

        assert (facts.source_bits, facts.debanded, facts.statement_key) == (16, False, "true")
        assert facts.measured.levels >= 1000
        assert np.array_equal(read16(facts.path)[0], ideal)

    def test_a_fake_of_sixteen_bits_is_told_and_smoothed(self, tmp_path):
        source = tmp_path / "source.png"
        save_picture16(eight(gradient()), source)

        facts = export(source, "tiff16", out_dir=tmp_path)

        assert (facts.source_bits, facts.statement_key) == (8, "converted_debanded")
        assert longest_run(read16(facts.path)[0][360, :, 1]) <= 10

    def test_enlarged_eight_bits_are_not_called_sixteen(self, tmp_path):
        source = tmp_path / "source.png"
        Image.fromarray(photo("rocket.jpg")).save(source)

        facts = export(source, "png16", out_dir=tmp_path, size=(1280, 854))

        assert (facts.source_bits, facts.enlarged) == (8, True)
        assert facts.measured.bits == 8

    def test_transparency_goes_along(self, tmp_path):
        source, picture = tmp_path / "source.png", np.zeros((40, 60, 4), np.uint8)
        picture[..., 3] = np.arange(60) * 4
        Image.fromarray(picture).save(source)

        facts = export(source, "png16", out_dir=tmp_path)

        assert np.array_equal(read16(facts.path)[0][..., 3], picture[..., 3].astype(np.uint16) * 257)


class TestTroubles:
    @pytest.mark.parametrize("key", CLIPS)
    def test_a_cancelled_export_leaves_no_file_and_no_process(self, tmp_path, key):
        source = moving(tmp_path / "source.mp4", frames=12)

        def report(stage, share):
            if share > 0.2:
                raise Cancelled("stop")

        with pytest.raises(Cancelled):
            export(source, key, out_dir=tmp_path, report=report)

        assert left_over(tmp_path, source) == []
        assert not still_there("ffmpeg")

    def test_progress_only_grows_and_ends_at_the_whole(self, tmp_path):
        shares = []

        export(
            moving(tmp_path / "source.mp4"), "h264", out_dir=tmp_path, report=lambda stage, share: shares.append(share)
        )

        assert shares == sorted(shares)
        assert (shares[0], shares[-1]) == (0.0, 1.0)

    @pytest.mark.parametrize("cut", [0.3, 0.7])
    def test_a_clip_that_is_cut_off_is_refused(self, tmp_path, cut):
        whole = drawn(
            tmp_path / "whole.mp4", "-f", "lavfi", "-i", "testsrc2=size=192x108:rate=24:duration=1", "-c:v", "libx264",
            "-pix_fmt", "yuv420p", "-movflags", "+faststart",
        )  # fmt: skip
        source = tmp_path / "source.mp4"
        source.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * cut)])

        with pytest.raises(MediaError):
            export(source, "prores_hq", out_dir=tmp_path)

        assert left_over(tmp_path, source, whole) == []

    def test_a_picture_that_is_cut_off_is_refused(self, tmp_path):
        source = tmp_path / "source.png"
        save_picture16(gradient(SMALL), source)
        source.write_bytes(source.read_bytes()[:400])

        with pytest.raises(MediaError):
            export(source, "tiff16", out_dir=tmp_path)

    @pytest.mark.parametrize("content", [b"", b"no film at all", bytes(5000)])
    def test_what_is_no_film_is_refused(self, tmp_path, content):
        source = tmp_path / "source.mp4"
        source.write_bytes(content)

        with pytest.raises(MediaError):
            export(source, "h264", out_dir=tmp_path)

    def test_a_film_without_a_frame_is_refused(self, tmp_path):
        source = drawn(
            tmp_path / "source.mp4", "-f", "lavfi", "-i", "testsrc2=size=192x108", "-frames:v", "0", "-c:v", "libx264"
        )

        with pytest.raises(MediaError):
            export(source, "h264", out_dir=tmp_path)

    def test_sound_alone_is_refused(self, tmp_path):
        source = drawn(tmp_path / "source.wav", "-f", "lavfi", "-i", "sine=duration=0.2")

        with pytest.raises(MediaError, match="pictures and clips"):
            export(source, "h264", out_dir=tmp_path)

    def test_a_picture_becomes_no_film(self, tmp_path):
        source = tmp_path / "source.png"
        Image.fromarray(photo("coffee.png")).save(source)

        with pytest.raises(ValueError, match="not exported"):
            export(source, "prores_hq", out_dir=tmp_path)

    def test_a_maker_who_claims_too_much_is_corrected(self, tmp_path):
        path = written(tmp_path / "m.mov", "prores_hq", eight(gradient()))

        assert described(path, "prores_hq", source_bits=16, size=(1280, 720)).source_bits == 8

    def test_what_noise_hides_is_believed_of_the_maker(self, tmp_path):
        noisy = gradient((640, 360)) + np.random.default_rng(1).normal(0, 0.01, (360, 640, 3))
        path = written(tmp_path / "m.mov", "prores_hq", noisy)

        facts = described(path, "prores_hq", source_bits=16, size=(640, 360))

        assert (facts.source_bits, facts.measured.masked) == (10, True)
