"""The draft picture: a place, and who and what the words put there, lit and graded as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from reklamai.media.mattes import Kind
from reklamai.media.scene import actors as company
from reklamai.media.scene import compose, place_subject, props
from reklamai.media.scene.actors import Actor
from reklamai.media.scene.cutout import cut_out
from reklamai.media.scene.grade import grade
from reklamai.media.scene.held import NOTHING, Held
from reklamai.media.scene.leaning import leaning_to
from reklamai.media.scene.model import Box, Role, Scene
from reklamai.media.scene.paint import decide, paint_backdrop
from reklamai.media.scene.put import Stage, put
from reklamai.media.scene.scenery import place_shown, show_place
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.sitter import cut_outs, with_held
from reklamai.media.scene.stage import Ground, Staged
from reklamai.media.types import Picture, Report, Rgba, quiet
from reklamai.media.words.reading import Angle, Framing, Place, Reading

_BLUR = {Framing.EXTREME_CLOSE_UP: 0.011, Framing.CLOSE_UP: 0.0065, Framing.MEDIUM: 0.0032, Framing.FULL: 0.0014}
"""Sigma of the blur at infinity, share of the frame's height, where words do not speak of it."""
SHALLOW = 0.014
_GLOSSY = {
    Place.STAGE: 0.16,
    Place.STUDIO: 0.12,
    Place.SHOP: 0.1,
    Place.BATHROOM: 0.12,
    Place.KITCHEN: 0.12,
    Place.GYM: 0.06,
}


def draft_scene(reading: Reading, *, size: tuple[int, int], seed: int, references: Sequence[Picture | Rgba] = (),
                overscan: float = 0.0, blur: float = 0.0, held: Held = NOTHING, deep: bool = False,
                report: Report = quiet) -> Scene:  # fmt: skip
    """The place of a reading with its subjects in it, ready to be flattened or moved past a camera.

    size: width and height in pixels; references: up to four pictures (with alpha if they have it); what is cut out of
    them replaces the drawn stand-ins in the order of the words. blur: as `lens_blur`, if the scene is to be looked at
    through that lens: what it cannot show sharp is then drawn with fewer pixels. held: what stays as it is given, and
    goes before references and words. The same arguments give the same pixels.
    deep: as `paint_backdrop`.
    Notes: "stand_in:person", "stand_in:product" (drawn), "reference:person", "reference:product", "card:<reason>" (the
    whole reference is shown), "people:seen_from_the_front" (no view from above is drawn); those of `Held.notes`, and
    "missed:clothing:<reason>" (the held person's own clothes were not found).
    Raises: MediaError for a size that `paint_backdrop` refuses; what `report` raises.
    """
    reading = with_held(reading, held)
    cuts = cut_outs(held)
    told = held.notes + tuple(note for cut in cuts for note in cut.told)
    for index, reference in enumerate(references[:4]):
        report("scene", 0.3 * index / len(references))
        cuts.append(cut_out(reference))
    report("scene", 0.3)
    full = place_subject.with_framing(company.wanted(reading, cuts))
    seen = _without_table(full)
    if held.backdrop is None:
        setting = decide(seen, size=size, seed=seed, overscan=overscan, light=held.light)
        focus = _likely_focus(full, setting)
        backdrop = paint_backdrop(
            seen, size=size, seed=seed, overscan=overscan, blur=blur, focus=focus, light=held.light, deep=deep
        )  # fmt: skip
    else:
        setting = place_shown(held.backdrop, seen, held=held, size=size, seed=seed, overscan=overscan)
        backdrop = show_place(held.backdrop, setting, held=held, distance=_likely_focus(full, setting))
    report("scene", 0.75)
    stage = _stage(full, backdrop, setting, seed=seed, photos=bool(cuts))
    cast = company.cast(full, cuts)
    report("scene", 1.0)
    shown = put(cast, stage)
    scene = _with_props(_peopled(backdrop, shown, cast), setting, shown, full)
    return replace(scene, notes=scene.notes + told)


def draft_picture(reading: Reading, *, size: tuple[int, int], seed: int, references: Sequence[Picture | Rgba] = (),
                  held: Held = NOTHING, report: Report = quiet) -> Picture:  # fmt: skip
    """A finished draft: `draft_scene` through a lens and a grade.

    Returns: (height, width, 3) uint8, RGB order. Raises: as `draft_scene`.
    """
    reading = with_held(reading, held)
    blur = lens_blur(reading)
    scene = draft_scene(reading, size=size, seed=seed, references=references, blur=blur, held=held, report=report)
    report("lens", 0.0)
    picture = compose.lay(compose.focused(scene, blur=blur, depth=focus_depth(scene)), size=size)
    report("grade", 0.0)
    return grade(picture, reading=reading, seed=seed, leaning=leaning_to(held, picture))


def lens_blur(reading: Reading) -> float:
    """Sigma of the blur at infinity that words and framing ask for, share of the frame's height."""
    if reading.shallow is not None:
        return SHALLOW if reading.shallow else 0.0
    framing = place_subject.with_framing(company.allowed(reading)).framing
    return _BLUR.get(framing, 0.0) if framing is not None else 0.0


def focus_depth(scene: Scene) -> float:
    """Metres to what is sharp: the first of several products, else the largest subject, or six metres of an empty
    place."""
    subjects = [layer for layer in scene.layers if layer.role is Role.SUBJECT and layer.foot is not None]
    subjects = subjects or [layer for layer in scene.layers if layer.role is Role.SUBJECT]
    if not subjects:
        return 6.0
    first = next((layer for layer in subjects if layer.name == "product 1"), None)
    if first is not None and all(layer.name.startswith("product") for layer in subjects):
        return first.depth
    return max(subjects, key=lambda layer: layer.box[2] * layer.box[3]).depth


def _with_props(scene: Scene, setting: Setting, shown: Sequence[Staged], reading: Reading) -> Scene:
    """The scene with small things lying round its products, where it shows products alone on a near surface."""
    if not setting.close or not shown:
        return scene
    nearest = min(shown, key=lambda item: item.layers[-1].depth).layers[-1].depth
    boxes = [item.box for item in shown]
    scale = setting.view.focal / setting.view.height / nearest
    lying = props.scatter(setting, reading.products, boxes=boxes, scale=scale, depth=nearest)
    if lying is None:
        return scene
    return replace(scene, layers=tuple(sorted((*scene.layers, lying), key=lambda layer: -layer.depth)))


def _likely_focus(reading: Reading, setting: Setting) -> float:
    """Metres to where the subjects will stand, before they are placed."""
    if not reading.people:
        return 1.0 if reading.products else 6.0
    return setting.view.focal / setting.view.height / place_subject.people_scale(reading)


def _without_table(reading: Reading) -> Reading:
    """The reading for the painter: a bicycle or a dog alone stands on the ground, not on the table of small things."""
    floor = all(product.thing in place_subject.LARGE for product in reading.products)
    return replace(reading, products=()) if floor and not reading.people else reading


def _stage(reading: Reading, backdrop: Scene, setting: Setting, *, seed: int, photos: bool) -> Stage:
    view = setting.view
    shot = place_subject.shot_for(reading, size=backdrop.size, seed=seed)
    gloss = 0.22 if setting.wet and not setting.place.indoors else _GLOSSY.get(setting.place, 0.0)
    ground = Ground(
        backdrop.horizon, view.focal / view.height, shot.aspect, backdrop.light, limit=_nearest(backdrop), gloss=gloss,
        roll=view.roll, flat=reading.angle is Angle.TOP,
    )  # fmt: skip
    around = None
    if photos:
        small = (
            max(2, round(240 * backdrop.size[0] / max(backdrop.size))),
            max(2, round(240 * backdrop.size[1] / max(backdrop.size))),
        )
        around = compose.lay((layer for layer in backdrop.layers if layer.role is not Role.ATMOSPHERE), size=small)
    stand = backdrop.stand or (0.5, 0.87)
    return Stage(setting, shot, ground, stand, around, seed)


def _nearest(backdrop: Scene) -> float:
    """A little nearer than anything that the painter put behind the foreground."""
    depths = [layer.depth for layer in backdrop.layers if layer.role in (Role.BACKDROP, Role.GROUND)]
    return 0.97 * min(depths, default=100.0)


def _peopled(backdrop: Scene, shown: Sequence[Staged], cast: Sequence[Actor]) -> Scene:
    layers = list(backdrop.layers)
    for item in shown:
        depth = item.layers[-1].depth
        at = next(
            (
                k
                for k, layer in enumerate(layers)
                if layer.depth < depth or (layer.role is Role.ATMOSPHERE and layer.depth <= depth)
            ),
            len(layers),
        )
        layers[at:at] = item.layers
    faces = [item.face for item in shown if item.face is not None]
    notes = list(backdrop.notes) + _notes(cast)
    return replace(
        backdrop, layers=tuple(layers), subject_box=_around([item.box for item in shown]),
        face_box=max(faces, key=lambda box: box[2] * box[3]) if faces else None, notes=tuple(dict.fromkeys(notes)),
    )  # fmt: skip


def _notes(cast: Sequence[Actor]) -> list[str]:
    notes = []
    for actor in cast:
        kind = Kind.PERSON if actor.person is not None else Kind.PRODUCT
        if actor.cut is not None and actor.cut.reason:
            notes.append(f"card:{actor.cut.reason}")
        else:
            notes.append(f"{'stand_in' if actor.cut is None else 'reference'}:{kind}")
    return notes


def _around(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    edges = np.array([(x, y, x + wide, y + high) for x, y, wide, high in boxes])
    left, top = edges[:, :2].min(axis=0)
    right, bottom = edges[:, 2:].max(axis=0)
    return float(left), float(top), float(right - left), float(bottom - top)


__all__ = ["draft_picture", "draft_scene", "focus_depth", "lens_blur"]
