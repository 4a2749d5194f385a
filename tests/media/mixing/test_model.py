"""A mix as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reklamai.core.errors import BadInput
from reklamai.media.mixing.model import LARGEST, MOST_PIECES, LaneSet, Mix, Piece, parse, written

VOICE, RAIN, CLIP = Path("voice.wav"), Path("rain.wav"), Path("clip.mp4")


def full() -> Mix:
    return Mix(
        (
            Piece(VOICE, "dialogue", 1.25, from_s=0.1, to_s=2.5, fade_in_s=0.02, fade_out_s=0.3, gain_db=-2.5),
            Piece(RAIN, "ambience", 0, loop=True, until_s=9),
            Piece(VOICE, "dialogue", 5),
        ),
        12.5,
        lanes={"music": LaneSet(gain_db=-3, mute=True), "dialogue": LaneSet(solo=True)},
        own=CLIP,
        own_gain_db=-6,
        loudness=-23,
        duck_db=0,
        duck_release_s=1,
    )


def test_what_is_written_is_read_back_the_same() -> None:
    mix = full()

    assert parse(written(mix), mix.sounds, clip=CLIP) == mix


def test_a_sound_that_is_heard_twice_is_one_sound() -> None:
    form = json.loads(written(full()))

    assert full().sounds == (VOICE, RAIN)
    assert [piece["sound"] for piece in form["pieces"]] == [0, 1, 0]


def test_what_is_as_usual_is_not_written() -> None:
    mix = Mix((Piece(VOICE, "dialogue"),), 4.0, lanes={"music": LaneSet()})

    assert json.loads(written(mix)) == {"seconds": 4.0, "pieces": [{"sound": 0, "lane": "dialogue"}]}


def test_a_mix_without_pieces_is_one() -> None:
    assert parse('{"seconds": 3, "own": true}', [], clip=CLIP) == Mix((), 3.0, own=CLIP)


def test_half_an_hour_is_mixed_to_its_end() -> None:
    assert parse('{"seconds": 1800.5, "pieces": [{"sound": 0, "lane": "music", "starts_s": 1799}]}', [RAIN]) == Mix(
        (Piece(RAIN, "music", 1799.0),), 1800.5
    )


def test_own_sound_is_not_heard_unless_it_is_asked_for() -> None:
    assert parse('{"seconds": 3}', [], clip=CLIP).own is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"seconds": 0}, "seconds"),
        ({"seconds": None}, "seconds"),
        ({"seconds": 1861}, "seconds"),
        ({"loudness": -15}, "loudness"),
        ({"loudness": []}, "loudness"),
        ({"duck_db": 25}, "duck_db"),
        ({"duck_db": None}, "duck_db"),
        ({"own": 1}, "own"),
        ({"pieces": {}}, "pieces"),
        ({"pieces": [{"sound": 0, "lane": "music"}] * (MOST_PIECES + 1)}, "pieces"),
        ({"pieces": [{"sound": 2, "lane": "music"}]}, "pieces.0.sound"),
        ({"pieces": [{"sound": -1, "lane": "music"}]}, "pieces.0.sound"),
        ({"pieces": [{"sound": True, "lane": "music"}]}, "pieces.0.sound"),
        ({"pieces": [{"sound": 0, "lane": "drums"}]}, "pieces.0.lane"),
        ({"pieces": [{"sound": 0, "lane": ["music"]}]}, "pieces.0.lane"),
        ({"pieces": [{"sound": 0, "lane": "music"}, {"sound": 0, "lane": "music", "gain_db": 30}]}, "pieces.1.gain_db"),
        ({"pieces": [{"sound": 0, "lane": "music", "gain_db": float("nan")}]}, "pieces.0.gain_db"),
        ({"pieces": [{"sound": 0, "lane": "music", "loop": "yes"}]}, "pieces.0.loop"),
        ({"pieces": [{"sound": 0, "lane": "music", "from_s": 2, "to_s": 2}]}, "pieces.0.to_s"),
        ({"pieces": [{"sound": 0, "lane": "music", "starts_s": 2, "until_s": 1}]}, "pieces.0.until_s"),
        ({"pieces": [{"sound": 0, "lane": "music", "path": "/etc/passwd"}]}, "pieces.0.path"),
        ({"pieces": ["music"]}, "pieces.0"),
        ({"lanes": {"drums": {}}}, "lanes.drums"),
        ({"lanes": {"music": {"mute": 1}}}, "lanes.music.mute"),
        ({"lanes": {"music": {"gain_db": "loud"}}}, "lanes.music.gain_db"),
        ({"lanes": []}, "lanes"),
        ({"speed": 2}, "speed"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(change: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse(json.dumps({"seconds": 3} | change), [VOICE, RAIN])

    assert refused.value.facts["field"] == field


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 30_000, '{"seconds":3}' + " " * LARGEST])
def test_what_is_no_json_of_a_mix_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse(text, [])

    assert refused.value.facts["field"] == "mix"
