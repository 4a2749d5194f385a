"""Boards that change while something of them is made, and what of them was put into the bin."""

from uuid import uuid4

import pytest

from reklamai.core.errors import Conflict, NotFound
from studio.models import Generation, Project, Status
from studio.services import assets, generations, projects, work
from tests.studio.conftest import balance_of
from tests.video.filming import PRICE, orders_of, render, states, work_off
from video.models import FilmStatus, MultiShotGeneration, Shot
from video.selectors.boards import board_of
from video.services import animatics, films, joining, rendering

pytestmark = pytest.mark.django_db


def change(film, number, **fields):
    Shot.objects.filter(film=film, position=number - 1).update(**fields)


def work_on(order):
    work.run(order.generation_id)


def is_current(film):
    film.refresh_from_db()
    return board_of(film).film_is_current


class TestAShotThatIsChangedWhileItIsMade:
    @pytest.fixture
    def begun(self, alice, film):
        """Its first shot is queued, and the second goes on from it."""
        board = film(alice, "a", {"prompt": "b", "continues": True}, "c")
        render(board, only=[board.shots.get(position=0).pk])
        return board

    def test_gives_its_last_frame_to_no_shot_that_goes_on_from_what_it_is_now(self, alice, begun):
        change(begun, 1, prompt="another")

        render(begun)

        assert states(begun) == ["queued", "new", "queued"]
        work_off(alice)
        assert [each.number for each in rendering.quote(alice, begun).shots] == [1, 2]

    def test_is_waited_for_where_it_is_made_as_it_is(self, begun):
        render(begun)

        assert states(begun) == ["queued", "waiting", "queued"]

    def test_and_changed_back_lets_the_next_go_on_from_what_there_is(self, alice, begun):
        work_off(alice)
        change(begun, 1, prompt="another")
        render(begun, only=[begun.shots.get(position=0).pk])
        change(begun, 1, prompt="a")

        render(begun)

        first, _other, second, _third = orders_of(begun)
        assert second.after == first


def test_a_shot_that_went_on_from_a_locked_one_is_made_anew_with_it_once_that_is_unlocked(alice, film):
    board = film(alice, "a", {"prompt": "b", "continues": True})
    render(board)
    work_off(alice)
    change(board, 1, locked=True)
    MultiShotGeneration.objects.filter(pk=board.pk).update(resolution="720p")
    render(board)
    work_off(alice)
    assert rendering.quote(alice, board).total == 0

    change(board, 1, locked=False)

    assert [each.number for each in rendering.quote(alice, board).shots] == [1, 2]


def test_a_shot_that_has_begun_since_it_was_read_is_not_ended_as_one_that_waits(alice, film, maker):
    board = film(alice, "a", {"prompt": "b", "continues": True}, {"prompt": "c", "continues": True})
    render(board)
    first, second, _third = orders_of(board)
    work_on(first)
    work_on(orders_of(board, "frame")[0])
    maker.can_stop = False
    Generation.objects.filter(pk=second.generation_id).update(status=Status.RUNNING)

    with pytest.raises(Conflict):
        generations.cancel(second.generation)

    assert states(board) == ["rendered", "running", "waiting"]


class TestAFilm:
    @pytest.fixture
    def made(self, alice, film):
        board = film(alice, "a", "b")
        render(board)
        work_off(alice)
        assert is_current(board)
        return board

    def test_is_joined_though_a_draft_is_drawn_when_its_last_shot_ends(self, alice, film, sketching):
        board = film(alice, "a", "b")
        render(board)
        animatics.order_animatic(alice, board)

        for order in orders_of(board):
            work_on(order)

        assert len(orders_of(board, "film")) == 1
        work_off(alice)
        board.refresh_from_db()
        assert (is_current(board), board.status) == (True, FilmStatus.DONE)

    def test_is_joined_though_one_of_what_the_shots_were_is_not_ready(self, alice, film):
        board = film(alice, "a", "b")
        render(board)
        for order in orders_of(board):
            work_on(order)
        change(board, 2, prompt="another")
        render(board)

        work_on(orders_of(board)[-1])
        work_off(alice)

        assert is_current(board)

    def test_that_comes_late_does_not_take_the_place_of_a_newer_one(self, alice, made):
        change(made, 1, join_style="dip_black", join_seconds=0.2)
        render(made)
        work_off(alice)
        old, new = orders_of(made, "film")

        joining.go_on(old)

        made.refresh_from_db()
        assert made.combined_video == new.generation.result

    def test_is_joined_once_by_two_presses(self, made):
        change(made, 1, join_style="dip_black", join_seconds=0.2)

        render(made)
        assert not rendering.quote(made.owner, made).joins
        render(made)

        assert len(orders_of(made, "film")) == 2

    def test_in_the_bin_is_joined_anew(self, alice, made):
        generations.delete(orders_of(made, "film")[0].generation)
        made.refresh_from_db()

        assert rendering.quote(alice, made).joins
        render(made)
        work_off(alice)

        assert is_current(made)
        assert len(orders_of(made, "film")) == 2

    def test_whose_file_is_in_the_bin_is_joined_anew(self, alice, made):
        assets.delete(made.combined_video)
        made.refresh_from_db()

        assert rendering.quote(alice, made).joins

    def test_that_is_there_has_nothing_to_render(self, made):
        with pytest.raises(Conflict):
            render(made)


class TestABoardWhoseProjectIsInTheBin:
    def test_is_rendered_joined_and_drawn_in_no_project(self, alice, film, sketching):
        project = Project.objects.create(owner=alice, name="Autumn")
        board = film(alice, "a", "b", project=project)
        projects.delete(alice, pk=project.pk)

        render(board)
        animatics.order_animatic(alice, board)
        work_off(alice)

        board.refresh_from_db()
        assert (states(board), board.trouble) == (["rendered"] * 2, "")
        assert is_current(board)
        assert set(Generation.objects.values_list("project", flat=True)) == {None}

    def test_is_filed_in_it_again_when_it_is_back(self, alice, film):
        project = Project.objects.create(owner=alice, name="Autumn")
        board = film(alice, "a", "b", project=project)
        projects.delete(alice, pk=project.pk)
        projects.restore(alice, pk=project.pk)

        render(board)

        assert set(Generation.objects.values_list("project", flat=True)) == {project.pk}


class TestABoardInTheBin:
    def test_is_neither_rendered_nor_drawn_by_a_tab_that_still_shows_it(self, alice, film, sketching):
        board = film(alice, "a", "b")
        films.trash(alice, board.pk)

        for order in (lambda: rendering.render(alice, board, key=uuid4()),
                      lambda: animatics.order_animatic(alice, board)):  # fmt: skip
            with pytest.raises(NotFound):
                order()

        assert not Generation.objects.exists()

    def test_is_not_joined_of_what_could_not_be_stopped(self, alice, film):
        board = film(alice, "a", "b")
        render(board)
        MultiShotGeneration.objects.filter(pk=board.pk).update(deleted_at=board.created_at)

        work_off(alice)

        assert not orders_of(board, "film")
        assert balance_of(alice) == 100 - 2 * PRICE
