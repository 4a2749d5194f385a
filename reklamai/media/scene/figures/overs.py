"""What is worn over: coats, jackets, suits, aprons and scarves."""

from __future__ import annotations

from reklamai.media.scene.figures.cloth import Body, buttons, seam, side_shade, skirt_edge
from reklamai.media.scene.figures.wardrobe import Piece
from reklamai.media.scene.things.ink import Colour, Point, hexa, joined, mix, smooth
from reklamai.media.words.reading import Garment


def draw_over(body: Body, piece: Piece) -> None:
    """A coat to the knee, a jacket or a suit jacket to the hips, with lapels and buttons."""
    bones, build = body.bones, body.bones.build
    ease = {Garment.COAT: 11.0, Garment.JACKET: 9.0}.get(piece.garment, 6.0)
    close = {Garment.COAT: 0.5, Garment.SUIT: 0.34}.get(piece.garment, -0.3)
    # on a seat the skirts of a coat lie under the legs: only its upper part is drawn
    skirted = piece.garment is Garment.COAT and not bones.stance.sitting
    hem = bones.root[1] * 0.5 if skirted else None
    for side in (1.0, -1.0):
        shape = _panel(body, side, ease, hem, close)
        body.sheet.path(shape, body.paint(piece.colour, depth=0.85))
        with body.sheet.group(clip=shape):
            _panel_folds(body, piece.colour, side)
    if body.back:
        _spine(body, piece.colour, bones.along(-0.16, 0)[1] if hem is None else hem)
        return
    _lapels(body, piece, close)
    _trims(body, piece, build.chest + ease, hem)


def _spine(body: Body, colour: Colour, hem: float) -> None:
    """The back of a coat: the cloth that the open front would show through, a collar and the middle seam."""
    bones, build = body.bones, body.bones.build
    gap = [
        bones.along(1.16, -build.neck * 1.05),
        bones.along(1.16, build.neck * 1.05),
        bones.along(0.3, 26),
        (bones.along(0, 26)[0], hem),
    ]
    cover = [*gap, (bones.along(0, -26)[0], hem), bones.along(0.3, -26)]
    body.sheet.path(joined(*([point] for point in cover)), body.paint(colour, depth=0.85))
    collar = [bones.along(1.06, -build.neck * 1.5), bones.along(1.0, 0), bones.along(1.06, build.neck * 1.5)]
    seam(body, collar, colour, width=2.0, opacity=0.55)
    seam(
        body,
        [bones.along(1.0, 0), bones.along(0.4, 0), (bones.along(0, 0)[0], hem - 4)],
        colour,
        width=1.5,
        opacity=0.5,
    )


def _panel(body: Body, side: float, ease: float, hem: float | None, close: float) -> str:
    """One front half."""
    bones, build = body.bones, body.bones.build
    narrow = max(bones.narrow, 0.74)
    slope = (build.shoulder + build.cap * 0.3) * narrow

    def out(share: float, half: float) -> Point:
        return bones.along(share, side * half * narrow)

    collar = bones.along(1.17, side * build.neck * 1.05)
    lap = -side * 5 if close > -0.2 else side * 22
    points = [collar, bones.along(1.1, side * slope * 0.46), bones.along(1.05, side * slope * 0.82),
        bones.along(0.96, side * slope * 1.02), out(0.72, build.chest + ease * 0.8),
              out(0.38, build.waist + ease), out(0.05, build.hip + ease)]  # fmt: skip
    if hem is None:
        points.append(out(-0.16, build.hip + ease - 1))
        centre = bones.front(-0.18, lap)
    else:
        low, high = skirt_edge(body, build.hip * narrow + ease + 9, hem)
        mid = bones.root[1] + (hem - bones.root[1]) * 0.5
        mid_low, mid_high = skirt_edge(body, build.hip * narrow + ease + 4, mid)
        edge = (high if side > 0 else low, hem)
        centre = ((low + high) / 2 + lap * 1.6, hem + 5)
        points += [(mid_high if side > 0 else mid_low, mid), edge]
    knot = bones.front(max(close, -0.1), lap)
    return joined(points, [centre], [knot], [bones.front(0.95, side * build.neck * 0.72)], tension=0.75)


def _panel_folds(body: Body, colour: Colour, side: float) -> None:
    bones, build = body.bones, body.bones.build
    narrow = max(bones.narrow, 0.74)
    body.fold(
        bones.along(0.78, side * build.chest * 1.05 * narrow),
        bones.along(0.6, side * build.chest * 0.5 * narrow),
        colour,
        bend=-4 * side,
    )
    body.fold(bones.along(0.4, side * (build.waist + 8) * narrow), bones.along(0.3,
        side * build.waist * 0.45 * narrow), colour, width=3,
              bend=-3 * side)  # fmt: skip
    body.fold(bones.along(0.2, side * build.hip * 0.75 * narrow), bones.along(-0.5,
        side * build.hip * 0.95 * narrow), colour, width=4,
              bend=5 * side)  # fmt: skip
    side_shade(body, colour, 0.26)


def _lapels(body: Body, piece: Piece, close: float) -> None:
    bones, build, sheet = body.bones, body.bones.build, body.sheet
    bottom = max(close, 0.42 if piece.garment is Garment.JACKET else close)
    wide = {Garment.COAT: 2.25, Garment.SUIT: 1.9}.get(piece.garment, 1.75)
    for side in (-1.0, 1.0):
        lap = -side * 5 if close > -0.2 else side * 22
        tip = bones.front(bottom, lap)
        neck = bones.along(1.2, side * build.neck * 0.95)
        inner = bones.front(0.95, side * build.neck * 0.72)
        notch = bones.front(0.84, side * build.neck * wide)
        corner = bones.front(0.93, side * build.neck * wide * 0.86)
        top = bones.along(1.07, side * build.neck * 1.5)
        shape = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (neck, inner, tip, notch, corner, top)) + "Z"
        sheet.path(
            shape, hexa(body.shade.tone(piece.colour, 0.05)), opacity=0.35, transform=f"translate({side * 1.5:.1f} 3)"
        )
        sheet.path(shape, hexa(body.shade.tone(piece.colour, 0.76 if side * body.shade.side > 0 else 0.46)))
        cut = [bones.front(0.9, side * build.neck * 1.15), corner]
        seam(body, cut, piece.colour, width=1.4, opacity=0.6)
        seam(body, [tip, notch], piece.colour, width=0.9, opacity=0.5)


def _trims(body: Body, piece: Piece, chest: float, hem: float | None) -> None:
    bones, build = body.bones, body.bones.build
    dark = mix(piece.colour, (24.0, 18.0, 24.0), 0.55)
    if hem is not None:
        drop = [bones.front(0.5, -5), bones.front(-0.1, -5), (bones.front(-0.1, -5)[0], hem)]
        seam(body, drop, piece.colour, width=1.6, opacity=0.55)
        shift = bones.front(0.3, 0)[0] - bones.along(0.3, 0)[0]
        for across in (-13.0, 11.0):
            buttons(body, dark, (0.4, 0.2, 0.0), across=across + shift, size=3.4)
    elif piece.garment is Garment.SUIT:
        buttons(body, dark, (0.31, 0.18), across=bones.front(0.3, 0)[0] - bones.along(0.3, 0)[0], size=2.8)
    for side in (-1.0, 1.0):
        start, end = bones.front(0.14, side * chest * 0.42), bones.front(0.1, side * min(chest * 0.8, build.hip * 0.86))
        body.sheet.line(
            f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}",
            hexa(body.shade.tone(piece.colour, 0.05)),
            4.4,
            opacity=0.5,
        )
        body.sheet.line(
            f"M{start[0]:.1f} {start[1] - 2:.1f}L{end[0]:.1f} {end[1] - 2:.1f}",
            hexa(body.shade.tone(piece.colour, 0.75)),
            2.2,
            opacity=0.7,
        )


def draw_apron(body: Body, colour: Colour) -> None:
    """A bib apron to over the knee."""
    bones, build = body.bones, body.bones.build
    narrow = max(bones.narrow, 0.74)
    hem = bones.root[1] * 0.62
    half = build.chest * 0.56
    points = [bones.front(0.78, -half), bones.front(0.78, half), bones.front(0.62, half * 1.08), bones.along(0.4,
        build.waist * 0.98 * narrow),
              bones.along(0, build.hip * 0.92 * narrow), (bones.root[0] + build.hip * 0.95 * narrow, hem),
              (bones.root[0] - build.hip * 0.95 * narrow, hem), bones.along(0, -build.hip * 0.92 * narrow),
              bones.along(0.4, -build.waist * 0.98 * narrow), bones.front(0.62, -half * 1.08)]  # fmt: skip
    for side in (-1.0, 1.0):
        strap = [bones.front(0.78, side * half * 0.9), bones.along(1.1, side * build.neck * 1.1)]
        body.sheet.line(smooth(strap, closed=False), hexa(body.shade.tone(colour, 0.45)), 7)
    shape = smooth(points, tension=0.45)
    body.sheet.path(shape, body.paint(colour))
    with body.sheet.group(clip=shape):
        body.fold(bones.along(0.1, -build.hip * 0.5), (bones.root[0] - build.hip * 0.4, hem), colour, width=4)
        body.fold(bones.along(0.16, build.hip * 0.4), (bones.root[0] + build.hip * 0.6, hem), colour, width=4)
    seam(
        body,
        [bones.along(0.41, -build.waist * narrow), bones.along(0.395, 0), bones.along(0.41, build.waist * narrow)],
        colour,
        width=5,
        opacity=0.5,
    )
    pocket = [
        bones.front(0.16, -24),
        bones.front(0.16, 24),
        bones.front(-0.06, 24),
        bones.front(-0.06, -24),
        bones.front(0.16, -24),
    ]
    body.sheet.path(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in pocket), hexa(body.shade.tone(colour, 0.5)), opacity=0.7
    )


def draw_scarf(body: Body, colour: Colour) -> None:
    """A scarf wound round the neck, one end hanging."""
    bones, build, sheet = body.bones, body.bones.build, body.sheet
    wide = build.neck * 1.75
    tail = [bones.front(1.0, wide * 0.1), bones.front(1.0, wide * 0.8), bones.front(0.7, wide * 0.95),
        bones.front(0.42, wide * 0.9),
            bones.front(0.42, wide * 0.25), bones.front(0.7, wide * 0.2)]  # fmt: skip
    sheet.path(smooth(tail, tension=0.7), body.paint(colour))
    body.fold(bones.front(0.96, wide * 0.4), bones.front(0.48, wide * 0.6), colour, width=3)
    for level, swell in ((1.17, 1.0), (1.06, 1.12)):
        roll = [bones.along(level + 0.1, -wide * 0.92), bones.along(level - 0.02, -wide * swell),
            bones.front(level - 0.11, 0),
                bones.along(level - 0.02, wide * swell), bones.along(level + 0.1, wide * 0.92),
                bones.front(level + 0.02, 0)]  # fmt: skip
        sheet.path(smooth(roll), body.paint(colour))
        body.fold(
            bones.along(level + 0.05, -wide * 0.8), bones.front(level - 0.05, wide * 0.2), colour, width=2.6, bend=-4
        )
