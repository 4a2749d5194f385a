"""Opening and saving pictures, with real files of every kind that we read and write."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from reklamai.core.errors import MediaError
from reklamai.media import pictures


@pytest.fixture
def ramp() -> np.ndarray:
    """(40, 60, 3) smooth colours; the upper left corner is red."""
    y, x = np.mgrid[0:40, 0:60]
    picture = np.dstack([200 - y * 3, x * 3, 60 + y * 2]).astype(np.uint8)
    picture[:8, :8] = (250, 10, 10)
    return picture


def test_png_keeps_every_pixel_and_the_words(tmp_path: Path, ramp: np.ndarray) -> None:
    file = tmp_path / "a.png"

    pictures.save_picture(ramp, file, text={"prompt": "девушка у моря", "seed": "7"})

    assert np.array_equal(pictures.open_picture(file), ramp)
    assert pictures.read_text(file) == {"prompt": "девушка у моря", "seed": "7"}


@pytest.mark.parametrize("name", ["a.jpg", "a.webp", "a.JPEG"])
def test_lossy_files_stay_near_and_keep_the_words(tmp_path: Path, ramp: np.ndarray, name: str) -> None:
    pictures.save_picture(ramp, tmp_path / name, text={"prompt": "кофе"})

    back = pictures.open_picture(tmp_path / name)

    assert np.abs(back.astype(int) - ramp).mean() < 4
    assert pictures.read_text(tmp_path / name) == {"prompt": "кофе"}


def test_a_file_of_another_program_has_no_words_of_ours(tmp_path: Path, ramp: np.ndarray) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Holiday 2019"
    Image.fromarray(ramp).save(tmp_path / "camera.jpg", exif=exif)

    assert pictures.read_text(tmp_path / "camera.jpg") == {}


def test_a_photo_that_lies_on_its_side_is_turned_upright(tmp_path: Path, ramp: np.ndarray) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: show it rotated by 90 degrees clockwise
    Image.fromarray(ramp).save(tmp_path / "phone.png", exif=exif)

    upright = pictures.open_picture(tmp_path / "phone.png")

    assert np.array_equal(upright, np.rot90(ramp, -1))


def test_transparency_is_kept_where_it_is_asked_for_and_lies_on_white_elsewhere(tmp_path: Path) -> None:
    pixels = np.full((10, 10, 4), (200, 0, 0, 255), np.uint8)
    pixels[:, 5:, 3] = 0
    pictures.save_picture(pixels, tmp_path / "cut.png")

    assert np.array_equal(pictures.open_with_alpha(tmp_path / "cut.png"), pixels)
    assert pictures.open_picture(tmp_path / "cut.png")[0, [0, 9]].tolist() == [[200, 0, 0], [255, 255, 255]]


def test_an_alpha_channel_that_hides_nothing_is_dropped(tmp_path: Path, ramp: np.ndarray) -> None:
    pictures.save_picture(np.dstack([ramp, np.full((40, 60), 255, np.uint8)]), tmp_path / "solid.png")

    assert pictures.open_with_alpha(tmp_path / "solid.png").shape == (40, 60, 3)


def test_jpeg_lays_transparent_pixels_on_white(tmp_path: Path) -> None:
    pictures.save_picture(np.zeros((16, 16, 4), np.uint8), tmp_path / "clear.jpg")

    assert pictures.open_picture(tmp_path / "clear.jpg").min() > 250


def test_sixteen_bit_grey_is_read_over_its_whole_range(tmp_path: Path) -> None:
    deep = np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.uint16)
    Image.fromarray(deep).save(tmp_path / "deep.png")

    grey = pictures.open_picture(tmp_path / "deep.png")

    assert (grey[0, 0, 0], grey[-1, -1, 0]) == (0, 255)
    assert np.abs(grey[..., 0].astype(float) - deep / 257).max() <= 1


def test_palette_and_grey_pictures_become_rgb(tmp_path: Path, ramp: np.ndarray) -> None:
    Image.fromarray(ramp).convert("P").save(tmp_path / "p.gif")
    Image.fromarray(ramp).convert("L").save(tmp_path / "l.png")

    assert pictures.open_picture(tmp_path / "p.gif").shape == (40, 60, 3)
    assert np.ptp(pictures.open_picture(tmp_path / "l.png")[5, 30].astype(int)) == 0


def test_a_colour_profile_is_turned_into_srgb(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ"))
    grey = Image.new("RGB", (8, 8), (128, 128, 128))
    grey.save(tmp_path / "plain.png", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    grey.save(tmp_path / "broken.png", icc_profile=lab.tobytes())

    assert abs(int(pictures.open_picture(tmp_path / "plain.png")[0, 0, 0]) - 128) <= 1
    assert pictures.open_picture(tmp_path / "broken.png")[0, 0].tolist() == [128, 128, 128]


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.png"
    file.write_bytes(content)

    with pytest.raises(MediaError):
        pictures.open_picture(file)


def test_a_torn_file_is_refused(tmp_path: Path, ramp: np.ndarray) -> None:
    pictures.save_picture(np.tile(ramp, (8, 8, 1)), tmp_path / "whole.jpg")
    torn = tmp_path / "torn.jpg"
    torn.write_bytes((tmp_path / "whole.jpg").read_bytes()[:900])

    with pytest.raises(MediaError):
        pictures.open_picture(torn)


def test_an_unknown_suffix_and_a_folder_that_is_not_there_are_told(tmp_path: Path, ramp: np.ndarray) -> None:
    with pytest.raises(ValueError, match="bmp"):
        pictures.save_picture(ramp, tmp_path / "a.bmp")
    with pytest.raises(MediaError):
        pictures.save_picture(ramp, tmp_path / "nowhere" / "a.png")


def test_resizing_keeps_the_mean_and_the_size_is_width_by_height(ramp: np.ndarray) -> None:
    small = pictures.resized(ramp, (30, 20))

    assert small.shape == (20, 30, 3)
    assert small.mean() == pytest.approx(ramp.mean(), abs=0.5)
    assert pictures.resized(ramp, (60, 40)) is ramp
