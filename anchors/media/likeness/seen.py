"""What a result shows. Each part is found when first asked for: an order that holds a face never looks for clothes."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from anchors.media.crowd import one_of
from anchors.media.features import LightFound
from anchors.media.light import read_light
from anchors.media.likeness import place
from anchors.media.likeness.identity import distances
from anchors.media.likeness.place import Ground
from anchors.media.likeness.swatch import Swatch, swatch
from anchors.media.shapes import limited
from reklamai.media.faces import Face, find_faces, identity
from reklamai.media.garments import find_garment
from reklamai.media.mattes import find_person, find_product
from reklamai.media.mattes.model import Matte, Missing
from reklamai.media.types import AnyArray, Mask, Picture

SIDE = 900
"""Longer side of the copy of a picture that is looked at: a face of a twentieth of it can still be told."""


class Seen:
    """One picture or frame. wanted: the identity that is held to, so that the right one of several people is taken."""

    def __init__(self, picture: Picture, *, wanted: AnyArray | None = None, side: int = SIDE) -> None:
        self.picture = np.ascontiguousarray(limited(picture, side))
        self._wanted = wanted

    @cached_property
    def faces(self) -> tuple[Face, ...]:
        return find_faces(self.picture)

    @cached_property
    def identities(self) -> tuple[AnyArray, ...]:
        """Of the faces that have a mesh, in their order."""
        return tuple(identity.vector(self.picture, face) for face in self.faces if face.has_mesh)

    @cached_property
    def main(self) -> int | None:
        """The face that is likest to the wanted one; the largest if none is wanted."""
        if not self.faces:
            return None
        meshed = [index for index, face in enumerate(self.faces) if face.has_mesh]
        if self._wanted is None or not meshed or len(self.faces) == 1:
            return 0
        return meshed[int(distances(self._wanted, self.identities).argmin())]

    @cached_property
    def everyone(self) -> Matte | Missing:
        return find_person(self.picture)

    @cached_property
    def person(self) -> Matte | Missing:
        """The one whose face is `main`."""
        if isinstance(self.everyone, Missing):
            return self.everyone
        return one_of(self.picture, self.everyone, faces=self.faces, main=self.main)

    @cached_property
    def clothes(self) -> Swatch | Missing | None:
        """The main person's; None if too little of them is seen."""
        if isinstance(self.person, Missing):
            return Missing("no_person_in_result")
        garment = find_garment(self.picture, person=self.person, face=self._face)
        if isinstance(garment, Missing):
            return Missing("no_garment_in_result")
        return swatch(self.picture, garment.mask)

    @cached_property
    def light(self) -> LightFound | Missing:
        mask = self.person.mask if isinstance(self.person, Matte) else None
        return read_light(self.picture, face=self._face, person=mask)

    @cached_property
    def ground(self) -> Ground | None:
        return place.ground(self.picture, hidden=self.everyone.mask if isinstance(self.everyone, Matte) else None)

    @cached_property
    def standing_out(self) -> Mask | None:
        """Where a thing stands alone."""
        found = find_product(self.picture)
        return found.mask if isinstance(found, Matte) else None

    @property
    def _face(self) -> Face | None:
        return None if self.main is None else self.faces[self.main]
