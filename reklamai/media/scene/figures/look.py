"""What one person looks like: what the words say, and the seed for the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from reklamai.media.scene.figures.wardrobe import Outfit, dress_up
from reklamai.media.scene.things.ink import Colour, mix
from reklamai.media.words.reading import Person, Who

SKINS: tuple[Colour, ...] = (
    (241, 206, 182), (236, 194, 162), (228, 180, 146), (214, 160, 122), (192, 134, 96), (160, 106, 74), (124, 80, 56),
    (96, 62, 46),
)  # fmt: skip
HAIRS: tuple[Colour, ...] = (
    (26, 22, 26), (44, 32, 30), (70, 46, 36), (104, 68, 44), (146, 98, 56), (198, 154, 92), (150, 68, 40),
)  # fmt: skip
GREYS: tuple[Colour, ...] = ((214, 212, 208), (168, 168, 172), (232, 228, 220))
EYES: tuple[Colour, ...] = ((74, 48, 34), (52, 34, 28), (92, 110, 84), (86, 118, 148), (110, 80, 48))
LIPS: tuple[Colour, ...] = ((186, 62, 62), (178, 74, 70), (158, 46, 60))
DARK_SKIN = 175
"""Red of a skin (0..255) below which it counts as dark."""
SHORT = {Who.WOMAN: ("pixie", "bob"), Who.MAN: ("crop", "side", "quiff", "buzz"), Who.GIRL: ("bob",),
         Who.BOY: ("bowl", "crop", "side"), Who.PERSON: ("pixie", "side", "bob")}  # fmt: skip
LONG = {Who.WOMAN: ("long", "waves", "ponytail"), Who.MAN: ("tied", "waves"), Who.GIRL: ("long", "waves", "pigtails"),
        Who.BOY: ("bowl", "curls"), Who.PERSON: ("waves", "long")}  # fmt: skip
ANY = {Who.WOMAN: ("bob", "long", "waves", "bun", "ponytail", "curls", "pixie"),
       Who.MAN: ("crop", "side", "quiff", "buzz", "curls", "side"), Who.GIRL: ("pigtails", "ponytail", "bob", "long"),
       Who.BOY: ("bowl", "crop", "side", "curls"), Who.PERSON: ("pixie", "curls", "side", "bob", "bun")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """Colours and shapes of one person's head, and the clothes."""

    who: Who
    skin: Colour
    hair: Colour
    hair_style: str
    eyes: Colour
    lips: Colour
    jaw: float
    """Width of the jaw, 0.9..1.1."""
    brow: float
    """Thickness of the brows, units."""
    beard: bool
    elderly: bool
    parting: float
    """-1 or 1: the side of the parting."""
    earrings: bool = False
    blush: float = 0.0
    outfit: Outfit = field(default_factory=Outfit)

    @property
    def child(self) -> bool:
        return self.who in {Who.GIRL, Who.BOY}

    @property
    def soft(self) -> bool:
        """Softer features: lashes, fuller lips."""
        return self.who in {Who.WOMAN, Who.GIRL}


def look_of(person: Person, rng: Random) -> Look:
    """The look of `person`; all that the words leave open comes from `rng`."""
    skin = _varied(rng.choice(SKINS), rng, 5)
    dark = skin[0] < DARK_SKIN
    hair, style = _hair(person, rng, dark=dark)
    woman, soft = person.who is Who.WOMAN, person.who in {Who.WOMAN, Who.GIRL}
    red = rng.choice(LIPS) if woman else (184.0, 96.0, 84.0)
    return Look(
        who=person.who, skin=skin, hair=_varied(hair, rng, 4), hair_style=style,
        eyes=rng.choice(EYES[:2] if dark else EYES), lips=mix(skin, red, 0.62 if woman else 0.3),
        jaw=rng.uniform(0.94, 1.06), brow=rng.uniform(2.3, 3.0) if soft else rng.uniform(3.0, 4.0),
        beard=person.beard, elderly=person.elderly, parting=rng.choice([-1.0, 1.0]),
        earrings=woman and rng.random() < 0.45, blush=_blush(person, rng), outfit=dress_up(person, rng),
    )  # fmt: skip


def _hair(person: Person, rng: Random, *, dark: bool) -> tuple[Colour, str]:
    """Colour and style. Dark skin goes with dark hair and often with curls, where words say nothing else."""
    natural = rng.choice(HAIRS[:2] if dark else HAIRS)
    colour = rng.choice(GREYS) if person.elderly else natural
    if person.hair is not None:
        colour = _named(person.hair.rgb)
    style = _style(person, rng)
    if dark and not (person.hair_length or person.elderly) and rng.random() < 0.4:
        style = "curls"
    return colour, style


def _blush(person: Person, rng: Random) -> float:
    return 0.2 if person.who in {Who.MAN, Who.PERSON} else rng.uniform(0.35, 0.6)


def _style(person: Person, rng: Random) -> str:
    if person.hair_length == "bald":
        return "bald"
    if person.hair_length == "short":
        return rng.choice(SHORT[person.who])
    if person.hair_length == "long":
        return rng.choice(LONG[person.who])
    if person.elderly:
        return rng.choice({Who.WOMAN: ("bob", "bun", "pixie"), Who.MAN: ("side", "fringe", "bald")}.get(
            person.who, ("pixie", "side")))  # fmt: skip
    return rng.choice(ANY[person.who])


def _named(rgb: tuple[int, int, int]) -> Colour:
    """Hair of a named colour: pure screen colours are taken down to what hair can be."""
    return mix((float(rgb[0]), float(rgb[1]), float(rgb[2])), (60.0, 42.0, 36.0), 0.12)


def _varied(colour: Colour, rng: Random, spread: float) -> Colour:
    change = rng.uniform(-spread, spread)
    return colour[0] + change, colour[1] + change, colour[2] + change
