"""The one door to the SVG renderer, and small pure builders for the pictures that code draws.

A colour is a string ("#rrggbb"), a `Paint` is a gradient; both go wherever `fill` or `stroke` is asked. Gradients and
filters are written beside the shape that uses them, named by their content, so pieces can be joined in any order.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import resvg_py

from reklamai.core.errors import MediaError
from reklamai.media.types import Rgba

Point = tuple[float, float]
Stop = tuple[float, str] | tuple[float, str, float]
"""Offset 0..1, colour, and its opacity 0..1 if not opaque."""

MAX_SIDE_PX = 8192
MAX_PIXELS = 48_000_000
MAX_MARKUP_BYTES = 24_000_000
_ROOT = re.compile(r"<svg\b[^>]*>")
_SIDES = re.compile(r"\s(?:width|height)\s*=\s*(?:\"[^\"]*\"|'[^']*')")


@dataclass(frozen=True, slots=True)
class Paint:
    """A gradient: its reference (`url(#…)`) and the element that defines it."""

    reference: str
    definition: str


Fill = str | Paint


def render(svg: str, *, width: int, height: int) -> Rgba:
    """Pixels (height, width, 4), RGB order, straight alpha, of a whole SVG document stretched to that size.

    The document needs a viewBox.
    No fonts are loaded: text draws nothing. Raises MediaError for a size or a document beyond our limits, and for
    markup that is not SVG.
    """
    if not (1 <= width <= MAX_SIDE_PX and 1 <= height <= MAX_SIDE_PX and width * height <= MAX_PIXELS):
        raise MediaError("This picture size cannot be drawn.", width=width, height=height)
    if len(svg) > MAX_MARKUP_BYTES:
        raise MediaError("The drawing is too large.", characters=len(svg))
    # Asked for another size than the document's own, the renderer scales pixels, darkening every edge (0.5.0): so the
    # document itself is given the size that is wanted.
    svg = _ROOT.sub(lambda tag: _sized(tag[0], width, height), svg, count=1)
    try:
        png = resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height, skip_system_fonts=True)
    except ValueError as error:
        raise MediaError("The drawing could not be made.", reason=str(error)) from error
    pixels = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.ndim != 3 or pixels.shape[2] != 4:
        raise MediaError("The drawing could not be read back.", width=width, height=height)
    if pixels.shape[:2] != (height, width):
        pixels = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGRA2RGBA), np.uint8)


def document(*parts: str, view: tuple[float, float, float, float]) -> str:
    """A whole SVG whose user units show `view` (x, y, width, height), stretched to the size it is rendered at."""
    box = " ".join(number(v) for v in view)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(view[2])}" height="{number(view[3])}" '
        f'viewBox="{box}" preserveAspectRatio="none">'
    )
    return head + "".join(parts) + "</svg>"


def number(value: float) -> str:
    """A coordinate with two decimals, as short as it can be written."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def linear(*stops: Stop, start: Point = (0, 0), end: Point = (0, 1), absolute: bool = False) -> Paint:
    """A gradient from `start` to `end`: shares of the shape's box, or drawing units if `absolute`."""
    line = "".join(f' {name}="{number(v)}"' for name, v in zip(("x1", "y1", "x2", "y2"), (*start, *end), strict=True))
    return _gradient("linearGradient", line, stops, absolute=absolute)


def radial(*stops: Stop, centre: Point = (0.5, 0.5), radius: float = 0.5, absolute: bool = False) -> Paint:
    """A round gradient: shares of the shape's box, or drawing units if `absolute`."""
    disc = f' cx="{number(centre[0])}" cy="{number(centre[1])}" r="{number(radius)}"'
    return _gradient("radialGradient", disc, stops, absolute=absolute)


def path(
    d: str,
    fill: Fill = "none",
    *,
    stroke: Fill | None = None,
    width: float = 1.0,
    opacity: float = 1.0,
    extra: str = "",
) -> str:
    """A path element from ready path data; holes by the even-odd rule."""
    return _shape(f'path fill-rule="evenodd" d="{d}"', fill, stroke=stroke, width=width, opacity=opacity, extra=extra)


def polygon(
    points: Iterable[Point], fill: Fill, *, stroke: Fill | None = None, width: float = 1.0, opacity: float = 1.0
) -> str:
    """A closed shape with straight sides."""
    return path(outline(points), fill, stroke=stroke, width=width, opacity=opacity)


def blob(points: Sequence[Point], fill: Fill, *, opacity: float = 1.0) -> str:
    """A closed soft shape through the points."""
    return path(curve(points, closed=True), fill, opacity=opacity)


def line(
    points: Sequence[Point], stroke: Fill, *, width: float = 1.0, opacity: float = 1.0, round_: bool = True
) -> str:
    """An open line with straight pieces."""
    cap = ' stroke-linecap="round" stroke-linejoin="round"' if round_ else ""
    return path(outline(points, closed=False), stroke=stroke, width=width, opacity=opacity, extra=cap)


def rect(
    x: float, y: float, width: float, height: float, fill: Fill, *, radius: float = 0.0, opacity: float = 1.0
) -> str:  # fmt: skip
    """An upright rectangle, its corners rounded by `radius`."""
    corner = f' rx="{number(radius)}"' if radius else ""
    where = f'x="{number(x)}" y="{number(y)}" width="{number(max(width, 0))}" height="{number(max(height, 0))}"'
    return _shape(f"rect {where}{corner}", fill, opacity=opacity)


def ellipse(cx: float, cy: float, rx: float, ry: float, fill: Fill, *, opacity: float = 1.0) -> str:
    """An upright ellipse."""
    where = f'cx="{number(cx)}" cy="{number(cy)}" rx="{number(abs(rx))}" ry="{number(abs(ry))}"'
    return _shape(f"ellipse {where}", fill, opacity=opacity)


def group(
    *parts: str, opacity: float = 1.0, blur: float = 0.0, transform: str = "", clip: str = "", blend: str = ""
) -> str:
    """Parts drawn as one: faded, blurred (standard deviation in drawing units), moved, or mixed by a CSS blend mode.

    clip: path data outside of which nothing of the group is drawn.
    """
    before, marks = "", ""
    if blur > 0:
        name = _name("f", number(blur))
        before += (
            f'<filter id="{name}" x="-40%" y="-40%" width="180%" height="180%" color-interpolation-filters="sRGB">'
            f'<feGaussianBlur stdDeviation="{number(blur)}"/></filter>'
        )
        marks += f' filter="url(#{name})"'
    if clip:
        name = _name("c", clip)
        before += f'<clipPath id="{name}"><path clip-rule="evenodd" d="{clip}"/></clipPath>'
        marks += f' clip-path="url(#{name})"'
    marks += f' opacity="{opacity:.3f}"' if opacity < 1 else ""
    marks += f' transform="{transform}"' if transform else ""
    marks += f' style="mix-blend-mode:{blend}"' if blend else ""
    return f"{before}<g{marks}>{''.join(parts)}</g>"


def outline(points: Iterable[Point], *, closed: bool = True) -> str:
    """Path data of straight pieces."""
    pieces = [f"{number(x)} {number(y)}" for x, y in points]
    return "M" + "L".join(pieces) + ("Z" if closed else "")


def curve(points: Sequence[Point], *, closed: bool = False) -> str:
    """Path data of a smooth line through the points. Source: Catmull-Rom spline written as cubic Béziers."""
    n = len(points)
    if n < 3:
        return outline(points, closed=closed)
    pieces = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for i in range(n if closed else n - 1):
        before, here, there, after = (_pick(points, i + k, closed=closed) for k in (-1, 0, 1, 2))
        handles = (
            here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6,
            there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6, *there,
        )  # fmt: skip
        pieces.append("C" + " ".join(number(v) for v in handles))
    return "".join(pieces) + ("Z" if closed else "")


def _sized(tag: str, width: int, height: int) -> str:
    return _SIDES.sub("", tag).replace("<svg", f'<svg width="{width}" height="{height}"', 1)


def _pick(points: Sequence[Point], index: int, *, closed: bool) -> Point:
    return points[index % len(points)] if closed else points[min(max(index, 0), len(points) - 1)]


def _shape(
    element: str, fill: Fill, *, stroke: Fill | None = None, width: float = 1.0, opacity: float = 1.0, extra: str = ""
) -> str:
    before, marks = "", ""
    for name, paint in (("fill", fill), ("stroke", stroke)):
        if isinstance(paint, Paint):
            before += paint.definition
            paint = paint.reference  # noqa: PLW2901  (a gradient is named by its reference from here on)
        if paint is not None:
            marks += f' {name}="{paint}"'
    marks += f' stroke-width="{number(width)}"' if stroke is not None else ""
    marks += f' opacity="{opacity:.3f}"' if opacity < 1 else ""
    return f"{before}<{element}{marks}{extra}/>"


def _gradient(kind: str, where: str, stops: Iterable[Stop], *, absolute: bool) -> Paint:
    body = "".join(
        f'<stop offset="{stop[0]:.3f}" stop-color="{stop[1]}"'
        + (f' stop-opacity="{stop[2]:.3f}"' if len(stop) == 3 else "")
        + "/>"
        for stop in stops
    )
    units = ' gradientUnits="userSpaceOnUse"' if absolute else ""
    name = _name("g", kind + where + units + body)
    return Paint(f"url(#{name})", f'<{kind} id="{name}"{where}{units}>{body}</{kind}>')


def _name(kind: str, content: str) -> str:
    raw = content.encode()
    return f"{kind}{zlib.crc32(raw):08x}{zlib.adler32(raw):08x}"
