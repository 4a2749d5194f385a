"""Where subjects are put, as numbers: framing, free space, counts, sizes. Nothing is drawn."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from reklamai.media.scene import place_subject, place_things
from reklamai.media.scene.place_subject import Size, Spot
from reklamai.media.words.reading import Framing, Person, Pose, Product, Reading, Side, Thing

RATIOS = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080), "4:5": (1080, 1350), "21:9": (2520, 1080)}
ADULT = Size(1.74, 0.62, 1.74)
HALF_PHOTO = Size(1.74, 0.7, 0.8)
FLASK = Size(0.25, 0.08, 0.25)


def people(number: int, *, size: tuple[int, int] = (1920, 1080), who: Size = ADULT, **words: object) -> list[Spot]:
    reading = Reading(people=(Person(count=number),), **words)  # type: ignore[arg-type]
    shot = place_subject.shot_for(place_subject.with_framing(reading), size=size, seed=3)
    return place_subject.place_people([who] * number, shot)


def things(number: int, *, size: tuple[int, int] = (1920, 1080), **words: object) -> list[Spot]:
    reading = Reading(products=(Product(Thing.BOTTLE, count=number),), **words)  # type: ignore[arg-type]
    shot = place_subject.shot_for(place_subject.with_framing(reading), size=size, seed=3)
    return place_things.place_things([FLASK] * number, shot, stand=(0.5, 0.78))


def half_width(spot: Spot, size: Size, aspect: float) -> float:
    return size.wide * spot.scale / aspect / 2


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize(
    ("framing", "least", "most"),
    [(Framing.WIDE, 0.2, 0.45), (Framing.FULL, 0.4, 0.85), (Framing.MEDIUM, 0.8, 0.98), (Framing.CLOSE_UP, 0.8, 1.0)],
)
def test_the_visible_height_of_a_person_suits_the_framing(
    ratio: str, framing: Framing, least: float, most: float
) -> None:
    (spot,) = people(1, size=RATIOS[ratio], framing=framing)

    visible = min(1, spot.foot) - max(0, spot.top)
    assert least <= visible <= most


def test_each_closer_framing_shows_less_of_the_body() -> None:
    shown = [
        (1 - people(1, framing=framing)[0].top) / people(1, framing=framing)[0].scale for framing in reversed(Framing)
    ]

    assert shown == sorted(shown, reverse=True)
    assert shown[-1] < 0.3


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("framing", Framing)
def test_nobody_is_cut_at_the_ankles_or_the_crown(ratio: str, framing: Framing) -> None:
    (spot,) = people(1, size=RATIOS[ratio], framing=framing)

    assert spot.foot <= 0.96 or spot.foot >= 1.09
    assert spot.top >= 0


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT, Side.TOP, Side.BOTTOM])
@pytest.mark.parametrize("framing", [None, Framing.FULL, Framing.WIDE, Framing.MEDIUM])
def test_room_for_words_stays_free_of_people(ratio: str, side: Side, framing: Framing | None) -> None:
    size = RATIOS[ratio]
    (spot,) = people(1, size=size, copy_space=side, framing=framing)

    half = half_width(spot, ADULT, size[0] / size[1])
    edges = {Side.LEFT: spot.x - half, Side.RIGHT: 1 - spot.x - half, Side.TOP: spot.top, Side.BOTTOM: 1 - spot.foot}
    assert edges[side] > 0.35


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT, Side.TOP, Side.BOTTOM])
@pytest.mark.parametrize("number", [1, 3])
def test_room_for_words_stays_free_of_things(ratio: str, side: Side, number: int) -> None:
    size = RATIOS[ratio]
    spots = things(number, size=size, copy_space=side)

    aspect = size[0] / size[1]
    left = min(spot.x - half_width(spot, FLASK, aspect) for spot in spots)
    right = max(spot.x + half_width(spot, FLASK, aspect) for spot in spots)
    edges = {
        Side.LEFT: left, Side.RIGHT: 1 - right,
        Side.TOP: min(spot.top for spot in spots), Side.BOTTOM: 1 - max(spot.foot for spot in spots),
    }  # fmt: skip
    assert edges[side] > 0.35


@pytest.mark.parametrize(
    ("side", "low", "high"), [(Side.LEFT, 0.2, 0.45), (Side.RIGHT, 0.55, 0.8), (Side.CENTRE, 0.45, 0.55)]
)
def test_the_subject_stands_on_the_side_that_words_name(side: Side, low: float, high: float) -> None:
    (spot,) = people(1, subject_side=side)

    assert low < spot.x < high


def test_free_middle_pushes_the_subject_aside() -> None:
    (spot,) = people(1, copy_space=Side.CENTRE)

    assert spot.x < 0.35 or spot.x > 0.65


@pytest.mark.parametrize("number", [2, 3, 4, 6, 8])
@pytest.mark.parametrize("ratio", RATIOS)
def test_a_group_fits_the_frame_and_nobody_hides_another(number: int, ratio: str) -> None:
    size = RATIOS[ratio]
    spots = people(number, size=size, framing=Framing.FULL)

    xs = sorted(spot.x for spot in spots)
    aspect = size[0] / size[1]
    assert len(spots) == number
    assert xs[0] - half_width(spots[0], ADULT, aspect) > -0.01
    assert xs[-1] + half_width(spots[0], ADULT, aspect) < 1.01
    assert min(b - a for a, b in pairwise(xs)) > 0.15 * ADULT.wide * spots[0].scale / aspect


def test_the_back_row_is_smaller_and_higher() -> None:
    spots = people(6, framing=Framing.FULL)

    front, back = ([spot for spot in spots if spot.row == row] for row in (0, 1))
    assert (len(front), len(back)) == (3, 3)
    assert back[0].scale < front[0].scale
    assert back[0].foot < front[0].foot


def test_a_photo_that_ends_at_the_hips_reaches_the_edge_of_the_frame_in_every_framing() -> None:
    for framing in Framing:
        for size in RATIOS.values():
            (spot,) = people(1, size=size, framing=framing, who=HALF_PHOTO)

            assert spot.top + HALF_PHOTO.seen * spot.scale >= 0.999, (framing, size)


def test_children_and_adults_stand_on_the_same_ground_at_their_own_heights() -> None:
    reading = Reading(people=(Person(),), framing=Framing.FULL)
    shot = place_subject.shot_for(reading, size=(1920, 1080), seed=1)

    adult, child = place_subject.place_people([ADULT, Size(1.3, 0.5, 1.3)], shot)

    assert adult.foot == child.foot
    assert (child.foot - child.top) / (adult.foot - adult.top) == pytest.approx(1.3 / 1.74)


@pytest.mark.parametrize(
    ("framing", "least", "most"),
    [(Framing.CLOSE_UP, 0.5, 0.66), (Framing.MEDIUM, 0.36, 0.5), (Framing.WIDE, 0.15, 0.26)],
)
def test_a_thing_alone_fills_the_frame_as_the_framing_says(framing: Framing, least: float, most: float) -> None:
    (spot,) = things(1, framing=framing)

    assert least <= spot.foot - spot.top <= most


@pytest.mark.parametrize("number", [2, 4, 7])
def test_as_many_things_as_words_say_stand_apart(number: int) -> None:
    spots = things(number)

    assert len({round(spot.x, 4) for spot in spots}) == number


def heights_together(*metres: float) -> list[float]:
    """Heights of things placed side by side, shares of the frame."""
    shot = place_subject.shot_for(Reading(framing=Framing.CLOSE_UP), size=(1000, 1000), seed=1)
    spots = place_things.place_things([Size(tall, 0.1, tall) for tall in metres], shot, stand=(0.5, 0.8))
    return [spot.foot - spot.top for spot in spots]


def test_things_of_like_sizes_keep_their_proportions() -> None:
    tall, low = heights_together(0.25, 0.15)

    assert low / tall == pytest.approx(0.15 / 0.25)


def test_a_bouquet_does_not_dwarf_the_scent_that_is_named_first() -> None:
    scent, bouquet = heights_together(0.1, 0.45)

    assert 1.5 < bouquet / scent < 2.5


def test_a_car_alone_stands_where_the_ground_is_at_its_distance() -> None:
    shot = place_subject.shot_for(Reading(framing=Framing.FULL), size=(1920, 1080), seed=1)
    horizon, eye = 0.47, 1.04

    (car,) = place_things.place_things([Size(1.4, 4.3, 1.4)], shot, stand=(0.5, 0.9), level=(horizon, eye))

    assert car.foot == pytest.approx(horizon + eye * car.scale)


def test_a_large_thing_stands_on_the_ground_of_the_people_and_a_small_one_near_the_camera() -> None:
    reading = Reading(people=(Person(),), framing=Framing.FULL)
    shot = place_subject.shot_for(reading, size=(1920, 1080), seed=1)
    spots = place_subject.place_people([ADULT], shot)

    car = place_things.place_beside(Size(1.5, 4.3, 1.5), shot, people=spots, large=True, right=True)
    cream = place_things.place_beside(Size(0.08, 0.08, 0.08), shot, people=spots, large=False, right=False)

    assert car.scale == spots[0].scale
    assert cream.scale > 2 * spots[0].scale
    assert cream.x < spots[0].x


def test_people_make_room_for_the_thing_beside_them() -> None:
    shot = place_subject.shot_for(Reading(people=(Person(),), framing=Framing.MEDIUM), size=(1080, 1080), seed=1)

    kept, right = place_things.beside_people(shot, things=1, seed=1)

    assert kept.zone.width < 0.7 * shot.zone.width
    assert (kept.centre < 0.5) == right


@pytest.mark.parametrize(
    ("reading", "framing"),
    [
        (Reading(products=(Product(Thing.CAN),)), Framing.CLOSE_UP),
        (Reading(products=(Product(Thing.BICYCLE),)), Framing.FULL),
        (Reading(people=(Person(),)), Framing.MEDIUM),
        (Reading(people=(Person(pose=Pose.RUNNING),)), Framing.FULL),
        (Reading(people=(Person(count=5),)), Framing.FULL),
        (Reading(people=(Person(),), products=(Product(Thing.CAR),)), Framing.FULL),
        (Reading(), Framing.WIDE),
        (Reading(people=(Person(),), framing=Framing.CLOSE_UP), Framing.CLOSE_UP),
    ],
    ids=lambda value: value.value if isinstance(value, Framing) else "",
)
def test_a_framing_is_chosen_that_shows_what_words_speak_of(reading: Reading, framing: Framing) -> None:
    assert place_subject.with_framing(reading).framing is framing


def test_the_side_that_words_leave_open_follows_the_seed() -> None:
    reading = place_subject.with_framing(Reading(people=(Person(),)))
    centres = {place_subject.shot_for(reading, size=(1920, 1080), seed=seed).centre for seed in range(12)}

    assert len(centres) == 2
    assert place_subject.shot_for(replace(reading), size=(1920, 1080), seed=4) == place_subject.shot_for(
        reading, size=(1920, 1080), seed=4
    )
