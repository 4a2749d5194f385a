"""Is it the same face: the nearest of all faces in the result."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from anchors.media.likeness.curve import likeness
from anchors.media.likeness.model import Judged
from reklamai.media.faces import identity
from reklamai.media.mattes.model import Missing
from reklamai.media.types import AnyArray


def same_face(held: AnyArray | None, seen: Sequence[AnyArray]) -> Judged:
    """How much the likest face of a result is the one of the reference.

    held, seen: vectors of `identity`. Missing: "no_face_in_reference", "no_face_in_result".
    """
    if held is None:
        return Missing("no_face_in_reference")
    if not seen:
        return Missing("no_face_in_result")
    return likeness("face", float(min(distances(held, seen))), faces=len(seen))


def distances(held: AnyArray, seen: Sequence[AnyArray]) -> AnyArray:
    """(n,) of each vector to the held one."""
    found: AnyArray = np.array([identity.distance(held, each) for each in seen], dtype=np.float32)
    return found
