"""What a prompt says, as data: the one thing that the parser makes and the painters and the camera take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where it happens; each has a backdrop of its own."""

    STUDIO = "studio"
    STREET = "street"
    SKYLINE = "skyline"
    ROOFTOP = "rooftop"
    OFFICE = "office"
    LIVING_ROOM = "living_room"
    BEDROOM = "bedroom"
    KITCHEN = "kitchen"
    BATHROOM = "bathroom"
    CAFE = "cafe"
    SHOP = "shop"
    GYM = "gym"
    STAGE = "stage"
    BEACH = "beach"
    FOREST = "forest"
    PARK = "park"
    MOUNTAINS = "mountains"
    FIELD = "field"
    DESERT = "desert"
    ROAD = "road"

    @property
    def indoors(self) -> bool:
        return self in INDOORS


INDOORS = frozenset({
    Place.STUDIO, Place.OFFICE, Place.LIVING_ROOM, Place.BEDROOM, Place.KITCHEN, Place.BATHROOM,
    Place.CAFE, Place.SHOP, Place.GYM, Place.STAGE,
})  # fmt: skip


class Time(StrEnum):
    """Time of day, as its light looks."""

    DAWN = "dawn"
    MORNING = "morning"
    DAY = "day"
    SUNSET = "sunset"
    DUSK = "dusk"
    NIGHT = "night"


class Weather(StrEnum):
    CLEAR = "clear"
    CLOUDY = "cloudy"
    RAIN = "rain"
    STORM = "storm"
    SNOW = "snow"
    FOG = "fog"


class Season(StrEnum):
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"


class Mood(StrEnum):
    """Overall grade that words ask for."""

    WARM = "warm"
    COOL = "cool"
    PASTEL = "pastel"
    VIVID = "vivid"
    MUTED = "muted"
    DARK = "dark"
    BRIGHT = "bright"
    MONOCHROME = "monochrome"
    NEON = "neon"
    CINEMATIC = "cinematic"


class Framing(StrEnum):
    """How much of the subject the frame holds."""

    EXTREME_CLOSE_UP = "extreme_close_up"
    CLOSE_UP = "close_up"
    MEDIUM = "medium"
    FULL = "full"
    WIDE = "wide"


class Angle(StrEnum):
    EYE_LEVEL = "eye_level"
    LOW = "low"
    HIGH = "high"
    TOP = "top"
    DUTCH = "dutch"


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"
    TOP = "top"
    BOTTOM = "bottom"
    BACK = "back"
    FRONT = "front"


class Who(StrEnum):
    WOMAN = "woman"
    MAN = "man"
    GIRL = "girl"
    BOY = "boy"
    PERSON = "person"


class Pose(StrEnum):
    STANDING = "standing"
    SITTING = "sitting"
    WALKING = "walking"
    RUNNING = "running"
    HOLDING = "holding"
    DANCING = "dancing"
    TALKING = "talking"


class Thing(StrEnum):
    """Objects with a drawing of their own; `PACK` stands in for a product that words name and we cannot draw."""

    BOTTLE = "bottle"
    PERFUME = "perfume"
    CAN = "can"
    CUP = "cup"
    GLASS = "glass"
    PHONE = "phone"
    LAPTOP = "laptop"
    HEADPHONES = "headphones"
    WATCH = "watch"
    SNEAKER = "sneaker"
    BAG = "bag"
    CREAM = "cream"
    LIPSTICK = "lipstick"
    BOX = "box"
    BURGER = "burger"
    PIZZA = "pizza"
    CAKE = "cake"
    FRUIT = "fruit"
    FLOWERS = "flowers"
    BOOK = "book"
    CHAIR = "chair"
    LAMP = "lamp"
    CAR = "car"
    BICYCLE = "bicycle"
    BALL = "ball"
    CAT = "cat"
    DOG = "dog"
    PACK = "pack"


Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Tint:
    """A colour that words name: `name` is the English key ("coral"), `rgb` 0..255 screen values."""

    name: str
    rgb: Rgb


class Garment(StrEnum):
    COAT = "coat"
    JACKET = "jacket"
    SUIT = "suit"
    DRESS = "dress"
    SHIRT = "shirt"
    T_SHIRT = "t_shirt"
    SWEATER = "sweater"
    HOODIE = "hoodie"
    TROUSERS = "trousers"
    JEANS = "jeans"
    SKIRT = "skirt"
    SHORTS = "shorts"
    SPORTSWEAR = "sportswear"
    APRON = "apron"
    HAT = "hat"
    SCARF = "scarf"
    GLASSES = "glasses"


@dataclass(frozen=True, slots=True)
class Clothing:
    garment: Garment
    colour: Tint | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One person, or `count` alike, that words ask for."""

    who: Who = Who.PERSON
    count: int = 1
    pose: Pose = Pose.STANDING
    hair: Tint | None = None
    hair_length: str = ""
    """ "", "short", "long" or "bald"."""
    beard: bool = False
    elderly: bool = False
    clothes: tuple[Clothing, ...] = ()
    holds: Thing | None = None
    """The same thing is in `Reading.products` too, with its colour: draw it once, in the hands."""


@dataclass(frozen=True, slots=True)
class Product:
    """One object, or `count` alike, that words ask for."""

    thing: Thing
    colour: Tint | None = None
    count: int = 1
    label: str = ""
    """The noun as the user wrote it; says what a `PACK` stands for."""


@dataclass(frozen=True, slots=True)
class Light:
    """Light that words ask for; None leaves it to place, time and weather."""

    side: Side | None = None
    hard: bool | None = None
    warm: bool | None = None


class Move(StrEnum):
    """Camera moves: the vocabulary of the clip engine."""

    STATIC = "static"
    PAN_LEFT = "pan_left"
    PAN_RIGHT = "pan_right"
    TILT_UP = "tilt_up"
    TILT_DOWN = "tilt_down"
    DOLLY_IN = "dolly_in"
    DOLLY_OUT = "dolly_out"
    TRUCK_LEFT = "truck_left"
    TRUCK_RIGHT = "truck_right"
    PEDESTAL_UP = "pedestal_up"
    PEDESTAL_DOWN = "pedestal_down"
    ORBIT_LEFT = "orbit_left"
    ORBIT_RIGHT = "orbit_right"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    CRASH_ZOOM = "crash_zoom"
    DOLLY_ZOOM = "dolly_zoom"
    HANDHELD = "handheld"
    ROLL = "roll"
    WHIP_LEFT = "whip_left"
    WHIP_RIGHT = "whip_right"
    PUSH_IN_FAST = "push_in_fast"
    PULL_BACK_REVEAL = "pull_back_reveal"
    ARC_LEFT = "arc_left"
    ARC_RIGHT = "arc_right"
    BOOM_UP = "boom_up"
    BOOM_DOWN = "boom_down"
    SPIRAL_IN = "spiral_in"
    SNAP_ZOOM_OUT = "snap_zoom_out"
    DUTCH_TILT = "dutch_tilt"
    DRIFT = "drift"
    SHAKE = "shake"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the prompt: characters start..end, and the concept it was read as ("place:beach", "" if none)."""

    start: int
    end: int
    text: str
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a prompt says. None or empty means that it says nothing of it: the painter chooses by seed."""

    prompt: str = ""
    language: str = "en"
    place: Place | None = None
    time: Time | None = None
    weather: Weather | None = None
    season: Season | None = None
    moods: tuple[Mood, ...] = ()
    palette: tuple[Tint, ...] = ()
    """Colours of the whole picture or of the ground ("on a yellow background")."""
    people: tuple[Person, ...] = ()
    products: tuple[Product, ...] = ()
    framing: Framing | None = None
    angle: Angle | None = None
    subject_side: Side | None = None
    """Where in the frame the subject stands."""
    copy_space: Side | None = None
    """Where room for text is asked for."""
    light: Light = Light()
    moves: tuple[Move, ...] = ()
    shallow: bool | None = None
    """Blurred background asked for (True), everything sharp (False)."""
    without: frozenset[str] = frozenset()
    """Negated: "people", a `Thing`, a `Weather`, "text" ..."""
    understood: tuple[Span, ...] = ()
    unknown: tuple[Span, ...] = ()
    """Content words that nothing here draws; shown to the user."""
