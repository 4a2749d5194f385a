"""Captions in the pixels of a clip: where they stand, when they are seen, and that all else stays as it was."""

import os
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np
import pytest

from reklamai.core.errors import Cancelled, MediaError
from reklamai.media.captions.burn import burn
from reklamai.media.captions.cues import Cue, Said, Word, cues
from reklamai.media.captions.model import STYLES
from tests.media.captions.burning import GREY, SHAPES, burned, cue, extent, flat, ink, pictures, red, white

RUSSIAN = "Утро начинается с тебя, с первого глотка и с окна, которое ты открываешь: достопримечательность."
ENGLISH = "It begins with you, with the first sip, and with a window that you open wide for internationalization."
SAFE = {"wide": (0.05, 0.05, 0.95, 0.95), "tall": (0.06, 0.14, 0.94, 0.65), "square": (0.05, 0.05, 0.95, 0.95)}
"""Left, top, right, bottom as shares: the 90 % of every screen; in a tall clip what the networks lay nothing over."""


@lru_cache(maxsize=32)
def greeting(style, place, size):
    """What one word covers in a wide picture, once it has grown."""
    with TemporaryDirectory() as folder:
        clip, out = flat(Path(folder) / "flat.mp4", seconds=1), Path(folder) / "out.mp4"
        shown = pictures(burn(clip, out, [cue("Привет")], style=style, place=place, size=size).path)
    return extent(white(shown[8]))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_drawn_outside_the_safe_area(tmp_path, shape, style):
    width, height = SHAPES[shape]
    found = cues([Said(RUSSIAN, 0, 3), Said(ENGLISH, 3, 6)], tall=height > width)

    shown = burned(tmp_path, found, size=(width, height), seconds=6, fps=4, style=style)

    mask = ink(shown.reshape(-1, width, 3), far=24).reshape(-1, height, width).any(axis=0)
    left, top, right, bottom = extent(mask)
    shares = left / width, top / height, right / width, bottom / height
    assert shares[0] >= SAFE[shape][0]
    assert shares[1] >= SAFE[shape][1]
    assert shares[2] <= SAFE[shape][2]
    assert shares[3] <= SAFE[shape][3]
    assert np.mean([white(picture).any() for picture in shown]) > 0.8, "there are words, but for the frames between two"


@pytest.mark.parametrize(("place", "share"), [("top", 0.2), ("middle", 0.5), ("low", 0.8)])
@pytest.mark.parametrize("style", STYLES)
def test_captions_stand_where_they_are_wanted(style, place, share):
    _left, top, _right, bottom = greeting(style, place, "medium")

    assert (top + bottom) / 2 / 360 == pytest.approx(share, abs=0.12)


@pytest.mark.parametrize("style", STYLES)
def test_larger_captions_are_larger(style):
    heights = []
    for size in ("small", "medium", "large"):
        _left, top, _right, bottom = greeting(style, "low", size)
        heights.append(bottom - top)

    assert heights[0] < heights[1] < heights[2]


def test_a_caption_is_seen_in_its_time_alone(tmp_path):
    shown = burned(tmp_path, [cue("Раз", from_s=0.4, to_s=0.9), cue("Два", from_s=1.2, to_s=1.6)])

    seen = [bool(white(picture).any()) for picture in shown]
    assert [place for place, here in enumerate(seen) if here] == [4, 5, 6, 7, 8, 12, 13, 14, 15]


def test_the_word_that_is_heard_is_lit_and_the_light_moves_with_the_voice(tmp_path):
    words = [("Утро", 0.2, 0.5), ("начинается", 0.5, 1.0), ("с", 1.0, 1.2), ("тебя", 1.2, 1.6)]
    found = [Cue(0.0, 3.0, (tuple(Word(*word) for word in words),))]

    shown = burned(tmp_path, found, seconds=3, style="karaoke")

    assert not red(shown[0]).any(), "nobody speaks yet"
    assert not red(shown[25]).any(), "nobody speaks any more"
    plates = [extent(red(shown[frame])) for frame in (3, 7, 11, 14)]
    for one, other in pairwise(plates):
        assert one[2] <= other[0] + 4, "from left to right, one at a time"
    widths = [right - left for left, _top, right, _bottom in plates]
    assert widths[1] > widths[3] > widths[2], "as wide as its word"
    for frame, (left, top, right, bottom) in zip((3, 7, 11, 14), plates, strict=True):
        inside = white(shown[frame][top:bottom, left:right])
        assert inside.any(), "the word stands on it"
        assert (ink(shown[frame])[top:bottom]).any()
    assert extent(red(shown[4])) == plates[0], "it stays until the next word"
    assert extent(red(shown[5])) != plates[0]


def test_the_light_goes_down_to_the_second_line(tmp_path):
    found = [cue("Первая строка", "вторая строка")]

    shown = burned(tmp_path, found, style="karaoke")

    tops = [extent(red(shown[frame]))[1] for frame in (2, 7, 12, 17)]
    assert tops[0] == pytest.approx(tops[1], abs=1)
    assert tops[2] == pytest.approx(tops[3], abs=1)
    assert tops[2] - tops[0] > 20


def test_a_dash_is_read_and_not_lit(tmp_path):
    words = (Word("Раз", 0, 0.9), Word("—", 0.9, 0.9), Word("два", 1.0, 1.8))

    shown = burned(tmp_path, [Cue(0, 2, (words,))], style="karaoke")

    first, second = extent(red(shown[5])), extent(red(shown[14]))
    between = white(shown[5])[:, first[2] : second[0]]
    assert between.any(), "the dash"
    assert not red(shown[9]).any() or extent(red(shown[9])) == first


def test_big_words_come_a_few_at_a_time(tmp_path):
    text = "Утро начинается с тебя и с первого глотка"
    words = tuple((word, 0.5 * place, 0.5 * place + 0.45) for place, word in enumerate(text.split()))

    shown = burned(tmp_path, cues([Said(text, 0, 4, words)]), seconds=4, style="bold")

    ends = [extent(white(picture)) for picture in shown[3:39:5]]
    assert len(set(ends)) >= 4, "one after the other"
    assert all(bottom - top < 60 for _left, top, _right, bottom in ends), "one line"


def test_a_plate_lies_under_the_words_of_a_box(tmp_path):
    shown = burned(tmp_path, [cue("Привет, город")], style="box", level=230)[10]

    left, top, right, bottom = extent(ink(shown, level=230))
    middle = shown[top + 3 : bottom - 3, left + 4 : right - 4]
    dark = middle.max(axis=-1) < 90
    assert dark.mean() > 0.6
    assert shown[top, left].min() > 200, "its corners are round"
    assert white(middle).any()


@pytest.mark.parametrize("style", ["clean", "bold", "karaoke"])
def test_white_letters_are_read_on_snow(tmp_path, style):
    shown = burned(tmp_path, [cue("Белый снег")], style=style, level=245)[15]

    assert (shown.max(axis=-1) < 90).sum() > 100, "their outline is dark"


def test_the_clip_is_coded_as_all_of_ours_and_its_sound_is_copied(tmp_path):
    clip = flat(tmp_path / "clip.mp4", sound=True)

    made = burn(clip, tmp_path / "out.mp4", [cue("Привет")])

    with av.open(str(clip)) as before, av.open(str(made.path)) as after:
        picture = after.streams.video[0]
        context = picture.codec_context
        assert (context.name, context.pix_fmt, context.width, context.height) == ("h264", "yuv420p", 640, 360)
        assert (context.colorspace, context.color_primaries, context.color_trc, context.color_range) == (1, 1, 1, 1)
        assert picture.frames == before.streams.video[0].frames == 20
        sounds = [
            [(packet.pts * packet.time_base, bytes(packet)) for packet in each.demux(audio=0) if packet.size]
            for each in (before, after)
        ]
    assert [data for _when, data in sounds[0]] == [data for _when, data in sounds[1]]
    assert max(abs(one[0] - other[0]) for one, other in zip(*sounds, strict=True)) < 0.001
    assert made.lacking == ""


def test_where_there_are_no_words_the_picture_stays(tmp_path):
    shown = burned(tmp_path, [cue("Привет")])

    assert np.abs(shown[:, :250] - GREY).max() <= 6


def test_the_same_captions_are_the_same_bytes_on_a_machine_with_other_fonts(tmp_path, monkeypatch):
    clip, found = flat(tmp_path / "clip.mp4"), [cue("Ёлка — ₽ №5", "Қазақ ж‍ó")]
    first = burn(clip, tmp_path / "first.mp4", found).path.read_bytes()

    monkeypatch.setenv("FONTCONFIG_FILE", os.devnull)
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))

    assert burn(clip, tmp_path / "second.mp4", found).path.read_bytes() == first


def test_a_letter_that_the_font_lacks_is_told_and_not_drawn_as_a_box(tmp_path):
    clip = flat(tmp_path / "clip.mp4")
    plain = burn(clip, tmp_path / "plain.mp4", [cue("Привет город")])

    made = burn(clip, tmp_path / "out.mp4", [cue("Привет😀 漢字 город🇷🇺")])

    assert made.lacking == "字漢🇷🇺😀"
    assert np.array_equal(extent(white(pictures(made.path)[10])), extent(white(pictures(plain.path)[10])))


def test_captions_of_letters_that_the_font_lacks_alone_leave_the_picture_empty(tmp_path):
    clip = flat(tmp_path / "clip.mp4")

    made = burn(clip, tmp_path / "out.mp4", [cue("漢字"), cue("😀")], style="karaoke")

    assert made.lacking == "字漢😀"
    assert not ink(pictures(made.path)[10]).any()


def test_a_clip_that_lies_on_its_side_is_captioned_upright(tmp_path):
    from tests.media.film.clips import ffmpeg

    clip, turned = flat(tmp_path / "clip.mp4"), tmp_path / "turned.mp4"
    ffmpeg("-display_rotation", "90", "-i", clip, "-c", "copy", turned)

    shown = pictures(burn(turned, tmp_path / "out.mp4", [cue("Привет")]).path)

    assert shown.shape[1:3] == (640, 360)
    left, top, right, bottom = extent(white(shown[10]))
    assert right - left > bottom - top
    assert bottom / 640 <= 0.65


def test_no_folder_is_too_odd(tmp_path):
    folder = tmp_path / "it's, [a] 'b': c;d\\e %s"
    folder.mkdir()
    clip = flat(folder / "clip.mp4")

    made = burn(clip, folder / "o'ut.mp4", [cue("Привет")])

    assert white(pictures(made.path)[10]).any()
    assert sorted(each.name for each in folder.iterdir()) == ["clip.mp4", "o'ut.mp4"]


def test_whoever_stops_it_leaves_nothing(tmp_path):
    clip = flat(tmp_path / "clip.mp4")

    def stop(stage, share):
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        burn(clip, tmp_path / "out.mp4", [cue("Привет")], report=stop)

    assert [each.name for each in tmp_path.iterdir()] == ["clip.mp4"]


def test_what_is_no_clip_is_refused(tmp_path):
    (tmp_path / "clip.mp4").write_bytes(b"no clip")

    with pytest.raises(MediaError):
        burn(tmp_path / "clip.mp4", tmp_path / "out.mp4", [])
