"""The sound of a board or a clip: its mix made and set, its sounds put on lanes, changed and taken off."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from reklamai.core.errors import BadInput, Conflict, NotFound
from reklamai.media.mixing.model import parse
from studio.catalogue.validate import AskInvalid
from studio.models import Asset, Generation
from tests.video.boards import board, picture, shots_of
from tests.video.sounds import again, clip, film, mix, pieces_of, put, sound, sound_revision, speaker  # noqa: F401
from video.models import SoundMix, SoundPart, SoundPiece
from video.models.sound import MOST_PIECES
from video.selectors.mixes import board_of_sound
from video.services import films, mixes, shots, sounds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


class TestTheMix:
    def test_a_board_has_one_mix_made_when_it_is_first_opened(self, alice, film):
        first, second = mixes.for_film(alice, film.pk), mixes.for_film(alice, film.pk)

        assert (first[1], second[1]) == (True, False)
        assert first[0] == second[0] == sounds.mix_of_film(alice, film)
        assert (first[0].film, first[0].clip, first[0].owner) == (film, None, alice)

    def test_a_clip_has_one_too(self, alice, private_media):
        found = clip(alice)

        first, second = mixes.for_clip(alice, found.pk), mixes.for_clip(alice, found.pk)

        assert (first[1], second[1]) == (True, False)
        assert first[0] == second[0] == sounds.mix_of_clip(alice, found)
        assert (first[0].film, first[0].clip) == (None, found)

    def test_nobody_else_opens_it_nor_makes_one_of_what_is_not_theirs(self, alice, bob, film, mix):
        found = clip(alice)

        for ask in (
            lambda: mixes.for_film(bob, film.pk),
            lambda: mixes.for_clip(bob, found.pk),
            lambda: mixes.for_film(bob, uuid4()),
            lambda: sounds.edit(bob, mix.pk, {"duck_db": 3}),
            lambda: sounds.add(bob, mix, {"asset": str(sound(bob).pk)}),
        ):
            with pytest.raises(NotFound):
                ask()
        assert SoundMix.objects.count() == 1

    def test_only_clips_of_at_most_half_an_hour_are_given_sound(self, alice, private_media):
        for what in (sound(alice), picture(alice), clip(alice, seconds=1801)):
            with pytest.raises(BadInput) as refused:
                mixes.for_clip(alice, what.pk)
        assert refused.value.message == "Only clips of at most 30 minutes can be given sound."
        assert not SoundMix.objects.exists()

    def test_two_brought_clips_with_a_transition_between_them_are_given_sound_to_their_end(self, alice, private_media):
        long = sounds.mix_of_clip(alice, clip(alice, seconds=1205))
        podcast = sound(alice, seconds=1790)

        piece = sounds.add(alice, long, {"asset": str(podcast.pk), "starts_s": 1190, "from_s": 1700, "to_s": 1715})

        board = board_of_sound(long)
        text, _files = board.mixing(SoundPart.MIX)
        [told] = parse(text, [Path("a.wav")], clip=Path("b.mp4")).pieces
        assert (told.starts_s, told.from_s, told.to_s) == (piece.starts_s, 1700, 1715)
        assert board.target_s == 1205

    def test_what_is_in_the_bin_has_no_sound_until_it_is_back(self, alice, film, mix):
        films.trash(alice, film.pk)
        with pytest.raises(NotFound):
            sounds.edit(alice, mix.pk, {"duck_db": 3})
        with pytest.raises(NotFound):
            mixes.for_film(alice, film.pk)

        films.restore(alice, film.pk)

        assert sounds.edit(alice, mix.pk, {"duck_db": 3}).duck_db == 3

    def test_a_clip_in_the_bin_is_given_none(self, alice, private_media):
        gone = clip(alice, deleted_at=timezone.now())

        with pytest.raises(NotFound):
            mixes.for_clip(alice, gone.pk)

    def test_what_is_left_out_stays_and_the_revision_grows_once(self, alice, mix):
        sounds.edit(alice, mix.pk, {"duck_db": 6, "own_gain_db": -3, "loudness": -16})
        sounds.edit(alice, mix.pk, {"own_mute": True})
        sounds.edit(alice, mix.pk, {"own_mute": "true", "duck_db": "6"})  # nothing new

        row = again(mix)
        assert (row.duck_db, row.own_gain_db, row.loudness, row.own_mute) == (6, -3, -16, True)
        assert row.revision == 2

    def test_an_older_tab_is_told_and_writes_nothing(self, alice, mix):
        piece = put(alice, mix)

        for change in (
            lambda: sounds.edit(alice, mix.pk, {"duck_db": 3}, revision=0),
            lambda: sounds.add(alice, mix, {"asset": str(sound(alice).pk)}, revision="0"),
            lambda: sounds.change(alice, mix, piece.pk, {"mute": True}, revision=0),
            lambda: sounds.duplicate(alice, mix, piece.pk, revision=0),
            lambda: sounds.split(alice, mix, piece.pk, at_s=2, revision=0),
            lambda: sounds.remove(alice, mix, piece.pk, revision=0),
            lambda: sounds.put_back(alice, mix, piece.pk, revision=0),
        ):
            with pytest.raises(Conflict) as refused:
                change()
            assert refused.value.facts == {"revision": 1}
        assert pieces_of(mix) == [piece]
        assert (again(mix).duck_db, again(piece).mute) == (10, False)

    def test_a_revision_that_is_none_is_a_fault_and_no_bug(self, alice, mix):
        for seen in ("x", [1], -1, 1.5, {"a": 1}, True, 10**30):
            with pytest.raises(AskInvalid) as refused:
                sounds.edit(alice, mix.pk, {"duck_db": 3}, revision=seen)
            assert set(refused.value.errors) == {"revision"}


class TestAdding:
    def test_a_sound_of_the_library_lies_where_it_was_put(self, alice, film, mix):
        shot, file = shots_of(film)[1], sound(alice)

        made = sounds.add(
            alice,
            mix,
            {"asset": str(file.pk), "lane": "music", "shot": str(shot.pk), "starts_s": "1.5", "from_s": 1, "to_s": 4,
             "fade_in_s": 0.5, "gain_db": -6, "loop": True},
        )  # fmt: skip

        row = again(made)
        assert (row.asset, row.lane, row.shot, row.starts_s) == (file, "music", shot, 1.5)
        assert (row.from_s, row.to_s, row.fade_in_s, row.gain_db, row.loop, row.mute) == (1, 4, 0.5, -6, True, False)
        assert made.mix.revision == sound_revision(mix) == 1

    def test_what_it_was_made_as_says_its_lane_and_its_words(self, alice, mix):
        said = {"text": "Доброе утро", "words": [["Доброе", 0.05, 0.4], ["утро", 0.45, 0.9]]}
        for kind, lane in (("text_to_speech", "dialogue"), ("music", "music"), ("sound_effect", "effects")):
            made = Generation.objects.create(owner=alice, kind=kind, model="fake", notes={"speech": said})

            piece = sounds.add(alice, mix, {"asset": str(sound(alice, generation=made).pk)})

            assert (piece.lane, piece.text, piece.spoken) == (lane, said["text"], said["words"])
        assert put(alice, mix).spoken == []

    def test_a_clip_lends_its_own_sound(self, alice, mix):
        assert sounds.add(alice, mix, {"asset": clip(alice).pk}).lane == "effects"

    def test_only_what_is_heard_and_ones_own_can_be_added(self, alice, bob, mix):
        binned = sound(alice, deleted_at=timezone.now())
        of_a_room = sound(alice, room="soulids")
        silent = clip(alice, has_sound=False)
        for asset in (sound(bob), binned, of_a_room, silent, picture(alice)):
            with pytest.raises(AskInvalid) as refused:
                sounds.add(alice, mix, {"asset": str(asset.pk)})
            assert set(refused.value.errors) == {"asset"}
        strange = {"x": {"asset": "x"}, "none": {}, "list": {"asset": []}, "nobody's": {"asset": str(uuid4())}}
        for content in strange.values():
            with pytest.raises(AskInvalid) as refused:
                sounds.add(alice, mix, content)
            assert set(refused.value.errors) == {"asset"}
        assert sound_revision(mix) == 0

    def test_a_stranger_s_file_is_told_of_as_one_that_is_not_there(self, alice, bob, mix):
        words = set()
        for pk in (sound(bob).pk, uuid4()):
            with pytest.raises(AskInvalid) as refused:
                sounds.add(alice, mix, {"asset": str(pk)})
            words.add(refused.value.message)
        assert len(words) == 1

    def test_a_full_mix_takes_no_more_by_any_way(self, alice, mix):
        gone = put(alice, mix)
        sounds.remove(alice, mix, gone.pk)
        SoundPiece.objects.bulk_create(
            SoundPiece(mix=mix, lane="effects", asset=gone.asset) for _each in range(MOST_PIECES)
        )

        for more in (
            lambda: put(alice, mix),
            lambda: sounds.duplicate(alice, mix, pieces_of(mix)[0].pk),
            lambda: sounds.split(alice, mix, pieces_of(mix)[0].pk, at_s=2),
            lambda: sounds.put_back(alice, mix, gone.pk),
        ):
            with pytest.raises(Conflict):
                more()
        assert len(pieces_of(mix)) == MOST_PIECES


class TestChanging:
    def test_what_is_left_out_stays(self, alice, mix):
        piece = put(alice, mix, starts_s=2, gain_db=-4)

        sounds.change(alice, mix, piece.pk, {"lane": "ambience", "fade_out_s": 1})
        sounds.change(alice, mix, piece.pk, {"lane": "ambience", "fade_out_s": "1.0"})  # nothing new

        row = again(piece)
        assert (row.lane, row.fade_out_s, row.starts_s, row.gain_db) == ("ambience", 1, 2, -4)
        assert sound_revision(mix) == 2

    def test_a_sound_of_another_mix_is_not_found(self, alice, mix):
        other = put(alice, sounds.mix_of_film(alice, board(alice)))

        for deed in (
            lambda: sounds.change(alice, mix, other.pk, {"mute": True}),
            lambda: sounds.duplicate(alice, mix, other.pk),
            lambda: sounds.split(alice, mix, other.pk, at_s=1),
            lambda: sounds.remove(alice, mix, other.pk),
            lambda: sounds.put_back(alice, mix, other.pk),
            lambda: sounds.change(alice, mix, uuid4(), {}),
        ):
            with pytest.raises(NotFound):
                deed()

    def test_a_copy_lies_right_behind_it(self, alice, mix):
        piece = put(alice, mix, starts_s=1, from_s=1, to_s=3.5, gain_db=-6, fade_in_s=0.25)

        copy = sounds.duplicate(alice, mix, piece.pk)

        assert (copy.starts_s, copy.from_s, copy.to_s, copy.gain_db, copy.fade_in_s) == (3.5, 1, 3.5, -6, 0.25)
        assert (copy.asset, copy.lane) == (piece.asset, piece.lane)

    @pytest.mark.parametrize("content", [{"loop": True}, {"starts_s": 14}])
    def test_behind_the_picture_s_end_it_lies_at_its_place(self, alice, mix, content):
        piece = put(alice, mix, **content)  # the board is 16 seconds long

        assert sounds.duplicate(alice, mix, piece.pk).starts_s == piece.starts_s

    def test_two_parts_of_a_split_sound_join_without_a_seam(self, alice, mix):
        piece = put(alice, mix, starts_s=2, from_s=0.5, to_s=4.5, fade_in_s=0.3, fade_out_s=0.4, gain_db=3)

        first, second = sounds.split(alice, mix, piece.pk, at_s="1.25")

        assert (first.pk, first.starts_s, first.from_s, first.to_s) == (piece.pk, 2, 0.5, 1.75)
        assert (second.starts_s, second.from_s, second.to_s) == (3.25, 1.75, 4.5)
        assert (first.fade_in_s, first.fade_out_s) == (0.3, 0)
        assert (second.fade_in_s, second.fade_out_s, second.gain_db) == (0, 0.4, 3)
        assert pieces_of(mix) == [first, second]
        assert again(first).to_s == 1.75

    def test_fades_of_a_split_sound_are_no_longer_than_its_parts(self, alice, mix):
        piece = put(alice, mix, fade_in_s=2, fade_out_s=2)

        first, second = sounds.split(alice, mix, piece.pk, at_s=1)
        _third, last = sounds.split(alice, mix, second.pk, at_s=3)

        assert (first.fade_in_s, second.fade_out_s, last.fade_out_s) == (1, 2, 1)

    @pytest.mark.parametrize("at_s", [0, 5, -1, "x", None, True, 4.99, [], float("nan")])
    def test_a_moment_outside_of_it_is_told(self, alice, mix, at_s):
        piece = put(alice, mix)

        with pytest.raises(AskInvalid) as refused:
            sounds.split(alice, mix, piece.pk, at_s=at_s)

        assert set(refused.value.errors) == {"at_s"}
        assert pieces_of(mix) == [piece]

    def test_what_repeats_or_is_shorter_than_two_parts_is_not_split(self, alice, mix):
        for piece in (put(alice, mix, loop=True), put(alice, mix, to_s=0.09)):
            with pytest.raises(AskInvalid) as refused:
                sounds.split(alice, mix, piece.pk, at_s=0.05)
            assert set(refused.value.errors) == {"at_s"}

    def test_what_is_not_made_yet_is_neither_copied_nor_split(self, alice, mix):
        piece = SoundPiece.objects.create(mix=mix, lane="music")

        for deed in (
            lambda: sounds.duplicate(alice, mix, piece.pk),
            lambda: sounds.split(alice, mix, piece.pk, at_s=1),
        ):
            with pytest.raises(Conflict):
                deed()

    def test_sounds_of_a_shot_that_is_split_go_with_the_part_in_which_they_begin(self, alice, film, mix):
        shot = shots_of(film)[0]
        early, late, free = (
            put(alice, mix, shot=str(shot.pk), starts_s=1.5),
            put(alice, mix, shot=str(shot.pk), starts_s=2.75),
            put(alice, mix, starts_s=3),
        )
        line = SoundPiece.objects.create(mix=mix, lane="dialogue", shot=shot, is_line=True, starts_s=3)
        shots.edit(alice, shot.pk, {"line": "Hello", "fits_line": True})

        first, second = shots.split(alice, shot.pk, at_s=2)

        assert [(again(each).shot, again(each).starts_s) for each in (early, late, free, line)] == [
            (first, 1.5), (second, 0.75), (None, 3), (first, 3),
        ]  # fmt: skip
        assert (second.line, second.fits_line, sound_revision(mix)) == ("", False, 4)


class TestRemoving:
    def test_what_was_removed_comes_back_as_it_was(self, alice, mix):
        piece = put(alice, mix, starts_s=3)

        sounds.remove(alice, mix, piece.pk)
        assert pieces_of(mix) == []
        with pytest.raises(NotFound):
            sounds.change(alice, mix, piece.pk, {"mute": True})

        sounds.put_back(alice, mix, piece.pk)
        sounds.put_back(alice, mix, piece.pk)
        assert [row.starts_s for row in pieces_of(mix)] == [3]
        assert sound_revision(mix) == 3

    def test_its_file_stays_in_the_library(self, alice, mix):
        piece = put(alice, mix)

        sounds.remove(alice, mix, piece.pk)

        assert Asset.objects.visible_to(alice).filter(pk=piece.asset_id).exists()

    def test_a_line_that_was_spoken_anew_stays_in_its_place(self, alice, film, mix):
        shot = shots_of(film)[0]
        old = SoundPiece.objects.create(mix=mix, lane="dialogue", shot=shot, is_line=True)
        sounds.remove(alice, mix, old.pk)
        new = SoundPiece.objects.create(mix=mix, lane="dialogue", shot=shot, is_line=True)

        with pytest.raises(Conflict):
            sounds.put_back(alice, mix, old.pk)

        assert pieces_of(mix) == [new]

    def test_a_copy_of_a_line_and_the_rest_of_a_split_one_are_plain_sounds(self, alice, film, mix):
        line = SoundPiece.objects.create(
            mix=mix, lane="dialogue", shot=shots_of(film)[0], is_line=True, asset=sound(alice), text="Hello"
        )

        copy = sounds.duplicate(alice, mix, line.pk)
        first, second = sounds.split(alice, mix, line.pk, at_s=2)

        assert (first.is_line, second.is_line, copy.is_line) == (True, False, False)
        assert (copy.text, copy.shot_id) == ("Hello", line.shot_id)
