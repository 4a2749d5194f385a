"""Small pictures of pictures, clips and sounds, read back with Pillow."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from reklamai.core.errors import MediaError
from reklamai.media import thumbnails
from reklamai.media.ffmpeg import program


def made(out: Path, *arguments: str) -> Path:
    subprocess.run([program(), "-v", "error", "-y", *arguments, str(out)], check=True, timeout=60)
    return out


def counting_clip(out: Path) -> Path:
    """Two seconds at 25 fps whose brightness grows by 4 steps a frame, from 16 to 212."""
    grow = "color=black:size=160x90:rate=25:duration=2,format=gray,geq=lum='16+4*N'"
    return made(out, "-f", "lavfi", "-i", grow, "-pix_fmt", "yuv420p", "-crf", "5", "-g", "12")


def brightness(path: Path) -> float:
    with Image.open(path) as image:
        return float(np.asarray(image.convert("L")).mean())


def test_a_thumbnail_is_a_small_webp_of_the_same_shape(tmp_path):
    Image.new("RGB", (1600, 1000), (200, 30, 30)).save(tmp_path / "large.jpg")

    size = thumbnails.picture_thumbnail(tmp_path / "large.jpg", tmp_path / "small.webp")

    with Image.open(tmp_path / "small.webp") as small:
        assert (small.format, small.size, size) == ("WEBP", (480, 300), (480, 300))
        assert np.abs(np.asarray(small.convert("RGB")).mean(axis=(0, 1)) - (200, 30, 30)).max() < 6


def test_a_small_picture_is_not_blown_up(tmp_path):
    Image.new("RGB", (100, 40)).save(tmp_path / "tiny.png")

    assert thumbnails.picture_thumbnail(tmp_path / "tiny.png", tmp_path / "out.webp") == (100, 40)


@pytest.mark.parametrize("suffix", ["jpg", "png"])
def test_a_picture_taken_sideways_stands_upright(tmp_path, suffix):
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right to see it upright
    sideways = Image.new("RGB", (400, 200))
    sideways.paste((255, 255, 255), (0, 0, 200, 200))
    sideways.save(tmp_path / f"side.{suffix}", exif=exif)

    thumbnails.picture_thumbnail(tmp_path / f"side.{suffix}", tmp_path / "out.webp", longest_px=100)

    with Image.open(tmp_path / "out.webp") as upright:
        pixels = np.asarray(upright.convert("L"))
    assert pixels.shape == (100, 50)
    assert pixels[:45].mean() > 240 > 15 > pixels[55:].mean()


def test_what_lies_under_glass_lies_on_white(tmp_path):
    Image.new("RGBA", (60, 60), (0, 0, 0, 0)).save(tmp_path / "clear.png")

    thumbnails.picture_thumbnail(tmp_path / "clear.png", tmp_path / "out.webp")

    assert brightness(tmp_path / "out.webp") > 250


@pytest.mark.parametrize(("share", "expected"), [(0.0, 0), (0.5, 24), (1.0, 49)])
def test_a_poster_shows_the_moment_that_was_asked_for(tmp_path, share, expected):
    clip = counting_clip(tmp_path / "clip.mp4")

    size = thumbnails.clip_poster(clip, tmp_path / "poster.webp", at_share=share)

    frame = brightness(tmp_path / "poster.webp") / 4 - 4
    assert size == (160, 90)
    assert frame == pytest.approx(expected, abs=1.3)


def test_a_poster_of_a_turned_clip_stands_as_players_show_it(tmp_path):
    half = "color=black:size=160x90:rate=25:duration=0.2,drawbox=0:0:80:90:white:fill"
    flat = made(tmp_path / "flat.mp4", "-f", "lavfi", "-i", half, "-pix_fmt", "yuv420p")
    turned = made(tmp_path / "turned.mp4", "-display_rotation", "90", "-i", str(flat), "-c", "copy")
    made(tmp_path / "player.png", "-i", str(turned), "-frames:v", "1")

    thumbnails.clip_poster(turned, tmp_path / "poster.webp")

    with Image.open(tmp_path / "poster.webp") as ours, Image.open(tmp_path / "player.png") as player:
        assert ours.size == player.size == (90, 160)
        difference = np.asarray(ours.convert("L"), float) - np.asarray(player.convert("L"), float)
    assert np.abs(difference).mean() < 6


def test_a_share_outside_the_clip_is_a_mistake_of_the_caller(tmp_path):
    with pytest.raises(ValueError, match="share"):
        thumbnails.clip_poster(tmp_path / "none.mp4", tmp_path / "poster.webp", at_share=1.5)


@pytest.mark.parametrize("suffix", ["png", "webp"])
def test_a_waveform_shows_where_the_sound_is_loud(tmp_path, suffix):
    rising = "aevalsrc='t/2*sin(2*PI*440*t)':sample_rate=44100:duration=2"
    sound = made(tmp_path / "rising.wav", "-f", "lavfi", "-i", rising)

    peaks = thumbnails.waveform(sound, tmp_path / f"strip.{suffix}")

    expected = (np.arange(400) + 1) / 400
    assert np.abs(np.array(peaks) - expected).max() < 0.03
    with Image.open(tmp_path / f"strip.{suffix}") as strip:
        alpha = np.asarray(strip.convert("RGBA"))[..., 3] > 128
    assert alpha.shape == (160, 800)
    heights = alpha.sum(axis=0)
    assert heights[:40].mean() < 0.4 * heights[-40:].mean()


def test_the_peaks_of_silence_are_nought(tmp_path):
    silence = made(tmp_path / "silence.wav", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "1")

    assert set(thumbnails.waveform(silence, tmp_path / "strip.png")) == {0.0}


def test_a_clip_without_sound_has_no_waveform(tmp_path):
    clip = counting_clip(tmp_path / "clip.mp4")

    with pytest.raises(MediaError):
        thumbnails.waveform(clip, tmp_path / "strip.png")


@pytest.mark.parametrize("make", [thumbnails.picture_thumbnail, thumbnails.clip_poster, thumbnails.waveform])
def test_a_broken_file_gives_an_error_and_no_picture(tmp_path, make):
    (tmp_path / "broken.bin").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))

    with pytest.raises(MediaError):
        make(tmp_path / "broken.bin", tmp_path / "out.webp")

    assert not (tmp_path / "out.webp").exists()
