"""Who and what stands in a scene: drawn stand-ins, or what references show, in the order of the words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from reklamai.media.mattes import Kind
from reklamai.media.pictures import resized
from reklamai.media.scene.cutout import CutOut
from reklamai.media.scene.figures import draw_person
from reklamai.media.scene.figures.model import Figure
from reklamai.media.scene.match import match_light
from reklamai.media.scene.model import Box, SceneLight
from reklamai.media.scene.place_subject import Size, body_metres, body_width, each
from reklamai.media.scene.things import draw_thing
from reklamai.media.types import Picture, Rgba
from reklamai.media.words.reading import Framing, Person, Pose, Product, Reading, Thing

MOST_PEOPLE = 8
CARD_METRES = 0.5
MOST_BEHIND = 118.0
"""Degrees from the camera beyond which a light leaves the faces of drawn people too dark."""
IN_HAND = frozenset({
    Thing.BOTTLE, Thing.PERFUME, Thing.CAN, Thing.CUP, Thing.GLASS, Thing.PHONE, Thing.CREAM, Thing.LIPSTICK,
    Thing.BOOK, Thing.BURGER, Thing.FLOWERS, Thing.BAG, Thing.PACK, Thing.WATCH, Thing.BOX, Thing.SNEAKER, Thing.FRUIT,
    Thing.HEADPHONES,
})  # fmt: skip
"""What a drawn person takes into the hand when words name it beside them."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One subject: what the words say of it, and the cut-out that replaces the drawing, if there is one.

    carried: index of the person whose hand it lies in, None if it stands by itself.
    """

    person: Person | None = None
    product: Product | None = None
    cut: CutOut | None = None
    carried: int | None = None


@dataclass(frozen=True, slots=True)
class Sprite:
    """Pixels of an actor, ready to be placed. metres: real height of the pixels; foot, eyes: y, face: box, hand: point,
    middle: x of what stands at the spot; all in shares of the pixels."""

    pixels: Rgba
    metres: float
    foot: float
    middle: float = 0.5
    face: Box | None = None
    hand: tuple[float, float] | None = None


def allowed(reading: Reading) -> Reading:
    """The reading without the people and things that the words exclude."""
    people = () if "people" in reading.without else reading.people
    products = tuple(product for product in reading.products if product.thing.value not in reading.without)
    return replace(reading, people=people, products=products)


def wanted(reading: Reading, cuts: Sequence[CutOut]) -> Reading:
    """`allowed`, with a person or a thing more for each reference that the words do not speak of."""
    named = allowed(reading)
    people = sum(1 for cut in cuts if cut.kind is Kind.PERSON) - sum(person.count for person in named.people)
    things = sum(1 for cut in cuts if cut.kind is Kind.PRODUCT) - len(named.products)
    carried = sum(1 for person in named.people if person.holds and not _named(person.holds, named))
    more_people = (Person(),) * max(0, people)
    more_things = (Product(Thing.PACK, label="reference"),) * max(0, things - carried)
    return replace(named, people=named.people + more_people, products=named.products + more_things)


def cast(reading: Reading, cuts: Sequence[CutOut]) -> list[Actor]:
    """The actors of a reading (`wanted`): people first. A reference of a thing serves all of its count."""
    persons = [cut for cut in cuts if cut.kind is Kind.PERSON]
    things = [cut for cut in cuts if cut.kind is Kind.PRODUCT]
    singles = [replace(person, count=1) for person in reading.people for _ in range(person.count)][:MOST_PEOPLE]
    actors = [Actor(person=person, cut=persons[i] if i < len(persons) else None) for i, person in enumerate(singles)]
    held = tuple(Product(p.holds) for p in reading.people if p.holds and not _named(p.holds, reading)) if things else ()
    products = [*held, *reading.products]
    for i, product in enumerate(products):
        cut = things[i] if i < len(things) else None
        actors.extend(Actor(product=single, cut=cut) for single in each([product]))
    return _handed(actors[: MOST_PEOPLE + 9])


def _named(thing: Thing, reading: Reading) -> bool:
    return any(product.thing is thing for product in reading.products)


def _handed(actors: list[Actor]) -> list[Actor]:
    """Small things go into the hands of drawn people; what is left stands by itself."""
    result = list(actors)
    free = [i for i, actor in enumerate(actors) if actor.person is not None and actor.cut is None]
    for i, actor in enumerate(actors):
        if actor.product is None or (actor.cut and actor.cut.reason):
            continue
        thing = actor.product.thing
        owner = next((k for k in free if _would_hold(result[k].person, thing)), None)
        if owner is None:
            continue
        free.remove(owner)
        # the hand is left empty for a cut-out: it is laid over the palm later
        result[owner] = _holding(result[owner], None if actor.cut else thing)
        result[i] = replace(actor, carried=owner)
    return result


def _holding(actor: Actor, thing: Thing | None) -> Actor:
    if actor.person is None:
        return actor
    pose = Pose.HOLDING if actor.person.pose in (Pose.STANDING, Pose.TALKING) else actor.person.pose
    return replace(actor, person=replace(actor.person, pose=pose, holds=thing))


def _would_hold(person: Person | None, thing: Thing) -> bool:
    if person is None:
        return False
    if person.holds is not None:
        return person.holds is thing
    return thing in IN_HAND and person.pose not in (Pose.RUNNING, Pose.DANCING)


def drawn_in_hand(actor: Actor) -> bool:
    """The figure's own drawing holds it: nothing more is to be placed."""
    return actor.carried is not None and actor.cut is None


def size_of(actor: Actor, light: SceneLight, seed: int) -> Size:
    """Metres of an actor, before it is drawn."""
    if actor.cut is not None and actor.person is not None:
        return _size_of_photo(actor.cut, actor.person)
    if actor.person is not None:
        tall = body_metres(actor.person)
        return Size(tall, body_width(actor.person), tall)
    probe = sprite(actor, height_px=96, light=light, seed=seed)
    tall = probe.metres * probe.foot
    return Size(tall, probe.metres * probe.pixels.shape[1] / probe.pixels.shape[0], tall)


def _size_of_photo(cut: CutOut, person: Person) -> Size:
    height, width = cut.pixels.shape[:2]
    metres = _photo_metres(cut, person)
    tall = max(metres, body_metres(person)) if cut.cropped else metres
    seen = metres if cut.cropped else tall
    return Size(tall, metres * width / height, seen)


def _photo_metres(cut: CutOut, person: Person) -> float:
    """Real height of a cut-out person: by the face if it is seen, else it is taken for a whole body."""
    body = body_metres(replace(person, pose=Pose.STANDING))
    if cut.pixels_per_metre is None:
        return body if not cut.cropped else body * 0.5
    by_face = cut.pixels.shape[0] / cut.pixels_per_metre
    return min(by_face, body * 0.9) if cut.cropped else min(max(by_face, 0.75 * body), 1.1 * body)


def sprite(actor: Actor, *, height_px: int, light: SceneLight, seed: int, crop: Framing = Framing.FULL,
           shown: float = 1.0, close: bool = False, around: Picture | None = None,
           veil: float = 0.0) -> Sprite:  # fmt: skip
    """Pixels of an actor.

    height_px: of the standing body or the whole thing. around: what a cut-out is matched to; None leaves it as it is;
    veil: 0..1, how much of the air before it is seen.
    """
    if actor.cut is not None:
        made = _photo(actor, actor.cut, height_px=height_px, light=light)
        if around is None or actor.cut.reason:
            return made
        matched = match_light(made.pixels, light=light, around=around, veil=veil, shaped=not actor.cut.lit)
        return replace(made, pixels=matched)
    if actor.person is not None:
        figure = draw_person(
            actor.person, height_px=height_px, light=_with_fill(light), seed=seed, crop=crop, shown=shown, close=close
        )
        return _figure(actor.person, figure, crop=crop)
    product = actor.product or Product(Thing.PACK)
    drawn = draw_thing(product, height_px=height_px, light=_with_fill(light), seed=seed)
    return Sprite(drawn.pixels, drawn.real_height_m / max(0.2, drawn.foot), drawn.foot)


def _with_fill(light: SceneLight) -> SceneLight:
    """The light on whom and what the picture is for: one from behind comes round to the side, as a reflector turns it.

    So faces and labels show.
    """
    away = (light.azimuth - 180 + 180) % 360 - 180
    if abs(away) >= 180 - MOST_BEHIND:
        return light
    return replace(light, azimuth=180 + math.copysign(180 - MOST_BEHIND, away or 1.0), key=max(light.key, 0.45))


def _figure(person: Person, figure: Figure, *, crop: Framing) -> Sprite:
    # drawn at `height_px` for the standing body; the pixel cap may have made it smaller: the head tells
    upright = body_metres(replace(person, pose=Pose.STANDING))
    head_m = upright / (6.0 if upright < 1.5 else 7.5)
    metres = head_m / max(1e-6, figure.face[3])
    middle = figure.face[0] + figure.face[2] / 2
    if figure.hand is None and crop is Framing.FULL:
        middle = 0.5 * (middle + 0.5)
    return Sprite(figure.pixels, metres, figure.feet, middle, figure.face, figure.hand)


def _photo(actor: Actor, cut: CutOut, *, height_px: int, light: SceneLight) -> Sprite:
    pixels, height = cut.pixels, cut.pixels.shape[0]
    metres = _photo_metres(cut, actor.person) if actor.person is not None else _thing_metres(actor, cut, light)
    body = body_metres(replace(actor.person, pose=Pose.STANDING)) if actor.person is not None else metres
    rows = max(2, round(height_px * metres / body))
    if rows < height:
        weighed = np.ascontiguousarray(pixels)
        pixels = resized(weighed, (max(2, round(pixels.shape[1] * rows / height)), rows))
    columns = cut.pixels.shape[1]
    face = None
    middle = 0.5
    if cut.face is not None:
        x, y, wide, high = cut.face
        face = (x / columns, y / height, wide / columns, high / height)
        middle = 0.5 * (face[0] + face[2] / 2) + 0.25
    foot = max(metres, body) / metres if cut.cropped else 1.0
    return Sprite(pixels, metres, foot, middle, face)


def _thing_metres(actor: Actor, cut: CutOut, light: SceneLight) -> float:
    if cut.reason:
        return CARD_METRES
    product = actor.product or Product(Thing.PACK)
    return draw_thing(product, height_px=48, light=light, seed=0).real_height_m
