"""Numbers in words: num2words, and the nouns that they count in the form that goes with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import pymorphy3
from num2words import num2words

from reklamai.media.speech.saying.tables import UNCHANGED

Case = Literal["n", "g", "d", "a", "i", "p"]
GRAMMEMES: Final[dict[Case, str]] = {"n": "nomn", "g": "gent", "d": "datv", "a": "accs", "i": "ablt", "p": "loct"}
GENDERS: Final = {"masc": "m", "femn": "f", "neut": "n"}
MOST_DIGITS: Final = 12
"""Longer numbers are codes, and said figure by figure."""
NUMBER: Final = r"(?:\d{1,3}(?:[ ,]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?"
RUSSIAN: Final = r"(?:\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:[.,]\d+)?"
PRICE: Final = rf"(?:\d{{1,3}}(?:[.,]\d{{3}}){{2,}}(?!\d)|{RUSSIAN})"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was written."""

    whole: int
    fraction: str = ""
    """The figures behind the point."""


def amount(written: str, *, point: str = ",.") -> Amount:
    """ "1 990,50" as numbers. point: the signs that may part the fraction."""
    found = re.fullmatch(rf"([\d ,]*?\d)(?:[{point}](\d+))?", written.replace(" ", ""))
    whole, fraction = found.groups() if found else (written, None)
    return Amount(int(re.sub(r"\D", "", whole)), fraction or "")


def price(written: str, *, point: str = ",.") -> Amount:
    """As `amount`, but "1.990" is a thousand: no price has three figures behind its point, "0,125" apart."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", written):
        return Amount(int(re.sub(r"\D", "", written)))
    return amount(written, point=point)


def figures(written: str, language: str) -> str:
    """Figure by figure."""
    return " ".join(num2words(int(each), lang=language) for each in written if each.isdecimal())


def cardinal(number: int, *, case: Case = "n", gender: str = "m") -> str:
    """In Russian; a thousand is not "one thousand"."""
    if len(str(number)) > MOST_DIGITS:
        return figures(str(number), "ru")
    words = str(num2words(number, lang="ru", case=case, gender=gender, animate=False))
    return re.sub(r"^(?:одна|одной|одну) (?=тысяч)", "", words)


def ordinal(number: int, *, case: Case = "n", gender: str = "m", plural: bool = False) -> str:
    """In Russian."""
    if plural:
        return str(num2words(number, lang="ru", to="ordinal", case=case, plural=True))
    return str(num2words(number, lang="ru", to="ordinal", case=case, gender=gender))


def counted(number: Amount, noun: str, *, case: Case = "n") -> str:
    """ "девятнадцать рублей"; noun: its dictionary form, adjectives before it, and after a "|" what never changes."""
    noun, _, tail = noun.partition("|")
    gender = gender_of(noun.split()[-1])
    if not number.fraction.rstrip("0"):
        return f"{cardinal(number.whole, case=case, gender=gender)} {agreed(noun, number.whole, case)}{tail}"
    single = in_case(noun, "g", "sing")
    if number.fraction != "5" or not number.whole:
        return f"{decimal(number)} {single}{tail}"
    if number.whole == 1:
        half = "полтора" if gender != "f" else "полторы"
        return f"{half} {single}{tail}" if case in "na" else f"полутора {in_case(noun, case, 'plur')}{tail}"
    return f"{cardinal(number.whole, case=case, gender=gender)} с половиной {single}{tail}"


def beside(number: Amount, noun: str, *, case: Case) -> str:
    """The number of `counted` alone, its noun stands behind another number: "одной" of "от одной до двух тонн"."""
    if number.fraction:
        return decimal(number, case=case)
    return cardinal(number.whole, case=case, gender=gender_of(noun.partition("|")[0].split()[-1]))


def decimal(number: Amount, *, case: Case = "n") -> str:
    """In Russian: "два с половиной", "три целых семь десятых", and figure by figure from the fourth place on."""
    if not number.fraction:
        return cardinal(number.whole, case=case)
    if number.fraction == "5" and number.whole:
        half = "полтора" if case in "na" else "полутора"
        return half if number.whole == 1 else f"{cardinal(number.whole, case=case)} с половиной"
    if len(number.fraction) > 3 or len(str(number.whole)) > MOST_DIGITS:
        return f"{cardinal(number.whole)} и {figures(number.fraction[:MOST_DIGITS], 'ru')}"
    return str(num2words(f"{number.whole}.{number.fraction}", lang="ru"))


def agreed(noun: str, number: int, case: Case = "n") -> str:
    """The noun and its adjectives as they stand behind that number."""
    one = number % 10 == 1 and number % 100 != 11
    if noun == "человек" and case in "nag":  # dictionaries know only "людей" for many of them
        few = number % 10 in {2, 3, 4} and not 10 < number % 100 < 20
        return "человека" if (one and case != "n") or (few and case != "g") else noun
    if noun in UNCHANGED and case in "nag" and (case == "g" or number % 10 not in {2, 3, 4} or 10 < number % 100 < 20):
        return noun
    if case == "a" and one:
        return in_case(noun, "a", "sing")
    if case not in "na":
        return in_case(noun, case, "sing" if one else "plur")
    return " ".join(_parsed(word).make_agree_with_number(number).word for word in noun.split())


def in_case(noun: str, case: Case, number: Literal["sing", "plur"]) -> str:
    """The noun and its adjectives in another case."""
    found = (_parsed(word).inflect({GRAMMEMES[case], number}) for word in noun.split())
    return " ".join(each.word if each else word for each, word in zip(found, noun.split(), strict=True))


def gender_of(noun: str) -> str:
    """m, f or n; "евро" is masculine to everybody but dictionaries."""
    return "m" if noun == "евро" else GENDERS.get(_parsed(noun).tag.gender or "", "m")


@lru_cache(maxsize=1)
def analyser() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=4_096)
def _parsed(word: str) -> pymorphy3.analyzer.Parse:
    parses = analyser().parse(word)
    return next((each for each in parses if each.normal_form == word and each.tag.case in ("nomn", None)), parses[0])
