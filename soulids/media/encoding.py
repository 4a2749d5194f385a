"""Vectors of faces as text, for JSON that goes to an engine and comes from it."""

from __future__ import annotations

import base64

import numpy as np

from reklamai.media.faces.identity import LENGTH
from reklamai.media.types import AnyArray


def as_text(vector: AnyArray) -> str:
    """Base64 of 512 float32, little-endian."""
    return base64.b64encode(np.asarray(vector, "<f4").tobytes()).decode()


def from_text(text: str) -> AnyArray:
    """The inverse of `as_text`: (512,) float32. Raises ValueError for what is none."""
    vector = np.frombuffer(base64.b64decode(text, validate=True), "<f4")
    if vector.shape != (LENGTH,) or not np.isfinite(vector).all():
        raise ValueError("this is no vector of a face")
    return np.asarray(vector, np.float32)
