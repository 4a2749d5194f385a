"""What a place file is given: the words decided, the camera, the colours, dice, and the way to a layer."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass, field
from random import Random

import numpy as np

from reklamai.media.scene import svg
from reklamai.media.scene.compose import blurred
from reklamai.media.scene.light import sun_place
from reklamai.media.scene.model import Layer, Role, SceneLight
from reklamai.media.scene.palette import Palette
from reklamai.media.scene.view import View
from reklamai.media.types import AnyArray, FloatPicture, Rgba
from reklamai.media.words.reading import Framing, Place, Reading, Season, Side, Time, Weather

MAX_LAYER_PIXELS = 9_000_000
"""Bounds memory: a larger layer is drawn smaller and stretched by whoever flattens it."""


SOFT_PX = 2.0
"""Pixels of sigma that a soft layer is drawn for: stretched by two straight lines per pixel, no step shows."""
LENS_PX = 1.4
"""The same for the blur of a lens, which comes on top."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One scene to paint: everything decided, nothing drawn yet."""

    reading: Reading
    place: Place
    time: Time
    weather: Weather
    season: Season
    seed: int
    view: View
    light: SceneLight
    palette: Palette
    close: bool = False
    """Products on a near surface, nobody in the picture."""
    notes: list[str] = field(default_factory=list)
    blur: float = 0.0
    """Sigma at infinity of the lens that will look at the scene, share of the frame's height; 0 if not known."""
    focus: float = 1.0
    """Metres at which that lens is sharp."""
    deep: bool = False
    """Whether what is worked out in float stays so: skies, grounds and papers for files deeper than 8 bits."""

    def dice(self, name: str) -> Random:
        """Chance of its own for each element, so that a change in one moves no other."""
        return Random(zlib.crc32(f"{self.seed}/{self.place}/{name}".encode()))

    def tone(self, colour: str, lit: float = 0.8, *, depth: float = 0.0) -> str:
        """A thing's daylight colour as it looks here; see `Palette.tone`."""
        return self.palette.tone(colour, lit, depth=depth)

    @property
    def lit_from_right(self) -> bool:
        return math.sin(math.radians(self.light.azimuth)) >= 0

    @property
    def side(self) -> float:
        """1 if the light comes from picture right, -1 from the left."""
        return 1.0 if self.lit_from_right else -1.0

    def lit_first(self, fall: float = 0.0) -> tuple[svg.Point, svg.Point]:
        """Start and end of a gradient over a shape's box, from the side where the light is; `fall`: y of the end."""
        return ((1.0, 0.0), (0.0, fall)) if self.lit_from_right else ((0.0, 0.0), (1.0, fall))

    @property
    def snowy(self) -> bool:
        """Snow lies on the ground."""
        return self.weather is Weather.SNOW or (self.season is Season.WINTER and not self.place.indoors)

    @property
    def wet(self) -> bool:
        return self.weather in (Weather.RAIN, Weather.STORM)

    @property
    def lamps(self) -> float:
        """0..1, how far lamps are lit."""
        return self.palette.lamps

    def stand(self) -> tuple[float, float] | None:
        """Where a thing for sale stands best, shares of the frame; None unless the shot is of things alone."""
        if not self.close:
            return None
        return (self.middle, 0.93 - 0.155 * self.unit / self.view.height) if self.place is Place.STUDIO else (0.5, 0.78)

    @property
    def feet_seen(self) -> bool:
        """Whether people will stand in the picture down to their feet: the middle of the floor is theirs."""
        return bool(self.reading.people) and self.reading.framing in (Framing.FULL, Framing.WIDE)

    @property
    def middle(self) -> float:
        """x of the set's middle, share of the frame: aside where words keep room for text or name the side."""
        free, wanted = self.reading.copy_space, self.reading.subject_side
        if free in (Side.LEFT, Side.RIGHT):
            return 0.69 if free is Side.LEFT else 0.31
        if wanted in (Side.LEFT, Side.RIGHT):
            return 0.345 if wanted is Side.LEFT else 0.655
        return 0.5

    @property
    def unit(self) -> float:
        """Size of a studio set, drawing units: the frame's height, less in a narrow frame."""
        return min(self.view.height, self.view.width * 0.85)

    def sun(self) -> tuple[float, float] | None:
        """Tangents right and up to the sun or moon if the frame may show it."""
        if self.time is Time.NIGHT:
            dice = self.dice("moon")
            return dice.choice((-0.42, 0.38)) + dice.uniform(-0.1, 0.1), dice.uniform(0.3, 0.4)
        return sun_place(self.light) if self.time in (Time.DAWN, Time.SUNSET) else None

    def pixels(self, share: float = 1.0) -> tuple[int, int]:
        """Columns and rows of a layer at `share` of the frame's sharpness, inside the memory bound."""
        grow = 1 + 2 * self.view.overscan
        full = self.view.size[0] * self.view.size[1] * grow * grow
        share = min(share, math.sqrt(MAX_LAYER_PIXELS / full))
        return max(8, round(self.view.size[0] * grow * share)), max(8, round(self.view.size[1] * grow * share))

    def painted(self, picture: FloatPicture, alpha: AnyArray) -> AnyArray:
        """Colours of 0..255 with their alpha as pixels: (H, W, 4) uint8, or float32 of 0..255 in a deep scene."""
        pixels = np.dstack([np.clip(picture, 0, 255), alpha])
        return pixels.astype(np.float32 if self.deep else np.uint8)

    def card(self, name: str, role: Role, depth: float, pixels: Rgba, *, foot: float | None = None) -> Layer:
        """A layer of ready pixels that cover the frame and its overscan."""
        o = self.view.overscan
        return Layer(name, role, pixels, (-o, -o, 1 + 2 * o, 1 + 2 * o), depth, foot)

    def layer(
        self, name: str, role: Role, depth: float, *parts: str, foot: float | None = None, sharp: float = 1.0,
        soft: float = 0.0,
    ) -> Layer:  # fmt: skip
        """A layer drawn from SVG parts in drawing units; `sharp` below 1 for soft things saves time.

        foot: units from the top of the frame; soft: sigma of a blur of the whole layer, units.
        """
        share = None if foot is None else foot / self.view.height
        per_unit = self.view.size[0] / self.view.width
        if soft:
            # what is blurred needs no more pixels than its blur can show; the renderer's own filter works at full size
            sharp = min(sharp, SOFT_PX / (soft * per_unit))
        pixels = self.draw(*parts, sharp=min(sharp, self._lens_share(role, depth)))
        if soft:
            pixels = blurred(pixels, soft * pixels.shape[1] / self.view.bounds[2])
        return self.card(name, role, depth, pixels, foot=share)

    def _lens_share(self, role: Role, depth: float) -> float:
        """Share of the frame's sharpness that a lens focused at `focus` leaves of a layer."""
        if not self.blur or role is Role.GROUND:
            return 1.0
        sigma = self.blur * self.view.size[1] * min(1.0, abs(1 - self.focus / depth))
        return min(1.0, max(0.35, LENS_PX / max(sigma, 1e-6)))

    def draw(self, *parts: str, sharp: float = 1.0) -> Rgba:
        """Pixels of SVG parts, for the frame and its overscan."""
        columns, rows = self.pixels(sharp)
        body = "".join(parts)
        if self.view.roll:
            middle = f"{self.view.width / 2:.2f} {self.view.height / 2:.2f}"
            body = svg.group(body, transform=f"rotate({self.view.roll:.2f} {middle})")
        return svg.render(svg.document(body, view=self.view.bounds), width=columns, height=rows)
