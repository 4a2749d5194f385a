"""Features and their JSON: what goes in comes out, through a real JSON text, and nothing else comes in."""

import json
from dataclasses import MISSING, fields, replace

import numpy as np
import pytest

from anchors.media.features import (
    ELEMENTS,
    VERSION,
    ClothingFound,
    Colour,
    FaceFound,
    Features,
    LightFound,
    PersonFound,
    PlaceFound,
    ProductFound,
    SkinFound,
)
from anchors.media.names import COLOUR_WORDS
from anchors.media.reasons import REASONS
from reklamai.media.mattes.model import Missing

PARTS = ("face", "skin", "person", "clothing", "light", "place", "product")
PATTERNS = ("plain", "striped", "checked", "dotted", "patterned")
TONES = ("very_light", "light", "intermediate", "tan", "brown", "dark")


class Dice:
    """Random values of every kind that features hold, edge values among them."""

    def __init__(self, seed):
        self.roll = np.random.default_rng(seed)

    def number(self, low=0.0, high=1.0):
        edges = (low, high, (low + high) / 2, float(self.roll.uniform(low, high)), float(self.roll.uniform(low, high)))
        return float(edges[self.roll.integers(len(edges))])

    def one(self, *of):
        return of[self.roll.integers(len(of))]

    def many(self, make, most):
        return tuple(make() for _ in range(self.roll.integers(most + 1)))

    def box(self):
        return tuple(int(side) for side in self.roll.integers(0, 8000, 4))

    def point(self):
        return (self.number(-0.2, 1.2), self.number(-0.2, 1.2))

    def lab(self):
        return (self.number(0, 100), self.number(-110, 110), self.number(-110, 110))

    def colour(self):
        shade = f"#{self.roll.integers(1 << 24):06x}"
        return Colour(shade, self.lab(), self.number(), self.one(*COLOUR_WORDS))

    def colours(self):
        return self.many(self.colour, 6)

    def face(self):
        return FaceFound(
            self.box(), self.number(), self.number(-90, 90), self.number(-90, 90), self.number(-180, 180),
            self.many(self.point, 478), {self.one("nose", "jaw"): self.number(0, 3)},
        )  # fmt: skip

    def maybe(self, made):
        return Missing(self.one(*REASONS)) if self.roll.random() < 0.4 else made

    def features(self):
        return Features(
            size=(int(self.roll.integers(1, 9000)), int(self.roll.integers(1, 9000))),
            palette=self.colours(),
            faces=self.many(self.face, 3),
            main=self.one(None, 0, 2),
            face=self.maybe(self.face()),
            skin=self.maybe(
                SkinFound(self.lab(), self.number(-90, 90), self.one(*TONES), self.number(), self.number())
            ),
            person=self.maybe(PersonFound(self.box(), self.number(), self.number())),
            clothing=self.maybe(self.clothing()),
            light=self.maybe(self.light()),
            place=self.maybe(PlaceFound(self.colours(), self.one(None, True, False), self.number(), self.number())),
            product=self.maybe(
                ProductFound(self.box(), self.number(), self.colours(), self.many(self.point, 9), self.number())
            ),
        )

    def clothing(self):
        outline = self.many(self.point, 20)
        return ClothingFound(
            self.box(), self.number(), self.colours(), self.one(*PATTERNS), outline, self.number(), self.number()
        )

    def light(self):
        angles = (self.number(0, 360), self.number(-90, 90))
        return LightFound(
            *angles, self.number(), self.number(1700, 25000), self.number(0, 8), self.number(), self.number()
        )


@pytest.mark.parametrize("seed", range(150))
def test_what_goes_into_json_comes_out_of_it(seed):
    features = Dice(seed).features()

    again = Features.from_json(json.loads(json.dumps(features.as_json())))

    assert again == features
    assert again.as_json() == features.as_json()


def test_numbers_that_a_store_has_made_whole_are_read_as_they_were():
    features = Dice(3).features()
    stored = json.loads(
        json.dumps(features.as_json()),
        parse_float=lambda text: int(float(text)) if float(text).is_integer() else float(text),
    )

    again = Features.from_json(stored)

    assert again == features
    assert all(type(number) is float for colour in again.palette for number in colour.lab)


@pytest.mark.parametrize("version", [None, 0, VERSION + 1, str(VERSION), float(VERSION) + 0.5, [VERSION]])
def test_another_version_is_refused_and_named(version):
    data = Dice(1).features().as_json() | {"version": version}

    with pytest.raises(ValueError, match="of version"):
        Features.from_json(data)


@pytest.mark.parametrize("data", [{}, None, [], "features", 7, {"reason": "no_face"}])
def test_what_is_no_object_of_this_form_is_refused(data):
    with pytest.raises(ValueError, match="of version"):
        Features.from_json(data)


@pytest.mark.parametrize("name", [each.name for each in fields(Features) if each.default is MISSING])
def test_each_field_is_needed(name):
    data = Dice(2).features().as_json()
    del data[name]

    with pytest.raises(ValueError, match="no features of this version"):
        Features.from_json(data)


WRONG = {
    "a word for a number": lambda data: data["light"].update(azimuth="left"),
    "a truth value for a number": lambda data: data["light"].update(azimuth=True),
    "a number without end": lambda data: data["light"].update(kelvin=float("inf")),
    "no number at all": lambda data: data["light"].update(kelvin=float("nan")),
    "a share for pixels": lambda data: data.update(size=[0.5, 0.5]),
    "one side": lambda data: data.update(size=[640]),
    "three sides": lambda data: data.update(size=[640, 480, 3]),
    "a number for a name": lambda data: data["clothing"].update(pattern=3),
    "a name for a reason": lambda data: data.update(face={"reason": 5}),
    "a found thing half told": lambda data: data.update(face={"reason": "no_face", "box": [1, 2, 3, 4]}),
    "nothing for a part": lambda data: data.update(face=None),
    "a word for a face": lambda data: data.update(faces=["smile"]),
    "an object for a list": lambda data: data.update(palette={}),
    "a list for ratios": lambda data: data["faces"][0].update(proportions=[1, 2]),
    "a word among ratios": lambda data: data["faces"][0].update(proportions={"nose": "long"}),
    "a reason for the size": lambda data: data.update(size={"reason": "unsure"}),
    "a reason for the main face": lambda data: data.update(main={"reason": "unsure"}),
}


def whole():
    """Features with everything found."""
    dice = Dice(5)
    light, clothing, face = dice.light(), dice.clothing(), dice.face()
    return replace(dice.features(), light=light, clothing=clothing, face=face, faces=(face,))


@pytest.mark.parametrize("spoil", WRONG.values(), ids=WRONG.keys())
def test_a_value_of_another_kind_is_refused(spoil):
    data = whole().as_json()
    spoil(data)

    with pytest.raises(ValueError, match="no features of this version"):
        Features.from_json(data)


@pytest.mark.parametrize(("part", "name"), [("light", "kelvin_confidence"), ("clothing", "pattern_confidence")])
def test_a_field_that_came_later_has_its_default(part, name):
    data = whole().as_json()
    del data[part][name]

    assert getattr(getattr(Features.from_json(data), part), name) == 1.0


def test_what_a_later_field_adds_beside_is_not_read():
    data = whole().as_json()
    data["light"]["moon"] = 3

    assert Features.from_json(data) == whole()


@pytest.mark.parametrize("element", ELEMENTS)
def test_each_element_has_its_part_and_says_whether_it_was_found(element):
    name = {"lighting": "light", "environment": "place"}.get(element, element)
    dice = Dice(9)
    found = {
        "face": dice.face(),
        "clothing": dice.clothing(),
        "light": dice.light(),
        "place": PlaceFound((), None, 0.0, 1.0),
        "product": ProductFound((0, 0, 1, 1), 0.1, (), (), 1.0),
    }

    with_it = replace(dice.features(), **{name: found[name]})
    without = replace(with_it, **{name: Missing("unsure")})

    assert with_it.part(element) is found[name]
    assert with_it.has(element)
    assert not without.has(element)
    assert without.part(element) == Missing("unsure")
