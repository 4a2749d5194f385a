"""Sounds made once more: a line says what stands on its board now, at a price that was told for those words."""

from functools import partial
from uuid import uuid4

import pytest
from django.utils import translation

from reklamai.core.errors import Conflict, KeyReused, NotFound
from studio.ask import Ask
from studio.engines import tables
from studio.models import CatalogueModel, Generation
from studio.services import work
from tests.studio.conftest import balance_of
from tests.studio.races import at_once
from tests.video.hearing import (
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
from video.services import making, shots, sounds, speaking

pytestmark = pytest.mark.django_db
BORIS = {"model": "fake-voice", "parameters": {"voice": "boris"}}


@pytest.fixture
def hearing(settings, fake_engine, private_media):
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


@pytest.fixture
def line(mix):
    """The first line, as it was spoken."""
    speak(mix)
    work_through()
    return pieces(mix)[0]


def remade(alice, line, **other):
    made = making.remake(alice, again(line), key=other.pop("key", None) or uuid4(), **other)
    work_through()
    return again(made)


def test_a_line_that_is_made_again_says_what_its_shot_says_now(alice, film, mix, line):
    say(film, "Good evening.")
    assert states(mix)[0] == "changed"

    now = remade(alice, line)

    assert (now.text, [word for word, _from, _to in now.spoken]) == ("Good evening.", ["Good", "evening."])
    assert states(mix) == ["ready", "ready"]
    assert orders_of(mix)[-1].generation.prompt == "Good evening."


def test_a_line_that_is_made_again_is_spoken_by_who_speaks_it_now(alice, film, mix, line):
    shots.edit(alice, shot_of(film, 1).pk, {"voice": BORIS})

    remade(alice, line)

    assert orders_of(mix)[-1].generation.parameters["voice"] == "boris"
    assert states(mix) == ["ready", "ready"]


def test_another_take_of_the_same_words_is_another_file_with_the_same_state(alice, mix, line):
    now = remade(alice, line)

    assert now.asset != line.asset
    assert states(mix) == ["ready", "ready"]
    assert balance_of(alice) == 100 - 3 * PRICE


def test_a_price_that_was_told_before_the_words_or_the_model_changed_is_not_exceeded(alice, film, mix, line):
    [told] = speaking.quote(alice, mix, only=[line.shot_id]).lines
    row = CatalogueModel.objects.get(pk="fake-voice")
    row.entry["price"]["credits"] *= 2
    row.save()
    say(film, "Good evening.")

    with translation.override("en"), pytest.raises(Conflict, match="price has changed: it is 20 credits") as refused:
        remade(alice, line, quoted=told.price)

    assert refused.value.facts == {"needed": 2 * PRICE}
    assert balance_of(alice) == 100 - 2 * PRICE
    assert len(orders_of(mix)) == 2

    [told] = speaking.quote(alice, mix, only=[line.shot_id]).lines
    remade(alice, line, quoted=told.price)
    assert balance_of(alice) == 100 - 4 * PRICE


def test_a_line_with_nothing_left_to_say_is_not_made_again(alice, film, mix, line):
    say(film, "  ")

    with translation.override("en"), pytest.raises(Conflict, match="nothing to say"):
        remade(alice, line)

    assert len(orders_of(mix)) == 2


def test_a_line_whose_shot_was_taken_off_the_board_is_not_made_again(alice, film, mix, line):
    shots.add(alice, film.pk)
    shots.remove(alice, line.shot_id)

    with translation.override("en"), pytest.raises(Conflict, match="nothing to say"):
        remade(alice, line)

    assert balance_of(alice) == 100 - 2 * PRICE


def test_the_same_key_makes_a_line_again_once_whatever_it_says_by_then(alice, film, mix, line):
    key = uuid4()
    remade(alice, line, key=key)
    remade(alice, line)
    say(film, "Good evening.")

    remade(alice, line, key=key)

    assert len(orders_of(mix)) == 4
    assert balance_of(alice) == 100 - 4 * PRICE
    assert states(mix)[0] == "changed"


def test_a_line_that_failed_with_its_old_words_is_made_with_the_new_ones(alice, film, mix, hearing):
    hearing.does = refusing("morning")
    speak(mix)
    work_through()
    assert states(mix) == ["failed", "ready"]
    hearing.does = spoken
    say(film, "Good evening.")

    remade(alice, pieces(mix)[0])

    assert states(mix) == ["ready", "ready"]


def test_what_is_no_line_is_made_again_by_the_words_that_made_it(alice, mix):
    song = Ask(kind="text_to_speech", model="fake-voice", prompt="la la", parameters={"voice": "boris"})
    piece = making.make(alice, mix, lane="music", ask=song, key=uuid4())
    work_through()
    sounds.change(alice, mix, piece.pk, {"text": "a note to myself"})

    remade(alice, piece)

    assert [order.generation.prompt for order in orders_of(mix)] == ["la la", "la la"]
    assert [each.state for each in standing(mix).sounds] == ["ready"]


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_make_a_line_again_while_its_words_change_pay_once(alice, film, mix, line):
    for turn in range(3):
        before = len(orders_of(mix))

        at_once(
            lambda: making.remake(alice, again(line), key=uuid4()),
            lambda: making.remake(alice, again(line), key=uuid4()),
            partial(shots.edit, alice, line.shot_id, {"line": f"Round {turn}."}),
        )

        assert len(orders_of(mix)) == before + 1
        work.run(orders_of(mix)[-1].generation_id)
    assert balance_of(alice) == 100 - PRICE * Generation.objects.filter(status="done", kind="text_to_speech").count()


def test_a_key_that_made_another_sound_makes_no_line(alice, mix, line):
    key = uuid4()
    song = Ask(kind="text_to_speech", model="fake-voice", prompt="la la")
    making.make(alice, mix, lane="music", ask=song, key=key)
    work_through()

    with pytest.raises(KeyReused):
        making.remake(alice, line, key=key)

    assert balance_of(alice) == 100 - 3 * PRICE


def test_a_sound_that_is_taken_off_its_lane_meanwhile_is_not_made_again(alice, mix, line):
    sounds.remove(alice, mix, line.pk)

    with pytest.raises(NotFound):
        making.remake(alice, line, key=uuid4())

    assert balance_of(alice) == 100 - 2 * PRICE
