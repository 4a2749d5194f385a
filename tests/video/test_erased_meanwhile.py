"""A bin that is emptied in the very moment in which a paid work of its board ends: paid once, and never lost."""

import threading
from uuid import uuid4

import pytest
from django.db import transaction

from studio.ask import Ask
from studio.models import Asset, Generation, Status
from studio.selectors import ledger
from studio.services import assets, bin, work
from tests.studio.conftest import balance_of
from tests.studio.races import at_once
from tests.video import filming, hearing
from tests.video.boards import board
from tests.video.filming import film, maker  # noqa: F401
from tests.video.sounds import clip
from tests.video.test_film_edit_races import wait_for_one_who_waits
from video.ends import unless_erased
from video.film_follow import Films
from video.models import MultiShotGeneration, SoundMix, SoundOrder
from video.services import films, making, mixes
from video.sound_follow import Sounds

pytestmark = pytest.mark.django_db(transaction=True)


def erased_as_it_ends(fake_engine, owner, pk, *, makes, binned):
    """Run an order; its maker is through with it while another process empties the bin, and has not committed yet."""
    begun, held = threading.Event(), threading.Event()

    def does(job, report):
        binned()
        begun.set()
        assert held.wait(30)
        return makes(job)

    def emptied():
        assert begun.wait(30)
        with transaction.atomic():
            bin.empty(owner)
            held.set()
            wait_for_one_who_waits()

    fake_engine.does, fake_engine.can_stop = does, False
    at_once(lambda: work.run(pk), emptied)
    return Generation.objects.get(pk=pk)


def is_paid_and_in_the_library(made, *, had):
    assert (made.status, made.error_message) == (Status.DONE, "")
    assert balance_of(made.owner) == had - made.price
    assert made.price > 0
    assert Asset.objects.filter(generation=made, deleted_at=None).exists()
    assert made.deleted_at is None
    assert list(ledger.faults()) == []


@pytest.fixture
def voice(settings, fake_engine, private_media):
    hearing.with_hearing(settings, fake_engine)
    return fake_engine


def test_the_sound_of_a_board_is_its_owners_all_the_same(alice, voice):
    row = board(alice)
    hearing.say(row, "Good morning.")
    mix, had = hearing.mix_for(row), balance_of(alice)
    hearing.speak(mix)
    [order] = hearing.orders_of(mix)

    made = erased_as_it_ends(
        voice, alice, order.generation_id, makes=hearing.spoken, binned=lambda: films.trash(alice, row.pk)
    )

    is_paid_and_in_the_library(made, had=had)
    assert not SoundMix.objects.exists()


def test_the_sound_of_a_clip_is_its_owners_all_the_same(alice, voice):
    picture, had = clip(alice), balance_of(alice)
    mix, _fresh = mixes.for_clip(alice, picture.pk)
    making.make(alice, mix, lane="music", ask=Ask(kind="text_to_speech", model="fake-voice", prompt="la"), key=uuid4())
    [order] = hearing.orders_of(mix)

    made = erased_as_it_ends(
        voice, alice, order.generation_id, makes=hearing.spoken, binned=lambda: assets.delete(picture)
    )

    is_paid_and_in_the_library(made, had=had)
    assert not SoundMix.objects.exists()


def test_the_clip_of_a_shot_is_its_owners_all_the_same(alice, film, maker):
    row, had = film(alice, "a", {"prompt": "b", "continues": True}), balance_of(alice)
    filming.render(row)
    first, _second = [each.generation for each in filming.orders_of(row)]

    made = erased_as_it_ends(maker, alice, first.pk, makes=filming.clip_of, binned=lambda: films.trash(alice, row.pk))

    is_paid_and_in_the_library(made, had=had)
    assert not MultiShotGeneration.objects.exists()
    assert not Generation.objects.filter(status=Status.QUEUED).exists(), "nobody waits for its last frame"


@pytest.mark.parametrize("room", [Films(), Sounds()], ids=["films", "sounds"])
@pytest.mark.parametrize("how", ["done", "ended"])
def test_an_end_of_which_a_room_hears_too_late_is_no_trouble(alice, room, how):
    made = Generation.objects.create(owner=alice, kind="text_to_speech", model="fake-voice", provider="fake")

    getattr(room, how)(made)

    assert not room.has(made)


def test_what_is_missing_though_nothing_was_erased_is_still_a_fault(alice, voice):
    row = board(alice)
    hearing.say(row, "Good morning.")
    mix = hearing.mix_for(row)
    hearing.speak(mix)
    [order] = hearing.orders_of(mix)

    def then():
        SoundMix.objects.get(pk=row.pk)

    with pytest.raises(SoundMix.DoesNotExist):
        unless_erased(SoundOrder.objects.filter(pk=order.pk), then)
