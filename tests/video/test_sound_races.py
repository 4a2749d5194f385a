"""Two tabs, a worker and a mix, with threads on PostgreSQL."""

from functools import partial

import pytest
from django.db import transaction

from studio.models import Generation, Status, User
from tests.studio.races import at_once
from tests.video.boards import board, shots_of
from tests.video.sounds import again, clip, pieces_of, put, sound, sound_revision
from video.models import SoundMix, SoundOrder, SoundPiece
from video.models.sound import MOST_PIECES
from video.services import films, mixes, shots, sounds
from video.sound_follow import Sounds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mix(alice, private_media):
    return sounds.mix_of_film(alice, board(alice))


def owner(mix):
    return User.objects.get(pk=mix.owner_id)


def test_pages_that_open_the_sound_of_one_board_or_clip_at_once_make_one_mix(alice, private_media):
    film, found = board(alice), clip(alice)

    of_film = at_once(*(partial(mixes.for_film, alice, film.pk) for _tab in range(4)))
    of_clip = at_once(*(partial(mixes.for_clip, alice, found.pk) for _tab in range(4)))

    for told in (of_film, of_clip):
        assert len({mix.pk for mix, _fresh in told}) == 1
        assert sum(fresh for _mix, fresh in told) == 1
    assert SoundMix.objects.count() == 2


def test_two_tabs_that_have_seen_the_same_do_not_overwrite_each_other(alice, mix):
    piece = put(alice, mix)

    for revision in range(1, 5):
        told = at_once(
            partial(sounds.change, owner(mix), mix, piece.pk, {"starts_s": revision}, revision=revision),
            partial(sounds.edit, owner(mix), mix.pk, {"duck_db": revision}, revision=revision),
        )

        assert sum(each is not None for each in told) == 1
        assert sound_revision(mix) == revision + 1


def test_sounds_added_at_once_never_fill_a_mix_beyond_its_room(alice, mix):
    SoundPiece.objects.bulk_create(SoundPiece(mix=mix, lane="effects") for _each in range(MOST_PIECES - 2))
    files = [str(sound(alice).pk) for _each in range(4)]

    told = at_once(*(partial(sounds.add, owner(mix), mix, {"asset": pk}) for pk in files))

    assert sum(each is not None for each in told) == 2
    assert len(pieces_of(mix)) == MOST_PIECES


def test_changes_of_different_sounds_at_once_are_all_kept(alice, mix):
    pieces = [put(alice, mix) for _each in range(4)]

    at_once(*(partial(sounds.change, owner(mix), mix, piece.pk, {"gain_db": -3}) for piece in pieces))

    assert [piece.gain_db for piece in pieces_of(mix)] == [-3] * 4
    assert sound_revision(mix) == 8


def test_a_sound_that_arrives_while_its_place_is_changed_stops_nobody(alice, mix):
    """The page holds the mix and then its sound; so must the end of an order."""
    shot = shots_of(mix.film)[0]
    for round_ in range(4):
        piece = SoundPiece.objects.create(mix=mix, lane="music", shot=shot, content_hash="0" * 64)
        made = Generation.objects.create(
            owner=alice, kind="music", model="fake", provider="fake", status=Status.DONE, prompt="a hum"
        )
        file = sound(alice, generation=made)
        SoundOrder.objects.create(mix=mix, piece=piece, generation=made, part="piece", content_hash="0" * 64)

        at_once(
            partial(ended, made.pk),
            partial(sounds.change, owner(mix), mix, piece.pk, {"starts_s": 1 + round_ / 10}),
            partial(sounds.edit, owner(mix), mix.pk, {"duck_db": round_}),
        )

        assert (again(piece).asset, again(piece).starts_s) == (file, 1 + round_ / 10)


def ended(pk):
    with transaction.atomic():
        Sounds().done(Generation.objects.get(pk=pk))


def test_a_board_that_goes_into_the_bin_meanwhile_leaves_nothing_half_done(alice, mix):
    piece = put(alice, mix)

    at_once(
        partial(films.trash, owner(mix), mix.film_id),
        partial(sounds.change, owner(mix), mix, piece.pk, {"gain_db": -3}),
        partial(sounds.split, owner(mix), mix, piece.pk, at_s=2),
        partial(shots.edit, owner(mix), shots_of(mix.film)[0].pk, {"line": "Hello"}),
    )
    films.restore(alice, mix.film_id)

    parts = pieces_of(mix)
    assert len(parts) in (1, 2)
    assert sum((part.to_s or 5) - part.from_s for part in parts) == 5
