"""Pictures of 16 bits, read back by programs that are not ours."""

import io

import av
import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms

from reklamai.core.errors import MediaError
from reklamai.media.masters.stills import read16, save_picture16, srgb_profile
from tests.media.masters.scenes import eight, gradient, longest_run, luma, sixteen, smooth_error


def read_png(path):
    return cv2.cvtColor(cv2.imread(str(path), cv2.IMREAD_UNCHANGED), cv2.COLOR_BGR2RGB)


READERS = {".png": read_png, ".tif": tifffile.imread}


@pytest.mark.parametrize("suffix", READERS)
def test_a_gradient_in_float_keeps_a_thousand_levels_and_no_error(tmp_path, suffix):
    path, ideal = tmp_path / f"master{suffix}", gradient()

    save_picture16(ideal.astype(np.float32), path)

    found = READERS[suffix](path)
    row = found[360, :, 1]
    assert found.dtype == np.uint16
    assert len(np.unique(row)) >= 1000
    assert longest_run(row) == 1
    assert smooth_error(luma(found / 65535), luma(ideal)) <= 0.1


@pytest.mark.parametrize("suffix", READERS)
def test_whole_numbers_come_back_as_they_were(tmp_path, suffix):
    path = tmp_path / f"master{suffix}"
    picture = np.random.default_rng(2).integers(0, 65536, (37, 53, 3), np.uint16)

    save_picture16(picture, path)

    assert np.array_equal(READERS[suffix](path), picture)
    assert np.array_equal(read16(path)[0], picture)


def test_a_png_says_that_its_values_are_srgb(tmp_path):
    path = tmp_path / "master.png"

    save_picture16(gradient((64, 48)), path)

    with Image.open(path) as image:
        image.load()
        assert image.info["srgb"] == 0
        assert image.info["gamma"] == pytest.approx(0.45455)
        assert image.info["chromaticity"][:2] == pytest.approx((0.3127, 0.329))
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        assert frame.format.name in ("rgb48be", "rgb48le")
        assert (frame.color_primaries, frame.color_trc) == (1, 13)


def test_a_tiff_carries_the_profile_of_srgb(tmp_path):
    path = tmp_path / "master.tif"

    save_picture16(gradient((64, 48)), path)

    with tifffile.TiffFile(path) as file:
        tags = file.pages[0].tags
        assert tags["BitsPerSample"].value == (16, 16, 16)
        profile = ImageCms.getOpenProfile(io.BytesIO(tags["InterColorProfile"].value))
    assert "sRGB" in ImageCms.getProfileDescription(profile)
    assert tags["PhotometricInterpretation"].value == 2


@pytest.mark.parametrize("suffix", READERS)
def test_a_profile_of_its_own_stays_with_a_picture(tmp_path, suffix):
    path, other = tmp_path / f"master{suffix}", bytearray(srgb_profile())
    other[24:36] = bytes(12)  # when it was made: another profile of the same colours

    save_picture16(gradient((64, 48)), path, icc=bytes(other))

    assert bytes(other) != srgb_profile()
    assert read16(path)[1] == bytes(other)


def test_a_profile_of_other_colours_than_rgb_is_not_read_beside_rgb(tmp_path):
    path, lab = tmp_path / "master.png", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()

    save_picture16(gradient((64, 48)), path, icc=lab)

    assert read16(path)[1] == b""


@pytest.mark.parametrize("suffix", READERS)
def test_what_is_transparent_stays_transparent(tmp_path, suffix):
    path = tmp_path / f"master{suffix}"
    picture = np.random.default_rng(3).integers(0, 65536, (20, 30, 4), np.uint16)

    save_picture16(picture, path)

    assert np.array_equal(read16(path)[0], picture)
    with tifffile.TiffFile(path) if suffix == ".tif" else Image.open(path) as file:
        assert file.pages[0].tags["ExtraSamples"].value == (2,) if suffix == ".tif" else file.mode == "RGBA"


def test_eight_bits_are_widened_so_that_white_stays_white(tmp_path):
    path = tmp_path / "master.png"

    save_picture16(np.full((4, 4, 3), 255, np.uint8), path)

    assert read_png(path).min() == 65535


def test_values_beyond_the_screen_are_cut(tmp_path):
    path = tmp_path / "master.png"

    save_picture16(np.array([[[-0.5, 0.5, 1.7]]], np.float32), path)

    assert read_png(path).tolist() == [[[0, 32768, 65535]]]


@pytest.mark.parametrize(
    ("picture", "name"),
    [(np.zeros((4, 4)), "a.png"), (np.zeros((4, 4, 3), np.int32), "a.png"), (np.zeros((4, 4, 3)), "a.jpg")],
)
def test_what_cannot_be_written_is_refused_and_leaves_nothing(tmp_path, picture, name):
    with pytest.raises(ValueError, match=r"expected|no writer"):
        save_picture16(picture, tmp_path / name)

    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_an_error_of_ours(tmp_path):
    with pytest.raises(MediaError):
        save_picture16(gradient((8, 8)), tmp_path / "away" / "master.png")


@pytest.mark.parametrize("suffix", [".png", ".tif", ".jpg", ".webp"])
def test_pictures_of_eight_bits_are_told_from_deep_ones(tmp_path, suffix):
    path = tmp_path / f"shallow{suffix}"
    Image.fromarray(eight(gradient((32, 32)))).save(path)

    assert read16(path) is None


def test_grey_of_sixteen_bits_becomes_three_channels(tmp_path):
    path = tmp_path / "grey.tif"
    tifffile.imwrite(path, sixteen(gradient((32, 24)))[..., 0])

    picture, profile = read16(path)

    assert picture.shape == (24, 32, 3)
    assert profile == b""


@pytest.mark.parametrize("dtype", [np.int16, np.int32])
def test_a_tiff_of_whole_numbers_that_can_be_negative_is_refused_in_words(tmp_path, dtype):
    tifffile.imwrite(tmp_path / "signed.tif", np.arange(64, dtype=dtype).reshape(8, 8))

    with pytest.raises(MediaError):
        read16(tmp_path / "signed.tif")


def test_a_profile_of_greys_does_not_go_along_with_colours(tmp_path):
    grey = ImageCms.createProfile("LAB")
    tifffile.imwrite(
        tmp_path / "grey.tif", np.arange(4096, dtype=np.uint16).reshape(64, 64) * 16,
        iccprofile=ImageCms.ImageCmsProfile(grey).tobytes(),
    )  # fmt: skip

    found = read16(tmp_path / "grey.tif")

    assert found is not None
    assert found[1] == b""
