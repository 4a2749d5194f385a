"""Two tabs at one storyboard, with threads on PostgreSQL."""

import threading
import time
from functools import partial

import pytest
from django.db import connection, transaction
from django.db.models import Q

from soulids.models import SoulID
from soulids.services import forgetting
from studio.models import User
from tests.soulids import rows
from tests.studio.races import at_once
from tests.video.boards import board, prompts_of, revision_of, shots_of
from video.models import MultiShotGeneration, Shot
from video.services import film_bin, films, shots

pytestmark = pytest.mark.django_db(transaction=True)


def owner(film):
    return User.objects.get(pk=film.owner_id)


def places(film):
    return [shot.position for shot in shots_of(film)]


def test_two_tabs_that_have_seen_the_same_do_not_overwrite_each_other(alice):
    film = board(alice)
    first = shots_of(film)[0]

    for revision in range(4):
        told = at_once(
            *(
                partial(shots.edit, owner(film), first.pk, {"prompt": f"{tab} {revision}"}, revision=revision)
                for tab in ("left", "right")
            )
        )

        assert sum(each is not None for each in told) == 1
        assert revision_of(film) == revision + 1


def test_words_typed_into_two_shots_at_once_are_both_kept(alice):
    film = board(alice)

    for round_ in range(4):
        wanted = [f"{round_} {shot.position}" for shot in shots_of(film)]
        at_once(
            *(
                partial(shots.edit, owner(film), shot.pk, {"prompt": words})
                for shot, words in zip(shots_of(film), wanted, strict=True)
            )
        )

        assert prompts_of(film) == wanted
    assert revision_of(film) == 16


def test_a_shot_typed_into_while_it_is_moved_has_its_words_and_its_place(alice):
    film = board(alice)
    first = shots_of(film)[0]

    for turn in range(4):
        at_once(
            partial(shots.edit, owner(film), first.pk, {"prompt": f"turn {turn}"}),
            partial(shots.move, owner(film), first.pk, 3 if turn % 2 == 0 else 0),
        )

        now = shots_of(film)
        assert now[3 if turn % 2 == 0 else 0].pk == first.pk
        assert now[3 if turn % 2 == 0 else 0].prompt == f"turn {turn}"
        assert places(film) == [0, 1, 2, 3]


def test_no_board_comes_to_seven_shots(alice):
    for _round in range(3):
        film = board(alice, *"abcde")

        made = at_once(*(partial(shots.add, owner(film), film.pk) for _tab in range(4)))

        assert sum(each is not None for each in made) == 1
        assert places(film) == [0, 1, 2, 3, 4, 5]


def test_no_board_is_left_with_one_shot(alice):
    for _round in range(3):
        film = board(alice, *"abc")

        at_once(*(partial(shots.remove, owner(film), shot.pk) for shot in shots_of(film)))

        assert places(film) == [0, 1]


def test_a_shot_put_back_by_two_tabs_is_there_once(alice):
    film = board(alice)
    shot = shots_of(film)[1]
    shots.remove(alice, shot.pk)

    at_once(*(partial(shots.put_back, owner(film), shot.pk) for _tab in range(3)))

    assert prompts_of(film) == ["A dawn", "A cup", "A hand", "The sea"]
    assert places(film) == [0, 1, 2, 3]
    assert revision_of(film) == 2


def test_moves_at_once_lose_no_shot(alice):
    film = board(alice, *"abcdef")

    for turn in range(3):
        moves = (partial(shots.move, owner(film), shot.pk, (at + turn) % 6) for at, shot in enumerate(shots_of(film)))
        at_once(*moves)

        assert sorted(prompts_of(film)) == list("abcdef")
        assert places(film) == [0, 1, 2, 3, 4, 5]


def test_a_whole_list_and_a_new_shot_at_once_make_a_whole_board(alice):
    film = board(alice)
    pks = [shot.pk for shot in shots_of(film)]

    for _round in range(3):
        at_once(
            partial(films.edit, owner(film), film.pk, {"shots": [{"id": pk} for pk in reversed(pks)]}),
            partial(shots.add, owner(film), film.pk, {"prompt": "new"}),
        )

        assert places(film) == list(range(len(places(film))))
        assert {shot.pk for shot in shots_of(film)} >= set(pks)
        films.edit(alice, film.pk, {"shots": [{"id": pk} for pk in pks]})


def test_a_board_edited_as_it_is_deleted_is_whole_either_way(alice):
    for _round in range(3):
        film = board(alice)

        at_once(
            partial(films.trash, owner(film), film.pk),
            partial(shots.duplicate, owner(film), shots_of(film)[0].pk),
        )

        assert MultiShotGeneration.objects.get(pk=film.pk).deleted_at
        assert places(film) == list(range(len(places(film))))


def test_a_board_restored_as_its_bin_is_emptied_is_there_whole_or_not_at_all(alice):
    for _round in range(4):
        film = board(alice)
        films.trash(alice, film.pk)
        gone = MultiShotGeneration.objects.get(pk=film.pk).deleted_at

        at_once(
            partial(films.restore, owner(film), film.pk),
            partial(film_bin.purge, Q(pk=film.pk), before=gone),
        )

        there = MultiShotGeneration.objects.filter(pk=film.pk).exists()
        assert Shot.objects.filter(film=film.pk).count() == (4 if there else 0)


def test_the_five_hundredth_board_is_made_once(alice):
    MultiShotGeneration.objects.bulk_create(MultiShotGeneration(owner=alice) for _each in range(films.MOST - 1))

    made = at_once(*(partial(films.create, User.objects.get(pk=alice.pk)) for _tab in range(3)))

    assert sum(each is not None for each in made) == 1
    assert MultiShotGeneration.objects.count() == films.MOST


@pytest.fixture
def trained(alice, private_media):
    soul = rows.a_soul(alice)
    rows.an_album_row(soul, count=10)
    rows.a_version(soul)
    return soul


@pytest.mark.parametrize("turn", range(3))
def test_a_soul_id_named_as_it_is_forgotten_is_in_no_shot(alice, trained, turn):
    film = board(alice)
    named = [{"source": "soulid", "id": str(trained.pk), "role": ""}]

    at_once(
        partial(shots.edit, owner(film), shots_of(film)[0].pk, {"references": named}),
        partial(films.create, User.objects.get(pk=alice.pk), {"shots": [{"references": named}, {}]}),
        partial(forgetting.forget, owner(film), trained.pk),
    )

    assert not Shot.objects.exclude(references=[]).exists()
    assert not SoulID.objects.exists()


def test_who_forgets_a_soul_id_waits_for_the_shot_that_is_being_written(alice, trained):
    film = board(alice)
    named = [{"source": "soulid", "id": str(trained.pk), "role": ""}]
    written, asked = threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            shots.edit(owner(film), shots_of(film)[0].pk, {"references": named})
            written.set()
            assert asked.wait(120)
            wait_for_one_who_waits()

    def forget():
        assert written.wait(120)
        asked.set()
        forgetting.forget(owner(film), trained.pk)

    at_once(write, forget)

    assert not SoulID.objects.exists()
    assert not Shot.objects.exclude(references=[]).exists()


def wait_for_one_who_waits():
    """Until another connection stands at a lock."""
    ends = time.monotonic() + 120
    with connection.cursor() as cursor:
        while time.monotonic() < ends:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_stat_clear_snapshot(), pg_sleep(0.02)")
    pytest.fail("nobody waits")
