"""When each word and each sound of speech is heard, from the synthesiser's events."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reklamai.media.speech.espeak import Raw
from reklamai.media.speech.model import Phoneme, Word
from reklamai.media.speech.reading import Reading, Run

MARKS = re.compile(r"[ˈˌː̩͡]|\(.*?\)?$|^\(.*")
"""Stress, length, and the synthesiser's "(en)" where it changes the language."""
SOFT = "ʲ"
VOWELS = frozenset("aeiouyɑɐɔəɛɪʊʌæɵøɜ")
SHORT_S, GLIDE_S = 0.045, 0.03


@dataclass(slots=True)
class Span:
    """Samples of a word or a sound, counted from the beginning of all that was spoken."""

    begin: int
    end: int


def spans_of(reading: Reading, raws: Sequence[Raw]) -> tuple[dict[int, Span], list[tuple[str, Span]]]:
    """(samples of each token that is heard, by its number; samples of each sound with its IPA)."""
    words: dict[int, Span] = {}
    sounds: list[tuple[str, Span]] = []
    first = 0
    for run, raw in zip(reading.runs, raws, strict=True):
        _read_run(run, raw, first, words, sounds)
        first += len(raw.samples)
    return words, sounds


def _read_run(run: Run, raw: Raw, first: int, words: dict[int, Span], sounds: list[tuple[str, Span]]) -> None:
    characters = [character for character, _ in run.starts]
    token = run.starts[0][1]
    heard = iter([*[event.sample for event in raw.events if not event.is_word][1:], len(raw.samples)])
    for event in raw.events:
        if event.is_word:
            token = run.starts[max(bisect_right(characters, event.at) - 1, 0)][1]
            continue
        span = Span(first + event.sample, first + next(heard))
        ipa = MARKS.sub("", event.name)
        if ipa and span.end > span.begin:
            _add(sounds, ipa, span, raw.rate)
            word = words.setdefault(token, Span(span.begin, span.end))
            word.end = max(word.end, span.end)


def _add(sounds: list[tuple[str, Span]], ipa: str, span: Span, rate: int) -> None:
    before, held = sounds[-1] if sounds else ("", span)
    if ipa == SOFT and sounds:  # softness is told as an event of its own, and belongs to the consonant before it
        sounds[-1] = (before + SOFT, Span(held.begin, span.end))
        return
    # the glide from a soft consonant is counted with it, and leaves 15 ms of the vowel; it is heard 17 to 60 ms earlier
    if before.endswith(SOFT) and ipa in VOWELS and held.end == span.begin and span.end - span.begin < SHORT_S * rate:
        turn = held.end - min(round(GLIDE_S * rate), (held.end - held.begin) // 2)
        sounds[-1], span = (before, Span(held.begin, turn)), Span(turn, span.end)
    sounds.append((ipa, span))


def words_of(reading: Reading, spans: dict[int, Span], *, rate: int, shift_s: float) -> tuple[Word, ...]:
    """Every word of the writer's, in order; what is not said (a dash, a picture) stands with the word before it."""
    made: list[Word] = []
    silent = ""
    for number, token in enumerate(reading.tokens):
        span = spans.get(number)
        if span is not None:
            text = f"{silent} {token.text}".strip()
            made.append(Word(text, *_seconds(span, rate, shift_s)))
            silent = ""
        elif made:
            made[-1] = Word(f"{made[-1].text} {token.text}", made[-1].from_s, made[-1].to_s)
        else:
            silent = f"{silent} {token.text}"
    return tuple(made)


def phonemes_of(sounds: Sequence[tuple[str, Span]], *, rate: int, shift_s: float) -> tuple[Phoneme, ...]:
    """Every sound, in order."""
    return tuple(Phoneme(ipa, *_seconds(span, rate, shift_s)) for ipa, span in sounds)


def _seconds(span: Span, rate: int, shift_s: float) -> tuple[float, float]:
    return max(round(span.begin / rate + shift_s, 3), 0.0), round(span.end / rate + shift_s, 3)
