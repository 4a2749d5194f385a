"""Clothes of the trunk next to the skin: shirts, sweaters, dresses, skirts."""

from __future__ import annotations

from reklamai.media.scene.figures.cloth import Body, Row, buttons, hull, seam, side_shade, skirt_edge, trunk_folds
from reklamai.media.scene.things.ink import Colour, Point, hexa, joined, mix, smooth
from reklamai.media.words.reading import Garment

EASE = {Garment.T_SHIRT: 4.0, Garment.SHIRT: 5.0, Garment.SWEATER: 8.0, Garment.HOODIE: 11.0, Garment.DRESS: 1.0,
        Garment.SPORTSWEAR: 0.5}  # fmt: skip


def draw_top(body: Body, *, under: bool) -> None:
    """The top, or the upper part of a dress; `under`: something is worn over it."""
    piece = body.look.outfit.top
    build = body.bones.build
    ease = EASE[piece.garment] * (0.4 if under else 1.0)
    loose = piece.garment in {Garment.SWEATER, Garment.HOODIE, Garment.T_SHIRT}
    rows = _rows(body, piece.garment, ease, loose=loose, under=under)
    neck = {Garment.DRESS: 27.0, Garment.SPORTSWEAR: 25.0}.get(piece.garment, 22.0) * build.neck / 20
    dip = {Garment.DRESS: 26.0, Garment.SPORTSWEAR: 20.0, Garment.SHIRT: 18.0}.get(piece.garment, 15.0)
    if body.back:
        dip = 6.0
    shape = hull(body, rows, neck=neck, dip=dip)
    body.sheet.path(shape, body.paint(piece.colour))
    with body.sheet.group(clip=shape):
        _chest(body, piece.colour)
        if not under:
            trunk_folds(body, piece.colour, loose=1.0 if loose else 0.3)
        _hem(body, piece.colour, rows[-1], knit=piece.garment in {Garment.SWEATER, Garment.HOODIE})
    _collar(body, Garment.T_SHIRT if body.back else piece.garment, piece.colour, neck, dip)


def _rows(body: Body, garment: Garment, ease: float, *, loose: bool, under: bool) -> list[Row]:
    build = body.bones.build
    # loose cloth falls from the chest and keeps off the waist, unless a coat presses it on
    slack = max(0.0, build.chest - build.waist) * 0.45 if loose and not under else 0.0
    waist = build.waist + ease + slack
    rows: list[Row] = [(0.72, build.chest + ease * 0.7), (0.38, waist)]
    if loose:
        return [*rows, (0.16, max(waist, build.hip * 0.95 + ease * 0.5)), (0.0, build.hip + ease + 1),
                (-0.1, build.hip + ease + 2)]  # fmt: skip
    if garment is Garment.DRESS:
        return [*rows, (0.16, max(waist, build.hip * 0.95 + ease * 0.5))]
    return [*rows, (_tucked(body, garment), waist + 1)]


def _tucked(body: Body, garment: Garment) -> float:
    """Where a top goes under the waistband, share of the trunk."""
    if garment not in {Garment.SHIRT, Garment.SPORTSWEAR}:
        return 0.2
    return 0.3 if body.look.soft else 0.21


def _chest(body: Body, colour: Colour) -> None:
    """The soft shade under the chest and along the far side."""
    bones, build = body.bones, body.bones.build
    deep = hexa(body.shade.tone(colour, 0.3))
    side_shade(body, colour, 0.26)
    if body.look.soft and not body.look.child and not body.back:
        for across in (-0.42, 0.42):
            start, mid, end = (bones.front(level, build.chest * (across + move)) for level, move in
                               ((0.63, -0.3), (0.575, 0.0), (0.63, 0.3)))  # fmt: skip
            body.sheet.haze(smooth([start, mid, end], closed=False), deep, 8.0, 0.2)


def _hem(body: Body, colour: Colour, row: Row, *, knit: bool) -> None:
    share, half = row
    rise = 0.05 if knit else 0.018
    points = [
        body.bones.along(share + rise, -half),
        body.bones.along(share + rise - 0.012, 0),
        body.bones.along(share + rise, half),
    ]
    seam(body, points, colour, width=1.3, opacity=0.5)
    if knit:
        for number in range(-9, 10):
            x = number * half / 9.5
            seam(
                body,
                [body.bones.along(share + rise, x), body.bones.along(share - 0.02, x)],
                colour,
                width=0.9,
                opacity=0.28,
            )


def _collar(body: Body, garment: Garment, colour: Colour, neck: float, dip: float) -> None:
    bones, sheet = body.bones, body.sheet
    opening = [bones.along(1.115, -neck), bones.front(1.115 - dip / 100 * 0.72, -neck * 0.6),
        bones.front(1.115 - dip / 100 - 0.005, 0),
               bones.front(1.115 - dip / 100 * 0.72, neck * 0.6), bones.along(1.115, neck)]  # fmt: skip
    if garment is Garment.SHIRT:
        _shirt_collar(body, colour, neck)
        return
    band = {Garment.SWEATER: 7.5, Garment.HOODIE: 9.0, Garment.T_SHIRT: 4.2}.get(garment, 1.8)
    sheet.line(smooth(opening, closed=False), hexa(body.shade.tone(colour, 0.36)), band)
    sheet.line(smooth(opening, closed=False), hexa(body.shade.tone(colour, 0.66)), band * 0.5)
    if garment is Garment.HOODIE:
        _hood(body, colour, neck)


def _shirt_collar(body: Body, colour: Colour, neck: float) -> None:
    bones, sheet = body.bones, body.sheet
    seam(body, [bones.front(0.97, 0), bones.front(0.6, 0), bones.front(0.3, 0)], colour, width=1.1, opacity=0.45)
    buttons(
        body,
        mix(colour, (60.0, 56.0, 60.0), 0.25),
        (0.86, 0.7, 0.54, 0.38),
        across=bones.front(0.5, 0)[0] - bones.along(0.5, 0)[0],
    )
    for side in (-1.0, 1.0):
        flap = [bones.along(1.16, side * neck * 0.98), bones.front(1.0, side * neck * 0.12), bones.front(0.985,
            side * neck * 0.1),
                bones.front(0.93, side * neck * 0.78), bones.front(0.93, side * neck * 0.8), bones.along(1.04,
                side * neck * 1.28)]  # fmt: skip
        shape = smooth(flap, tension=0.6)
        sheet.path(shape, hexa(body.shade.tone(colour, 0.12)), opacity=0.35, transform="translate(0 2.5)")
        sheet.path(shape, hexa(body.shade.tone(colour, 0.78 if side * body.shade.side > 0 else 0.52)))


def _hood(body: Body, colour: Colour, neck: float) -> None:
    bones, sheet = body.bones, body.sheet
    for side in (-1.0, 1.0):
        roll = [bones.along(1.15, side * neck * 0.9), bones.front(1.0, side * neck * 0.2), bones.front(0.985, 0),
                bones.front(0.93, side * neck * 0.8), bones.along(1.02, side * neck * 1.7)]  # fmt: skip
        sheet.path(smooth(roll), hexa(body.shade.tone(colour, 0.7 if side * body.shade.side > 0 else 0.42)))
        cord = [
            bones.front(0.96, side * neck * 0.35),
            bones.front(0.84, side * neck * 0.42),
            bones.front(0.76, side * neck * 0.36),
        ]
        sheet.line(smooth(cord, closed=False), hexa(mix(colour, (255.0, 250.0, 240.0), 0.75)), 2.0)
    pocket = [bones.front(0.22, -26), bones.front(0.22, 26), bones.front(0.06, 42), bones.front(-0.02, 40),
        bones.front(-0.02, -40),
              bones.front(0.06, -42)]  # fmt: skip
    seam(body, [*pocket, pocket[0]], colour, width=1.5, opacity=0.5)


def draw_skirt(body: Body, colour: Colour, *, long: float, waist: float = 0.4) -> None:
    """A skirt from `waist` (share of the trunk) to `long` (share of the way from the hips to the ground)."""
    bones, build = body.bones, body.bones.build
    narrow = max(bones.narrow, 0.74)
    hem = bones.root[1] * (1 - long)
    half = build.hip * narrow + 3
    low, high = skirt_edge(body, half + 10, hem)
    left = [bones.along(waist, -(build.waist + 1) * narrow), bones.along(0.12, -half), bones.along(-0.08, -half - 2)]
    right: list[Point] = [
        bones.along(waist, (build.waist + 1) * narrow),
        bones.along(0.12, half),
        bones.along(-0.08, half + 2),
    ]
    wave = [(high, hem - 3), (high - (high - low) * 0.2, hem + 4), (high - (high - low) * 0.45, hem - 1),
            (high - (high - low) * 0.7, hem + 4), (low, hem - 3)]  # fmt: skip
    for share in (0.14, 0.35, 0.7):
        level = bones.root[1] + (hem - bones.root[1]) * share
        edge_low, edge_high = skirt_edge(body, half + 10 * share, level)
        left.append((edge_low, level))
        right.append((edge_high, level))
    shape = joined(right, wave, left[::-1], tension=0.75)
    body.sheet.path(shape, body.paint(colour))
    with body.sheet.group(clip=shape):
        for number in range(1, 6):
            top = bones.along(0.1 - 0.03 * (number % 2), -half + number * half / 3)
            end = (low + (high - low) * number / 6, hem + 4)
            body.fold(top, end, colour, width=3.6, bend=2 - number)
        side_shade(body, colour, 0.28)
    belt = [
        bones.along(waist, -(build.waist + 1) * narrow),
        bones.along(waist - 0.015, 0),
        bones.along(waist, (build.waist + 1) * narrow),
    ]
    seam(body, belt, colour, width=3.0, opacity=0.55)
