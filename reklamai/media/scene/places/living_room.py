"""A lived-in room: sofa, rug, lamp, plants, prints on the wall, and a tall window on the light's side."""

from __future__ import annotations

from reklamai.media.scene import materials, svg
from reklamai.media.scene.elements import furniture as f
from reklamai.media.scene.elements import plants
from reklamai.media.scene.elements.room import Room
from reklamai.media.scene.elements.solids import between, level
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.setting import Setting

_SCHEMES = (
    ("#c9b79f", "#5f7a72", "#d9a05b", "#b98f6a"),
    ("#9fb0a6", "#c87f5a", "#ecd9b8", "#a97f5c"),
    ("#c4a08c", "#40566b", "#e3c39a", "#b08a66"),
    ("#7f95a3", "#d6b48a", "#c4674c", "#a5805f"),
)


def layers(s: Setting) -> list[Layer]:
    dice = s.dice("room")
    wall, cloth, accent, wood = dice.choice(_SCHEMES)
    room = Room(s, wall, side=(((3.3, 4.8), (0.35, 2.5)),))
    shell = room.shell()
    rug = level(s, (-2.0, 1.6), 0, (3.0, 4.5), s.tone(accent, 0.6), opacity=0.85) + level(
        s, (-1.9, 1.5), 0, (3.08, 4.42), s.tone("#efe4d2", 0.6), opacity=0.8
    )
    return [
        *shell,
        room.floor(materials.planks, wood, shine=0.16, over=rug, behind=tuple(shell)),
        _wall_side(s, room, cloth, accent, wood),
        *_middle(s, wood),
        *room.shafts(),
        _near(s),
    ]


def _wall_side(s: Setting, room: Room, cloth: str, accent: str, wood: str) -> Layer:
    dice, z, k = s.dice("wall"), room.deep, -s.side
    parts = []
    prints = ((cloth, accent, "#3f4a52"), ("#e8dcc8", "#c4674c", cloth), ("#dfe3df", "#3f4a52", accent))
    at = -1.35 if k < 0 else -0.1
    for i, (wide, tall) in enumerate(((0.62, 0.86), (0.44, 0.6), (0.5, 0.5))):
        parts.append(
            f.picture_frame(s, (at, at + wide), (1.42 + 0.05 * i, 1.42 + 0.05 * i + tall), z - 0.03, prints[i], dice)
        )
        at += wide + 0.12
    books = ("#c4674c", "#e0c088", "#56707a", "#efe6d6", "#7f8f6a", "#9b5f4b")
    sx = (k * 3.6, k * 2.0)
    parts += [f.shelf(s, between(*sx), y, z - 0.24, dice, goods=books, board=wood) for y in (1.1, 1.6, 2.1)]
    parts.append(f.cabinet(s, between(*sx), (0.1, 0.62), (z - 0.5, z - 0.05), wood, doors=4))
    parts.append(f.sofa(s, (-1.25, 1.05), (3.75, 4.7), cloth))
    parts += [f.pillow(s, -0.75, 0.66, 4.2, 0.4, accent, 0.2), f.pillow(s, 0.62, 0.64, 4.2, 0.36, "#efe3d0", -0.1)]
    parts.append(plants.plant(s, s.side * 1.95, 4.5, 1.55, dice, pot="#d8cbb8"))
    parts.append(f.floor_lamp(s, k * 1.62, 4.45))
    return s.layer("sofa", Role.BACKDROP, 4.2, *parts, foot=s.view.at(0, 0, 3.75)[1])


def _middle(s: Setting, wood: str) -> list[Layer]:
    """The low table; none where people are seen to their feet: they stand in its place."""
    if s.feet_seen:
        return []
    dice = s.dice("table")
    x = s.side * -0.35
    parts = [f.table(s, (x - 0.6, x + 0.6), (3.0, 3.5), 0.38, wood)]
    top = s.view.at(x + 0.25, 0.38, 3.2)
    parts += [
        plants.leaves(s, (top[0], top[1] - 14), 55, dice, many=9),
        svg.rect(top[0] - 11, top[1] - 24, 22, 25, s.tone("#e9e1d4", 0.7), radius=6),
    ]
    return [s.layer("table", Role.BACKDROP, 3.0, *parts, foot=s.view.at(0, 0, 3.0)[1])]


def _near(s: Setting) -> Layer:
    dice, k = s.dice("near"), -s.side
    foot = (s.view.width * (0.5 + 0.53 * k), s.view.height * 1.08)
    return s.layer(
        "near leaves",
        Role.FOREGROUND,
        1.4,
        plants.leaves(s, foot, s.view.height * 0.5, dice, many=12),
        soft=6,
    )
