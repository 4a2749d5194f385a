"""Sound under animatics, films and clips: mixed by itself when there is a picture, never twice, never lost."""

import json
from functools import partial
from uuid import uuid4

import pytest
from django.utils import translation

from reklamai.core.errors import BadInput, Conflict, MediaError
from studio.ask import Ask
from studio.engines import tables
from studio.models import Asset, Generation, LedgerEntry, Status
from studio.selectors import ledger
from studio.services import watch, work
from tests.studio.conftest import balance_of
from tests.studio.races import at_once
from tests.video.hearing import (
    PRICE,
    Mixer,
    again,
    mix_for,
    mix_in,
    orders_of,
    pieces,
    refusing,
    say,
    speak,
    spoken,
    standing,
    with_hearing,
)
from tests.video.plating import load
from tests.video.sketching import a_film, drafted, read, shot_of, with_small_engines, work_through
from tests.video.sounds import put, sound
from video.models import MultiShotGeneration, SoundMix, SoundPart
from video.selectors.boards import board_of
from video.selectors.reels import drafting_of, reels_of
from video.services import making, mixing, sounds
from video.sound_words import said_of

pytestmark = pytest.mark.django_db
FREE = {"model": "voice-draft", "parameters": {}}


@pytest.fixture
def hearing(settings, fake_engine, private_media):
    with_small_engines(settings)
    yield with_hearing(settings, fake_engine)
    tables.loaded.cache_clear()


@pytest.fixture
def film(alice, hearing):
    film = a_film(alice, "a street", "a café")
    say(film, "Good morning.", "Come in!")
    return film


@pytest.fixture
def mix(film):
    return mix_for(film)


def heard_film(film, mix):
    """A board whose lines are spoken and whose animatic is drawn."""
    speak(mix)
    return drafted(film)


def music(**changes):
    return Ask(kind="text_to_speech", model="fake-voice", prompt="la la", **changes)


def test_an_animatic_gets_its_sound_by_itself_and_the_player_plays_it(film, mix):
    heard_film(film, mix)

    board = standing(mix)
    assert board.preview_is_current
    reel = reels_of(board_of(read(film))).animatic
    assert reel.played == board.mix.preview
    assert reel.asset == read(film).animatic, "captions and marks go by the clip that was joined"
    assert len(orders_of(mix, SoundPart.PREVIEW)) == 1


def test_a_draft_is_spoken_by_a_voice_that_costs_nothing(alice, film):
    load("local_speech.yaml")

    drafted(film)

    mix = SoundMix.objects.get(film=film)
    assert {order.generation.model for order in orders_of(mix)} == {"voice-draft"}
    assert standing(mix).preview_is_current
    assert balance_of(alice) == 100
    assert not LedgerEntry.objects.filter(generation__isnull=False).exclude(delta=0).exists()


def test_a_draft_never_orders_a_voice_that_is_paid_for(alice, film, mix):
    drafted(film)

    assert orders_of(mix) == []
    assert balance_of(alice) == 100


def test_a_board_without_a_word_gets_no_mix(film, hearing):
    say(film, "", "")

    drafted(film)

    assert not SoundMix.objects.exists()


def test_nothing_that_is_mixed_already_is_mixed_again(alice, film, mix):
    heard_film(film, mix)
    count = len(Mixer.ran)

    assert mixing.order_preview(alice, mix) is None

    assert len(Mixer.ran) == count


def test_a_louder_line_makes_the_mix_stale_and_the_next_one_takes_its_place(alice, film, mix):
    heard_film(film, mix)
    first = again(mix).preview
    sounds.change(alice, mix, pieces(mix)[0].pk, {"gain_db": 3})

    assert not standing(mix).preview_is_current
    assert mixing.order_preview(alice, mix) is not None
    work_through()

    assert standing(mix).preview_is_current
    assert again(mix).preview != first
    assert again(first.generation).deleted_at is not None, "the older one is in no library to be tidied"


def test_lines_lie_at_the_times_that_their_shots_have_in_the_clip_itself(film, mix):
    shot = shot_of(film, 1)
    shot.join_style, shot.join_seconds = "crossfade", 0.5
    shot.save()

    heard_film(film, mix)

    [order] = orders_of(mix, SoundPart.PREVIEW)
    # two clips of two seconds over one another by half a second: the second is seen from 1.75 s on
    assert [piece["starts_s"] for piece in mix_in(order)["pieces"]] == [0.3, 2.05]
    assert mix_in(order)["seconds"] == pytest.approx(3.5)


def test_what_is_muted_and_what_begins_after_the_end_is_not_sent(alice, film, mix):
    heard_film(film, mix)
    put(alice, mix, lane="music", mute=True)
    late = put(alice, mix, lane="music", starts_s=3.5)
    late.starts_s = 60
    late.save()

    mixing.order_preview(alice, mix)
    order = orders_of(mix, SoundPart.PREVIEW)[-1]

    assert len(mix_in(order)["pieces"]) == 2
    assert order.generation.references.filter(role="reference_audio").count() == 2


def test_a_sound_in_the_bin_is_not_mixed(alice, film, mix):
    heard_film(film, mix)
    gone = pieces(mix)[0]
    Generation.objects.filter(pk=gone.asset.generation_id).update(deleted_at="2026-11-23T00:00:00Z")

    board = standing(mix)

    assert len(board.heard) == 1
    assert board.lines[0].state == "gone"


def test_a_new_animatic_has_its_old_sound_only_until_it_is_mixed_anew(alice, film, mix):
    heard_film(film, mix)
    shot = shot_of(film, 1)
    shot.join_style, shot.join_seconds = "crossfade", 0.5
    shot.save()
    before = drafting_of(board_of(read(film))).version

    drafted(read(film))

    board = standing(mix)
    assert board.preview_is_current
    assert reels_of(board_of(read(film))).animatic.played == board.mix.preview
    assert drafting_of(board_of(read(film))).version != before, "the page hears that there is another clip"


def test_while_a_line_is_still_spoken_nothing_is_mixed(film, mix):
    speak(mix)
    first, second = orders_of(mix)

    drafted_film = read(film)
    work.run(first.generation_id)
    assert orders_of(mix, SoundPart.PREVIEW) == []

    drafted(drafted_film)
    assert len(orders_of(mix, SoundPart.PREVIEW)) == 1
    assert again(second.generation).status == Status.DONE


def test_a_line_that_fails_does_not_keep_the_others_from_being_heard(film, mix, hearing):
    drafted(film)
    hearing.does = refusing("Come")

    speak(mix)
    work_through()

    [order] = orders_of(mix, SoundPart.PREVIEW)
    assert len(mix_in(order)["pieces"]) == 1


def test_a_film_gets_its_sound_by_itself_as_a_work_of_its_own(alice, film, mix):
    speak(mix)
    work_through()
    clip = a_work(alice)
    MultiShotGeneration.objects.filter(pk=film.pk).update(combined_video=clip)

    mixing.picture_made(read(film), SoundPart.MIX)
    work_through()

    [order] = orders_of(mix, SoundPart.MIX)
    assert order.generation.kind == "sound_mix"
    assert order.generation.parent_id == clip.generation_id
    assert again(mix).result == order.generation.result
    assert Generation.objects.works().filter(pk=order.generation_id).exists()
    assert standing(mix).result_is_current
    assert reels_of(board_of(read(film))).film.played == order.generation.result


def test_what_is_said_goes_along_for_the_captions(alice, film, mix):
    speak(mix)
    work_through()
    MultiShotGeneration.objects.filter(pk=film.pk).update(combined_video=a_work(alice))

    mixing.order_mix(alice, mix)

    [order] = orders_of(mix, SoundPart.MIX)
    told = json.loads(order.generation.parameters["captions"])["said"]
    assert [each[0] for each in told] == ["Good morning.", "Come in!"]
    assert told[0][3] == [["Good", 0.3, 0.5], ["morning.", 0.55, 0.75]]


def test_a_mix_that_fails_is_told_and_the_clip_stays(alice, film, mix, monkeypatch):
    heard_film(film, mix)
    before = again(mix).preview
    sounds.change(alice, mix, pieces(mix)[0].pk, {"gain_db": 3})
    monkeypatch.setattr(Mixer, "run", broken)

    mixing.order_preview(alice, mix)
    work_through()

    assert again(mix).trouble
    assert again(mix).preview == before
    assert mixing.order_preview(alice, mix) is not None, "it may be tried again"


def broken(self, job, report):
    raise MediaError("The mixer broke.")


def test_without_a_picture_or_a_sound_there_is_nothing_to_mix(alice, film, mix):
    with translation.override("en"), pytest.raises(Conflict, match="no picture"):
        mixing.order_preview(alice, mix)

    drafted(film)
    with translation.override("en"), pytest.raises(Conflict, match="nothing to hear"):
        mixing.order_preview(alice, mix)


def test_cancelling_stops_what_is_being_made_of_a_mix(alice, mix):
    speak(mix)

    assert mixing.cancel(mix) == 0

    assert {order.generation.status for order in orders_of(mix)} == {Status.CANCELLED}
    assert balance_of(alice) == 100


def test_a_worker_that_dies_while_mixing_loses_nothing(alice, film, mix, settings):
    heard_film(film, mix)
    sounds.change(alice, mix, pieces(mix)[0].pk, {"gain_db": 3})
    order = mixing.order_preview(alice, mix)
    # As a killed worker leaves it: begun, and no heart beats for it any more.
    Generation.objects.filter(pk=order.generation_id).update(
        status=Status.RUNNING, attempt=1, heartbeat_at="2026-11-22T00:00:00Z"
    )

    watch.sweep()
    work_through()

    assert standing(mix).preview_is_current


def test_a_sound_is_made_for_a_lane_and_lies_there(alice, mix):
    piece = making.make(alice, mix, lane="music", ask=music(), key=uuid4(), starts_s=1.0, loop=True)

    assert balance_of(alice) == 100 - PRICE
    assert [each.state for each in standing(mix).sounds] == ["queued"]
    work_through()

    piece = again(piece)
    assert (piece.lane, piece.starts_s, piece.loop, piece.text) == ("music", 1.0, True, "la la")
    assert [each.state for each in standing(mix).sounds] == ["ready"]


def test_one_key_makes_one_sound(alice, mix):
    key = uuid4()

    made = [making.make(alice, mix, lane="music", ask=music(), key=key) for _press in range(2)]

    assert made[0] == made[1]
    assert balance_of(alice) == 100 - PRICE


def test_a_sound_that_failed_costs_nothing_and_is_made_again(alice, mix, hearing):
    hearing.does = refusing("la")
    piece = making.make(alice, mix, lane="music", ask=music(), key=uuid4())
    work_through()

    assert [each.state for each in standing(mix).sounds] == ["failed"]
    assert balance_of(alice) == 100

    hearing.does = spoken
    making.remake(alice, piece, key=uuid4())
    work_through()
    assert [each.state for each in standing(mix).sounds] == ["ready"]
    assert balance_of(alice) == 100 - PRICE


@pytest.mark.parametrize(
    ("lane", "ask"), [("attic", music()), ("music", music(count=2)), ("music", Ask("text_to_image", "fake-voice"))]
)
def test_what_no_lane_takes_is_refused(alice, mix, lane, ask):
    with pytest.raises(BadInput):
        making.make(alice, mix, lane=lane, ask=ask, key=uuid4())

    assert not Generation.objects.exists()


def test_a_full_mix_takes_no_more_and_nothing_is_held(alice, mix, monkeypatch):
    monkeypatch.setattr(making, "MOST_PIECES", 1)
    put(alice, mix, lane="music")

    with pytest.raises(Conflict):
        making.make(alice, mix, lane="music", ask=music(), key=uuid4())

    assert balance_of(alice) == 100
    assert not Generation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_mixing_speaking_changing_and_cancelling_at_once_leave_the_books_right(alice, film, mix):
    heard_film(film, mix)
    piece = pieces(mix)[0].pk

    for turn in range(3):
        say(film, f"Round {turn}.")
        at_once(
            lambda: speak(mix),
            lambda: mixing.order_preview(alice, mix),
            partial(sounds.change, alice, mix, piece, {"gain_db": turn + 1}),
            lambda: mixing.cancel(mix),
            watch.sweep,
        )
        work_through()

    assert not list(ledger.faults())
    done = Generation.objects.filter(status=Status.DONE, price__gt=0).count()
    assert balance_of(alice) == 100 - PRICE * done
    assert not Generation.objects.filter(status__in=[Status.QUEUED, Status.RUNNING]).exists()


def a_work(owner):
    """A clip of four seconds that an order has made."""
    return drafted(a_film(owner, "one", "two")).animatic


def test_a_sound_of_the_library_needs_no_order(alice, film, mix):
    drafted(film)
    song = sound(alice)
    Asset.objects.filter(pk=song.pk).update(content_type="audio/mpeg")
    put(alice, mix, lane="music", asset=str(song.pk))

    mixing.order_preview(alice, mix)

    [order] = orders_of(mix, SoundPart.PREVIEW)
    assert [piece["lane"] for piece in mix_in(order)["pieces"]] == ["music"]


def test_words_in_the_picture_that_nobody_speaks_are_part_of_the_mix(alice, film, mix):
    MultiShotGeneration.objects.filter(pk=film.pk).update(combined_video=a_work(alice))
    put(alice, mix, lane="music")
    sounds.edit(alice, mix.pk, {"captions": {"burn": True}})
    before = standing(mix).hash_of(SoundPart.MIX)

    say(film, "Good evening.", "Come in!")

    assert before != standing(mix).hash_of(SoundPart.MIX)


@pytest.mark.parametrize(("kind", "told"), [("sound_effect", 2), ("music", 2), ("text_to_speech", 3)])
def test_a_prompt_on_the_lane_of_dialogue_is_no_caption(alice, film, mix, kind, told):
    heard_film(film, mix)
    piece = making.make(alice, mix, lane="dialogue", ask=music(), key=uuid4(), starts_s=1.0)
    work_through()
    Generation.objects.filter(assets=again(piece).asset).update(kind=kind)

    assert len(said_of(standing(mix), SoundPart.PREVIEW)) == told


def test_what_somebody_types_for_a_recording_is_its_caption(alice, film, mix):
    heard_film(film, mix)
    put(alice, mix, lane="dialogue", text="Hello there")

    assert "Hello there" in [each.text for each in said_of(standing(mix), SoundPart.PREVIEW)]


@pytest.mark.parametrize(
    ("seconds", "size", "can"),
    [(880, (1920, 1080), True), (220, (3840, 2160), True), (240, (3840, 2160), False), (1800, (1920, 1080), False)],
)
def test_captions_are_drawn_into_no_picture_that_no_worker_could_finish(alice, film, mix, seconds, size, can):
    speak(mix)
    work_through()
    found = a_work(alice)
    Asset.objects.filter(pk=found.pk).update(width=size[0], height=size[1], fps=24, duration_s=seconds)
    MultiShotGeneration.objects.filter(pk=film.pk).update(combined_video=found)
    sounds.edit(alice, mix.pk, {"captions": {"burn": True}})

    if can:
        assert mixing.order_mix(alice, mix) is not None
        return
    with translation.override("en"), pytest.raises(Conflict, match="Have them beside the picture"):
        mixing.order_mix(alice, mix)
    assert orders_of(mix, SoundPart.MIX) == []

    mixing.picture_made(read(film), SoundPart.MIX)
    assert again(mix).trouble, "a film that is mixed by itself says why it is not"
    sounds.edit(alice, mix.pk, {"captions": {"burn": False}})
    assert mixing.order_mix(alice, mix) is not None
