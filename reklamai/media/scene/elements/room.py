"""A room seen from inside: walls with windows, what the windows show, and the light that they let in."""

from __future__ import annotations

from dataclasses import dataclass

from reklamai.media.scene import ground, svg
from reklamai.media.scene.elements.solids import Span, face, level, sideways, upright
from reklamai.media.scene.elements.windows import outlook
from reklamai.media.scene.materials import Material
from reklamai.media.scene.model import Layer, Role
from reklamai.media.scene.palette import mix, shade
from reklamai.media.scene.setting import Setting
from reklamai.media.scene.svg import Point

Window = tuple[Span, Span]
"""Along the wall (x of the back wall, z of the side wall) and up it, metres."""


@dataclass(frozen=True, slots=True)
class Room:
    """One room; the wall on the light's side is near enough to be seen, the other stands outside the usual frame."""

    s: Setting
    wall: str
    deep: float = 5.2
    high: float = 3.0
    near_side: float = 2.55
    far_side: float = 5.4
    back: tuple[Window, ...] = ()
    side: tuple[Window, ...] = ((((2.2), 3.9), (0.75, 2.45)),)
    outlook: str = "green"
    """"green", "city" or "none"."""

    @property
    def x(self) -> Span:
        """Left and right wall."""
        return (-self.far_side, self.near_side) if self.s.side > 0 else (-self.near_side, self.far_side)

    def shell(self) -> list[Layer]:
        """The world outside, then the walls and the ceiling with their windows cut out."""
        # the outside is a layer of its own: it stays back when the camera moves past the window
        view = [outlook(self.s, self.outlook)]
        return [*view, self.s.layer("walls", Role.BACKDROP, self.deep, *self._walls(), *self._frames())]

    def floor(
        self, material: Material, colour: str, *, shine: float = 0.0, over: str = "", behind: tuple[Layer, ...] = ()
    ) -> Layer:
        """The floor, with the windows' light lying on it and the dark along the walls."""
        return ground.ground_layer(
            self.s,
            material,
            colour,
            name="floor",
            depth=self.deep - 0.05,
            shine=shine,
            over=over,
            shade=self._corner_dark() + self.patches(),
            behind=behind,
            lit=0.62,
            far=self.deep + 0.01,
            across=self.x,
        )

    def patches(self) -> str:
        """Light through the side windows, on the floor."""
        s, parts = self.s, []
        strength = (0.5 if s.light.hardness > 0.3 else 0.22) * (1 - s.lamps)
        if strength < 0.05:
            return ""
        edge, warm = s.side * self.near_side, s.palette.grade(mix(s.palette.key, "#ffffff", 0.25))
        for (z0, z1), (y0, y1) in self.side:
            for a, b in ((z0, (z0 + z1) / 2 - 0.03), ((z0 + z1) / 2 + 0.03, z1)):
                inner, outer = edge - s.side * y1 * 1.25, edge - s.side * (y0 * 1.25 + 0.15)
                lean = 0.35
                quad = face(
                    s,
                    (
                        (outer, 0, b - lean * y0),
                        (inner, 0, b - lean * y1),
                        (inner, 0, a - lean * y1),
                        (outer, 0, a - lean * y0),
                    ),
                )
                parts.append(svg.polygon(quad, warm, opacity=strength))
        return svg.group(*parts, blur=2.5 + 9 * (1 - s.light.hardness))

    def shafts(self) -> list[Layer]:
        """Lit air below the side windows; none by lamp light."""
        s, parts = self.s, []
        strength = 0.3 * s.light.hardness * (1 - s.lamps)
        if strength < 0.04:
            return []
        edge, warm = s.side * self.near_side, s.palette.grade(mix(s.palette.key, "#fff4dc", 0.4))
        for (z0, z1), (y0, y1) in self.side:
            inner = edge - s.side * y1 * 1.25
            quad = face(s, ((edge, y1, z1), (inner, 0, z1 - 0.35 * y1), (inner, 0, z0 - 0.35 * y1), (edge, y0, z0)))
            (ax, ay), (bx, by) = s.view.at(edge, y1, z0), quad[2]
            fade = svg.linear((0, warm, strength), (1, warm, 0), start=(ax, ay), end=(bx, by), absolute=True)
            parts.append(svg.polygon(quad, fade))
        return [s.layer("light shafts", Role.ATMOSPHERE, 3.2, *parts, soft=14)]

    def _walls(self) -> list[str]:
        s, (left, right), deep, high = self.s, self.x, self.deep, self.high
        holes = [
            face(s, ((x0, y0, deep), (x1, y0, deep), (x1, y1, deep), (x0, y1, deep)))
            for (x0, x1), (y0, y1) in self.back
        ]
        box = face(s, ((left, high, deep), (right, high, deep), (right, 0, deep), (left, 0, deep)))
        near, far = s.tone(self.wall, 0.95), s.tone(self.wall, 0.42)
        ends = s.lit_first(0.25)
        wall = svg.linear(
            (0, s.tone(self.wall, 0.6)),
            (0.16, near),
            (0.5, s.tone(self.wall, 0.72)),
            (1, far),
            start=ends[0],
            end=ends[1],
        )
        parts = [svg.path(svg.outline(box) + "".join(svg.outline(h) for h in holes), wall)]
        parts += [self._side_wall(edge, edge * s.side > 0) for edge in (left, right)]
        roof = mix(self.wall, "#ffffff", 0.55)
        top = face(s, ((left, high, deep), (right, high, deep), (right, high, 0.3), (left, high, 0.3)))
        if s.view.at(0, high, deep)[1] > s.view.drawn[1]:
            parts.append(
                svg.polygon(top, svg.linear((0, s.tone(roof, 0.25)), (1, s.tone(roof, 0.7)), start=(0, 1), end=(0, 0)))
            )
        foot = mix(self.wall, "#ffffff", 0.6)
        parts += [
            upright(s, (left, right), (0, 0.1), deep, s.tone(foot, 0.7)),
            upright(s, (left, right), (0.1, 0.115), deep, s.tone(foot, 0.1), opacity=0.5),
        ]
        return [*parts, self._edges()]

    def _side_wall(self, edge: float, windowed: bool) -> str:
        s, deep = self.s, self.deep
        outline = svg.outline(
            face(s, ((edge, self.high, 0.3), (edge, self.high, deep), (edge, 0, deep), (edge, 0, 0.3)))
        )
        if windowed:
            for (z0, z1), (y0, y1) in self.side:
                outline += svg.outline(face(s, ((edge, y1, z0), (edge, y1, z1), (edge, y0, z1), (edge, y0, z0))))
        lit = (0.3, 0.5) if windowed else (0.75, 0.62)
        ends = ((0, 0), (1, 0)) if edge > 0 else ((1, 0), (0, 0))
        tone = svg.linear((0, s.tone(self.wall, lit[0])), (1, s.tone(self.wall, lit[1])), start=ends[0], end=ends[1])
        return svg.path(outline, tone) + sideways(
            s, edge, (0, 0.1), (0.3, deep), s.tone(mix(self.wall, "#ffffff", 0.5), lit[1])
        )

    def _edges(self) -> str:
        """The dark that gathers where walls and ceiling meet."""
        s, (left, right), dark = self.s, self.x, self.s.tone("#2a2630", 0.2)
        parts = []
        for edge in (left, right):
            inner = edge - 0.5 if edge > 0 else edge + 0.5
            ends = ((0, 0), (1, 0)) if edge < 0 else ((1, 0), (0, 0))
            x = (min(edge, inner), max(edge, inner))
            parts.append(
                upright(
                    s,
                    x,
                    (0, self.high),
                    self.deep,
                    svg.linear((0, dark, 0.26), (1, dark, 0), start=ends[0], end=ends[1]),
                )
            )
        parts.append(
            upright(s, (left, right), (self.high - 0.5, self.high), self.deep, svg.linear((0, dark, 0.2), (1, dark, 0)))
        )
        parts.append(upright(s, (left, right), (0.0, 0.6), self.deep, svg.linear((0, dark, 0), (1, dark, 0.16))))
        return "".join(parts)

    def _frames(self) -> list[str]:
        s, parts, edge = self.s, [], self.s.side * self.near_side
        bar, dim = s.tone("#f1eee8", 0.7), s.tone("#d9d4cb", 0.2)
        for (x0, x1), (y0, y1) in self.back:
            count = max(1, round((x1 - x0) / 1.1))
            posts = [x0 + (x1 - x0) * i / count for i in range(count + 1)]
            parts += [upright(s, (x - 0.03, x + 0.03), (y0, y1), self.deep - 0.02, dim) for x in posts]
            parts += [upright(s, (x0 - 0.06, x1 + 0.06), (y - 0.03, y + 0.04), self.deep - 0.02, bar) for y in (y0, y1)]
            parts.append(
                upright(s, (x0, x1), (y0 + (y1 - y0) * 0.68, y0 + (y1 - y0) * 0.68 + 0.035), self.deep - 0.02, dim)
            )
        for (z0, z1), (y0, y1) in self.side:
            inner = edge - s.side * 0.02
            parts += [sideways(s, inner, (y0, y1), (z - 0.03, z + 0.03), dim) for z in (z0, (z0 + z1) / 2, z1)]
            parts += [sideways(s, inner, (y - 0.03, y + 0.04), (z0 - 0.05, z1 + 0.05), bar) for y in (y0, y1)]
            parts.append(
                level(
                    s,
                    (min(inner, inner - s.side * 0.14), max(inner, inner - s.side * 0.14)),
                    y0,
                    (z0 - 0.05, z1 + 0.05),
                    s.tone("#f4f1ea", 1.0),
                )
            )
        return parts

    def _corner_dark(self) -> str:
        s, (left, right), dark = self.s, self.x, self.s.tone("#241f24", 0.1)
        lines = level(s, (left, right), 0, (self.deep - 0.35, self.deep), dark, opacity=0.4)
        lines += level(s, (left, left + 0.4), 0, (0.6, self.deep), dark, opacity=0.3)
        lines += level(s, (right - 0.4, right), 0, (0.6, self.deep), dark, opacity=0.3)
        return svg.group(lines, blur=16)


def curtains(room: Room, at: float, width: float, y: Span, colour: str) -> str:
    """One gathered curtain on the back wall, its folds lit on one side."""
    s, z = room.s, room.deep - 0.08
    folds = 7

    def tone(lit: float) -> str:
        return s.tone(colour, lit)

    stops: list[svg.Stop] = []
    for i in range(folds):
        stops += [(i / folds, tone(0.25)), ((i + 0.55) / folds, tone(0.95))]
    pts: list[Point] = face(
        s, ((at, y[1], z), (at + width, y[1], z), (at + width * 1.05, y[0], z), (at - width * 0.05, y[0], z))
    )
    return svg.polygon(pts, svg.linear(*stops, start=(0, 0), end=(1, 0))) + svg.polygon(
        pts, svg.linear((0, shade(tone(0.3), -0.1), 0.0), (1, shade(tone(0.3), -0.1), 0.35))
    )
