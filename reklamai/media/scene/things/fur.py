"""What animals share: rounded furry parts, hair strokes, eyes."""

from __future__ import annotations

from collections.abc import Sequence

from reklamai.media.scene.things.brush import Brush
from reklamai.media.scene.things.ink import WHITE, Colour, Point, hexa, mix, smooth


def form(brush: Brush, points: Sequence[Point], colour: Colour, *, tension: float = 1.0) -> str:
    """A furry part: round shading and a soft tuft of shade at its low edge."""
    shape = smooth(points, tension=tension)
    brush.sheet.path(shape, brush.shade.cylinder(brush.sheet, colour, depth=0.85))
    return shape


def fur(brush: Brush, clip: str, box: tuple[float, float, float, float], colour: Colour, count: int) -> None:
    """Short strokes that follow the body downwards."""
    x, y, width, height = box
    with brush.sheet.group(clip=clip):
        for _ in range(count):
            px, py = x + brush.rng.random() * width, y + brush.rng.random() * height
            lean = (px - x - width / 2) / width * 6
            ink = brush.shade.tone(colour, brush.rng.choice([0.12, 0.2, 1.0]), gloss=0.3)
            brush.sheet.line(
                f"M{px:.1f} {py:.1f}q{lean * 0.4:.1f} 4 {lean:.1f} {7 + brush.rng.random() * 5:.1f}",
                hexa(ink),
                1.2,
                opacity=0.3,
            )


def eye(brush: Brush, at: Point, size: Point, iris: Colour, *, slit: bool) -> None:
    """A dark-rimmed eye with its catch-light on the lit side; a slit pupil or a round one."""
    sheet = brush.sheet
    x, y = at
    wide, high = size
    sheet.ellipse(at, (wide + 2.2, high + 2.2), "#1a1214")
    sheet.ellipse(
        at,
        (wide, high),
        sheet.radial([(0, mix(iris, WHITE, 0.4), 1), (0.75, iris, 1), (1, mix(iris, (20, 14, 10), 0.6), 1)]),
    )
    sheet.ellipse((x, y), (wide * (0.34 if slit else 0.6), high * (0.86 if slit else 0.62)), "#0c090b")
    sheet.ellipse((x + brush.lit * wide * 0.34, y - high * 0.4), (wide * 0.24, wide * 0.24), "#ffffff")
    sheet.ellipse((x - brush.lit * wide * 0.3, y + high * 0.42), (wide * 0.12, wide * 0.12), "#ffffff", opacity=0.6)
