"""Everything that an anchor keeps of a picture, read in one go: the same picture gives the same features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from anchors.media import cuts, parts
from anchors.media.crowd import one_of
from anchors.media.features import Features, ProductFound
from anchors.media.light import read_light
from anchors.media.palette import palette
from anchors.media.parts import Scale
from anchors.media.place import read_place
from anchors.media.product import read_product
from anchors.media.shapes import limited
from reklamai.media import faces, garments, mattes
from reklamai.media.colour import check_picture
from reklamai.media.faces import Face
from reklamai.media.garments import Garment
from reklamai.media.mattes.model import Matte, Missing
from reklamai.media.types import AnyArray, Mask, Picture, Report, quiet

WORK_SIDE: Final = 1280
"""Longer side of the copy that is read: the nets see less, and colours of more pixels are no truer."""
SMALLEST_SIDE: Final = 48
"""Pixels of the copy's shorter side under which nothing but colours can be read."""
SHARES: Final = {
    "faces": 0.0,
    "person": 0.08,
    "product": 0.38,
    "clothing": 0.4,
    "light": 0.52,
    "palette": 0.55,
    "place": 0.57,
    "cuts": 0.8,
}
"""Where the bar stands as a stage begins: shares of the time that tests/benchmarks/bench_extract.py measures."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """features: what was read; cuts: pieces of what was found, by element, as `anchors.media.cuts` makes them.

    "face" RGBA of the whole main person, "portrait" RGB, "clothing" RGBA, "environment" RGB, "lighting" RGB, "product"
    RGBA.
    """

    features: Features
    cuts: dict[str, AnyArray]


@dataclass(frozen=True, slots=True)
class Front:
    """Who and what stands in front, on the copy. everyone: all people; person: the main one alone; thing: what is for
    sale, looked for where nobody is seen."""

    found: tuple[Face, ...]
    main: int | None
    everyone: Matte | Missing
    person: Matte | Missing
    product: ProductFound | Missing
    thing: Matte | None

    @property
    def face(self) -> Face | None:
        return None if self.main is None else self.found[self.main]

    @property
    def subject(self) -> Mask | None:
        """Of the main person, else of the thing."""
        return self.person.mask if isinstance(self.person, Matte) else self.thing.mask if self.thing else None

    @property
    def hides(self) -> Mask | None:
        """All that hides the place."""
        return self.everyone.mask if isinstance(self.everyone, Matte) else self.thing.mask if self.thing else None


def extract(picture: Picture, *, main: int | None = None, report: Report = quiet) -> Extraction:
    """All features of a picture, and the pieces to lend.

    picture: (H, W, 3) uint8, RGB order, upright; main: index of the face to take (in `Features.faces`, largest first),
    the largest if None or if there is no such face. MediaPipe runs inside: only for workers.
    Raises: ValueError for another shape or dtype; whatever `report` raises.
    """
    check_picture(picture)
    shot = limited(picture, cuts.LONGEST)
    copy = limited(shot, WORK_SIDE)
    if min(copy.shape[:2]) < SMALLEST_SIDE:
        return _of_colours_alone(picture, copy)
    front = _front(copy, main=main, report=report)
    report("clothing", SHARES["clothing"])
    garment = _garment(copy, front)
    report("light", SHARES["light"])
    light = read_light(copy, face=front.face, person=front.subject)
    report("palette", SHARES["palette"])
    colours = palette(copy)
    report("place", SHARES["place"])
    place = read_place(copy, person=front.hides)
    report("cuts", SHARES["cuts"])
    scale, face = Scale(read=(copy.shape[1], copy.shape[0]), whole=(picture.shape[1], picture.shape[0])), front.face
    features = Features(
        size=scale.whole,
        palette=colours,
        faces=tuple(parts.face(each, scale) for each in front.found),
        main=front.main,
        face=parts.face(face, scale) if face else Missing("no_face"),
        skin=parts.skin(copy, face) if face else Missing("no_face"),
        person=parts.person(front.person, scale),
        clothing=parts.clothing(copy, garment, scale),
        light=light,
        place=place if isinstance(place, Missing) else place[0],
        product=parts.product(front.product, scale),
    )
    made = _cuts(shot, front=front, garment=garment)
    if face:
        made["portrait"] = cuts.portrait(picture, scale.box(face.box))
    if not isinstance(place, Missing):
        made["environment"] = place[1] if place[0].filled else shot
    if not isinstance(light, Missing):
        made["lighting"] = cuts.light(copy)
    return Extraction(features, made)


def _front(copy: Picture, *, main: int | None, report: Report) -> Front:
    report("faces", SHARES["faces"])
    found = faces.find_faces(copy)
    asked = main if main is not None and 0 <= main < len(found) else 0
    chosen = asked if found else None
    report("person", SHARES["person"])
    everyone = mattes.find_person(copy)
    alone = one_of(copy, everyone, faces=found, main=chosen) if isinstance(everyone, Matte) else everyone
    report("product", SHARES["product"])
    if found or isinstance(everyone, Matte):
        return Front(found, chosen, everyone, alone, Missing("person_in_front"), None)
    product = read_product(copy)
    if isinstance(product, Missing):
        return Front(found, chosen, everyone, alone, product, None)
    return Front(found, chosen, everyone, alone, *product)


def _garment(copy: Picture, front: Front) -> Garment | Missing:
    if isinstance(front.person, Missing):
        return front.person
    return garments.find_garment(copy, person=front.person, face=front.face)


def _cuts(shot: Picture, *, front: Front, garment: Garment | Missing) -> dict[str, AnyArray]:
    masks = {
        "face": front.person.mask if isinstance(front.person, Matte) else None,
        "clothing": garment.mask if isinstance(garment, Garment) else None,
        "product": front.thing.mask if front.thing else None,
    }
    made = {element: cuts.cut_out(shot, mask) for element, mask in masks.items() if mask is not None}
    return {element: pixels for element, pixels in made.items() if pixels is not None}


def _of_colours_alone(picture: Picture, copy: Picture) -> Extraction:
    """A strip or a dot: nothing in it can be told from anything else."""
    small = Missing("picture_too_small")
    features = Features(
        size=(picture.shape[1], picture.shape[0]),
        palette=palette(copy),
        faces=(),
        main=None,
        face=small,
        skin=small,
        person=small,
        clothing=small,
        light=small,
        place=small,
        product=small,
    )
    return Extraction(features, {})
