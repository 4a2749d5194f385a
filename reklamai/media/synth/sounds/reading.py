"""Words read into a recipe: what sounds, how strongly, how far away, on what, and which words said nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from reklamai.media.synth.sounds.lexicon import Meaning, phrase_at
from reklamai.media.synth.sounds.model import KINDS, Layer, Recipe, Span
from reklamai.media.words.tokens import Token, tokenise

MOST_LAYERS = 8
MOST_TIMES = 12
ACROSS_AND = 6
"""Words that an "and" between a setting and a sound counts for: "rain in the distance and thunder"."""
JOINING = frozenset({"and", "и", "with", "с", "then", "потом", "затем"})


@dataclass(slots=True)
class _Found:
    """A phrase of the words, tokens `first`..`last` (past the end)."""

    first: int
    last: int
    meaning: Meaning
    settings: dict[str, Any] = field(default_factory=dict)
    """Of a sound: what the words around it say."""
    dropped: bool = False


def read(words: str, *, kind: str = "auto") -> Recipe:
    """What is to sound, in English or Russian or both; `kind` names the sound where the words only say how.

    A recipe of no layers where neither names a sound. Never raises for any words.
    """
    tokens = tokenise(words)
    found = _find(tokens)
    _leave_out(found, tokens)
    sounds = [each for each in found if each.meaning.sort == "sounds" and not each.dropped]
    chosen = _Found(0, 0, Meaning("sounds", layers=((kind, {}),))) if kind in KINDS else None
    if chosen is not None:
        sounds = [_of_kind(sounds, kind) or chosen]
    sounds = [each for each in sounds if not _struck(each, sounds, tokens)]
    seconds = _count(found, tokens, sounds)
    for each in found:
        if each.meaning.sort == "settings":
            _bind(each, sounds, tokens)
    scenes = {each.meaning.word for each in found if each.meaning.sort == "scene"}
    return Recipe(
        layers=_layers(sounds),
        unknown=_unknown(words, tokens, found),
        understood=tuple(_span(words, tokens, each) for each in found if _concept(each)),
        inside="inside" in scenes,
        time=next((time for time in ("night", "morning") if time in scenes), ""),
        seconds=seconds,
    )


def _find(tokens: list[Token]) -> list[_Found]:
    found: list[_Found] = []
    index = 0
    while index < len(tokens):
        phrase = phrase_at(tokens, index)
        if phrase is not None:
            found.append(_Found(index, index + len(phrase.words), phrase.meaning))
        index = found[-1].last if phrase is not None else index + 1
    return found


def _leave_out(found: list[_Found], tokens: list[Token]) -> None:
    """ "without wind": the next sound of the clause is not wanted, nor those joined to it by "and" or "or"."""
    for place, each in enumerate(found):
        if each.meaning.sort == "without":
            for other in found[place + 1 :]:
                if tokens[other.first].clause != tokens[each.first].clause:
                    break
                other.dropped = other.meaning.sort in {"sounds", "settings"}


def _struck(each: _Found, sounds: list[_Found], tokens: list[Token]) -> bool:
    """ "three knocks on a wooden door": the door is what is knocked on, and does not sound itself."""
    kinds = {kind for kind, _ in each.meaning.layers}
    knocks = (other for other in sounds if any(kind == "knock" for kind, _ in other.meaning.layers))
    return kinds == {"door"} and any(
        other.last <= each.first <= other.last + 3
        and tokens[other.first].clause == tokens[each.first].clause
        and not any(tokens[index].low in JOINING for index in range(other.last, each.first))
        for other in knocks
    )


def _of_kind(sounds: list[_Found], kind: str) -> _Found | None:
    """What the words say of the chosen kind, alone."""
    for each in sounds:
        for name, settings in each.meaning.layers:
            if name == kind:
                return replace(each, meaning=Meaning("sounds", layers=((name, settings),)))
    return None


def _count(found: list[_Found], tokens: list[Token], sounds: list[_Found]) -> float | None:
    """Give numbers to the sounds that follow them; the seconds that the words name, if any."""
    seconds = None
    for index, token in enumerate(tokens):
        number = _number(token, index, found)
        if number is None:
            continue
        after = next((each for each in found if each.first == index + 1), None)
        if after is not None and after.meaning.sort == "unit":
            seconds = min(max(number, 0.5), 120.0)
            continue
        nearest = next((each for each in sounds if index < each.first <= index + 3), None)
        if nearest is not None and number >= 1:
            nearest.settings["times"] = int(min(number, MOST_TIMES))  # of 400 digits float makes infinity
    return seconds


def _number(token: Token, index: int, found: list[_Found]) -> float | None:
    if token.is_number:
        text = token.text.replace(",", ".")
        return float(text) if text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdecimal() else None
    named = next((each for each in found if each.first == index and each.meaning.sort == "number"), None)
    return float(named.meaning.number) if named else None


def _bind(setting: _Found, sounds: list[_Found], tokens: list[Token]) -> None:
    """Give a setting to the nearest sound of its clause, else to the one before it, else to the first."""
    if setting.dropped or not sounds:
        return
    clause = tokens[setting.first].clause
    here = [each for each in sounds if each.last > each.first and tokens[each.first].clause == clause]
    before = [each for each in sounds if each.first < setting.first]
    name, value = setting.meaning.settings[0]
    on_what = name == "material"
    nearest = min(here, key=lambda each: _gap(setting, each, tokens, behind=on_what), default=None)
    target = nearest or (before or sounds)[-1 if before else 0]
    target.settings.setdefault(name, value)


def _gap(setting: _Found, sound: _Found, tokens: list[Token], *, behind: bool) -> float:
    """How far a sound is from a setting, in words. "rain on a tin roof": what is rained on stands behind the rain."""
    if sound.first >= setting.last:
        between, slant = range(setting.last, sound.first), 2.5 if behind else 0.0
    else:
        between, slant = range(sound.last, setting.first), 0.0 if behind else 0.5
    return len(between) + slant + sum(ACROSS_AND for index in between if tokens[index].low in JOINING)


def _layers(sounds: list[_Found]) -> tuple[Layer, ...]:
    """Every sound once for each of its kinds; said twice, the settings of both hold."""
    made: dict[str, dict[str, Any]] = {}
    for each in sounds:
        for kind, settings in each.meaning.layers:
            made[kind] = {**made.get(kind, {}), **settings, **each.settings}
    return tuple(Layer(kind, **settings) for kind, settings in list(made.items())[:MOST_LAYERS])


def _concept(each: _Found) -> str:
    if each.dropped:
        return ""
    if each.meaning.sort == "sounds":
        return " + ".join(kind for kind, _ in each.meaning.layers)
    if each.meaning.sort == "settings":
        return ":".join(str(part) for part in each.meaning.settings[0])
    return each.meaning.word


def _span(words: str, tokens: list[Token], each: _Found) -> Span:
    start, end = tokens[each.first].start, tokens[each.last - 1].end
    return Span(start, end, words[start:end], _concept(each))


def _unknown(words: str, tokens: list[Token], found: list[_Found]) -> tuple[Span, ...]:
    taken = {index for each in found for index in range(each.first, each.last)}
    return tuple(
        Span(token.start, token.end, words[token.start : token.end])
        for index, token in enumerate(tokens)
        if index not in taken and not token.is_number
    )
