"""Animatics: only what is missing is sketched, everything is joined, nothing is made twice and nothing costs."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import translation

from reklamai.core.errors import BadInput, Conflict, NotFound
from studio.models import CatalogueModel, Generation, LedgerEntry
from studio.services import generations, work
from tests.video.plating import picture_of
from tests.video.sketching import a_film, read, shot_of, work_through
from video.models import MultiShotGeneration, ShotOrder, ShotPart
from video.selectors.boards import board_of
from video.services import animatics


def orders_of(film, part):
    return ShotOrder.objects.filter(film=film, part=part)


def test_a_board_is_sketched_and_joined_for_nothing(alice, sketching):
    film = a_film(alice, "a street", "a café", "a bottle")

    ordered = animatics.order_animatic(alice, film)
    work_through()

    assert [each.part for each in ordered] == [ShotPart.SKETCH] * 3
    film = read(film)
    assert film.animatic is not None
    assert board_of(film).animatic_is_current
    [joined] = orders_of(film, ShotPart.ANIMATIC)
    assert joined.content_hash == film.animatic_hash
    assert not LedgerEntry.objects.filter(generation__isnull=False).exclude(delta=0).exists(), "an animatic is free"
    assert film.revision == 0, "no tab is told that somebody else has changed the board"


def test_the_sketches_are_joined_in_the_order_of_the_board(alice, sketching):
    film = a_film(alice, "a street", "a café", "a bottle")
    first = shot_of(film, 1)
    first.join_style, first.join_seconds = "crossfade", 0.5
    first.save()

    animatics.order_animatic(alice, film)
    work_through()

    [joined] = orders_of(film, ShotPart.ANIMATIC)
    rows = joined.generation.references.order_by("position")
    made_of = [ShotOrder.objects.get(generation__assets=row.source_id).shot.prompt for row in rows]
    assert made_of == ["a street", "a café", "a bottle"]
    assert joined.generation.parameters["joins"] == "crossfade:0.5,cut"


def test_of_a_changed_board_only_the_changed_shot_is_sketched_again(alice, sketching):
    film = a_film(alice, "a street", "a café", "a bottle")
    animatics.order_animatic(alice, film)
    work_through()
    shot = shot_of(film, 2)
    shot.prompt = "a café at night"
    shot.save()
    sketching.ran.clear()

    animatics.order_animatic(alice, read(film))
    work_through()

    assert [job.prompt for job in sketching.ran] == ["a café at night", ""], "one sketch, then the join"
    assert board_of(read(film)).animatic_is_current


def test_a_changed_join_costs_no_sketch(alice, sketching):
    film = a_film(alice, "a street", "a café")
    animatics.order_animatic(alice, film)
    work_through()
    film.shots.update(join_style="dip_black", join_seconds=0.4)
    sketching.ran.clear()

    animatics.order_animatic(alice, read(film))
    work_through()

    [job] = sketching.ran
    assert job.kind == "animatic"
    assert job.parameters["joins"] == "dip_black:0.4"


def test_a_board_that_has_its_animatic_orders_nothing(alice, sketching):
    film = a_film(alice, "a street", "a café")
    animatics.order_animatic(alice, film)
    work_through()
    before = Generation.objects.count()

    assert animatics.order_animatic(alice, read(film)) == ()

    assert Generation.objects.count() == before


def test_what_is_under_way_is_not_ordered_a_second_time(alice, sketching):
    film = a_film(alice, "a street", "a café")
    animatics.order_animatic(alice, film)

    assert animatics.order_animatic(alice, film) == ()

    work_through()
    assert orders_of(film, ShotPart.SKETCH).count() == 2
    assert orders_of(film, ShotPart.ANIMATIC).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_animatic(alice, sketching):
    film = a_film(alice, "a street", "a café", "a bottle")

    def press(_number):
        try:
            return len(animatics.order_animatic(alice, film))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as presses:
        ordered = sorted(presses.map(press, range(4)))

    assert ordered == [0, 0, 0, 3]


def test_what_a_sketch_superseded_goes_into_the_bin_and_comes_back_with_the_words(alice, sketching):
    film = a_film(alice, "a street", "a café")
    animatics.order_animatic(alice, film)
    work_through()
    first = orders_of(film, ShotPart.SKETCH).get(shot=shot_of(film, 1)).generation
    shot_of(film, 1).__class__.objects.filter(pk=shot_of(film, 1).pk).update(prompt="a lane")
    animatics.order_animatic(alice, read(film))
    work_through()
    first.refresh_from_db()
    assert first.deleted_at is not None

    film.shots.filter(prompt="a lane").update(prompt="a street")
    sketching.ran.clear()
    animatics.order_animatic(alice, read(film))
    work_through()

    first.refresh_from_db()
    assert first.deleted_at is None
    assert [job.kind for job in sketching.ran] == ["animatic"], "what was undone is not drawn again"


def test_an_animatic_that_is_joined_anew_leaves_the_old_one_to_the_bin(alice, sketching):
    film = a_film(alice, "a street", "a café")
    animatics.order_animatic(alice, film)
    work_through()
    old = read(film).animatic
    film.shots.update(join_style="crossfade")

    animatics.order_animatic(alice, read(film))
    work_through()

    assert read(film).animatic != old
    assert Generation.objects.get(pk=old.generation_id).deleted_at is not None


def test_a_shot_changed_while_the_others_are_drawn_is_drawn_too(alice, sketching):
    film = a_film(alice, "a street", "a café")
    first, second = animatics.order_animatic(alice, film)
    work.run(first.generation_id)
    film.shots.filter(prompt="a street").update(prompt="a lane")

    work.run(second.generation_id)
    work_through()

    assert board_of(read(film)).animatic_is_current
    assert {job.prompt for job in sketching.ran} == {"a street", "a café", "a lane", ""}


def test_a_sketch_that_failed_stops_the_animatic_until_it_is_asked_for_again(alice, sketching):
    film = a_film(alice, "a street", "a café")
    sketching.fails = {"a street"}

    animatics.order_animatic(alice, film)
    work_through()

    assert read(film).animatic is None
    assert orders_of(film, ShotPart.SKETCH).count() == 2, "what fails is not tried for ever"

    sketching.fails = set()
    animatics.order_animatic(alice, read(film))
    work_through()
    assert board_of(read(film)).animatic_is_current


def test_a_cancelled_sketch_leaves_the_board_without_an_animatic(alice, sketching):
    film = a_film(alice, "a street", "a café")
    first, second = animatics.order_animatic(alice, film)

    generations.cancel(first.generation)
    work.run(second.generation_id)

    assert read(film).animatic is None
    assert not orders_of(film, ShotPart.ANIMATIC).exists()


def test_a_film_in_the_bin_is_not_worked_on_further(alice, sketching):
    film = a_film(alice, "a street", "a café")
    animatics.order_animatic(alice, film)
    MultiShotGeneration.objects.filter(pk=film.pk).update(deleted_at="2026-11-22T10:00:00Z")

    work_through()

    assert not orders_of(film, ShotPart.ANIMATIC).exists()


def test_a_late_animatic_does_not_take_the_place_of_a_newer_one(alice, sketching):
    film = a_film(alice, "a street", "a café")
    animatics.order_animatic(alice, film)
    work_through()
    [old] = orders_of(film, ShotPart.ANIMATIC)
    film.shots.update(join_style="crossfade")
    animatics.order_animatic(alice, read(film))
    work_through()
    newest = read(film).animatic

    animatics.joined(ShotOrder.objects.select_related("film", "generation").get(pk=old.pk))

    assert read(film).animatic == newest


def test_an_empty_shot_is_named_and_nothing_is_ordered(alice, sketching):
    film = a_film(alice, "a street", "  ")

    with translation.override("en"), pytest.raises(BadInput, match="Shot 2: It has neither words nor a picture"):
        animatics.order_animatic(alice, film)

    assert not Generation.objects.exists(), "all or nothing"


def test_a_shot_with_a_picture_needs_no_words_and_shows_it(alice, sketching):
    film = a_film(alice, "a street", "")
    picture = picture_of(alice)
    film.shots.filter(prompt="").update(picture=picture)

    animatics.order_animatic(alice, film)
    work_through()

    [shown] = [job for job in sketching.ran if job.start_frame]
    assert shown.start_frame.suffix == ".png"
    assert Generation.objects.get(shot_order__shot__picture=picture).start_frame == picture


def test_what_a_shot_holds_that_is_gone_is_told_with_its_number(alice, bob, sketching):
    film = a_film(alice, "a street", "a café")
    foreign = picture_of(bob)
    row = {"source": "asset", "id": str(foreign.pk), "role": "reference_images", "strength": None}
    film.shots.filter(prompt="a café").update(references=[row])

    with translation.override("en"), pytest.raises(NotFound, match=r"^Shot 2: "):
        animatics.order_animatic(alice, film)


def test_a_board_without_shots_has_nothing_to_play(alice, sketching):
    with pytest.raises(Conflict):
        animatics.order_animatic(alice, a_film(alice))


def test_sketches_and_animatics_are_in_no_library(alice, sketching):
    film = a_film(alice, "a street", "a café")

    animatics.order_animatic(alice, film)
    work_through()

    assert Generation.objects.count() == 3
    assert not Generation.objects.visible_to(alice).works().exists()


def test_no_general_door_orders_a_sketch(alice, sketching):
    from uuid import uuid4

    from studio.ask import Ask
    from studio.services import orders

    with pytest.raises(Conflict):
        orders.order(owner=alice, ask=Ask(kind="animatic_shot", model="animatic-shot", prompt="a"), key=uuid4())


def test_a_sketch_is_filmed_with_the_move_and_the_lens_of_its_shot_and_without_its_look(alice, sketching):
    film = a_film(alice, "a street", "a café")
    camera = {
        "movements": [{"name": "push-in", "strength": 80}],
        "sensor": "super-35",
        "color_profile": "noir",
        "grain": 60,
        "preset": "somebody's",
    }
    film.shots.filter(position=0).update(camera=camera)

    first, _second = animatics.order_animatic(alice, film)

    plan = first.generation.plan
    assert plan["camerawork"]["moves"]
    assert not {"grade", "grain", "vignette", "flare"} & set(plan["post"])
    assert "color_profile" not in first.generation.camera


def test_a_sketch_from_words_holds_to_whom_the_shot_holds_and_one_from_a_picture_copies_nobody(alice, sketching):
    film = a_film(alice, "a street", "a café")
    own = picture_of(alice)
    row = {"source": "asset", "id": str(own.pk), "role": "reference_images", "strength": None}
    sound = {**row, "role": "reference_audio"}
    film.shots.update(references=[row, sound])
    film.shots.filter(position=1).update(picture=picture_of(alice))

    drawn, shown = animatics.order_animatic(alice, film)

    assert [each.source_id for each in drawn.generation.references.all()] == [str(own.pk)]
    assert not shown.generation.references.exists()


def test_a_shot_that_goes_on_is_not_sketched_from_a_start_frame_that_it_will_not_start_on(alice, sketching):
    film = a_film(alice, "a street", "a café")
    film.shots.update(start_frame=picture_of(alice))
    film.shots.filter(position=1).update(continues=True)

    first, second = animatics.order_animatic(alice, film)

    assert first.generation.start_frame is not None
    assert second.generation.start_frame is None


def test_a_format_that_is_no_format_is_sketched_wide(alice, sketching):
    first, _second = animatics.order_animatic(alice, a_film(alice, "a street", "a café", aspect_ratio="auto"))

    assert first.generation.parameters["aspect_ratio"] == "16:9"


def test_a_sketch_is_not_measured_for_likeness(alice, sketching, settings):
    settings.SCORERS = ("tests.video.sketching.Alike",)

    film = a_film(alice, "a street", "a café")
    animatics.order_animatic(alice, film)
    work_through()

    assert board_of(read(film)).animatic_is_current
    assert all(each.generation.scores == {} for each in orders_of(film, ShotPart.SKETCH))


def test_the_sketch_of_a_removed_shot_goes_with_the_next_animatic_and_comes_back_with_the_shot(alice, sketching):
    film = a_film(alice, "a street", "a café", "a bottle")
    animatics.order_animatic(alice, film)
    work_through()
    sketch = orders_of(film, ShotPart.SKETCH).get(shot=shot_of(film, 3)).generation
    film.shots.filter(position=2).update(deleted_at="2026-11-23T00:00:00Z")

    animatics.order_animatic(alice, read(film))
    work_through()

    sketch.refresh_from_db()
    assert sketch.deleted_at is not None

    film.shots.update(deleted_at=None)
    sketching.ran.clear()
    animatics.order_animatic(alice, read(film))
    work_through()
    assert [job.kind for job in sketching.ran] == ["animatic"]


def test_a_sketch_that_cannot_be_ordered_now_names_its_shot(alice, sketching):
    film = a_film(alice, "a street", "a café")
    CatalogueModel.objects.filter(pk="animatic-shot").update(enabled=False)

    with translation.override("en"), pytest.raises(Conflict, match=r"^Shot 1: "):
        animatics.order_animatic(alice, film)

    assert not Generation.objects.exists()
