"""A sheet of vector drawing: shapes in the order they are painted, and the gradients and clips they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

Colour = tuple[float, float, float]
"""Screen RGB, 0..255."""
Stop = tuple[float, Colour, float]
"""Offset 0..1, colour, opacity 0..1."""
Point = tuple[float, float]

WHITE: Colour = (255.0, 255.0, 255.0)
BLACK: Colour = (0.0, 0.0, 0.0)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Colour at `share` (0..1) of the way from `first` to `second`."""
    a, b, c = (one + (two - one) * share for one, two in zip(first, second, strict=True))
    return (a, b, c)


def hexa(colour: Colour) -> str:
    """`#rrggbb`; values are clipped to 0..255."""
    red, green, blue = (max(0, min(255, round(value))) for value in colour)
    return f"#{red:02x}{green:02x}{blue:02x}"


def luma(colour: Colour) -> float:
    """Brightness 0..1. Source: Rec. 709 weights on screen values."""
    return (0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]) / 255.0


@dataclass(slots=True)
class Sheet:
    """Collects SVG; `defs` and `body` are pieces of markup in drawing order."""

    defs: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)

    def _define(self, markup: str) -> str:
        """Id of a definition; the same markup (with `{id}` in it) is kept once."""
        if markup not in self.known:
            name = f"d{len(self.known)}"
            self.known[markup] = name
            self.defs.append(markup.replace("{id}", name))
        return self.known[markup]

    def linear(self, stops: Sequence[Stop], line: tuple[float, float, float, float] = (0, 0, 1, 0), *,
               user: bool = False) -> str:  # fmt: skip
        """Paint that runs along `line` (x1, y1, x2, y2), in shares of the shape's box, or in drawing units."""
        units = ' gradientUnits="userSpaceOnUse"' if user else ""
        x1, y1, x2, y2 = line
        head = f'<linearGradient id="{{id}}" x1="{x1:.3f}" y1="{y1:.3f}" x2="{x2:.3f}" y2="{y2:.3f}"{units}>'
        return f"url(#{self._define(head + _stops(stops) + '</linearGradient>')})"

    def radial(self, stops: Sequence[Stop], centre: Point = (0.5, 0.5), radius: float = 0.5, *,
               user: bool = False, squash: float = 1.0) -> str:  # fmt: skip
        """Paint that runs out from `centre`; `squash` flattens it in height (drawing units only)."""
        units = ' gradientUnits="userSpaceOnUse"' if user else ""
        x, y = centre
        if squash != 1.0:
            units += f' gradientTransform="translate(0 {y * (1 - squash):.3f}) scale(1 {squash:.3f})"'
        head = f'<radialGradient id="{{id}}" cx="{x:.3f}" cy="{y:.3f}" r="{radius:.3f}"{units}>'
        return f"url(#{self._define(head + _stops(stops) + '</radialGradient>')})"

    def blur(self, deviation: float) -> str:
        """Filter value for a soft edge; `deviation` in drawing units."""
        markup = (
            '<filter id="{id}" x="-40%" y="-40%" width="180%" height="180%" color-interpolation-filters="sRGB">'
            f'<feGaussianBlur stdDeviation="{deviation:.2f}"/></filter>'
        )
        return f"url(#{self._define(markup)})"

    def path(self, shape: str, fill: str = "none", **style: str | float) -> None:
        self.body.append(f'<path d="{shape}" fill="{fill}"{_plain(style)}/>')

    def line(self, shape: str, colour: str, width: float, **style: str | float) -> None:
        """A stroke with round ends."""
        self.body.append(
            f'<path d="{shape}" fill="none" stroke="{colour}" stroke-width="{width:.2f}" stroke-linecap="round" '
            f'stroke-linejoin="round"{_plain(style)}/>'
        )

    def ellipse(self, centre: Point, radii: Point, fill: str, **style: str | float) -> None:
        self.body.append(
            f'<ellipse cx="{centre[0]:.2f}" cy="{centre[1]:.2f}" rx="{radii[0]:.2f}" ry="{radii[1]:.2f}" '
            f'fill="{fill}"{_plain(style)}/>'
        )

    def soft(self, centre: Point, radii: Point, colour: Colour, opacity: float) -> None:
        """An ellipse that fades out to its edge. A gradient: at 4K one blur filter costs a fifth of a second."""
        fade: list[Stop] = [
            (0, colour, opacity),
            (0.4, colour, opacity * 0.86),
            (0.7, colour, opacity * 0.4),
            (1, colour, 0),
        ]
        self.ellipse(centre, radii, self.radial(fade))

    def haze(self, shape: str, colour: str, width: float, opacity: float) -> None:
        """A stroke with soft sides, out of layers."""
        for number in range(6):
            self.line(shape, colour, width * (1.25 - number * 0.17), opacity=opacity / 4.2)

    def rect(
        self, box: tuple[float, float, float, float], fill: str, radius: float = 0.0, **style: str | float
    ) -> None:
        x, y, width, height = box
        self.body.append(
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" rx="{radius:.2f}" '
            f'fill="{fill}"{_plain(style)}/>'
        )

    @contextmanager
    def group(self, *, clip: str = "", **style: str | float) -> Iterator[None]:
        """Everything painted inside is cut to the path `clip` and styled as one."""
        mark = ""
        if clip:
            name = self._define(f'<clipPath id="{{id}}"><path d="{clip}"/></clipPath>')
            mark = f' clip-path="url(#{name})"'
        self.body.append(f"<g{mark}{_style(style)}>")
        yield
        self.body.append("</g>")

    def svg(self, view: tuple[float, float, float, float]) -> str:
        """The whole document; `view` is x, y, width, height in drawing units."""
        box = " ".join(f"{value:.3f}" for value in view)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" preserveAspectRatio="none">'
            f"<defs>{''.join(self.defs)}</defs>{''.join(self.body)}</svg>"
        )


def _stops(stops: Sequence[Stop]) -> str:
    return "".join(
        f'<stop offset="{at:.3f}" stop-color="{hexa(colour)}"'
        + (f' stop-opacity="{alpha:.3f}"' if alpha < 1 else "")
        + "/>"
        for at, colour, alpha in stops
    )


def _style(style: dict[str, str | float]) -> str:
    return "".join(
        f' {name.replace("_", "-")}="{value if isinstance(value, str) else f"{value:.3f}"}"'
        for name, value in style.items()
    )


def _plain(style: dict[str, str | float]) -> str:
    """Style of one shape. Its opacity goes to its paint: as a property of the element it would cost a layer."""
    if "opacity" in style:
        style = {**style, "fill_opacity": style["opacity"], "stroke_opacity": style["opacity"]}
        del style["opacity"]
    return _style(style)


def smooth(points: Sequence[Point], *, closed: bool = True, tension: float = 1.0) -> str:
    """Path through `points` without corners. Source: Catmull-Rom spline as cubic Beziers."""
    count = len(points)
    spans = count if closed else count - 1
    parts = [f"M{points[0][0]:.2f} {points[0][1]:.2f}"]
    for index in range(spans):
        before, start, end, after = (
            points[number % count] if closed else points[max(0, min(count - 1, number))]
            for number in (index - 1, index, index + 1, index + 2)
        )
        pull = tension / 6.0
        parts.append(
            f"C{start[0] + (end[0] - before[0]) * pull:.2f} {start[1] + (end[1] - before[1]) * pull:.2f} "
            f"{end[0] - (after[0] - start[0]) * pull:.2f} {end[1] - (after[1] - start[1]) * pull:.2f} "
            f"{end[0]:.2f} {end[1]:.2f}"
        )
    return "".join(parts) + ("Z" if closed else "")


def joined(*runs: Sequence[Point], tension: float = 1.0) -> str:
    """Closed path of smooth runs that meet in corners."""
    parts = [smooth(run, closed=False, tension=tension) for run in runs]
    return parts[0] + "".join("L" + part[1:] for part in parts[1:]) + "Z"


def mirrored(points: Sequence[Point], axis: float = 0.0) -> list[Point]:
    """`points` (one side, top to bottom) and their mirror image back up: the outline of a symmetric form."""
    return [*points, *((2 * axis - x, y) for x, y in reversed(points))]
