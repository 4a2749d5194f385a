"""The case that a word before asks for in Russian, and ranges that go with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from reklamai.media.speech.saying.numerals import Amount, Case, beside, counted
from reklamai.media.speech.saying.rules import Around

GENITIVE: Final = frozenset({
    "до", "от", "из", "без", "для", "около", "после", "более", "менее", "свыше", "больше", "меньше", "у", "против",
    "кроме", "ниже", "выше", "старше", "младше", "моложе", "дороже", "дешевле", "порядка", "вместо",
    "течение",
})  # fmt: skip
CASES: Final[dict[str, Case]] = {
    **dict.fromkeys(GENITIVE, "g"), "с": "g", "со": "g", "к": "d", "ко": "d", "о": "p", "об": "p", "при": "p",
    "за": "a", "на": "a", "в": "a", "во": "a", "через": "a", "по": "a", "про": "a", "под": "a", "между": "i",
    "над": "i", "перед": "i",
}  # fmt: skip
FROM: Final = frozenset({"с", "со", "от"})


def case_after(before: str) -> Case:
    return CASES.get(before, "n")


def from_to(around: Around, words: tuple[str, str], first: Callable[[Case], str], last: Callable[[Case], str]) -> str:
    """ "от пяти до десяти"; behind a preposition of the writer's "до пяти — десяти", since nobody says "до от пяти".

    words: ours, before the first and the last. first, last: what is said for them in that case.
    """
    if around.before in CASES and around.before not in FROM:
        case = case_after(around.before)
        return f"{first(case)} — {last(case)}"
    head = "" if around.before in FROM else f"{words[0]} "
    return f"{head}{first('g')} {words[1]} {last('a' if words[1] == 'по' else 'g')}"


def counted_from_to(around: Around, first: Amount, last: Amount, noun: str) -> str:
    """ "от десяти до пятнадцати минут"; noun: as of `counted`."""
    return from_to(
        around,
        ("от", "до"),
        lambda case: beside(first, noun, case=case),
        lambda case: counted(last, noun, case=case),
    )
