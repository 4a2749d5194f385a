"""What a painter of an object is given, and what it tells of the object it drew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from reklamai.media.scene.things.ink import WHITE, Colour, Point, Sheet, hexa, luma, mix, smooth
from reklamai.media.scene.things.shade import Shade


@dataclass(frozen=True, slots=True)
class Form:
    """Size of a drawing in its own units; footprint: share of its width on the ground; top: empty rows over it."""

    width: float
    height: float
    footprint: float = 0.8
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class Brush:
    """Sheet, light, chance, and the colour that words name (None: the painter chooses)."""

    sheet: Sheet
    shade: Shade
    rng: Random
    named: Colour | None

    @property
    def lit(self) -> float:
        """1 if the light comes from picture right, -1 if from the left."""
        return 1.0 if self.shade.side > 0 else -1.0

    def colour(self, palette: Sequence[Colour]) -> Colour:
        """The named colour, or one of the palette; draws from `rng` either way, so that a name changes colour only."""
        chosen = self.rng.choice(palette)
        return self.named if self.named is not None else chosen

    def accent(self, colour: Colour, palette: Sequence[Colour]) -> Colour:
        """A second colour from the palette that stands out from `colour`."""
        far = sorted(palette, key=lambda other: -sum(abs(a - b) for a, b in zip(colour, other, strict=True)))
        return far[self.rng.randrange(min(3, len(far)))]

    def paper(self, colour: Colour) -> Colour:
        """A label that reads on `colour`."""
        return (250.0, 245.0, 234.0) if luma(colour) < 0.72 else (52.0, 48.0, 56.0)

    def gleam(self, shape: str, *, strength: float = 0.6, soft: float = 0.0, width: float = 0.0) -> None:
        """A highlight: a filled shape, or a stroke of `width`."""
        style: dict[str, str | float] = {"opacity": strength}
        if soft:
            style["filter"] = self.sheet.blur(soft)
        if width:
            self.sheet.line(shape, "#ffffff", width, **style)
        else:
            self.sheet.path(shape, "#ffffff", **style)

    def shadow(self, shape: str, *, strength: float = 0.3, soft: float = 3.0) -> None:
        self.sheet.path(shape, "#140c1c", opacity=strength, filter=self.sheet.blur(soft))

    def emblem(self, centre: Point, radius: float, colour: Colour, ground: Colour) -> None:
        """A mark without letters, one of four by chance."""
        x, y = centre
        kind = self.rng.randrange(4)
        ink, paper = hexa(colour), hexa(ground)
        if kind == 0:
            for dx, dy in ((-0.42, -0.1), (0.42, -0.1), (0.0, 0.52)):
                self.sheet.ellipse((x + dx * radius, y + dy * radius), (radius * 0.44, radius * 0.44), ink)
            leaf = [
                (x, y - radius * 0.5),
                (x + radius * 0.3, y - radius * 1.0),
                (x + radius * 0.9, y - radius),
                (x + radius * 0.5, y - radius * 0.5),
            ]
            self.sheet.path(smooth(leaf), hexa(mix(colour, (40, 130, 70), 0.6)))
        elif kind == 1:
            self.sheet.ellipse(centre, (radius * 0.85, radius * 0.85), ink)
            self.sheet.ellipse((x + radius * 0.3, y - radius * 0.2), (radius * 0.62, radius * 0.62), paper)
        elif kind == 2:
            for level in (-0.45, 0.0, 0.45):
                wave = (
                    f"M{x - radius * 0.8:.1f} {y + level * radius:.1f}q{radius * 0.4:.1f}"
                    f" {-radius * 0.42:.1f} {radius * 0.8:.1f} 0t{radius * 0.8:.1f} 0"
                )
                self.sheet.line(wave, ink, radius * 0.2)
        else:
            drop = [(x, y - radius), (x + radius * 0.62, y + radius * 0.1), (x + radius * 0.4, y + radius * 0.72),
                (x, y + radius * 0.9),
                    (x - radius * 0.4, y + radius * 0.72), (x - radius * 0.62, y + radius * 0.1)]  # fmt: skip
            self.sheet.path(smooth(drop, tension=0.8), ink)
            self.sheet.ellipse(
                (x - radius * 0.18, y + radius * 0.26), (radius * 0.2, radius * 0.26), hexa(mix(colour, WHITE, 0.7))
            )


Painter = Callable[[Brush], Form]
