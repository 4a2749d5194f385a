"""Russian adjectives in the cases that our phrases need. Colours of the table all follow the plain endings."""

from __future__ import annotations

from typing import Final, Literal

Form = Literal["feminine", "of", "many"]
"""Feminine nominative; masculine genitive; plural nominative."""

ENDINGS: Final[dict[str, dict[Form, str]]] = {
    "ый": {"feminine": "ая", "of": "ого", "many": "ые"},
    "ой": {"feminine": "ая", "of": "ого", "many": "ые"},
    "кий": {"feminine": "кая", "of": "кого", "many": "кие"},
    "ий": {"feminine": "яя", "of": "его", "many": "ие"},
}
"""By the ending of the masculine: жёлт-ый, голуб-ой, яр-кий, син-ий. The longer ending is looked for first."""


def is_adjective(word: str) -> bool:
    """Whether it changes with its noun: «хаки» and «цвета фуксии» do not."""
    return " " not in word and any(word.endswith(ending) for ending in ENDINGS)


def declined(word: str, form: Form) -> str:
    """A masculine adjective in another form («синий» → «синяя»). Raises ValueError for what is no adjective."""
    if not is_adjective(word):
        raise ValueError(f"{word!r} is no adjective")
    ending = next(each for each in sorted(ENDINGS, key=len, reverse=True) if word.endswith(each))
    return word.removesuffix(ending) + ENDINGS[ending][form]


def of_colour(word: str) -> str:
    """What follows a noun: «цвета хаки», «цвета фуксии»."""
    return word if word.startswith("цвета ") else f"цвета {word}"
