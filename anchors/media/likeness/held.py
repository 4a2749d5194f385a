"""What a result had to hold to: one element of a reference, read from its cut and its facts when first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from anchors.media.features import Element, LightFound, read
from anchors.media.light import read_light
from anchors.media.likeness import place, product
from anchors.media.likeness.place import Ground
from anchors.media.likeness.product import Thing
from anchors.media.likeness.swatch import Swatch, swatch
from anchors.media.shapes import limited
from reklamai.core.errors import MediaError
from reklamai.media.faces import find_faces, identity
from reklamai.media.mattes.model import Missing
from reklamai.media.pictures import on_white, open_with_alpha
from reklamai.media.types import AnyArray, Mask, Picture

WORK_SIDE = 1280


class Held:
    """One element that was held to. Everything is read once, however many frames it is compared with."""

    def __init__(self, element: Element, path: Path | None, facts: dict[str, Any] | None = None) -> None:
        self.element = element
        self._path = path
        self._facts = facts or {}

    @cached_property
    def readable(self) -> bool:
        """Whether its cut can be opened."""
        return self._pixels is not None

    @cached_property
    def face(self) -> AnyArray | None:
        """Identity of the largest face; None if there is none with a mesh."""
        found = [face for face in find_faces(self._picture) if face.has_mesh]
        return identity.vector(self._picture, found[0]) if found else None

    @cached_property
    def clothes(self) -> Swatch | None:
        return swatch(self._picture, self._mask)

    @cached_property
    def thing(self) -> Thing | None:
        return product.thing(self._picture, self._mask)

    @cached_property
    def ground(self) -> Ground | None:
        return place.ground(self._picture, hidden=None)

    @cached_property
    def light(self) -> LightFound | Missing:
        """As it was measured when the reference was made; from its picture if those facts are of another form."""
        try:
            return read(LightFound, self._facts)
        except (KeyError, TypeError, ValueError):
            return self._light_of_picture()

    def _light_of_picture(self) -> LightFound | Missing:
        if not self.readable:
            return Missing("unreadable")
        faces = find_faces(self._picture)
        return read_light(self._picture, face=faces[0] if faces else None, person=None)

    @cached_property
    def _pixels(self) -> AnyArray | None:
        if self._path is None:
            return None
        try:
            return limited(open_with_alpha(self._path), WORK_SIDE)
        except MediaError:
            return None

    @cached_property
    def _picture(self) -> Picture:
        return np.ascontiguousarray(on_white(self._opened))

    @cached_property
    def _mask(self) -> Mask:
        pixels = self._opened
        if pixels.shape[2] == 3:
            return np.ones(pixels.shape[:2], np.float32)
        return np.asarray(pixels[..., 3], dtype=np.float32) / 255

    @property
    def _opened(self) -> AnyArray:
        if self._pixels is None:
            raise MediaError("The reference could not be read.")
        return self._pixels
