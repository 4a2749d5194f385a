"""What the finders give, as features of the picture: in its own pixels, with figures rounded to what they are worth."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from anchors.media.features import Box, ClothingFound, FaceFound, PersonFound, ProductFound, SkinFound
from anchors.media.palette import palette
from anchors.media.shapes import outline, scaled
from reklamai.media import faces
from reklamai.media.faces import Face
from reklamai.media.garments import Garment
from reklamai.media.mattes.model import Matte, Missing
from reklamai.media.types import Picture


@dataclass(frozen=True, slots=True)
class Scale:
    """From the copy that was read to the picture itself; sizes are (width, height)."""

    read: tuple[int, int]
    whole: tuple[int, int]

    def box(self, box: Box) -> Box:
        return scaled(box, frm=self.read, to=self.whole)


def face(found: Face, scale: Scale) -> FaceFound:
    """A face with its mesh in shares of the picture; points of a face that the frame cuts lie outside 0..1."""
    mesh = [] if found.landmarks is None else (found.landmarks[:, :2].astype(np.float64) / scale.read).tolist()
    proportions = faces.proportions(found).as_dict() if found.has_mesh else {}
    return FaceFound(
        box=scale.box(found.box),
        confidence=round(float(found.confidence), 3),
        yaw=round(float(found.yaw), 1),
        pitch=round(float(found.pitch), 1),
        roll=round(float(found.roll), 1),
        mesh=tuple((round(x, 5), round(y, 5)) for x, y in mesh),
        proportions={name: round(float(value), 4) for name, value in proportions.items()},
    )


def skin(picture: Picture, found: Face) -> SkinFound | Missing:
    """The skin of one face, from the copy that was read."""
    read = faces.skin(picture, found)
    if isinstance(read, Missing):
        return read
    lightness, a, b = read.lab
    return SkinFound(
        lab=(round(lightness, 2), round(a, 2), round(b, 2)),
        ita=round(read.ita, 1),
        tone=read.tone,
        texture=round(read.texture, 3),
        confidence=round(read.confidence, 3),
    )


def person(matte: Matte | Missing, scale: Scale) -> PersonFound | Missing:
    if isinstance(matte, Missing):
        return matte
    return PersonFound(
        box=scale.box(matte.box),
        coverage=round(float(matte.mask.mean()), 4),
        confidence=round(float(matte.confidence), 3),
    )


def clothing(picture: Picture, garment: Garment | Missing, scale: Scale) -> ClothingFound | Missing:
    """The clothes with their colours, read from `picture`, the copy."""
    if isinstance(garment, Missing):
        return garment
    return ClothingFound(
        box=scale.box(garment.box),
        coverage=round(float(garment.coverage), 4),
        colours=palette(picture, mask=garment.mask, most=4),
        pattern=garment.pattern,
        outline=outline(garment.mask),
        confidence=round(float(garment.confidence), 3),
        pattern_confidence=round(float(garment.pattern_confidence), 3),
    )


def product(found: ProductFound | Missing, scale: Scale) -> ProductFound | Missing:
    return found if isinstance(found, Missing) else replace(found, box=scale.box(found.box))
