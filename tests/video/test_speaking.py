"""The lines of a board spoken: priced first, all or none, each once, and what follows when they are there."""

from uuid import uuid4

import pytest
from django.utils import translation

from reklamai.core.errors import Conflict, KeyReused, NotEnoughCredits, NotFound
from studio.engines import tables
from studio.models import Asset, Generation, Status
from studio.selectors import ledger
from studio.services import credits, generations
from tests.studio.conftest import balance_of
from tests.studio.races import at_once
from tests.video.hearing import (
    PAID,
    PRICE,
    again,
    mix_for,
    orders_of,
    pieces,
    refusing,
    say,
    speak,
    spoken,
    standing,
    states,
    with_hearing,
)
from tests.video.sketching import a_film, shot_of, work_through
from tests.video.sounds import sound
from video.models import Lane, MultiShotGeneration, Shot, SoundOrder
from video.selectors import mixes
from video.services import sounds, speaking
from video.sound_follow import Sounds

pytestmark = pytest.mark.django_db


@pytest.fixture
def hearing(settings, fake_engine, private_media):
    yield with_hearing(settings, fake_engine)
    tables.loaded.cache_clear()


@pytest.fixture
def film(alice, hearing):
    film = a_film(alice, "a street", "a café", "a bottle", "a lane")
    say(film, "Good morning.", "", "Coffee is ready for you.", "Come in!")
    return film


@pytest.fixture
def mix(film):
    return mix_for(film)


def test_the_price_is_told_line_by_line_and_nothing_moves(alice, mix):
    found = speaking.quote(alice, mix)

    assert [(each.number, each.text, each.price) for each in found.lines] == [
        (1, "Good morning.", PRICE),
        (3, "Coffee is ready for you.", PRICE),
        (4, "Come in!", PRICE),
    ]
    assert (found.total, found.balance, found.affordable, found.is_possible) == (3 * PRICE, 100, True, True)
    assert not Generation.objects.exists()
    assert balance_of(alice) == 100


def test_every_line_is_held_for_and_lies_on_its_lane_with_its_words_at_their_times(alice, mix):
    made = speak(mix)

    assert len(made) == 3
    assert balance_of(alice) == 100 - 3 * PRICE
    assert states(mix) == ["queued"] * 3

    work_through()

    assert states(mix) == ["ready"] * 3
    first, second, _third = pieces(mix)
    assert (first.lane, first.is_line, first.text) == (Lane.DIALOGUE, True, "Good morning.")
    assert second.spoken == [
        ["Coffee", 0.0, 0.2], ["is", 0.25, 0.45], ["ready", 0.5, 0.7], ["for", 0.75, 0.95], ["you.", 1.0, 1.2],
    ]  # fmt: skip
    assert not list(ledger.faults())


def test_lines_lie_where_their_shots_are(mix):
    speak(mix)
    work_through()

    starts = [round(sound.starts_s, 2) for sound in standing(mix).sounds]

    assert sorted(starts) == [0.3, 4.3, 6.3], "shots of two seconds, and the breath before each line"


def test_one_line_that_cannot_be_spoken_stops_all_and_names_its_shot(alice, film, mix):
    say(film, "Good morning.", "", "x" * 501)

    with translation.override("en"), pytest.raises(speaking.LinesRefused) as refused:
        speak(mix)

    assert [each["number"] for each in refused.value.facts["shots"]] == [3]
    assert "Shot 3:" in refused.value.message
    assert not Generation.objects.exists()
    assert balance_of(alice) == 100


def test_the_same_key_is_the_same_order(mix):
    key = uuid4()

    assert [each.pk for each in speak(mix, key=key)] == [each.pk for each in speak(mix, key=key)]
    assert Generation.objects.count() == 3


def test_a_key_of_another_order_is_refused(alice, mix):
    other = mix_for(a_film(alice, "one", "two"))
    say(other.film, "Hello")
    key = uuid4()
    speak(mix, key=key)

    with pytest.raises(KeyReused):
        speak(other, key=key)


def test_it_never_comes_to_more_than_was_told(alice, mix):
    with pytest.raises(Conflict):
        speak(mix, quoted=3 * PRICE - 1)

    assert balance_of(alice) == 100
    assert not SoundOrder.objects.exists()


def test_without_the_credits_for_all_of_them_none_is_ordered(alice, mix):
    credits.correct(alice, delta=2 * PRICE - 100, note="a test", made_by=alice)

    with pytest.raises(NotEnoughCredits):
        speak(mix)

    assert not Generation.objects.exists()


def test_of_a_changed_board_only_the_changed_line_is_spoken_again(film, mix):
    speak(mix)
    work_through()
    before = {piece.shot.position: piece.asset_id for piece in pieces(mix)}
    say(film, "Good evening.")

    assert states(mix) == ["changed", "ready", "ready"]
    [order] = speak(mix)
    work_through()

    assert order.generation.prompt == "Good evening."
    after = {piece.shot.position: piece.asset_id for piece in pieces(mix)}
    assert {place for place in after if after[place] != before[place]} == {0}
    assert states(mix) == ["ready"] * 3


def test_another_voice_is_another_line(mix):
    speak(mix)
    work_through()
    mix.voice = {"model": "fake-voice", "parameters": {"voice": "boris"}}
    mix.save()

    assert states(mix) == ["changed"] * 3


def test_a_shot_may_have_a_voice_of_its_own(film, mix):
    Shot.objects.filter(film=film, position=0).update(voice={"model": "fake-voice", "parameters": {"voice": "boris"}})

    speak(mix)

    voices = {order.piece.shot.position: order.generation.parameters["voice"] for order in orders_of(mix)}
    assert voices == {0: "boris", 2: "anna", 3: "anna"}


def test_a_line_that_failed_costs_nothing_says_why_and_is_tried_again(alice, hearing, mix):
    hearing.does = refusing("Coffee")
    speak(mix)
    work_through()

    assert states(mix) == ["ready", "failed", "ready"]
    assert "refuses" in standing(mix).lines[1].sound.error
    assert balance_of(alice) == 100 - 2 * PRICE

    hearing.does = spoken
    [_again] = speak(mix)
    work_through()
    assert states(mix) == ["ready"] * 3
    assert balance_of(alice) == 100 - 3 * PRICE


def test_a_line_spoken_already_is_spoken_anew_where_it_is_asked_for_by_name(film, mix):
    speak(mix)
    work_through()
    with pytest.raises(Conflict):
        speak(mix)

    [order] = speak(mix, only=[shot_of(film, 1).pk])
    work_through()

    assert again(order.piece).asset.generation_id == order.generation_id


def test_what_comes_late_never_takes_the_place_of_what_is_newer(alice, film, mix):
    [first] = speak(mix, only=[shot_of(film, 1).pk])
    Generation.objects.filter(pk=first.generation_id).update(status=Status.FAILED, error_code="expired")
    say(film, "Good evening.")
    [second] = speak(mix, only=[shot_of(film, 1).pk])
    work_through()

    # as the hall does with what a vendor brings after its deadline
    late = sound(alice)
    Asset.objects.filter(pk=late.pk).update(generation=first.generation)
    Sounds().done(again(first.generation))

    [piece] = pieces(mix)
    assert piece.asset.generation_id == second.generation_id
    assert piece.text == "Good evening."


def test_a_shot_takes_the_length_of_its_line_where_it_is_to_and_no_tab_is_told_off(film, mix):
    Shot.objects.filter(film=film).update(fits_line=True)
    Shot.objects.filter(film=film, position=3).update(locked=True)
    say(film, *["one two three four five six seven eight nine ten"] * 4)

    speak(mix)
    work_through()

    # ten quarters of a second, with 0.3 s before and 0.4 s after them
    assert [shot.duration_s for shot in film.shots.order_by("position")] == [4, 4, 4, 2]
    assert MultiShotGeneration.objects.get(pk=film.pk).revision == film.revision


def test_a_line_that_was_emptied_is_heard_no_more(film, mix):
    speak(mix)
    work_through()
    say(film, "", "", "Coffee is ready for you.", "Come in!")

    assert len(standing(mix).sounds) == 2


def test_a_line_taken_off_its_lane_is_spoken_on_a_new_place(alice, mix):
    speak(mix)
    work_through()
    sounds.remove(alice, mix, pieces(mix)[0].pk)

    assert states(mix)[0] == "new"
    speak(mix)
    work_through()
    assert states(mix)[0] == "ready"


def test_nobody_elses_lines_are_found(bob, mix):
    with pytest.raises(NotFound):
        mixes.mix_for(bob, mix.pk)


def test_a_cancelled_line_gives_its_credits_back(alice, mix):
    first, *_rest = speak(mix)

    generations.cancel(first.generation)

    assert balance_of(alice) == 100 - 2 * PRICE
    assert states(mix)[0] == "failed"


def test_a_board_is_read_in_as_many_queries_however_much_is_said(alice, mix, django_assert_max_num_queries):
    speak(mix)
    work_through()

    with django_assert_max_num_queries(12):
        standing(mix)


@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_speak_each_line_once(alice, mix):
    at_once(*[lambda: speak(mix)] * 8)

    assert Generation.objects.count() == SoundOrder.objects.count() == 3
    assert balance_of(alice) == 100 - 3 * PRICE
    work_through()
    assert states(mix) == ["ready"] * 3
    assert not list(ledger.faults())


def test_the_voice_of_the_board_is_ours_where_none_is_chosen(film):
    mix = mix_for(film, voice={})

    assert {line.voice["model"] for line in standing(mix).lines} == {"voice-draft"}
    assert PAID["model"] != "voice-draft"
