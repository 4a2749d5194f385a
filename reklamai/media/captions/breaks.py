"""Where a text may be parted: at the ends of sentences and phrases, and not between a small word and its own."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from reklamai.media.captions.model import Word
from reklamai.media.captions.timing import bare

NEVER: Final = 1000.0
CLINGS: Final = 60.0
_WORDS: Final = """
в во на с со к ко о об обо у из изо за по под подо над надо от ото до для без безо при про через между перед пред
около возле после среди против вокруг ради кроме вместо внутри сквозь не ни и а но или да что чтобы как если когда где
мой твой ваш наш свой этот эта это эти мы я ты он она вы они самый самая самое самые очень
a an the of in on at to for with by from into onto over under about after before between through without within and or
but nor so as if that than when while because is are was were be been am will would can could should must not no my
your his her its our their this these those i you he she it we they very
"""
TRAILING: Final = frozenset({"же", "ж", "ли", "ль", "бы", "б"})
"""They belong to the word in front of them."""
_PHRASES: Final = """
и а но или либо зато однако что чтобы если когда где который которая которое которые потому поэтому как пока
and or but nor so that which who when where while because if than
"""
JOINING: Final = frozenset(_PHRASES.split())
"""Words before which a phrase begins."""
CLINGING: Final = frozenset(_WORDS.split()) | JOINING
"""Prepositions, articles, particles and pronouns, which belong to the word after them."""
_SHORT: Final = "г ул им др пр т е д п см стр рис тыс млн млрд руб mr mrs ms dr st vs etc"
SHORTENED: Final = frozenset(_SHORT.split())
"""What is written with a full stop that ends no sentence."""
QUOTES: Final = "»\"'”’)]"
PAUSE_S: Final = 0.25
"""A silence that is heard as one."""
KEPT: Final = 4096
"""Answers that are kept: the same two words are weighed in every caption that both might stand in."""


@lru_cache(KEPT)
def ends_sentence(word: Word) -> bool:
    text = word.text.rstrip(QUOTES)
    return text.endswith(("!", "?", "…", ".")) and not is_shortened(text)


def is_shortened(text: str) -> bool:
    """ "г.", "А.": a full stop after it says nothing of the sentence."""
    letters = bare(text)
    initial = len(letters) == 1 and text.lstrip('«"(').istitle()
    return text.endswith(".") and not text.endswith("..") and (letters in SHORTENED or initial)


@lru_cache(KEPT)
def cost(one: Word, other: Word) -> float:
    """How much a reader is hurt by a break between two words: 0 not at all, NEVER for what must stay together."""
    if not other.is_spoken:
        return NEVER  # a dash does not begin a line
    text = one.text.rstrip(QUOTES)
    if ends_sentence(one):
        return 0.0
    if text.endswith((";", ":", "—", "–", ",")):
        return 2.0 if text[-1] != "," else 3.0
    hurt = _inside_a_phrase(one, other)
    return hurt / 2 if other.from_s - one.to_s >= PAUSE_S else hurt


def _inside_a_phrase(one: Word, other: Word) -> float:
    if bare(one.text) in CLINGING or is_shortened(one.text) or bare(other.text) in TRAILING:
        return CLINGS
    if one.text[-1].isdigit():
        return 30.0  # a number and what it counts
    if bare(other.text) in JOINING:
        return 6.0
    return 20.0 if one.text[0].isupper() and other.text[0].isupper() else 14.0
