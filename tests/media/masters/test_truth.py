"""No trick makes 8 bits more; what truly has more is said to have it."""

import zipfile

import cv2
import numpy as np
import pytest
from PIL import Image

from reklamai.core.errors import MediaError
from reklamai.media.masters.bands import stir_of
from reklamai.media.masters.lattice import pull_of
from reklamai.media.masters.stills import save_picture16
from reklamai.media.masters.truth import depth_of, true_depth
from tests.media.masters.scenes import clip, eight, filmed, gradient, grainy, photo, sixteen, written

KERNELS = {"linear": cv2.INTER_LINEAR, "cubic": cv2.INTER_CUBIC, "lanczos": cv2.INTER_LANCZOS4}


def dithered(picture):
    noise = np.random.default_rng(1).random((2, *picture.shape))
    return eight(picture + (noise[0] - noise[1]) / 255)


def shallow(name):
    scenes = {"gradient": lambda: eight(gradient(high=0.9)), "noisy": lambda: eight(grainy(gradient()))}
    return scenes[name]() if name in scenes else photo(name)


SHALLOW = ("gradient", "noisy", "astronaut.png", "coffee.png", "rocket.jpg")


class TestHonestPictures:
    @pytest.mark.parametrize("high", [0.12, 0.3, 0.9])
    def test_a_gradient_drawn_in_float_has_sixteen_bits(self, high):
        found = depth_of(sixteen(gradient(high=high)))

        assert (found.bits, found.low_byte_copied, found.resampled) == (16, False, False)
        assert found.levels >= 1000

    @pytest.mark.parametrize("name", ["astronaut.png", "coffee.png", "chelsea.png", "motorcycle_left.png"])
    def test_a_photo_with_the_noise_of_a_camera_has_sixteen_bits(self, name):
        found = depth_of(sixteen(filmed(name)))

        assert (found.bits, found.resampled) == (16, False)

    def test_a_gradient_with_grain_has_sixteen_bits(self):
        assert depth_of(sixteen(grainy(gradient()))).bits == 16

    @pytest.mark.parametrize("suffix", [".png", ".tif"])
    def test_a_file_is_judged_as_its_pixels(self, tmp_path, suffix):
        path = tmp_path / f"master{suffix}"
        save_picture16(gradient(), path)

        assert true_depth(path) == depth_of(sixteen(gradient()))


class TestConvertedPictures:
    @pytest.mark.parametrize("name", SHALLOW)
    @pytest.mark.parametrize("widened", [lambda v: v * 257, lambda v: v << 8], ids=["times257", "shifted"])
    def test_a_copied_or_empty_low_byte_is_seen(self, name, widened):
        found = depth_of(widened(shallow(name).astype(np.uint16)))

        assert (found.bits, found.low_byte_copied, found.resampled) == (8, True, False)

    def test_dither_before_rounding_to_eight_bits_is_seen_through(self):
        found = depth_of(dithered(gradient()).astype(np.uint16) * 257)

        assert (found.bits, found.low_byte_copied) == (8, True)

    def test_another_tone_curve_over_eight_bits_adds_no_level(self):
        found = depth_of(sixteen((shallow("coffee.png") / 255) ** 0.8))

        assert (found.bits, found.low_byte_copied) == (8, False)
        assert found.levels <= 256

    @pytest.mark.parametrize("name", SHALLOW)
    def test_video_of_eight_bits_turned_into_rgb_is_seen_through_the_matrix(self, name):
        luma = cv2.cvtColor(shallow(name), cv2.COLOR_RGB2YCrCb).astype(np.float64)
        red, blue = (luma[..., 1] - 128) * 1.402, (luma[..., 2] - 128) * 1.772
        green = (luma[..., 0] - 0.299 * (luma[..., 0] + red) - 0.114 * (luma[..., 0] + blue)) / 0.587
        turned = np.dstack([luma[..., 0] + red, green, luma[..., 0] + blue]) / 255

        assert depth_of(sixteen(turned)).bits == 8

    @pytest.mark.parametrize("name", SHALLOW)
    @pytest.mark.parametrize("kernel", KERNELS)
    def test_interpolated_values_are_called_resampled(self, name, kernel):
        source = shallow(name)[:400, :400].astype(np.float64) / 255
        found = depth_of(sixteen(cv2.resize(source, None, fx=2, fy=2, interpolation=KERNELS[kernel])))

        assert found.levels > 256
        assert (found.bits, found.resampled, found.low_byte_copied) == (8, True, False)

    @pytest.mark.parametrize("name", ["gradient", "coffee.png", "rocket.jpg"])
    def test_so_are_those_of_one_and_a_half_times_the_size(self, name):
        source = shallow(name)[:400, :600].astype(np.float64) / 255
        found = depth_of(sixteen(cv2.resize(source, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC)))

        assert (found.bits, found.resampled) == (8, True)

    def test_flat_colours_prove_nothing(self):
        card = np.full((64, 64, 3), 12345, np.uint16)
        card[:32] = 54321

        assert depth_of(card).bits == 8

    def test_ten_bits_in_a_picture_of_sixteen_are_ten(self):
        assert depth_of(sixteen(np.rint(gradient(high=0.9) * 1023) / 1023)).bits == 10


class TestClips:
    @pytest.mark.parametrize(("key", "suffix"), [("prores_hq", ".mov"), ("hevc10", ".mp4")])
    def test_a_deep_gradient_has_ten_bits_behind_a_codec(self, tmp_path, key, suffix):
        found = true_depth(written(tmp_path / f"m{suffix}", key, gradient()))

        assert (found.bits, found.container_bits, found.masked) == (10, 10, False)

    @pytest.mark.parametrize("high", [0.3, 0.9])
    @pytest.mark.parametrize(("key", "suffix"), [("prores_hq", ".mov"), ("hevc10", ".mp4")])
    def test_one_of_eight_bits_has_eight_however_the_codec_rings(self, tmp_path, key, suffix, high):
        found = true_depth(written(tmp_path / f"m{suffix}", key, eight(gradient(high=high))))

        assert found.levels > 150
        assert (found.bits, found.container_bits, found.masked) == (8, 10, False)

    @pytest.mark.parametrize(("key", "suffix"), [("prores_hq", ".mov"), ("hevc10", ".mp4")])
    def test_a_photo_of_eight_bits_never_counts_as_ten(self, tmp_path, key, suffix):
        found = true_depth(written(tmp_path / f"m{suffix}", key, shallow("coffee.png")))

        assert found.bits == 8

    def test_noise_behind_a_codec_leaves_the_question_open(self, tmp_path):
        found = true_depth(written(tmp_path / "m.mov", "prores_hq", filmed("coffee.png")))

        assert (found.bits, found.masked) == (8, True)

    def test_a_clip_of_eight_bits_is_not_asked(self, tmp_path):
        found = true_depth(clip(tmp_path / "m.mp4", [eight(gradient((320, 180)))] * 3))

        assert (found.bits, found.container_bits) == (8, 8)

    def test_eight_bits_shifted_into_ten_are_seen(self, tmp_path):
        coded = ("-c:v", "ffv1", "-pix_fmt", "yuv420p10le", "-vf", "format=yuv420p,format=yuv420p10le")
        found = true_depth(clip(tmp_path / "m.mkv", [photo("coffee.png")] * 2, "-c:v", "libx265", *coded[2:]))

        assert (found.bits, found.container_bits) == (8, 10)

    @pytest.mark.parametrize(("deep", "bits"), [(True, 16), (False, 8)])
    def test_an_archive_is_judged_by_its_pictures(self, tmp_path, deep, bits):
        ideal = gradient((640, 360))
        path = written(tmp_path / "m.zip", "png16_sequence", ideal if deep else eight(ideal))

        assert true_depth(path).bits == bits


class TestWhatCannotBeRead:
    @pytest.mark.parametrize("name", ["a.png", "a.mp4"])
    def test_a_broken_file_is_an_error_of_ours(self, tmp_path, name):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))

        with pytest.raises(MediaError):
            true_depth(tmp_path / name)

    def test_an_archive_without_pictures_is_an_error_of_ours(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("words.txt", "none")

        with pytest.raises(MediaError):
            true_depth(tmp_path / "a.zip")

    def test_a_file_that_is_gone_is_an_error_of_ours(self, tmp_path):
        with pytest.raises(MediaError):
            true_depth(tmp_path / "gone.zip")

    def test_an_archive_that_is_cut_off_is_an_error_of_ours(self, tmp_path):
        path = written(tmp_path / "m.zip", "png16_sequence", gradient((64, 36)))
        path.write_bytes(path.read_bytes()[:-40])

        with pytest.raises(MediaError):
            true_depth(path)

    def test_a_jpeg_has_eight_bits(self, tmp_path):
        Image.fromarray(photo("coffee.png")).save(tmp_path / "a.jpg")

        found = true_depth(tmp_path / "a.jpg")

        assert (found.bits, found.container_bits) == (8, 8)


def test_values_on_the_steps_are_told_from_values_near_them():
    plane = eight(gradient()).astype(np.uint16) * 257
    channels = [np.ascontiguousarray(plane[..., channel]) for channel in range(3)]
    near = [
        (channel + np.random.default_rng(1).integers(-25, 26, channel.shape)).astype(np.uint16) for channel in channels
    ]

    assert pull_of(channels).exact
    assert (pull_of(near).bits, pull_of(near).exact) == (8, False)


def test_a_tiny_picture_proves_nothing():
    assert not stir_of(np.zeros((20, 20), np.float32)).proven
