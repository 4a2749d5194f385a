"""How long a piece is in bars, how fast, and which of its parts is how dense."""

from __future__ import annotations

from dataclasses import dataclass

from reklamai.media.synth.music.piece import BEATS, STEPS, Section

TAIL_S = 2.4
"""How long the last chord should ring; between half and one and a half times as much is still an ending."""
PHRASE = 4
"""Bars."""
SHORT = 5
"""Phrases: pieces of so many or fewer come to the point sooner."""
BENDS = 0.08
"""Share by which a style's own tempo may move so that phrases come out whole."""
ASKED_BENDS = 0.015
"""The same of a tempo that was asked for: less than anyone hears."""
SHAPES: dict[int, str] = {
    1: "p", 2: "bp", 3: "ibp", 4: "ibpp", 5: "ibpkp", 6: "ibpbpp", 7: "ibppkpp", 8: "ibbpkbpp", 9: "ibbppkbpp",
    10: "ibbppkbppo",
}  # fmt: skip
"""By the number of phrases, what each is: intro, build, peak, break (k), out."""
LONG = "ibbppbbppkbppbbppkbppo"
LEVELS = {"i": ("intro", 0.4), "b": ("build", 0.6), "p": ("peak", 0.9), "k": ("break", 0.4), "o": ("out", 0.5)}
LAST_PEAK = 1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Tempo and length: `steps` sixteenths until the last chord falls, or until a loop begins again."""

    tempo: float
    steps: int
    sections: tuple[Section, ...]


def frame(*, seconds: float, tempo: float, asked: bool, loop: bool, energy: float = 0.5) -> Frame:
    """The form of a piece of this length.

    A loop is whole bars of exactly `seconds`, its tempo bent as far as that takes. A piece that ends keeps a tempo that
    was asked for within 1.5 %; its last chord falls on a bar's first or third beat and rings until the end.
    """
    bent, steps = _looped(seconds, tempo) if loop else _ended(seconds, tempo, BENDS if not asked else ASKED_BENDS)
    return Frame(bent, steps, _sections(steps // STEPS or 1, energy=energy, loop=loop))


def _looped(seconds: float, tempo: float) -> tuple[float, int]:
    exact = seconds * tempo / 60 / BEATS
    options = range(max(1, int(exact * 0.88)), int(exact * 1.13) + 2)
    bars = min(options, key=lambda each: abs(each / exact - 1) + _unevenness(each))
    return bars * BEATS * 60 / seconds, bars * STEPS


def _ended(seconds: float, tempo: float, bends: float) -> tuple[float, int]:
    tail = min(TAIL_S, seconds * 0.3)
    exact = (seconds - tail) * tempo / 60
    halves = range(1, int(seconds * tempo * (1 + bends) / 60 / 2) + 2)
    # one beat, of slow music that has no time for two: its last chord would fall when the piece is over
    beats = min((1, *(each * 2 for each in halves)), key=lambda each: _cost(each, exact, bends, seconds, tempo, tail))
    bent = tempo * min(max(beats / exact, 1 - bends), 1 + bends)
    return bent, beats * STEPS // BEATS


def _cost(beats: int, exact: float, bends: float, seconds: float, tempo: float, tail: float) -> float:
    """Wholeness of phrases against the tempo that was wanted and the ring of the last chord."""
    bent = tempo * min(max(beats / exact, 1 - bends), 1 + bends)
    rings = seconds - beats * 60 / bent
    bad = 10.0 if rings < 0.45 * tail else abs(rings - tail) / tail
    uneven = _unevenness(beats // BEATS) + (0.05 if beats % BEATS else 0.0) + (1.0 if beats % 2 else 0.0)
    return bad * 0.25 + abs(bent / tempo - 1) + uneven


def _unevenness(bars: int) -> float:
    if bars % PHRASE == 0:
        return 0.0
    return 0.05 if bars % 2 == 0 else 0.1


def _sections(bars: int, *, energy: float, loop: bool) -> tuple[Section, ...]:
    phrases, over = divmod(bars, PHRASE)
    if not phrases:
        return (Section("peak", 0, bars, _level(0.85, energy)),)
    shape = ("bp" * phrases)[-phrases:] if loop else _shape(phrases)  # a loop neither begins nor ends
    lengths = [PHRASE] * phrases
    lengths[0] += over  # odd bars lengthen the beginning: the end stays square
    if shape[0] == "i" and phrases <= SHORT:  # half a phrase is beginning enough for an advertisement
        begins = PHRASE // 2 + over % 2
        lengths[:2] = [begins, lengths[0] + lengths[1] - begins]
    made, bar = [], 0
    last = shape.rfind("p")
    for place, (letter, length) in enumerate(zip(shape, lengths, strict=True)):
        name, level = LEVELS[letter]
        made.append(Section(name, bar, length, _level(LAST_PEAK if place == last else level, energy)))
        bar += length
    return tuple(made)


def _shape(phrases: int) -> str:
    if phrases in SHAPES:
        return SHAPES[phrases]
    middle = (LONG[:-3] * (1 + phrases // len(LONG)))[: phrases - 3]
    return middle + "ppo"


def _level(level: float, energy: float) -> float:
    """Energy 0.5 leaves a level as it is; others move all but the peak of peaks."""
    return min(max(level + (energy - 0.5) * 0.5, 0.2), 1.0)
