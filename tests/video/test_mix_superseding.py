"""A mix of what is set no longer is stopped when another is ordered, and none that is of use is lost with it."""

from functools import partial
from uuid import uuid4

import pytest
from django.db import transaction

from studio.ask import Ask
from studio.engines import tables
from studio.models import Generation, Status
from studio.selectors import ledger
from studio.services import credits, watch, work
from tests.studio.conftest import balance_of
from tests.studio.races import at_once
from tests.video.hearing import PRICE, Mixer, again, mix_for, orders_of, pieces, say, speak, standing, with_hearing
from tests.video.sketching import a_film, drafted, read, shot_of, with_small_engines, work_through
from video.models import MultiShotGeneration, SoundPart
from video.selectors.boards import board_of
from video.selectors.reels import reels_of
from video.services import making, mixing, sounds

pytestmark = pytest.mark.django_db


class Unstoppable(Mixer):
    """Does what is to happen while it works, and ends whatever is said."""

    can_stop = False
    meanwhile: list = []

    def run(self, job, report):
        if self.meanwhile:
            self.meanwhile.pop()()
        return super().run(job, report)


OVER = [Status.DONE, Status.FAILED, Status.CANCELLED]


@pytest.fixture
def film(alice, settings, fake_engine, private_media):
    with_small_engines(settings)
    with_hearing(settings, fake_engine)
    film = a_film(alice, "a street", "a café")
    say(film, "Good morning.", "Come in!")
    yield film
    tables.loaded.cache_clear()


@pytest.fixture
def mix(film):
    """Of a board whose lines are spoken, whose animatic is drawn and has its sound."""
    found = mix_for(film)
    speak(found)
    drafted(film)
    return found


def louder(alice, mix, gain_db, part=SoundPart.PREVIEW):
    """The mix with another gain, ordered."""
    sounds.change(alice, mix, pieces(mix)[0].pk, {"gain_db": gain_db})
    return mixing.ordered(alice, mix, part)


def statuses(*orders):
    return [again(order.generation).status for order in orders]


def begun(order):
    """As a worker has it that is mixing it now."""
    Generation.objects.filter(pk=order.generation_id).update(status=Status.RUNNING, attempt=1)


@pytest.mark.parametrize("part", [SoundPart.PREVIEW, SoundPart.MIX])
@pytest.mark.parametrize("is_begun", [False, True])
def test_a_mix_of_older_settings_is_stopped_by_a_newer_one(alice, film, mix, part, is_begun):
    MultiShotGeneration.objects.filter(pk=film.pk).update(combined_video=read(film).animatic)
    older = louder(alice, mix, 3, part)
    if is_begun:
        begun(older)

    newer = louder(alice, mix, 4, part)

    assert statuses(older, newer) == [Status.CANCELLED, Status.QUEUED]
    work_through()
    board = standing(mix)
    assert board.preview_is_current if part == SoundPart.PREVIEW else board.result_is_current
    assert board.trouble == ""


def test_a_mix_that_is_asked_for_twice_stays_under_way(alice, mix):
    first = louder(alice, mix, 3)

    assert mixing.order_preview(alice, mix) == first

    assert statuses(first) == [Status.QUEUED]


def test_of_settings_changed_to_and_fro_only_what_is_set_now_is_mixed(alice, film, mix):
    wanted, other = louder(alice, mix, 3), louder(alice, mix, 4)

    once_more = louder(alice, mix, 3)

    assert statuses(wanted, other, once_more) == [Status.CANCELLED, Status.CANCELLED, Status.QUEUED]
    work_through()
    assert standing(mix).preview_is_current
    assert reels_of(board_of(read(film))).animatic.played == again(once_more.generation).result


def test_where_all_is_set_as_it_was_mixed_already_the_mix_under_way_is_stopped(alice, mix):
    sounds.change(alice, mix, pieces(mix)[0].pk, {"gain_db": 0})
    before, count = again(mix).preview, len(Mixer.ran)
    unwanted = louder(alice, mix, 4)

    assert louder(alice, mix, 0) is None

    assert statuses(unwanted) == [Status.CANCELLED]
    work_through()
    assert (again(mix).preview, len(Mixer.ran)) == (before, count)
    assert standing(mix).preview_is_current


def test_a_mix_of_the_film_is_not_stopped_by_one_of_the_animatic(alice, film, mix):
    MultiShotGeneration.objects.filter(pk=film.pk).update(combined_video=read(film).animatic)
    of_film = louder(alice, mix, 3, SoundPart.MIX)

    louder(alice, mix, 4, SoundPart.PREVIEW)

    assert statuses(of_film) == [Status.QUEUED]


def test_what_is_paid_for_is_not_stopped_by_a_mix(alice, mix):
    louder(alice, mix, 3)
    making.make(alice, mix, lane="music", ask=song(), key=uuid4())
    balance = balance_of(alice)

    louder(alice, mix, 4)

    assert balance_of(alice) == balance == 100 - 3 * PRICE
    assert statuses(orders_of(mix)[-1]) == [Status.QUEUED]
    work_through()
    assert standing(mix).preview_is_current
    assert not list(ledger.faults())


def test_a_newer_mix_that_cannot_be_ordered_stops_none(alice, mix, settings):
    older = louder(alice, mix, 3)
    sounds.change(alice, mix, pieces(mix)[0].pk, {"gain_db": 4})
    settings.OPEN_ORDERS_MOST = 0

    sound_ended(mix)

    assert statuses(older) == [Status.QUEUED]
    assert standing(mix).trouble


def test_a_new_animatic_stops_the_mix_under_the_one_before(alice, film, mix):
    under_old = louder(alice, mix, 3)
    shot = shot_of(film, 1)
    shot.join_style, shot.join_seconds = "crossfade", 0.5
    shot.save()

    drafted_before = len(Mixer.ran)
    drafted(read(film))

    assert standing(mix).preview_is_current
    assert statuses(under_old)[0] in (Status.CANCELLED, Status.DONE)
    assert len(Mixer.ran) - drafted_before <= 2


@pytest.mark.parametrize("is_set_back", [True, False])
def test_an_older_mix_that_cannot_be_stopped_stands_only_if_all_is_set_as_it_was(alice, mix, settings, is_set_back):
    settings.ENGINES = {**settings.ENGINES, "local.sound_preview": "tests.video.test_mix_superseding.Unstoppable"}
    tables.loaded.cache_clear()
    older, newer = louder(alice, mix, 3), []

    def meanwhile():
        newer.append(louder(alice, mix, 4))
        work.run(newer[0].generation_id)
        if is_set_back:
            sounds.change(alice, mix, pieces(mix)[0].pk, {"gain_db": 3})

    Unstoppable.meanwhile = [meanwhile]
    work.run(older.generation_id)

    stands = older if is_set_back else newer[0]
    assert again(mix).preview == again(stands.generation).result
    assert standing(mix).preview_is_current


@pytest.mark.django_db(transaction=True)
def test_tabs_that_change_and_mix_at_once_leave_one_mix_of_what_is_set_last(alice, mix):
    piece = pieces(mix)[0].pk
    for turn in range(3):
        at_once(
            *(partial(louder, alice, mix, 1 + 3 * turn + each) for each in range(3)),
            partial(sound_ended, mix),
            watch.sweep,
        )
        mixing.order_preview(alice, mix)

        waiting = Generation.objects.filter(status=Status.QUEUED, kind="sound_preview").count()
        assert waiting == (0 if standing(mix).preview_is_current else 1)
        work_through()
        assert standing(mix).preview_is_current
        assert again(pieces(mix)[0]).pk == piece
    assert set(statuses(*orders_of(mix, SoundPart.PREVIEW))) <= {Status.DONE, Status.CANCELLED}
    assert balance_of(alice) == 100 - 2 * PRICE


@pytest.mark.django_db(transaction=True)
def test_a_mix_that_ends_while_a_newer_one_is_ordered_is_kept_or_stopped_and_never_half(alice, mix):
    for turn in range(4):
        older = louder(alice, mix, 3 + turn)
        sounds.change(alice, mix, pieces(mix)[0].pk, {"gain_db": -3 - turn})

        at_once(partial(work.run, older.generation_id), partial(mixing.order_preview, alice, mix))

        made = again(older.generation)
        assert made.status in OVER
        assert (made.result is not None) == (made.status == Status.DONE)
        work_through()
        assert standing(mix).preview_is_current
    assert not list(ledger.faults())


def sound_ended(mix):
    with transaction.atomic():
        credits.lock_account(mix.owner)
        mixing.sound_ended(mix)


def song():
    return Ask(kind="text_to_speech", model="fake-voice", prompt="la la")
