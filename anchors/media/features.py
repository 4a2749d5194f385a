"""What a picture holds, as typed values with a JSON form: made by `extract`, kept with an anchor, read by everybody.

Every part is either found, with a confidence, or `Missing` with the reason: nothing is guessed to fill a place.
"""

from __future__ import annotations

import math
from dataclasses import MISSING, asdict, dataclass, fields
from types import UnionType
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from reklamai.media.mattes.model import Missing

VERSION: Final = 1
"""Of this form; features of an older one are extracted anew."""

Box = tuple[int, int, int, int]
"""x, y, width, height in pixels of the picture."""
Element = Literal["face", "clothing", "lighting", "environment", "product"]
ELEMENTS: tuple[Element, ...] = ("face", "clothing", "lighting", "environment", "product")
Part = TypeVar("Part")
PLAIN: Final = (float, int, str, bool)
JSON_FORM: Final[dict[Any, Any]] = {tuple: list | tuple, dict: dict}


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour. lab: CIE Lab, D65; share: 0..1 of what it was taken from; name: a key of `names.COLOUR_WORDS`."""

    hex: str
    lab: tuple[float, float, float]
    share: float
    name: str


@dataclass(frozen=True, slots=True)
class FaceFound:
    """One face. Angles in degrees: yaw > 0 looks to the right of the picture, pitch > 0 up, roll > 0 clockwise.

    mesh: 468 or 478 points as x, y in shares of the picture (0..1), empty if the face is too small for a mesh;
    proportions: ratios by name, the same at any size and roll (`reklamai.media.faces.proportions`).
    """

    box: Box
    confidence: float
    yaw: float
    pitch: float
    roll: float
    mesh: tuple[tuple[float, float], ...]
    proportions: dict[str, float]


@dataclass(frozen=True, slots=True)
class SkinFound:
    """Skin of the main face. ita: individual typology angle, degrees; texture: 0 smooth .. 1 rough."""

    lab: tuple[float, float, float]
    ita: float
    tone: str
    """very_light | light | intermediate | tan | brown | dark, by the angle."""
    texture: float
    confidence: float


@dataclass(frozen=True, slots=True)
class PersonFound:
    """The person that stands in front. coverage: share of the picture."""

    box: Box
    coverage: float
    confidence: float


@dataclass(frozen=True, slots=True)
class ClothingFound:
    """The clothes of the main person. coverage: share of the person; pattern: plain | striped | checked | dotted |
    patterned; outline: polygon in shares of the picture, for drawing."""

    box: Box
    coverage: float
    colours: tuple[Colour, ...]
    pattern: str
    outline: tuple[tuple[float, float], ...]
    confidence: float
    pattern_confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class LightFound:
    """The key light. azimuth: degrees, 0 from the camera, 90 from picture right; elevation above the horizon;
    hardness 0 soft .. 1 hard; kelvin: its colour; contrast: stops between the lit and the shadowed side."""

    azimuth: float
    elevation: float
    hardness: float
    kelvin: float
    contrast: float
    confidence: float
    kelvin_confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """What is behind. indoors: None if it cannot be known; filled: share of it that was painted in behind a person."""

    colours: tuple[Colour, ...]
    indoors: bool | None
    filled: float
    confidence: float


@dataclass(frozen=True, slots=True)
class ProductFound:
    """A thing that stands alone. outline: polygon in shares of the picture."""

    box: Box
    coverage: float
    colours: tuple[Colour, ...]
    outline: tuple[tuple[float, float], ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Features:
    """All that was read from one picture of `size` (width, height) pixels; `main`: which face was taken."""

    size: tuple[int, int]
    palette: tuple[Colour, ...]
    faces: tuple[FaceFound, ...]
    main: int | None
    face: FaceFound | Missing
    skin: SkinFound | Missing
    person: PersonFound | Missing
    clothing: ClothingFound | Missing
    light: LightFound | Missing
    place: PlaceFound | Missing
    product: ProductFound | Missing
    version: int = VERSION

    def part(self, element: Element) -> object:
        """The part that this element locks: a found value, or Missing."""
        return {
            "face": self.face,
            "clothing": self.clothing,
            "lighting": self.light,
            "environment": self.place,
            "product": self.product,
        }[element]

    def has(self, element: Element) -> bool:
        return not isinstance(self.part(element), Missing)

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON column; a missing part is {"reason": ...}."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: object) -> Features:
        """The inverse of `as_json`. Raises ValueError for another version or a value that does not fit."""
        version = data.get("version") if isinstance(data, dict) else None
        if version != VERSION:
            raise ValueError(f"features of version {version!r}, not {VERSION}")
        try:
            return read(cls, data)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError("these are no features of this version") from error


def read(kind: type[Part], data: Any) -> Part:
    """A dataclass of this module from its JSON form. Raises KeyError, TypeError or ValueError for what does not fit."""
    hints = get_type_hints(kind)
    given = {}
    for each in fields(kind):  # type: ignore[arg-type]  # only dataclasses come
        if each.name in data or each.default is MISSING:
            given[each.name] = value_of(hints[each.name], data[each.name])
    return kind(**given)


def value_of(hint: Any, value: Any) -> Any:
    """One value as its annotation says: lists become tuples, objects dataclasses, {"reason": ...} is Missing."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return one_of(inner, value)
    if not isinstance(value, JSON_FORM.get(origin, object)):
        raise TypeError(f"{value!r} is no list or object of values")
    if origin is tuple:
        kinds = inner if inner[-1] is not Ellipsis else (inner[0],) * len(value)
        return tuple(value_of(each, item) for each, item in zip(kinds, value, strict=True))
    if origin is dict:
        return {str(key): plain(inner[1], item) for key, item in value.items()}
    return plain(hint, value) if hint in PLAIN else read(hint, value)


def one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    """A value of a union: None, Missing, or the one kind beside them."""
    if value is None and type(None) in kinds:
        return None
    if Missing in kinds and isinstance(value, dict) and set(value) == {"reason"}:
        return Missing(plain(str, value["reason"]))
    return value_of(next(each for each in kinds if each not in (Missing, type(None))), value)


def plain(kind: Any, value: Any) -> Any:
    """A number, word or truth value. Raises TypeError for another one, ValueError for a number without end."""
    if kind is float and type(value) is int:
        return float(value)  # JSON writes 1.0 as 1 in some stores
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    if kind is float and not math.isfinite(value):
        raise ValueError(f"{value!r} is no number of a picture")
    return value
