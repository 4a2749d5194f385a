"""Who and what stands in a scene: words, references, hands, and what words exclude."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from reklamai.media.mattes import Kind
from reklamai.media.scene import actors
from reklamai.media.scene.actors import Actor
from reklamai.media.scene.cutout import CutOut
from reklamai.media.scene.model import SceneLight
from reklamai.media.words.reading import Person, Pose, Product, Reading, Thing, Who

PIXELS = np.full((80, 40, 4), 200, np.uint8)
PERSON = CutOut(Kind.PERSON, PIXELS, None, 0.9)
PRODUCT = CutOut(Kind.PRODUCT, PIXELS, None, 0.9)
CARD = CutOut(Kind.PRODUCT, PIXELS, None, 0.0, reason="busy_ground")


def cast(reading: Reading, *cuts: CutOut) -> list[Actor]:
    return actors.cast(actors.wanted(reading, cuts), cuts)


def test_counts_are_obeyed() -> None:
    company = cast(Reading(people=(Person(count=3),), products=(Product(Thing.CHAIR, count=2),)))

    assert sum(actor.person is not None for actor in company) == 3
    assert sum(actor.product is not None for actor in company) == 2


def test_a_crowd_has_an_end() -> None:
    company = cast(Reading(people=(Person(count=500),), products=(Product(Thing.CAR, count=900),)))

    assert len(company) == actors.MOST_PEOPLE + 9


def test_references_replace_the_first_of_their_kind_in_the_order_of_the_words() -> None:
    reading = Reading(people=(Person(Who.WOMAN), Person(Who.MAN)), products=(Product(Thing.CAR), Product(Thing.DOG)))

    company = cast(reading, PRODUCT, PERSON)

    assert [actor.cut for actor in company] == [PERSON, None, PRODUCT, None]


def test_one_reference_of_a_thing_serves_all_of_its_count() -> None:
    company = cast(Reading(products=(Product(Thing.CAN, count=3),)), PRODUCT)

    assert [actor.cut for actor in company] == [PRODUCT] * 3


def test_references_that_words_do_not_speak_of_are_added() -> None:
    company = cast(Reading(), PERSON, PERSON, PRODUCT)

    assert [actor.cut for actor in company] == [PERSON, PERSON, PRODUCT]


@pytest.mark.parametrize("cuts", [(), (PERSON,)], ids=["drawn", "with a photo of one"])
def test_without_people_nobody_of_the_words_comes(cuts: tuple[CutOut, ...]) -> None:
    reading = Reading(people=(Person(count=2),), products=(Product(Thing.BOTTLE),), without=frozenset({"people"}))

    drawn = [actor for actor in cast(reading, *cuts) if actor.person is not None and actor.cut is None]

    assert drawn == []


def test_an_excluded_thing_stays_away() -> None:
    reading = Reading(products=(Product(Thing.CAN), Product(Thing.CUP)), without=frozenset({"cup"}))

    assert [actor.product.thing for actor in cast(reading) if actor.product] == [Thing.CAN]


def test_a_small_thing_goes_into_the_hand_of_the_drawn_person() -> None:
    person, can = cast(Reading(people=(Person(),), products=(Product(Thing.CAN),)))

    assert person.person is not None
    assert (person.person.holds, person.person.pose) == (Thing.CAN, Pose.HOLDING)
    assert actors.drawn_in_hand(can)


def test_a_photo_of_a_thing_is_laid_into_the_hand_and_not_drawn_there_again() -> None:
    person, can = cast(Reading(people=(Person(holds=Thing.CAN),), products=(Product(Thing.CAN),)), PRODUCT)

    assert person.person is not None and person.person.holds is None
    assert can.carried == 0
    assert not actors.drawn_in_hand(can)


def test_the_photo_replaces_what_a_person_holds_even_if_no_product_is_named() -> None:
    company = cast(Reading(people=(Person(holds=Thing.CUP),)), PRODUCT)

    assert [actor.carried for actor in company] == [None, 0]
    assert company[1].cut is PRODUCT


@pytest.mark.parametrize(
    ("person", "product", "cuts"),
    [
        (Person(pose=Pose.RUNNING), Product(Thing.CAN), ()),
        (Person(), Product(Thing.CAR), ()),
        (Person(holds=Thing.CUP), Product(Thing.CAN), ()),
        (Person(), Product(Thing.CAN), (PERSON,)),
        (Person(), Product(Thing.CAN), (CARD,)),
    ],
    ids=["runner", "car", "hands full", "photo of the person", "card"],
)
def test_what_cannot_be_held_stands_by_itself(person: Person, product: Product, cuts: tuple[CutOut, ...]) -> None:
    company = cast(Reading(people=(person,), products=(product,)), *cuts)

    assert company[-1].carried is None


def test_sizes_are_real() -> None:
    light = SceneLight()
    man, child = (actors.size_of(Actor(person=Person(who)), light, 1) for who in (Who.MAN, Who.GIRL))
    car, can = (actors.size_of(Actor(product=Product(thing)), light, 1) for thing in (Thing.CAR, Thing.CAN))

    assert man.tall > 1.3 * child.tall
    assert 1.3 < car.tall < 1.7
    assert car.wide > 2 * car.tall
    assert 0.1 < can.tall < 0.2


def test_a_cropped_photo_knows_how_much_of_the_body_it_shows() -> None:
    half = CutOut(
        Kind.PERSON,
        np.full((400, 300, 4), 255, np.uint8),
        (100, 40, 80, 80),
        0.9,
        cropped=True,
        pixels_per_metre=80 / 0.165,
    )

    size = actors.size_of(Actor(person=Person(Who.WOMAN), cut=half), SceneLight(), 1)

    assert size.seen == pytest.approx(400 / (80 / 0.165), rel=0.01)
    assert size.tall == pytest.approx(1.68)


def test_the_head_of_a_drawn_person_has_the_size_of_a_head() -> None:
    made = actors.sprite(Actor(person=Person(Who.MAN)), height_px=600, light=SceneLight(), seed=1)

    assert made.face is not None
    assert made.face[3] * made.metres == pytest.approx(0.24, abs=0.01)
    assert made.metres == pytest.approx(1.8, rel=0.12)
    assert replace(made, foot=0).foot == 0


@pytest.mark.parametrize("azimuth", [160.0, 180.0, 200.0])
def test_a_face_is_still_seen_against_the_light(azimuth: float) -> None:
    def face(light: SceneLight) -> float:
        made = actors.sprite(Actor(person=Person(Who.WOMAN)), height_px=500, light=light, seed=2)
        x, y, wide, high = made.face or (0, 0, 1, 1)
        rows, columns = made.pixels.shape[:2]
        part = made.pixels[round(y * rows) : round((y + high) * rows), round(x * columns) : round((x + wide) * columns)]
        return float(part[part[..., 3] > 250][:, :3].mean())

    assert face(SceneLight(azimuth=azimuth)) > 0.7 * face(SceneLight(azimuth=40.0))
