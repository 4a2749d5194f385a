"""The formats of masters: what each can carry, whatever it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Format:
    """One format that a master can have."""

    key: str
    suffix: str
    """Of the file, with its dot."""
    label: str
    """A proper name, the same in every language."""
    bits: int
    """Of each channel in the container; the pixels may carry fewer."""
    kinds: tuple[str, ...]
    """What can become one: "picture", "clip"."""
    content_type: str
    sound: bool = False
    """Whether the sound of a clip comes along."""
    member: str = ""
    """Suffix of each picture inside, where the file is an archive."""
    even: bool = False
    """Whether width and height have to be even: the colour planes have half the rows or columns."""


_ALL: Final = (
    Format("h264", ".mp4", "H.264", 8, ("clip",), "video/mp4", sound=True, even=True),
    Format("hevc10", ".mp4", "HEVC, 10 bit", 10, ("clip",), "video/mp4", sound=True, even=True),
    Format("prores_hq", ".mov", "ProRes 422 HQ", 10, ("clip",), "video/quicktime", sound=True, even=True),
    Format("png16", ".png", "PNG, 16 bit", 16, ("picture",), "image/png"),
    Format("tiff16", ".tif", "TIFF, 16 bit", 16, ("picture",), "image/tiff"),
    Format(
        "png16_sequence", ".zip", "PNG sequence, 16 bit", 16, ("clip",), "application/zip", sound=True, member=".png"
    ),
    Format(
        "tiff16_sequence", ".zip", "TIFF sequence, 16 bit", 16, ("clip",), "application/zip", sound=True, member=".tif"
    ),
)
FORMATS: Final[Mapping[str, Format]] = MappingProxyType({each.key: each for each in _ALL})
"""By key, in the order in which they are offered."""


def format_of(key: str, *, kind: str) -> Format:
    """The format of a key. kind: of what is to become a master. Raises ValueError for one that it cannot become."""
    found = FORMATS.get(key)
    if found is None or kind not in found.kinds:
        raise ValueError(f"a {kind} is not exported as {key!r}")
    return found
