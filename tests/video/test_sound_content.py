"""What comes from outside into a mix, a sound and a voice: every value of every field, friendly and hostile."""

from uuid import uuid4

import pytest
from django.utils import translation

from studio.catalogue.validate import AskInvalid
from studio.models import CatalogueModel
from tests.video.boards import board, shots_of
from tests.video.sounds import SPEECH, again, clip, film, mix, pieces_of, put, sound, speaker  # noqa: F401
from tests.video.test_shot_content import NOTHINGS
from video import piece_content, sound_content
from video.models import Lane, SoundMix, SoundPiece
from video.services import films, shots, sounds

pytestmark = pytest.mark.django_db
ANNA = {"model": "fake-voice", "parameters": {"voice": "anna"}}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def mix_faults(alice, mix, **content):
    """The names of the fields that are told of; nothing is written."""
    before = SoundMix.objects.filter(pk=mix.pk).values().get()
    with pytest.raises(AskInvalid) as refused:
        sounds.edit(alice, mix.pk, content)
    assert all(refused.value.errors.values())
    assert SoundMix.objects.filter(pk=mix.pk).values().get() == before
    return set(refused.value.errors)


def piece_faults(alice, mix, piece, **content):
    before = SoundPiece.objects.filter(pk=piece.pk).values().get()
    with pytest.raises(AskInvalid) as refused:
        sounds.change(alice, mix, piece.pk, content)
    assert all(refused.value.errors.values())
    assert SoundPiece.objects.filter(pk=piece.pk).values().get() == before
    return set(refused.value.errors)


class TestMixes:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("own_gain_db", 12.1), ("own_gain_db", -60.5), ("own_gain_db", float("nan")), ("own_gain_db", None),
            ("own_mute", "perhaps"), ("duck_db", -1), ("duck_db", 24.5), ("duck_db", float("inf")),
            ("loudness", -15), ("loudness", "loud"), ("loudness", None), ("loudness", -14.5), ("lanes", []),
            ("lanes", None), ("voice", "anna"), ("voice", []), ("mood", 1), ("captions", "big"),
        ],
    )  # fmt: skip
    def test_what_a_mix_cannot_be_is_told_by_its_field(self, alice, mix, name, value):
        assert mix_faults(alice, mix, **{name: value}) == {name}

    @pytest.mark.parametrize(
        ("name", "value", "kept"),
        [
            ("own_gain_db", "-6", -6), ("own_gain_db", 12, 12), ("own_gain_db", -60, -60), ("own_mute", "on", True),
            ("duck_db", 0, 0), ("duck_db", 24, 24), ("loudness", "-23", -23), ("loudness", -16, -16),
        ],
    )  # fmt: skip
    def test_what_a_mix_can_be_is_kept(self, alice, mix, name, value, kept):
        sounds.edit(alice, mix.pk, {name: value})

        assert getattr(again(mix), name) == kept

    def test_a_lane_keeps_what_is_not_said_of_it_and_is_forgotten_where_it_is_as_it_comes(self, alice, mix):
        sounds.edit(alice, mix.pk, {"lanes": {"music": {"gain_db": -6}, "effects": {"solo": True}}})
        sounds.edit(alice, mix.pk, {"lanes": {"music": {"mute": "true"}}})
        assert again(mix).lanes == {
            "music": {"gain_db": -6, "mute": True, "solo": False},
            "effects": {"gain_db": 0, "mute": False, "solo": True},
        }

        sounds.edit(alice, mix.pk, {"lanes": {"music": {"gain_db": 0, "mute": False}, "effects": None}})
        assert again(mix).lanes == {}

    def test_faults_of_lanes_are_told_where_they_are(self, alice, mix):
        given = {"music": {"gain_db": 13, "colour": 1}, "drums": {}, "effects": [], "ambience": {"mute": 5}}

        assert mix_faults(alice, mix, lanes=given) == {
            "lanes.music.gain_db", "lanes.music.colour", "lanes.drums", "lanes.effects", "lanes.ambience.mute",
        }  # fmt: skip

    def test_captions_keep_what_is_not_said_of_them_and_are_forgotten_where_they_are_as_they_come(self, alice, mix):
        sounds.edit(alice, mix.pk, {"captions": {"style": "karaoke", "burn": "on"}})
        sounds.edit(alice, mix.pk, {"captions": {"place": "top"}})
        assert again(mix).captions == {"style": "karaoke", "place": "top", "size": "medium", "burn": True}

        sounds.edit(alice, mix.pk, {"captions": {"style": "clean", "place": "low", "burn": False}})
        assert again(mix).captions == {}
        assert again(mix).revision == 3

    def test_every_fault_is_told_at_once(self, alice, mix):
        given = {"lanes": {"x": {}}, "voice": {"model": "x"}, "captions": {"style": "loud"}}

        assert mix_faults(alice, mix, duck_db=99, loudness=0, tempo=1, **given) == {
            "duck_db", "loudness", "lanes.x", "voice.model", "tempo", "captions.style",
        }  # fmt: skip

    @pytest.mark.parametrize("name", [*sound_content.FIELDS, *sound_content.READ_ONLY, "\x00", "x" * 10_000])
    def test_no_value_in_any_field_is_a_bug(self, alice, mix, name):
        for value in NOTHINGS:
            for given in (value, {"music": value}, {"music": {"gain_db": value}}, {"model": value}):
                try:
                    sounds.edit(alice, mix.pk, {name: given})
                except AskInvalid as refused:
                    assert all(place[:50].startswith(name[:50]) for place in refused.errors)
        assert again(mix).owner == alice

    @pytest.mark.parametrize("content", [None, [], "x", 5, True])
    def test_what_is_no_mix_at_all_is_refused(self, alice, mix, content):
        with pytest.raises(AskInvalid):
            sounds.edit(alice, mix.pk, content)


class TestSounds:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("lane", "drums"), ("lane", None), ("lane", ["music"]), ("starts_s", -0.1), ("starts_s", 16),
            ("starts_s", "now"), ("starts_s", None), ("from_s", 5.1), ("from_s", -1), ("from_s", 4.98), ("to_s", 5.2),
            ("to_s", 0), ("to_s", "end"), ("fade_in_s", 5.1), ("fade_out_s", 31), ("fade_in_s", -1),
            ("gain_db", 12.5), ("gain_db", -61), ("gain_db", float("nan")), ("loop", 2), ("mute", "x"),
            ("text", 5), ("text", "x" * 5001), ("text", "a\x00"), ("shot", "x"), ("speed", 2),
        ],
    )  # fmt: skip
    def test_what_a_sound_cannot_be_is_told_by_its_field(self, alice, mix, name, value):
        assert piece_faults(alice, mix, put(alice, mix), **{name: value}) == {name}

    @pytest.mark.parametrize(
        ("name", "value", "kept"),
        [
            ("lane", "dialogue", "dialogue"), ("starts_s", "15.9", 15.9), ("from_s", 4.9, 4.9), ("to_s", "", None),
            ("to_s", 5.04, 5.0), ("fade_in_s", 5, 5), ("gain_db", "12", 12), ("loop", "on", True), ("mute", 1, True),
            ("text", "Дождь", "Дождь"), ("starts_s", 1.23456, 1.235),
        ],
    )  # fmt: skip
    def test_what_a_sound_can_be_is_kept(self, alice, mix, name, value, kept):
        piece = put(alice, mix)

        sounds.change(alice, mix, piece.pk, {name: value})

        assert getattr(again(piece), name) == kept

    @pytest.mark.parametrize("lane", Lane.values)
    def test_every_lane_there_is_can_be_chosen(self, alice, mix, lane):
        assert put(alice, mix, lane=lane).lane == lane

    def test_a_part_ends_after_it_begins_whichever_of_both_is_changed(self, alice, mix):
        piece = put(alice, mix, from_s=1, to_s=3)

        assert piece_faults(alice, mix, piece, from_s=3) == {"from_s"}
        assert piece_faults(alice, mix, piece, to_s=1) == {"to_s"}
        assert piece_faults(alice, mix, piece, from_s=4, to_s=2) == {"to_s"}
        sounds.change(alice, mix, piece.pk, {"from_s": 3, "to_s": 4})
        assert (again(piece).from_s, again(piece).to_s) == (3, 4)

    def test_a_trim_shortens_fades_that_nobody_asked_for_and_refuses_those_that_are(self, alice, mix):
        piece = put(alice, mix, fade_in_s=3, fade_out_s=1)

        sounds.change(alice, mix, piece.pk, {"to_s": 2})
        assert (again(piece).fade_in_s, again(piece).fade_out_s) == (1.5, 0.5)

        assert piece_faults(alice, mix, piece, to_s=1, fade_out_s=1.2) == {"fade_out_s"}

    def test_what_repeats_fades_as_long_as_it_likes(self, alice, mix):
        piece = put(alice, mix, loop=True, fade_in_s=8, fade_out_s=30)

        assert (piece.fade_in_s, piece.fade_out_s) == (8, 30)

    def test_a_sound_of_a_shot_begins_within_the_shot(self, alice, film, mix):
        shot = shots_of(film)[1]  # four seconds
        piece = put(alice, mix, shot=str(shot.pk), starts_s=3.9)

        assert piece_faults(alice, mix, piece, starts_s=4) == {"starts_s"}
        sounds.change(alice, mix, piece.pk, {"shot": None, "starts_s": 15})
        assert piece_faults(alice, mix, piece, shot=str(shot.pk)) == {"starts_s"}

    def test_a_board_that_was_shortened_since_keeps_no_sound_from_being_set(self, alice, film, mix):
        piece = put(alice, mix, starts_s=15)
        films.edit(alice, film.pk, {"shots": [{"id": str(shot.pk), "duration": 2} for shot in shots_of(film)]})

        sounds.change(alice, mix, piece.pk, {"gain_db": -3, "starts_s": 15})

        assert again(piece).gain_db == -3

    def test_a_sound_of_a_clip_lies_within_the_clip_and_at_no_shot(self, alice, film, private_media):
        mix = sounds.mix_of_clip(alice, clip(alice, seconds=8))
        piece = put(alice, mix, starts_s=7.9)

        assert piece_faults(alice, mix, piece, starts_s=8) == {"starts_s"}
        assert piece_faults(alice, mix, piece, shot=str(shots_of(film)[0].pk)) == {"shot"}

    def test_a_shot_of_another_board_is_no_place_for_it(self, alice, mix):
        elsewhere = shots_of(board(alice))[0]
        gone = shots_of(mix.film)[3]
        shots.remove(alice, gone.pk)

        for shot in (elsewhere.pk, gone.pk, uuid4()):
            assert piece_faults(alice, mix, put(alice, mix), shot=str(shot)) == {"shot"}

    def test_words_lane_and_shot_of_a_line_are_the_board_s(self, alice, film, mix):
        one, other = shots_of(film)[:2]
        line = SoundPiece.objects.create(
            mix=mix, lane="dialogue", shot=one, is_line=True, text="Hello", asset=sound(alice)
        )

        assert piece_faults(alice, mix, line, text="Bye", lane="music", shot=str(other.pk)) == {"text", "lane", "shot"}
        sounds.change(
            alice, mix, line.pk, {"text": "Hello", "lane": "dialogue", "shot": str(one.pk), "starts_s": 1, "gain_db": 2}
        )
        assert (again(line).starts_s, again(line).gain_db) == (1, 2)

    def test_of_what_is_not_made_yet_nobody_knows_the_length(self, alice, mix):
        piece = SoundPiece.objects.create(mix=mix, lane="music")

        sounds.change(alice, mix, piece.pk, {"from_s": 100, "to_s": 200, "fade_in_s": 30})

        assert (again(piece).from_s, again(piece).to_s) == (100, 200)

    @pytest.mark.parametrize("name", [*piece_content.FIELDS, *piece_content.READ_ONLY, "\x00", "x" * 10_000])
    def test_no_value_in_any_field_is_a_bug(self, alice, mix, name):
        piece = put(alice, mix)
        for value in NOTHINGS:
            try:
                sounds.change(alice, mix, piece.pk, {name: value})
            except AskInvalid as refused:
                assert all(place[:50] == name[:50] for place in refused.errors)
        assert len(pieces_of(mix)) == 1

    @pytest.mark.parametrize("content", [None, [], "x", 5, True])
    def test_what_is_no_sound_at_all_is_refused(self, alice, mix, content):
        piece = put(alice, mix)
        for deed in (
            lambda: sounds.add(alice, mix, content),
            lambda: sounds.change(alice, mix, piece.pk, content),
        ):
            with pytest.raises(AskInvalid):
                deed()


class TestVoices:
    def test_a_voice_is_kept_with_all_that_its_model_sets(self, alice, film, mix, speaker):
        sounds.edit(alice, mix.pk, {"voice": {"model": "fake-voice", "parameters": {"speed": "1.5"}}})
        shots.edit(alice, shots_of(film)[0].pk, {"voice": {"model": "fake-voice"}, "fits_line": True})

        assert again(mix).voice == {"model": "fake-voice", "parameters": {"voice": "anna", "speed": 1.5}}
        assert (shots_of(film)[0].voice, shots_of(film)[0].fits_line) == (ANNA, True)

    def test_nothing_is_the_usual_voice_again(self, alice, mix, speaker):
        for nothing in (None, "", {}):
            sounds.edit(alice, mix.pk, {"voice": ANNA})
            sounds.edit(alice, mix.pk, {"voice": nothing})
            assert again(mix).voice == {}

    @pytest.mark.parametrize(
        ("voice", "field"),
        [
            ({"model": "nobody"}, "voice.model"), ({"model": 5}, "voice.model"), ({"x": 1}, "voice"),
            ({"model": "fake-voice", "parameters": []}, None),
            ({"model": "fake-voice", "parameters": [1]}, "voice.parameters"),
            ({"model": "fake-voice", "parameters": {"voice": "clara"}}, "voice.parameters.voice"),
            ({"model": "fake-voice", "parameters": {"speed": 3}}, "voice.parameters.speed"),
            ({"model": "fake-voice", "parameters": {"mood": 3}}, "voice.parameters.mood"),
        ],
    )  # fmt: skip
    def test_what_no_voice_is_is_told_by_its_field(self, alice, film, mix, speaker, voice, field):
        if field is None:
            assert sounds.edit(alice, mix.pk, {"voice": voice}).voice == ANNA
            return
        assert mix_faults(alice, mix, voice=voice) == {field}
        with pytest.raises(AskInvalid) as refused:
            films.edit(alice, film.pk, {"shots": [{"voice": voice}, {}]})
        assert set(refused.value.errors) == {f"shots.0.{field}"}

    def test_what_does_not_speak_is_switched_off_or_needs_a_file_is_no_voice(self, alice, mix, speaker):
        def model(pk, **other):
            CatalogueModel.objects.create(
                id=pk, provider="fake", entry={**SPEECH, "model": pk, **other}, enabled=pk != "fake-off"
            )
            return {"model": pk}

        cloning = {**SPEECH["inputs"], "like": {"type": "string", "required": True, "maps_to": "reference_audio"}}
        assert mix_faults(alice, mix, voice=model("fake-music", kind="music")) == {"voice.model"}
        assert mix_faults(alice, mix, voice=model("fake-off")) == {"voice.model"}
        assert mix_faults(alice, mix, voice=model("fake-clone", inputs=cloning)) == {"voice.references"}

    def test_a_voice_whose_model_has_gone_since_can_be_said_again_and_is_kept(self, alice, film, mix, speaker):
        shot = shots_of(film)[0]
        shots.edit(alice, shot.pk, {"voice": ANNA})
        speaker.delete()

        shots.edit(alice, shot.pk, {"voice": ANNA, "line": "Hello"})

        assert (shots_of(film)[0].voice, shots_of(film)[0].line) == (ANNA, "Hello")

    def test_a_copy_of_a_shot_speaks_with_its_voice(self, alice, film, speaker):
        shot = shots_of(film)[0]
        shots.edit(alice, shot.pk, {"voice": ANNA, "fits_line": True})

        copy = shots.duplicate(alice, shot.pk)

        assert (copy.voice, copy.fits_line) == (ANNA, True)
