"""What a draft is given to hold: somebody's face, their clothes, a place, a light, a thing for sale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reklamai.media.scene.model import SceneLight
from reklamai.media.types import Picture, Rgba


@dataclass(frozen=True, slots=True)
class Shade:
    """One colour. lab: CIE Lab, D65; share: 0..1 of what it was taken from."""

    lab: tuple[float, float, float]
    share: float


@dataclass(frozen=True, slots=True, eq=False)
class Worn:
    """Clothes to be worn. colours: the largest share first; pattern: plain | striped | checked | dotted | patterned;
    pixels: the garment cut out, from which a pattern is taken."""

    colours: tuple[Shade, ...]
    pattern: str = "plain"
    pixels: Rgba | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What stays the same from shot to shot; whatever is not given comes from the words.

    person: cut-out with straight alpha of all that is seen of somebody. backdrop: a place without people, opaque;
    indoors: of the backdrop, None if not known. light: the key light; its `key` is not used, the scene has its own;
    contrast: stops between the lit and the shadowed side. palette: colours of the whole that the grade leans to.
    product: cut-out with straight alpha.
    """

    person: Rgba | None = None
    garment: Worn | None = None
    backdrop: Picture | None = None
    indoors: bool | None = None
    light: SceneLight | None = None
    contrast: float | None = None
    palette: tuple[Shade, ...] = ()
    product: Rgba | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """ "held:face", "held:clothing", "held:environment", "held:lighting", "held:product": what is given."""
        given = {
            "face": self.person, "clothing": self.garment, "environment": self.backdrop, "lighting": self.light,
            "product": self.product,
        }  # fmt: skip
        return tuple(f"held:{name}" for name, value in given.items() if value is not None)


NOTHING: Final = Held()
