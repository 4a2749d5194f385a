"""Who and what is held, made ready to stand in a scene: the cut-outs, dressed and lit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from reklamai.media.faces import Face, find_faces
from reklamai.media.mattes import Kind, Missing
from reklamai.media.mattes.model import box_of
from reklamai.media.pictures import resized
from reklamai.media.scene.cutout import FACE_METRES, MAX_SIDE, CutOut
from reklamai.media.scene.held import Held
from reklamai.media.scene.relight import relit
from reklamai.media.scene.shoulders import shouldered
from reklamai.media.scene.wear import dress, dressed
from reklamai.media.types import Picture, Rgba
from reklamai.media.words.reading import Person, Product, Reading, Thing

GREY = 200
"""What a cut-out lies on where something looks for faces and clothes in it."""
CUT = 0.1
"""Share of a side that must be solid for a straight cut; the outermost point of an arm covers less."""
WIDE = 0.35
"""Share of the lowest row that two feet never fill."""
WHOLE_FACES = 8
"""Face boxes that a body is high at least: 10.5 if it stands."""
FLAT = 0.22
"""The same for the top: hair is round, a cropped forehead is not."""


def with_held(reading: Reading, held: Held) -> Reading:
    """The reading with the person and the thing that are held, where the words do not speak of them.

    Who is drawn wears the held clothes, where no person is held who would.
    """
    people, products, without = reading.people, reading.products, reading.without
    if held.person is not None or (held.garment is not None and not products and held.product is None):
        without = without - {"people"}
        people = people or (Person(),)
    if held.garment is not None and held.person is None:
        people = tuple(dress(person, held.garment) for person in people)
    if held.product is not None and not products:
        products = (Product(Thing.PACK, label="reference"),)
    return replace(reading, people=people, products=products, without=without)


def cut_outs(held: Held) -> list[CutOut]:
    """The person and the product of `held` that can stand in a scene, dressed and lit as it says."""
    made = []
    if held.person is not None and (person := _tight(held.person)) is not None:
        made.append(_person(person, held, ends=_ends(held.person)))
    if held.product is not None and (product := _tight(held.product)) is not None:
        pixels = product if held.light is None else relit(product, light=held.light, contrast=held.contrast)
        made.append(CutOut(Kind.PRODUCT, pixels, None, 1.0, lit=held.light is not None))
    return made


def _person(pixels: Rgba, held: Held, *, ends: frozenset[str]) -> CutOut:
    face = next(iter(find_faces(flat(pixels), most=1)), None)
    pixels, face = shouldered(pixels, ends, face)
    told: tuple[str, ...] = ()
    if held.garment is not None:
        worn = dressed(pixels, held.garment, ground=flat(pixels), face=face)
        told = (f"missed:clothing:{worn.reason}",) if isinstance(worn, Missing) else ()
        pixels = pixels if isinstance(worn, Missing) else worn
    if held.light is not None:
        mesh = face.landmarks if face is not None else None
        pixels = relit(pixels, light=held.light, contrast=held.contrast, face=mesh)
    return CutOut(
        Kind.PERSON, pixels, face.box if face is not None else None, 1.0, cropped=_cropped(pixels, face),
        pixels_per_metre=face.box[3] / FACE_METRES if face is not None else None, lit=held.light is not None,
        topless="top" in ends, told=told,
    )  # fmt: skip


def _cropped(pixels: Rgba, face: Face | None) -> bool:
    """The picture ends above the feet: the lowest row is wide, or less wide under a body of too few faces."""
    short = face is not None and len(pixels) < WHOLE_FACES * face.box[3]
    return float((pixels[-2, :, 3] > 128).mean()) > (CUT if short else WIDE)


def flat(pixels: Rgba) -> Picture:
    """A cut-out on even grey."""
    share = pixels[..., 3:].astype(np.float32) / 255
    return np.asarray(pixels[..., :3] * share + GREY * (1 - share) + 0.5, np.uint8)


def _tight(pixels: Rgba) -> Rgba | None:
    """What is not clear of a cut-out, no larger than any frame shows; None if nothing is."""
    box = box_of(np.asarray(pixels[..., 3] / 255, np.float32), level=0.05)
    if box is None:
        return None
    x, y, width, height = box
    part = np.ascontiguousarray(pixels[y : y + height, x : x + width])
    scale = MAX_SIDE / max(width, height)
    return part if scale >= 1 else resized(part, (max(1, round(width * scale)), max(1, round(height * scale))))


def _ends(pixels: Rgba) -> frozenset[str]:
    """The sides where the picture, not the subject, ends: it is solid up to them. A margin around it says otherwise."""
    alpha = pixels[..., 3] > 128
    inset = round(0.003 * max(alpha.shape))
    lines = {"left": alpha[:, inset], "right": alpha[:, -1 - inset], "top": alpha[inset]}
    least = {"left": CUT, "right": CUT, "top": FLAT}
    return frozenset(side for side, line in lines.items() if float(line.mean()) > least[side])
