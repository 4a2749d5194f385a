"""Plain names for colours in both languages: what a shop assistant would say, not a paint catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import cv2
import numpy as np

from reklamai.media.types import FloatPicture
from reklamai.media.words.vocabulary import tints

Lab = tuple[float, float, float]

COLOUR_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "red": {"en": "red", "ru": "красный"},
    "dark red": {"en": "dark red", "ru": "тёмно-красный"},
    "crimson": {"en": "crimson", "ru": "малиновый"},
    "burgundy": {"en": "burgundy", "ru": "бордовый"},
    "orange": {"en": "orange", "ru": "оранжевый"},
    "peach": {"en": "peach", "ru": "персиковый"},
    "coral": {"en": "coral", "ru": "коралловый"},
    "terracotta": {"en": "terracotta", "ru": "терракотовый"},
    "yellow": {"en": "yellow", "ru": "жёлтый"},
    "mustard": {"en": "mustard yellow", "ru": "горчичный"},
    "gold": {"en": "golden", "ru": "золотистый"},
    "lime": {"en": "lime green", "ru": "салатовый"},
    "green": {"en": "green", "ru": "зелёный"},
    "dark green": {"en": "dark green", "ru": "тёмно-зелёный"},
    "olive": {"en": "olive green", "ru": "оливковый"},
    "khaki": {"en": "khaki", "ru": "хаки"},
    "emerald": {"en": "emerald", "ru": "изумрудный"},
    "mint": {"en": "mint green", "ru": "мятный"},
    "turquoise": {"en": "turquoise", "ru": "бирюзовый"},
    "teal": {"en": "teal", "ru": "сине-зелёный"},
    "light blue": {"en": "light blue", "ru": "голубой"},
    "blue": {"en": "blue", "ru": "синий"},
    "navy": {"en": "navy", "ru": "тёмно-синий"},
    "indigo": {"en": "indigo", "ru": "сине-фиолетовый"},
    "purple": {"en": "purple", "ru": "фиолетовый"},
    "lilac": {"en": "lilac", "ru": "сиреневый"},
    "lavender": {"en": "lavender", "ru": "лавандовый"},
    "fuchsia": {"en": "fuchsia", "ru": "цвета фуксии"},
    "pink": {"en": "pink", "ru": "розовый"},
    "dusty pink": {"en": "dusty pink", "ru": "пыльно-розовый"},
    "brown": {"en": "brown", "ru": "коричневый"},
    "chocolate": {"en": "dark brown", "ru": "тёмно-коричневый"},
    "caramel": {"en": "camel", "ru": "карамельный"},
    "beige": {"en": "beige", "ru": "бежевый"},
    "sand": {"en": "sand coloured", "ru": "песочный"},
    "cream": {"en": "cream coloured", "ru": "кремовый"},
    "white": {"en": "white", "ru": "белый"},
    "light grey": {"en": "light grey", "ru": "светло-серый"},
    "grey": {"en": "grey", "ru": "серый"},
    "graphite": {"en": "dark grey", "ru": "тёмно-серый"},
    "black": {"en": "black", "ru": "чёрный"},
}
"""By key; Russian as an adjective (or what stands for one) that goes with a masculine noun."""
BETWEEN: Final[Mapping[str, tuple[int, int, int]]] = {
    "dark red": (134, 14, 18),
    "dark green": (28, 68, 44),
    "light grey": (204, 206, 208),
}
"""Screen values of the names that the prompt reader's own table folds into a neighbour."""


def colour_name(lab: Lab) -> str:
    """The key of `COLOUR_WORDS` that is nearest to a colour as the eye sees it (CIEDE2000).

    lab: CIE Lab, D65; L 0..100.
    """
    keys, anchors = _anchors()
    return keys[int(np.argmin(difference(np.asarray(lab, dtype=np.float32), anchors)))]


def anchor_of(key: str) -> Lab:
    """CIE Lab, D65, of the colour that a name stands for. Raises KeyError for a key that is no name."""
    keys, anchors = _anchors()
    if key not in COLOUR_WORDS:
        raise KeyError(key)
    lightness, a, b = anchors[keys.index(key)].tolist()
    return lightness, a, b


def difference(one: FloatPicture, other: FloatPicture, *, shade: float = 1.0) -> FloatPicture:
    """CIEDE2000 between Lab colours (..., 3), broadcast against each other.

    shade: how many times less a difference of lightness counts (kL): 2 forgives the folds of cloth.
    Source: Sharma, Wu, Dalal, Color Research and Application 30 (2005), by way of scikit-image.
    """
    # a quarter of a second to import, and pages that only show words never need it
    from skimage.color import deltaE_ciede2000

    # scikit-image does not broadcast: of shapes that differ it compares the first colours only
    one, other = np.broadcast_arrays(one, other)
    apart = deltaE_ciede2000(one, other, kL=shade, channel_axis=-1)  # type: ignore[no-untyped-call]  # has no types
    return np.asarray(apart, dtype=np.float32)


@lru_cache(maxsize=1)
def _anchors() -> tuple[tuple[str, ...], FloatPicture]:
    known = tints()
    screen = [BETWEEN.get(key) or known[key].rgb for key in COLOUR_WORDS]
    row = np.array([screen], dtype=np.float32) / 255
    return tuple(COLOUR_WORDS), np.asarray(cv2.cvtColor(row, cv2.COLOR_RGB2Lab)[0], dtype=np.float32)
