"""Storyboards and their shots: made, changed, put in another order, undone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from reklamai.core.errors import BadInput, Conflict, NotFound
from studio.catalogue.validate import AskInvalid
from studio.models import Project
from tests.api.conftest import local_catalogue  # noqa: F401
from tests.video.boards import board, picture, prompts_of, revision_of, shots_of
from video.models import MultiShotGeneration, Shot
from video.selectors.films import film_for, films_of
from video.services import films, shots

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


class TestMaking:
    def test_a_board_of_nothing_has_two_empty_shots(self, alice):
        film = films.create(alice)

        assert prompts_of(film) == ["", ""]
        assert (film.model, film.aspect_ratio, film.status, film.revision) == ("draft-clip", "16:9", "draft", 0)

    def test_a_board_is_made_with_all_that_its_shots_say(self, alice, private_media, local_catalogue):
        frame, sketch = picture(alice), picture(alice)
        project = Project.objects.create(owner=alice, name="Summer")

        film = films.create(
            alice,
            {
                "name": "  Morning   tonic ", "project": str(project.pk), "aspect_ratio": "9:16", "resolution": "720p",
                "shots": [
                    {"prompt": "A dawn", "duration": 3, "start_frame": str(frame.pk), "line": "Good morning.",
                     "seed": 7},
                    {"prompt": "A cup", "picture": sketch.pk, "continues": True, "model": "draft-clip",
                     "join": {"style": "wipe_left", "seconds": 0.4}, "camera": {"movements": [{"name": "push-in"}]}},
                ],
            },
        )  # fmt: skip

        assert (film.name, film.project, film.aspect_ratio, film.resolution) == (
            "Morning tonic",
            project,
            "9:16",
            "720p",
        )
        first, second = shots_of(film)
        assert (first.prompt, first.duration_s, first.start_frame, first.seed) == ("A dawn", 3, frame, 7)
        assert (first.line, first.continues, first.join_style) == ("Good morning.", False, "cut")
        assert (second.picture, second.continues, second.model) == (sketch, True, "draft-clip")
        assert (second.join_style, second.join_seconds) == ("wipe_left", 0.4)
        assert second.camera == {"movements": [{"name": "push-in", "strength": 50}]}

    @pytest.mark.parametrize("many", [0, 1, 7])
    def test_a_board_has_two_to_six_shots(self, alice, many):
        with pytest.raises(AskInvalid) as refused:
            films.create(alice, {"shots": [{}] * many})

        assert set(refused.value.errors) == {"shots"}
        assert not MultiShotGeneration.objects.exists()

    def test_the_five_hundred_and_first_is_refused(self, alice):
        MultiShotGeneration.objects.bulk_create(MultiShotGeneration(owner=alice) for _each in range(films.MOST))

        with pytest.raises(BadInput):
            films.create(alice)


class TestTheBoard:
    def test_what_is_left_out_stays_and_the_revision_grows(self, alice):
        film = board(alice, name="Tonic", resolution="720p")

        changed = films.edit(alice, film.pk, {"aspect_ratio": "1:1"})

        again = MultiShotGeneration.objects.get(pk=film.pk)
        assert (again.name, again.resolution, again.aspect_ratio) == ("Tonic", "720p", "1:1")
        assert again.revision == changed.revision == 1
        assert again.updated_at > film.updated_at

    def test_saying_the_same_again_changes_nothing(self, alice):
        film = board(alice)

        films.edit(alice, film.pk, {"name": "Morning tonic", "aspect_ratio": "16:9"})
        shots.edit(alice, shots_of(film)[0].pk, {"prompt": "A dawn", "duration": "4"})

        assert revision_of(film) == 0

    def test_an_older_tab_is_told_and_writes_nothing(self, alice):
        film = board(alice)
        first = shots_of(film)[0]
        shots.edit(alice, first.pk, {"prompt": "Dusk"}, revision=0)

        for change in (
            lambda: shots.edit(alice, first.pk, {"prompt": "Noon"}, revision=0),
            lambda: films.edit(alice, film.pk, {"name": "Noon"}, revision="0"),
            lambda: shots.move(alice, first.pk, 1, revision=0),
            lambda: shots.add(alice, film.pk, revision=0),
        ):
            with pytest.raises(Conflict) as refused:
                change()
            assert refused.value.facts == {"revision": 1}
        assert prompts_of(film) == ["Dusk", "A cup", "A hand", "The sea"]

    def test_a_revision_that_is_none_is_a_fault_and_no_bug(self, alice):
        film = board(alice)

        for seen in ("x", [1], -1, 1.5, {"a": 1}, True, 10**30):
            with pytest.raises(AskInvalid) as refused:
                films.edit(alice, film.pk, {"name": "Noon"}, revision=seen)
            assert set(refused.value.errors) == {"revision"}

    def test_it_comes_back_out_of_the_bin_as_it_was(self, alice):
        film = board(alice)

        films.trash(alice, film.pk)
        assert [row.pk for row in films_of(alice, bin=True).items] == [film.pk]
        with pytest.raises(NotFound):
            films.edit(alice, film.pk, {"name": "Noon"})
        with pytest.raises(NotFound):
            shots.edit(alice, shots_of(film)[0].pk, {"prompt": "Noon"})

        films.restore(alice, film.pk)
        assert film_for(alice, film.pk).name == "Morning tonic"
        assert prompts_of(film) == ["A dawn", "A cup", "A hand", "The sea"]

    def test_it_comes_back_within_thirty_days_alone(self, alice):
        film = board(alice)
        MultiShotGeneration.objects.filter(pk=film.pk).update(deleted_at=timezone.now() - timedelta(days=31))

        with pytest.raises(NotFound):
            films.restore(alice, film.pk)
        with pytest.raises(NotFound):
            films.trash(alice, film.pk)


class TestTheListOfShots:
    def test_a_list_is_the_whole_order_kept_changed_new_and_gone(self, alice):
        film = board(alice)
        dawn, cup, hand, sea = shots_of(film)

        films.edit(
            alice,
            film.pk,
            {"shots": [{"id": str(sea.pk)}, {"id": str(dawn.pk), "prompt": "Dusk"}, {"prompt": "A road"}]},
        )

        now = shots_of(film)
        assert [shot.prompt for shot in now] == ["The sea", "Dusk", "A road"]
        assert [shot.pk for shot in now[:2]] == [sea.pk, dawn.pk]
        assert set(Shot.objects.exclude(deleted_at=None)) == {cup, hand}
        assert revision_of(film) == 1

    def test_one_fault_and_nothing_of_it_is_written(self, alice):
        film = board(alice)
        dawn, cup, *_others = shots_of(film)

        with pytest.raises(AskInvalid) as refused:
            films.edit(
                alice,
                film.pk,
                {"name": "Noon", "shots": [{"id": dawn.pk, "prompt": "Dusk"}, {"id": cup.pk, "duration": 99}]},
            )

        assert set(refused.value.errors) == {"shots.1.duration"}
        assert prompts_of(film) == ["A dawn", "A cup", "A hand", "The sea"]
        assert (film_for(alice, film.pk).name, revision_of(film)) == ("Morning tonic", 0)

    def test_a_shot_of_another_board_or_named_twice_is_no_shot_of_this(self, alice):
        film, other = board(alice), board(alice)
        mine, theirs = shots_of(film)[0].pk, shots_of(other)[0].pk

        for listed in ([{"id": mine}, {"id": theirs}], [{"id": mine}, {"id": mine}], [{"id": mine}, {"id": "x"}]):
            with pytest.raises(AskInvalid) as refused:
                films.edit(alice, film.pk, {"shots": listed})
            assert set(refused.value.errors) == {"shots.1.id"}

    def test_a_locked_shot_may_be_moved_and_neither_changed_nor_left_out(self, alice):
        film = board(alice, "A dawn", "A cup")
        dawn, cup = shots_of(film)
        shots.lock(alice, dawn.pk)

        films.edit(alice, film.pk, {"shots": [{"id": cup.pk}, {"id": dawn.pk, "prompt": "A dawn"}]})
        assert prompts_of(film) == ["A cup", "A dawn"]

        for listed in ([{"id": cup.pk}, {"id": dawn.pk, "prompt": "Dusk"}], [{"id": cup.pk}, {}]):
            with pytest.raises(Conflict, match="Shot 2 is locked"):
                films.edit(alice, film.pk, {"shots": listed})
        films.edit(alice, film.pk, {"shots": [{"id": cup.pk}, {"id": dawn.pk, "prompt": "Dusk", "locked": False}]})
        assert prompts_of(film) == ["A cup", "Dusk"]


class TestOneShot:
    def test_a_shot_is_added_at_the_end_or_after_another_up_to_six(self, alice):
        film = board(alice, "A dawn", "A cup")
        first = shots_of(film)[0]

        shots.add(alice, film.pk, {"prompt": "The sea"})
        shots.add(alice, film.pk, {"prompt": "A hand"}, after=first.pk)
        shots.add(alice, film.pk)
        shots.add(alice, film.pk)

        assert prompts_of(film) == ["A dawn", "A hand", "A cup", "The sea", "", ""]
        assert [shot.position for shot in shots_of(film)] == [0, 1, 2, 3, 4, 5]
        for more in (lambda: shots.add(alice, film.pk), lambda: shots.duplicate(alice, first.pk)):
            with pytest.raises(Conflict, match="at most 6"):
                more()

    def test_a_copy_is_the_same_shot_as_another_take(self, alice, private_media):
        film = board(alice, "A dawn", "A cup")
        first = shots_of(film)[0]
        frame = picture(alice)
        shots.edit(
            alice, first.pk, {"start_frame": frame.pk, "line": "Hello", "duration": 6, "seed": 5, "locked": True}
        )

        made = shots.duplicate(alice, first.pk)

        assert prompts_of(film) == ["A dawn", "A dawn", "A cup"]
        made.refresh_from_db()
        assert (made.start_frame, made.line, made.duration_s, made.position) == (frame, "Hello", 6, 1)
        assert not made.locked
        assert made.seed != 5

    def test_a_split_shot_lasts_as_long_as_before_and_goes_on_where_it_was_cut(self, alice, private_media):
        film = board(alice, "A dawn", "A cup")
        first = shots_of(film)[0]
        start, end = picture(alice), picture(alice)
        shots.edit(
            alice, first.pk,
            {"duration": 9, "start_frame": start.pk, "end_frame": end.pk, "line": "Hello",
             "join": {"style": "crossfade", "seconds": 1}},
        )  # fmt: skip

        one, two = shots.split(alice, first.pk, at_s=4)

        one.refresh_from_db(), two.refresh_from_db()
        assert prompts_of(film) == ["A dawn", "A dawn", "A cup"]
        assert (one.pk, one.duration_s, two.duration_s) == (first.pk, 4, 5)
        assert (one.continues, two.continues) == (False, True)
        assert (one.start_frame, one.end_frame, two.start_frame, two.end_frame) == (start, None, None, end)
        assert (one.line, two.line) == ("Hello", "")
        assert (one.join_style, two.join_style) == ("cut", "crossfade")

    @pytest.mark.parametrize(("seconds", "at_s"), [(4, 1), (4, 3), (3, 2), (8, 7), (8, "half"), (8, 2.5), (8, None)])
    def test_neither_part_of_a_split_is_shorter_than_two_seconds(self, alice, seconds, at_s):
        film = board(alice)
        first = shots_of(film)[0]
        shots.edit(alice, first.pk, {"duration": seconds})

        with pytest.raises(AskInvalid) as refused:
            shots.split(alice, first.pk, at_s=at_s)

        assert set(refused.value.errors) == {"at_s"}
        assert len(shots_of(film)) == 4

    def test_a_removed_shot_is_put_back_at_its_place(self, alice):
        film = board(alice)
        cup = shots_of(film)[1]

        shots.remove(alice, cup.pk)
        assert prompts_of(film) == ["A dawn", "A hand", "The sea"]
        with pytest.raises(NotFound):
            shots.edit(alice, cup.pk, {"prompt": "A glass"})

        shots.put_back(alice, cup.pk)
        shots.put_back(alice, cup.pk)
        assert prompts_of(film) == ["A dawn", "A cup", "A hand", "The sea"]
        assert [shot.position for shot in shots_of(film)] == [0, 1, 2, 3]
        assert revision_of(film) == 2

    def test_what_was_removed_from_the_end_of_a_longer_board_comes_back_to_its_end(self, alice):
        film = board(alice)
        *_others, hand, sea = shots_of(film)

        shots.remove(alice, sea.pk)
        shots.remove(alice, hand.pk)
        shots.put_back(alice, sea.pk)

        assert prompts_of(film) == ["A dawn", "A cup", "The sea"]

    def test_no_shot_comes_back_to_a_board_of_six(self, alice):
        film = board(alice, *"abcdef")
        last = shots_of(film)[5]
        shots.remove(alice, last.pk)
        shots.add(alice, film.pk)

        with pytest.raises(Conflict):
            shots.put_back(alice, last.pk)

    def test_the_last_two_stay(self, alice):
        film = board(alice, "A dawn", "A cup")

        with pytest.raises(Conflict, match="at least 2"):
            shots.remove(alice, shots_of(film)[0].pk)

    @pytest.mark.parametrize(("at", "to", "order"), [(0, 2, "bcad"), (3, 0, "dabc"), (1, 1, "abcd"), (2, 3, "abdc")])
    def test_a_shot_is_moved_to_the_place_it_is_told(self, alice, at, to, order):
        film = board(alice, *"abcd")

        shots.move(alice, shots_of(film)[at].pk, to)

        assert "".join(prompts_of(film)) == order
        assert [shot.position for shot in shots_of(film)] == [0, 1, 2, 3]
        assert revision_of(film) == (at != to)

    @pytest.mark.parametrize("to", [-1, 4, "x", None, 1.5, [0]])
    def test_there_is_no_place_outside_the_board(self, alice, to):
        film = board(alice)

        with pytest.raises(AskInvalid) as refused:
            shots.move(alice, shots_of(film)[0].pk, to)

        assert set(refused.value.errors) == {"to"}

    def test_a_locked_shot_is_not_changed_split_or_removed_until_it_is_unlocked(self, alice):
        film = board(alice)
        first = shots_of(film)[0]
        shots.edit(alice, first.pk, {"duration": 8})
        shots.lock(alice, first.pk)

        for change in (
            lambda: shots.edit(alice, first.pk, {"prompt": "Dusk"}),
            lambda: shots.edit(alice, first.pk, {"prompt": "Dusk", "locked": True}),
            lambda: shots.split(alice, first.pk, at_s=4),
            lambda: shots.remove(alice, first.pk),
        ):
            with pytest.raises(Conflict, match="Shot 1 is locked"):
                change()
        assert prompts_of(film)[0] == "A dawn"

        shots.join(alice, first.pk, style="flow", seconds=1)
        shots.move(alice, first.pk, 1)
        shots.unlock(alice, first.pk)
        shots.edit(alice, first.pk, {"prompt": "Dusk"})
        assert prompts_of(film)[:2] == ["A cup", "Dusk"]
        assert shots_of(film)[1].join_style == "flow"

    @pytest.mark.parametrize(("seconds", "fits"), [(1.5, True), (1.6, False), (2.0, False)])
    def test_a_join_is_at_most_half_of_the_shorter_of_its_shots(self, alice, seconds, fits):
        film = board(alice)
        first, second = shots_of(film)[:2]
        shots.edit(alice, second.pk, {"duration": 3})

        if fits:
            assert shots.join(alice, first.pk, style="flow", seconds=seconds).join_seconds == seconds
            return
        with pytest.raises(AskInvalid) as refused:
            shots.join(alice, first.pk, style="flow", seconds=seconds)
        assert set(refused.value.errors) == {"join"}
        with pytest.raises(AskInvalid) as refused:
            films.edit(alice, film.pk, {"shots": [{"join": {"style": "flow", "seconds": seconds}}, {"duration": 3}]})
        assert set(refused.value.errors) == {"shots.0.join"}

    def test_a_join_becomes_shorter_with_its_shots(self, alice):
        film = board(alice)
        first, second = shots_of(film)[:2]
        shots.join(alice, first.pk, style="flow", seconds=2)

        shots.edit(alice, second.pk, {"duration": 3})
        assert shots_of(film)[0].join_seconds == 1.5

        shots.lock(alice, first.pk)
        shots.add(alice, film.pk, {"duration": 2}, after=first.pk)
        assert shots_of(film)[0].join_seconds == 1

    def test_the_join_of_the_last_shot_waits_for_a_next_one(self, alice):
        film = board(alice)
        last = shots_of(film)[3]

        shots.edit(alice, last.pk, {"duration": 2, "join": {"style": "zoom", "seconds": 2}})
        assert shots_of(film)[3].join_seconds == 2

        shots.add(alice, film.pk)
        assert shots_of(film)[3].join_seconds == 1

    def test_a_cut_takes_no_time_and_remembers_what_the_join_lasted(self, alice):
        first = shots_of(board(alice))[0]

        shots.join(alice, first.pk, style="crossfade", seconds=1.2)
        cut = shots.join(alice, first.pk, style="cut", seconds=0)
        assert (cut.join_style, cut.join_seconds) == ("cut", 1.2)

        again = shots.join(alice, first.pk, style="dip_black")
        assert (again.join_style, again.join_seconds) == ("dip_black", 1.2)


class TestOthers:
    def test_anothers_board_and_shots_are_as_good_as_none(self, alice, bob):
        film = board(alice)
        pk = shots_of(film)[0].pk

        for of, shot in ((film.pk, pk), (uuid4(), uuid4())):
            for change in (
                lambda of=of: films.edit(bob, of, {"name": "his"}),
                lambda of=of: films.trash(bob, of),
                lambda of=of: films.restore(bob, of),
                lambda of=of: film_for(bob, of),
                lambda of=of: shots.add(bob, of),
                lambda shot=shot: shots.edit(bob, shot, {"prompt": "his"}),
                lambda shot=shot: shots.put_back(bob, shot),
                lambda shot=shot: shots.split(bob, shot, at_s=2),
            ):
                with pytest.raises(NotFound):
                    change()
        assert (film_for(alice, film.pk).name, prompts_of(film)[0]) == ("Morning tonic", "A dawn")
