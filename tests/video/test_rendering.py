"""Storyboards rendered: one price, a hold for each shot, all or none; only what has changed; chains in order."""

from uuid import uuid4

import pytest
from django.utils import translation

from reklamai.core.errors import Conflict, KeyReused, NotEnoughCredits
from reklamai.media import pictures
from studio.models import Generation, LedgerEntry, LedgerKind, Status
from studio.services import generations
from tests.studio.conftest import balance_of
from tests.video.filming import PRICE, failing, orders_of, render, states, work_off
from video.models import FilmStatus, Shot, ShotOrder
from video.selectors.boards import board_of
from video.services import rendering


def shot_of(film, number):
    return film.shots.get(position=number - 1)


def change(film, number, **fields):
    Shot.objects.filter(pk=shot_of(film, number).pk).update(**fields)


class TestOnePrice:
    def test_is_the_sum_of_all_shots_that_would_be_made(self, alice, film):
        quote = rendering.quote(alice, film(alice, "a street", "a face", "a can"))

        assert (quote.changed, quote.total, quote.balance, quote.affordable) == (3, 3 * PRICE, 100, True)

    def test_names_each_shot_that_cannot_be_made_and_prices_the_others(self, alice, film):
        quote = rendering.quote(alice, film(alice, "a street", "", {"prompt": "a can", "model": "no-such-model"}))

        assert [bool(each.error) for each in quote.shots] == [False, True, True]
        assert (quote.total, quote.is_possible) == (PRICE, False)

    def test_says_where_a_model_makes_another_length(self, alice, film):
        board = film(alice, {"prompt": "a", "duration_s": 5}, {"prompt": "b", "duration_s": 4})
        with translation.override("en"):
            quote = rendering.quote(alice, board)

        assert "8 s" in quote.shots[0].notes[0]
        assert quote.shots[1].notes == ()


class TestAllOrNone:
    def test_every_shot_has_its_hold(self, alice, film):
        board = film(alice, "a", "b", "c")

        render(board, quoted=3 * PRICE)

        assert balance_of(alice) == 100 - 3 * PRICE
        assert LedgerEntry.objects.filter(kind=LedgerKind.HOLD).count() == 3
        assert states(board) == ["queued"] * 3

    def test_too_few_credits_order_nothing_at_all(self, alice, film):
        board = film(alice, *"abcdef")
        alice.account.__class__.objects.filter(pk=alice.account.pk).update(balance=5 * PRICE)

        with pytest.raises(NotEnoughCredits):
            render(board)

        assert not Generation.objects.exists()
        assert balance_of(alice) == 5 * PRICE

    def test_one_shot_that_cannot_be_made_stops_all_and_is_named(self, alice, film):
        board = film(alice, "a", "")

        with pytest.raises(rendering.RenderRefused) as refused:
            render(board)

        assert [fault["number"] for fault in refused.value.facts["shots"]] == [2]
        assert not Generation.objects.exists()

    def test_a_dearer_board_than_was_told_is_refused(self, alice, film):
        with pytest.raises(Conflict):
            render(film(alice, "a", "b"), quoted=2 * PRICE - 1)

        assert not Generation.objects.exists()

    def test_the_same_key_orders_once(self, alice, film):
        board, key = film(alice, "a", "b"), uuid4()

        render(board, key=key)
        render(board, key=key)

        assert Generation.objects.count() == 2

    def test_a_key_of_another_order_is_refused(self, alice, film):
        one, other, key = film(alice, "a", "b"), film(alice, "c", "d"), uuid4()
        render(one, key=key)

        with pytest.raises(KeyReused):
            render(other, key=key)

    def test_another_click_while_it_is_made_orders_nothing_again(self, alice, film):
        board = film(alice, "a", "b")
        render(board)

        with pytest.raises(Conflict):
            render(board)

        assert Generation.objects.count() == 2


class TestAFailedShot:
    def test_gives_its_own_credits_back_and_the_others_are_charged(self, alice, film, maker):
        board = film(alice, "good", "bad", "fine")
        maker.does = failing("bad")

        render(board)
        work_off(alice)

        assert states(board) == ["rendered", "failed", "rendered"]
        assert balance_of(alice) == 100 - 2 * PRICE
        assert board.status == FilmStatus.PARTIAL

    def test_is_made_again_alone(self, alice, film, maker):
        board = film(alice, "good", "bad", "fine")
        maker.does = failing("bad")
        render(board)
        work_off(alice)
        maker.does = failing("none")

        assert rendering.quote(alice, board).total == PRICE
        render(board)
        work_off(alice)

        assert states(board) == ["rendered"] * 3
        assert balance_of(alice) == 100 - 3 * PRICE

    def test_of_all_shots_leaves_a_failed_film_and_every_credit(self, alice, film, maker):
        board = film(alice, "bad one", "bad two")
        maker.does = failing("bad")

        render(board)
        work_off(alice)

        board.refresh_from_db()
        assert board.status == FilmStatus.FAILED
        assert balance_of(alice) == 100


class TestOnlyWhatHasChanged:
    @pytest.fixture
    def made(self, alice, film):
        board = film(alice, "a", "b", "c", "d")
        render(board)
        work_off(alice)
        return board

    def test_is_made_again(self, alice, made):
        change(made, 3, prompt="another")

        quote = rendering.quote(alice, made)
        render(made)
        work_off(alice)

        assert [each.number for each in quote.shots] == [3]
        assert len(orders_of(made)) == 5
        assert states(made) == ["rendered"] * 4

    @pytest.mark.parametrize(
        "fields", [{"line": "Good morning"}, {"join_style": "crossfade"}, {"join_seconds": 0.8}, {"locked": True}]
    )
    def test_what_no_model_sees_changes_no_shot(self, made, fields):
        change(made, 2, **fields)

        assert states(made) == ["rendered"] * 4

    @pytest.mark.parametrize(
        "fields",
        [
            {"prompt": "x"}, {"duration_s": 8}, {"seed": 5}, {"model": "draft-clip"},
            {"camera": {"focal_length": 35}}, {"references": [{"source": "anchor", "id": "1"}]}, {"continues": True},
        ],
    )  # fmt: skip
    def test_whatever_makes_a_shot_changes_it(self, made, fields):
        change(made, 2, **fields)

        assert states(made)[1] == "changed"
        assert states(made)[2:] == ["rendered"] * 2

    def test_a_change_taken_back_costs_nothing(self, alice, made):
        change(made, 2, prompt="something else")
        render(made)
        work_off(alice)
        change(made, 2, prompt="b")

        assert states(made) == ["rendered"] * 4
        assert rendering.quote(alice, made).total == 0

    def test_shots_in_another_order_are_the_same_shots(self, made):
        first, second = shot_of(made, 1), shot_of(made, 2)
        Shot.objects.filter(pk=first.pk).update(position=1)
        Shot.objects.filter(pk=second.pk).update(position=0)

        assert states(made) == ["rendered"] * 4

    def test_a_locked_shot_stays_as_it_is(self, alice, made):
        change(made, 2, prompt="another", locked=True)
        change(made, 3, prompt="another")

        assert [each.number for each in rendering.quote(alice, made).shots] == [3]

    def test_another_take_is_another_shot(self, alice, made):
        rendering.another_take(made, shot_of(made, 4))

        assert states(made) == ["rendered", "rendered", "rendered", "changed"]

    def test_a_result_in_the_bin_is_to_be_made_again(self, made):
        generations.delete(orders_of(made)[0].generation)

        assert states(made)[0] == "new"

    def test_nothing_changed_is_nothing_to_render(self, made):
        board = board_of(made)
        made.combined_video, made.combined_hash = board.shots[0].result, board.film_hash
        made.save()

        with pytest.raises(Conflict):
            render(made)


class TestAChain:
    @pytest.fixture
    def chain(self, alice, film):
        return film(alice, "a", {"prompt": "b", "continues": True}, {"prompt": "c", "continues": True}, "d")

    def test_holds_for_all_at_once_and_begins_what_can_begin(self, alice, chain):
        render(chain)

        assert states(chain) == ["queued", "waiting", "waiting", "queued"]
        assert balance_of(alice) == 100 - 4 * PRICE

    def test_each_goes_on_from_the_last_frame_of_the_one_before(self, alice, chain, maker):
        render(chain)
        work_off(alice)

        assert states(chain) == ["rendered"] * 4
        first, second, third, fourth = (each.generation for each in orders_of(chain))
        assert fourth.start_frame is first.start_frame is None
        assert {second.kind, third.kind} == {"image_to_video"}
        for generation in (second, third):
            with generation.start_frame.file.open() as file:
                frame = pictures.open_picture(file)
            assert frame.shape == (36, 64, 3)
            assert frame.min() > 230  # the last frame of the clips of tests is white, all others are not

    def test_what_is_sent_names_the_frame_that_came(self, alice, chain):
        render(chain)
        work_off(alice)

        second = orders_of(chain)[1].generation
        assert ["start_frame", f"asset:{second.start_frame_id}"] in second.sent["files"]

    def test_that_breaks_gives_back_all_behind_the_break(self, alice, chain, maker):
        maker.does = failing("b")
        render(chain)
        work_off(alice)

        assert states(chain) == ["rendered", "failed", "cancelled", "rendered"]
        assert balance_of(alice) == 100 - 2 * PRICE

    def test_is_mended_from_the_break_on(self, alice, chain, maker):
        maker.does = failing("b")
        render(chain)
        work_off(alice)
        maker.does = failing("none")

        assert rendering.quote(alice, chain).total == 2 * PRICE
        render(chain)
        work_off(alice)

        assert states(chain) == ["rendered"] * 4
        assert len(orders_of(chain, "frame")) == 2  # the first shot's frame was taken once

    def test_a_change_in_the_middle_changes_what_goes_on_from_it(self, alice, chain):
        render(chain)
        work_off(alice)
        change(chain, 2, prompt="another")

        assert states(chain) == ["rendered", "changed", "changed", "rendered"]

    def test_one_shot_alone_brings_those_before_it_that_are_needed(self, alice, chain):
        third = shot_of(chain, 3)

        assert [each.number for each in rendering.quote(alice, chain, only=[third.pk]).shots] == [1, 2, 3]

    def test_a_frame_that_cannot_be_taken_gives_the_rest_back(self, alice, chain, settings):
        render(chain)
        settings.ENGINES = {key: value for key, value in settings.ENGINES.items() if key != "local.last_frame"}
        work_off(alice)

        assert states(chain)[1:] == ["cancelled", "cancelled", "rendered"]
        assert balance_of(alice) == 100 - 2 * PRICE

    def test_the_shot_before_deleted_while_the_next_waits_gives_it_back(self, alice, chain):
        render(chain)
        generations.delete(orders_of(chain)[0].generation)

        assert states(chain)[1:3] == ["cancelled", "cancelled"]
        assert balance_of(alice) == 100 - PRICE

    def test_a_model_that_takes_no_start_frame_is_refused_in_words(self, alice, film, entry):
        entry.entry = {**entry.entry, "output": "video", "kind": "text_to_video"}
        entry.save()
        board = film(alice, "a", {"prompt": "b", "continues": True}, model="fake-picture")

        with translation.override("en"):
            assert "start frame" in rendering.quote(alice, board).shots[1].error


class TestCancelled:
    def test_a_board_gives_back_all_that_has_not_ended(self, alice, film):
        board = film(alice, "a", {"prompt": "b", "continues": True}, "c")
        render(board)

        assert rendering.cancel(board) == 0

        board.refresh_from_db()
        assert states(board) == ["cancelled"] * 3
        assert balance_of(alice) == 100
        assert board.status == FilmStatus.CANCELLED

    def test_what_its_maker_cannot_stop_is_told_and_finished(self, alice, film, maker):
        board = film(alice, "a", "b")
        render(board)
        maker.can_stop = False
        Generation.objects.filter(pk=orders_of(board)[0].generation_id).update(status=Status.RUNNING)

        assert rendering.cancel(board) == 1
        assert states(board) == ["running", "cancelled"]


def test_one_board_costs_the_same_few_queries_with_six_shots_as_with_two(alice, film, django_assert_max_num_queries):
    small, large = film(alice, "a", "b"), film(alice, *"abcdef")
    render(small)
    render(large)
    work_off(alice)

    for board in (small, large):
        with django_assert_max_num_queries(4):
            found = board_of(board)
            assert all(each.result for each in found.shots)


def test_nobody_else_s_orders_are_the_board_s(alice, bob, film):
    mine, theirs = film(alice, "a", "b"), film(bob, "a", "b")
    render(mine)

    assert not ShotOrder.objects.filter(film=theirs).exists()
    assert states(theirs) == ["new", "new"]
