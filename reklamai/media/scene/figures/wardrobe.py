"""What a person wears: the clothes that words name, completed to an outfit by seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from reklamai.media.scene.things.ink import Colour
from reklamai.media.words.reading import Clothing, Garment, Person, Pose, Who

OVER = frozenset({Garment.COAT, Garment.JACKET, Garment.SUIT})
TOPS = frozenset({Garment.SHIRT, Garment.T_SHIRT, Garment.SWEATER, Garment.HOODIE, Garment.DRESS, Garment.SPORTSWEAR})
BOTTOMS = frozenset({Garment.TROUSERS, Garment.JEANS, Garment.SKIRT, Garment.SHORTS})

LOW_HEMS = frozenset({Garment.SWEATER, Garment.HOODIE, Garment.T_SHIRT})
"""Tops that hang over the pockets of trousers."""
POCKETED = frozenset({Garment.TROUSERS, Garment.JEANS, Garment.SHORTS})

BRIGHT: tuple[Colour, ...] = (
    (224, 92, 64), (46, 92, 86), (218, 162, 62), (58, 84, 140), (166, 66, 84), (236, 228, 214), (112, 134, 108),
    (206, 138, 130), (88, 76, 120),
)  # fmt: skip
SOBER: tuple[Colour, ...] = ((46, 54, 72), (72, 68, 72), (150, 128, 104), (196, 176, 148), (52, 70, 62), (96, 62, 56))
DENIM: tuple[Colour, ...] = ((62, 88, 126), (84, 112, 150), (42, 54, 80))
PALE: tuple[Colour, ...] = ((240, 236, 228), (214, 224, 234), (232, 220, 206))
SHOES: tuple[Colour, ...] = ((48, 38, 36), (110, 70, 48), (34, 34, 40))


@dataclass(frozen=True, slots=True)
class Piece:
    """One garment and its colour."""

    garment: Garment
    colour: Colour


@dataclass(frozen=True, slots=True)
class Outfit:
    """Everything worn. `bottom` is None under a dress."""

    top: Piece = Piece(Garment.T_SHIRT, (236.0, 228.0, 214.0))
    bottom: Piece | None = Piece(Garment.JEANS, (62.0, 88.0, 126.0))
    over: Piece | None = None
    shoe: str = "sneaker"
    shoe_colour: Colour = (240.0, 238.0, 234.0)
    apron: Colour | None = None
    hat: Colour | None = None
    scarf: Colour | None = None
    glasses: Colour | None = None
    slim: bool = False

    @property
    def pockets(self) -> bool:
        """Whether a hand finds a pocket at the hip: in a coat, or in trousers that no top hangs over."""
        if self.over is not None:
            return True
        return self.bottom is not None and self.bottom.garment in POCKETED and self.top.garment not in LOW_HEMS

    @property
    def skirt(self) -> Colour | None:
        """Colour of what hangs round the legs; None if they are apart."""
        if self.top.garment is Garment.DRESS:
            return self.top.colour
        return self.bottom.colour if self.bottom is not None and self.bottom.garment is Garment.SKIRT else None

    @property
    def outer(self) -> Piece:
        """What is seen on the arms."""
        return self.over or self.top


def dress_up(person: Person, rng: Random) -> Outfit:
    """The outfit of `person`; named garments keep their named colours."""
    named: dict[Garment, Clothing] = {clothing.garment: clothing for clothing in person.clothes}
    over = _named(named, OVER, rng)
    runs = person.pose is Pose.RUNNING and over is None
    top = _named(named, TOPS, rng) or _some_top(person.who, over, rng, runs=runs)
    bottom = _named(named, BOTTOMS, rng)
    if bottom is None and top.garment is not Garment.DRESS:
        bottom = _some_bottom(person.who, top, over, rng)
    if not named and not runs:
        over = _some_over(person.who, rng)
    shoe, shoe_colour = _shoes(person.who, top, over, rng)
    extras = {
        garment: _colour_of(named[garment], rng.choice(BRIGHT)) if garment in named else None
        for garment in (Garment.APRON, Garment.HAT, Garment.SCARF)
    }
    return Outfit(
        top=top, bottom=bottom, over=over, shoe=shoe, shoe_colour=shoe_colour, apron=extras[Garment.APRON],
        hat=extras[Garment.HAT], scarf=extras[Garment.SCARF], glasses=_glasses(named, rng), slim=rng.random() < 0.6,
    )  # fmt: skip


def _some_over(who: Who, rng: Random) -> Piece | None:
    """Now and then a jacket or a coat, on adults of whose clothes words say nothing."""
    if who in {Who.GIRL, Who.BOY} or rng.random() >= 0.35:
        return None
    return Piece(rng.choice([Garment.JACKET, Garment.COAT]), rng.choice(SOBER))


def _glasses(named: dict[Garment, Clothing], rng: Random) -> Colour | None:
    if Garment.GLASSES in named:
        return _colour_of(named[Garment.GLASSES], (38.0, 32.0, 34.0))
    return (44.0, 36.0, 36.0) if rng.random() < 0.12 else None


def _named(named: dict[Garment, Clothing], among: frozenset[Garment], rng: Random) -> Piece | None:
    """The first named garment of a kind."""
    for garment, clothing in named.items():
        if garment in among:
            return Piece(garment, _colour_of(clothing, _usual(garment, rng)))
    return None


def _colour_of(clothing: Clothing, otherwise: Colour) -> Colour:
    if clothing.colour is None:
        return otherwise
    red, green, blue = clothing.colour.rgb
    return float(red), float(green), float(blue)


def _usual(garment: Garment, rng: Random) -> Colour:
    """A likely colour of an unnamed one."""
    if garment is Garment.JEANS:
        return rng.choice(DENIM)
    if garment in {Garment.SUIT, Garment.TROUSERS, Garment.COAT, Garment.JACKET}:
        return rng.choice(SOBER)
    return rng.choice(PALE) if garment is Garment.SHIRT else rng.choice(BRIGHT)


def _some_top(who: Who, over: Piece | None, rng: Random, *, runs: bool) -> Piece:
    if runs:  # a dress on a runner looks like flight, not sport
        return Piece(Garment.SPORTSWEAR, rng.choice(BRIGHT))
    if over is not None:
        pale = over.garment is Garment.SUIT or rng.random() < 0.6
        garment = Garment.SHIRT if over.garment is Garment.SUIT else rng.choice([Garment.SWEATER, Garment.T_SHIRT])
        return Piece(garment, rng.choice(PALE if pale else SOBER))
    kinds = [Garment.T_SHIRT, Garment.SWEATER, Garment.SHIRT]
    if who in {Who.WOMAN, Who.GIRL}:
        kinds.append(Garment.DRESS)
    if who in {Who.BOY, Who.GIRL}:
        kinds.append(Garment.HOODIE)
    return Piece(rng.choice(kinds), rng.choice(BRIGHT))


def _some_bottom(who: Who, top: Piece, over: Piece | None, rng: Random) -> Piece:
    if over is not None and over.garment is Garment.SUIT:
        return Piece(Garment.TROUSERS, over.colour)
    if top.garment is Garment.SPORTSWEAR:
        return Piece(Garment.SPORTSWEAR, (40.0, 42.0, 52.0))
    if who is Who.WOMAN and rng.random() < 0.2:
        return Piece(Garment.SKIRT, rng.choice(SOBER))
    if who in {Who.BOY, Who.GIRL} and rng.random() < 0.35:
        return Piece(Garment.SHORTS, rng.choice(DENIM))
    return Piece(Garment.JEANS, rng.choice(DENIM)) if rng.random() < 0.5 else Piece(Garment.TROUSERS, rng.choice(SOBER))


def _shoes(who: Who, top: Piece, over: Piece | None, rng: Random) -> tuple[str, Colour]:
    if over is not None and over.garment is Garment.SUIT:
        return ("heel" if who is Who.WOMAN else "shoe"), rng.choice(SHOES)
    if who is Who.WOMAN and top.garment is Garment.DRESS:
        return "heel", rng.choice([*SHOES, (170.0, 52.0, 60.0)])
    if who in {Who.WOMAN, Who.MAN} and rng.random() < 0.4:
        return "shoe", rng.choice(SHOES)
    return "sneaker", rng.choice([(242.0, 240.0, 236.0), (58.0, 62.0, 78.0), (214.0, 92.0, 70.0)])
