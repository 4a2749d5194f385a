"""What was found, in plain words and numbers, for one panel of each kind."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anchors.media.features import (
    ClothingFound,
    Colour,
    Element,
    FaceFound,
    Features,
    LightFound,
    PlaceFound,
    ProductFound,
    SkinFound,
)
from anchors.models import Element as Label
from anchors.shown.reasons import because
from anchors.shown.words import (
    PATTERNS,
    PROPORTIONS,
    TONES,
    decimal,
    degrees,
    hardness,
    per_cent,
    side,
    spaced_kelvin,
    tall,
)
from reklamai.media.mattes.model import Missing

ICONS = {"face": "scan-face", "clothing": "shirt", "lighting": "sun", "environment": "map", "product": "stamp"}

SURE = 0.5
"""Below this confidence a temperature is said to be about so much."""

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Panel:
    """One element: what was found of it, or why it was not."""

    element: Element
    title: str
    icon: str
    rows: tuple[Row, ...] = ()
    more: tuple[Row, ...] = ()
    """What stands folded away."""
    colours: tuple[Colour, ...] = ()
    why_not: str = ""
    confidence: float | None = None
    notes: tuple[str, ...] = ()
    is_locked: bool = False

    @property
    def sure(self) -> str:
        """ "97 %"; "" where nothing was found."""
        return "" if self.confidence is None else per_cent(self.confidence)


def panel(found: Features, element: Element, *, locked: bool = False) -> Panel:
    """What is known of one element of a picture."""
    part = found.part(element)
    head = {"element": element, "title": str(Label(element).label), "icon": ICONS[element]}
    if isinstance(part, Missing):
        return Panel(**head, why_not=because(part))  # type: ignore[arg-type]  # the three of `head`
    rows, colours, notes = told(found, part)
    return Panel(
        **head,  # type: ignore[arg-type]  # as above
        rows=rows,
        more=built(part) if isinstance(part, FaceFound) else (),
        colours=colours,
        notes=notes,
        confidence=getattr(part, "confidence", None),
        is_locked=locked,
    )


def told(found: Features, part: object) -> tuple[tuple[Row, ...], tuple[Colour, ...], tuple[str, ...]]:
    """Rows, colours and remarks of one found part."""
    if isinstance(part, FaceFound):
        return of_face(part, found.skin), (), remarks(found)
    if isinstance(part, ClothingFound):
        return of_clothing(part), part.colours, ()
    if isinstance(part, LightFound):
        return of_light(part), (), ()
    if isinstance(part, PlaceFound):
        return of_place(part), part.colours, ()
    if isinstance(part, ProductFound):
        return ((_("Share of the picture"), per_cent(part.coverage)),), part.colours, ()
    return (), (), ()


def of_face(face: FaceFound, skin: SkinFound | Missing) -> tuple[Row, ...]:
    angles = ", ".join(degrees(each) for each in (face.yaw, face.pitch, face.roll))
    rows = [(_("Turn, nod, tilt"), angles)]
    if face.mesh:
        rows.append((_("Mesh"), points(face)))
    if isinstance(skin, Missing):
        return (*rows, (_("Skin"), because(skin)))
    smooth = _("smooth") if skin.texture < 0.33 else _("slightly textured") if skin.texture < 0.66 else _("textured")
    return (*rows, (_("Skin"), f"{TONES.get(skin.tone, skin.tone)}, {smooth}"))


def points(face: FaceFound) -> str:
    """ "478 points"."""
    return ngettext("%(n)d point", "%(n)d points", len(face.mesh)) % {"n": len(face.mesh)}


def built(face: FaceFound) -> tuple[Row, ...]:
    """How the face is built: ratios of its mesh."""
    known = [(words, face.proportions[key]) for key, words in PROPORTIONS.items() if key in face.proportions]
    return tuple((str(words), decimal(value, 2)) for words, value in known)


def remarks(found: Features) -> tuple[str, ...]:
    """What a reader of the face's panel should know beside its values."""
    said = []
    if len(found.faces) > 1:
        said.append(_("There are several faces in the picture; the values are of the framed one."))
    if not isinstance(found.face, Missing) and not found.face.mesh:
        said.append(_("The face is too small for a mesh."))
    return tuple(said)


def of_clothing(clothing: ClothingFound) -> tuple[Row, ...]:
    pattern = str(PATTERNS.get(clothing.pattern, clothing.pattern))
    sure = _("%(what)s, %(share)s sure") % {"what": pattern, "share": per_cent(clothing.pattern_confidence)}
    return (_("Pattern"), sure), (_("Share of the person"), per_cent(clothing.coverage))


def of_light(light: LightFound) -> tuple[Row, ...]:
    origin = f"{side(light.azimuth)}, {tall(light.elevation)}"
    about = "" if light.kelvin_confidence >= SURE else "≈ "
    contrast = _("%(n)s stops") % {"n": decimal(light.contrast, 1)}
    return (
        (_("Comes from"), origin),
        (_("Temperature"), f"{about}{spaced_kelvin(light.kelvin)} K"),
        (_("Lit to shadowed"), contrast),
        (_("Edge"), hardness(light.hardness)),
    )


def of_place(place: PlaceFound) -> tuple[Row, ...]:
    kind = _("not known") if place.indoors is None else _("indoors") if place.indoors else _("outdoors")
    rows = [(_("Kind"), kind)]
    if place.filled > 0.005:
        rows.append((_("Painted in behind the person"), per_cent(place.filled)))
    return tuple(rows)
