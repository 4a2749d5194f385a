"""Where subjects stand in the frame: framing, rule of thirds, room for words, counts, true sizes. Numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from reklamai.media.scene.view import FEET, GROWN, WHOLE
from reklamai.media.words.reading import Angle, Framing, Person, Pose, Product, Reading, Side, Thing, Who

BODY_METRES = {Who.WOMAN: 1.68, Who.MAN: 1.8, Who.PERSON: GROWN, Who.GIRL: 1.3, Who.BOY: 1.3}
SEATED = 0.86
"""Height of a seated figure, share of the standing one."""
FREE = 0.4
"""Share of the frame that is kept free where words ask for room for text."""
MARGIN = 0.03
LARGE = frozenset({Thing.CAR, Thing.BICYCLE, Thing.CHAIR, Thing.DOG, Thing.CAT, Thing.BALL})
"""What stands on the ground beside people, at its true size."""

# frame heights for one metre, and y of the crown of the head
_TIGHT = {Framing.EXTREME_CLOSE_UP: (3.6, 0.02), Framing.CLOSE_UP: (1.75, 0.1), Framing.MEDIUM: (1.12, 0.11)}
_APART = {Framing.EXTREME_CLOSE_UP: 0.24, Framing.CLOSE_UP: 0.4, Framing.MEDIUM: 0.5}


@dataclass(frozen=True, slots=True)
class Zone:
    """The part of the frame that subjects may fill, shares of it."""

    left: float = MARGIN
    right: float = 1 - MARGIN
    top: float = 0.0
    bottom: float = 1.0

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Shot:
    """The frame that subjects are put into. aspect: width over height; centre: x of the group."""

    framing: Framing
    angle: Angle
    zone: Zone
    centre: float
    aspect: float


@dataclass(frozen=True, slots=True)
class Size:
    """What has to be placed. tall, wide: metres of what is seen; seen: metres from the crown down that exist at all
    (a cropped photo ends there)."""

    tall: float
    wide: float
    seen: float


@dataclass(frozen=True, slots=True)
class Spot:
    """x: of the middle, share of the frame's width; foot: y of the ground contact; top: y of the crown, shares of its
    height; scale: frame heights for one metre; row: 0 for the front row, 1 for the one behind it."""

    x: float
    foot: float
    top: float
    scale: float
    row: int = 0


def with_framing(reading: Reading) -> Reading:
    """The reading with a framing chosen where the words leave it open."""
    if reading.framing is not None:
        return reading
    if not reading.people:
        large = bool(reading.products) and all(product.thing in LARGE for product in reading.products)
        alone = Framing.FULL if large else Framing.CLOSE_UP
        return replace(reading, framing=alone if reading.products else Framing.WIDE)
    large = any(product.thing in LARGE for product in reading.products)
    moving = any(person.pose in (Pose.RUNNING, Pose.WALKING, Pose.DANCING) for person in reading.people)
    crowd = sum(person.count for person in reading.people) > 3
    return replace(reading, framing=Framing.FULL if large or moving or crowd else Framing.MEDIUM)


def people_scale(reading: Reading) -> float:
    """Frame heights that a metre of people covers where nothing narrows the frame."""
    framing = reading.framing or Framing.MEDIUM
    return _TIGHT[framing][0] if framing in _TIGHT else WHOLE[framing] / GROWN


def shot_for(reading: Reading, *, size: tuple[int, int], seed: int) -> Shot:
    """The frame for a reading that has its framing; chance (by seed) picks the side that words leave open."""
    aspect = size[0] / size[1]
    zone, centre = _zone(reading, aspect, Random(f"shot/{seed}"))
    framing = reading.framing or Framing.MEDIUM
    return Shot(framing, reading.angle or Angle.EYE_LEVEL, zone, centre, aspect)


_ZONES = {
    Side.LEFT: Zone(left=FREE + 0.01), Side.RIGHT: Zone(right=1 - FREE - 0.01),
    Side.TOP: Zone(top=FREE - 0.04), Side.BOTTOM: Zone(bottom=1 - FREE + 0.04),
}  # fmt: skip
"""What is left for subjects where words keep a side free for text."""


def _zone(reading: Reading, aspect: float, dice: Random) -> tuple[Zone, float]:
    free, side = _free_side(reading, dice), reading.subject_side
    zone = _ZONES.get(free, Zone()) if free is not None else Zone()
    if free in (Side.LEFT, Side.RIGHT):
        return zone, zone.middle
    if side is Side.LEFT:
        return replace(zone, right=0.66), 0.345
    if side is Side.RIGHT:
        return replace(zone, left=0.34), 0.655
    if side is None and aspect > 1.2 and _one_alone(reading):
        return zone, dice.choice((0.4, 0.6))  # look room: the body leaves the wider side to the place
    return zone, 0.5


def _free_side(reading: Reading, dice: Random) -> Side | None:
    """The side kept for text; room "in the middle" means that the subject goes to one side."""
    if reading.copy_space is not Side.CENTRE:
        return reading.copy_space
    if reading.subject_side in (Side.LEFT, Side.RIGHT):
        return Side.LEFT if reading.subject_side is Side.RIGHT else Side.RIGHT
    return Side.LEFT if dice.random() < 0.5 else Side.RIGHT


def _one_alone(reading: Reading) -> bool:
    near = reading.framing is Framing.EXTREME_CLOSE_UP
    return sum(person.count for person in reading.people) == 1 and not reading.products and not near


def place_people(sizes: Sequence[Size], shot: Shot) -> list[Spot]:
    """Spots for people, in the order given (left to right); more than four stand in two rows."""
    if not sizes:
        return []
    front = len(sizes) if len(sizes) <= 4 else (len(sizes) + 1) // 2  # 5: three before two
    # shoulders may overlap by a fifth: people who belong together stand so
    apart = max(_APART.get(shot.framing, 0.62), 0.8 * max(size.wide for size in sizes)) * (
        1 if front == len(sizes) else 1.25
    )
    aside = 0.5 if 0 < len(sizes) - front == front else 0.0  # rows alike: the back one looks through the gaps
    across = (front - 1 + aside) * apart + max(size.wide for size in sizes) * _kept_width(shot.framing)
    scale, _, foot = _standing(sizes, shot, across)
    step = apart * scale / shot.aspect
    centre = inside(shot, across * scale / shot.aspect)
    spots = []
    for index, size in enumerate(sizes):
        row, place = divmod(index, front)
        many = front if row == 0 else len(sizes) - front
        x = centre + (place - (many - 1) / 2 + (aside / 2 if row else -aside / 2)) * step
        near = scale * (1 if row == 0 else 0.88)
        ground = foot - (0.08 * scale * size.tall if row else 0.0)
        spots.append(Spot(x, ground, ground - size.tall * near, near, row))
    return spots


def _kept_width(framing: Framing) -> float:
    """Share of a body's width that must be inside the frame: shoulders may leave a close-up."""
    return {Framing.EXTREME_CLOSE_UP: 0.4, Framing.CLOSE_UP: 0.66}.get(framing, 1.0)


def _standing(sizes: Sequence[Size], shot: Shot, across: float) -> tuple[float, float, float]:
    """Scale, y of the tallest crown and y of the ground for a row of people."""
    tallest = max(size.tall for size in sizes)
    if shot.framing in WHOLE or shot.zone.bottom < 1:
        scale, top = _head_to_feet(shot, across, tallest)
    else:
        scale, top = _down_to_the_edge(shot, across, tallest)
    # a photo that ends at the hips must reach the lower edge: larger while the zone is wide enough, then lower
    ends = [tallest - size.tall + size.seen for size in sizes if size.seen < size.tall]
    if ends:
        fits = shot.zone.width * shot.aspect / across
        scale = max(scale, min((1.0 - top) / min(ends), max(fits, 0.5 / min(ends))))
        top = max(top, 1.0 - scale * min(ends))
    return scale, top, top + scale * tallest


def _head_to_feet(shot: Shot, across: float, tallest: float) -> tuple[float, float]:
    """Scale and y of the crown of whole figures."""
    zone, share = shot.zone, WHOLE.get(shot.framing, 0.9)
    foot = min(FEET.get(shot.framing, 0.95), zone.bottom - 0.02)
    scale = min(share, foot - zone.top - 0.05) / tallest
    narrow = min(scale, zone.width * shot.aspect / across)
    if narrow < scale and zone.bottom == 1:  # a narrow frame: not at its lower edge with all the air above
        foot = min(foot, max(zone.top + 0.05 + narrow * tallest, 0.5 + 0.62 * narrow * tallest))
    return narrow, foot - narrow * tallest


def _down_to_the_edge(shot: Shot, across: float, tallest: float) -> tuple[float, float]:
    """Scale and y of the crown of figures that the lower edge cuts, never at the ankles."""
    scale, top = _TIGHT[shot.framing]
    top = max(top, shot.zone.top + 0.03)
    scale = min(scale, shot.zone.width * shot.aspect / across)
    foot = top + scale * tallest
    # a frame that ends at the ankles looks like a mistake: it takes in the feet or cuts well above them
    if foot < 1.1:
        top = (0.95 if foot < 1.0 else 1.1) - scale * tallest
    return scale, top


def inside(shot: Shot, across: float) -> float:
    """The middle of a group that wide, as near to the wanted centre as the zone allows."""
    low, high = shot.zone.left + across / 2, shot.zone.right - across / 2
    return shot.zone.middle if low > high else min(max(shot.centre, low), high)


def body_metres(person: Person) -> float:
    """Height of a person as posed."""
    return BODY_METRES[person.who] * (SEATED if person.pose is Pose.SITTING else 1.0)


def body_width(person: Person) -> float:
    """Metres across the figure: limbs of those who move reach farther."""
    wide = {Pose.RUNNING: 1.3, Pose.WALKING: 0.9, Pose.DANCING: 1.2, Pose.SITTING: 0.75, Pose.HOLDING: 0.7}
    return wide.get(person.pose, 0.62 if person.holds is None else 0.7) * BODY_METRES[person.who] / 1.74


def each(products: Sequence[Product], *, most: int = 9) -> list[Product]:
    """Every single thing, in the order of the words; never more than `most` in all."""
    return [replace(product, count=1) for product in products for _ in range(product.count)][:most]
