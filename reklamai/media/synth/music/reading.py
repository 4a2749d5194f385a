"""Words read into a request for music: style, tempo, key, mood, energy, instruments, and which words said nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reklamai.media.synth.music.lexicon import Phrase, phrase_at
from reklamai.media.synth.music.request import TEMPI, Request
from reklamai.media.synth.music.styles import STYLES, style_of
from reklamai.media.synth.music.theory import Key
from reklamai.media.words.tokens import Token, tokenise

USUAL = "corporate"
BY_MOOD = {
    "happy": "upbeat", "hopeful": "acoustic", "calm": "pad", "romantic": "piano", "dreamy": "ambient",
    "confident": "corporate", "playful": "upbeat", "cool": "house", "sad": "piano", "tense": "cinematic",
    "dark": "cinematic", "epic": "cinematic",
}  # fmt: skip
BY_INSTRUMENT = {
    "piano": "piano", "electric_piano": "lofi", "guitar": "acoustic", "ukulele": "upbeat", "strings": "cinematic",
    "synth": "pulse", "bells": "upbeat", "marimba": "percussion", "vibraphone": "lounge", "flute": "lounge",
    "brass": "cinematic", "whistle": "upbeat", "drums": "percussion",
}  # fmt: skip
PARTS = frozenset({"drums", "bass", "melody"})
"""What can be left out but is not brought in by name."""
TONICS = {
    "c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11, "h": 11, "до": 0, "ре": 2, "ми": 4, "фа": 5, "соль": 7,
    "ля": 9, "си": 11,
}  # fmt: skip
MODES = {
    "major": "major", "maj": "major", "minor": "minor", "min": "minor", "dorian": "dorian", "lydian": "lydian",
    "mixolydian": "mixolydian", "мажор": "major", "минор": "minor", "мажоре": "major", "миноре": "minor",
}  # fmt: skip
_KEY = re.compile(
    r"(?<!\w)(до|ре|ми|фа|соль|ля|си|[a-h])[\s-]*(sharp|flat|диез|бемоль|#|♯|♭|b(?=\s))?[\s-]*"
    r"(major|minor|maj|min|dorian|lydian|mixolydian|мажоре?|миноре?)(?!\w)",
    re.IGNORECASE,
)
_MODE = re.compile(r"(?<!\w)(major|minor|мажор|минор)", re.IGNORECASE)
_TEMPO = re.compile(
    r"(?:(?:bpm|tempo|темп)\W{0,3}(\d{2,3}))(?!\d)|(?<![\d.,])(\d{2,3})\s*(?:bpm|beats|уд|бпм)", re.IGNORECASE
)
SPEEDS = {"slow": 0.88, "middle": 1.0, "fast": 1.12}
"""Of the middle of a style's own tempi."""


@dataclass
class _Heard:
    """What the words have said so far."""

    said: dict[str, list[str]] = field(default_factory=dict)
    unwanted: list[str] = field(default_factory=list)
    understood: list[tuple[int, int, str]] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)

    def first(self, sort: str) -> str:
        return next(iter(self.said.get(sort, ())), "")


def read(words: str, *, style: str = "auto") -> Request:
    """What music the words ask for, in English or Russian or both; `style` goes before a style that they name.

    Never raises for any words: what says nothing is told in `unknown`, and a style is always chosen.
    """
    tokens, heard = tokenise(words), _Heard()
    named, key = _tempo(words, heard), _key(words, heard)
    tempo = None if named is None else min(max(named, TEMPI[0]), TEMPI[1])
    _listen(tokens, heard)
    wanted = tuple(dict.fromkeys(name for name in heard.said.get("instrument", ()) if name not in PARTS))
    chosen = style if style in STYLES else _style(heard)
    mood = heard.first("mood")
    if tempo is None and heard.first("speed"):
        low, high = style_of(chosen).tempo
        tempo = round((low + high) / 2 * SPEEDS[heard.first("speed")], 1)
    if key is None and (mode := _MODE.search(words)) is not None:
        mood = mood or ("sad" if MODES[mode[1].lower()] == "minor" else "hopeful")
    return Request(
        style=chosen,
        tempo=tempo,
        beyond=None if named is None or TEMPI[0] <= named <= TEMPI[1] else named,
        key=key,
        mood=mood,
        energy=float(heard.first("energy") or 0.5),
        wanted=wanted,
        unwanted=tuple(dict.fromkeys(heard.unwanted)),
        understood=tuple(sorted(heard.understood)),
        unknown=tuple(heard.unknown),
    )


def _style(heard: _Heard) -> str:
    """Named outright; else of a scene; else by instruments, and by the mood where it does not say otherwise."""
    named = heard.first("style") or heard.first("scene")
    instrument, mood = heard.first("instrument"), heard.first("mood")
    energetic = float(heard.first("energy") or 0.5) > 0.7
    return named or BY_INSTRUMENT.get(instrument) or BY_MOOD.get(mood) or ("pulse" if energetic else USUAL)


def _listen(tokens: list[Token], heard: _Heard) -> None:
    taken = [(start, end) for start, end, _ in heard.understood]
    index, denied_in = 0, -1
    while index < len(tokens):
        token = tokens[index]
        phrase = phrase_at(tokens, index)
        last = tokens[index + len(phrase.words) - 1] if phrase else token
        index += len(phrase.words) if phrase else 1
        if any(start <= token.start < end for start, end in taken) or token.is_number:
            continue
        if phrase is None:
            heard.unknown.append((token.start, token.end))
        elif phrase.sort == "without":
            denied_in = token.clause
        elif phrase.sort not in {"silent", "tempo"}:
            _note(phrase, (token.start, last.end), heard, denied=token.clause == denied_in)


def _note(phrase: Phrase, place: tuple[int, int], heard: _Heard, *, denied: bool) -> None:
    """Denied instruments are left out; "not sad" says nothing of what it is instead."""
    if denied and phrase.sort == "instrument":
        heard.unwanted.append(phrase.value)
    elif not denied:
        heard.said.setdefault(phrase.sort, []).append(phrase.value)
    heard.understood.append((*place, f"{'no ' if denied else ''}{phrase.sort}:{phrase.value}"))


def _tempo(words: str, heard: _Heard) -> float | None:
    found = _TEMPO.search(words)
    if found is None:
        return None
    tempo = float(found[1] or found[2])
    heard.understood.append((*found.span(), f"tempo:{tempo:.0f}"))
    return tempo


def _key(words: str, heard: _Heard) -> Key | None:
    found = next((each for each in _KEY.finditer(words) if _names_a_key(words, each)), None)
    if found is None:
        return None
    sign = (found[2] or "").lower()
    shift = 1 if sign in {"sharp", "диез", "#", "♯"} else -1 if sign else 0
    key = Key((TONICS[found[1].lower()] + shift) % 12, MODES[found[3].lower()])
    heard.understood.append((*found.span(), f"key:{key.name}"))
    return key


def _names_a_key(words: str, found: re.Match[str]) -> bool:
    """Whether it does: "in A minor" is a key, "a major brand" is none."""
    if found[1].lower() != "a" or found[2]:
        return True
    before, after = words[: found.start()].rstrip().lower(), words[found.end() :].lstrip()
    return before.endswith((" in", "key of", "key")) or before == "in" or after[:1] in {"", ",", ".", ";", ")"}
