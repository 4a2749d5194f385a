"""How days, years and hours are said in Russian."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from typing import Final

from reklamai.media.speech.saying.numerals import Amount, Case, cardinal, counted, ordinal
from reklamai.media.speech.saying.rules import Around
from reklamai.media.speech.saying.russian_cases import case_after, from_to
from reklamai.media.speech.saying.tables import MONTHS

YEARS: Final[dict[Case, str]] = {"n": "годы", "g": "годов", "d": "годам", "a": "годы", "i": "годами", "p": "годах"}
YEAR_CASES: Final[dict[str, Case]] = {
    "год": "n", "года": "g", "году": "p", "годом": "i", "годе": "p", "век": "n", "века": "g", "веке": "p", "веку": "d",
    "веком": "i", "столетие": "n", "столетия": "g", "столетии": "p",
}  # fmt: skip
DAY_WORDS: Final = frozenset({
    "с", "до", "по", "от", "к", "на",
})  # fmt: skip
"""Behind which "12.05" is a day and no number."""
ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
DAY_CASES: Final[dict[str, Case]] = {"на": "n", "по": "n", "за": "n", "к": "d"}


def year(found: re.Match[str], around: Around) -> str:
    """ "в 2025 году", "2025 г." """
    word = found["word"].lower()
    if word in {"г", "г."}:
        word = {"в": "году", "с": "года", "до": "года", "от": "года", "после": "года"}.get(around.before, "год")
    return f"{ordinal(int(found['number']), case=YEAR_CASES[word])} {word}"


def century(found: re.Match[str], around: Around) -> str:  # noqa: ARG001  # a rule's
    number, word = _roman(found["roman"]), found["word"].lower()
    gender = "n" if word.startswith("стол") else "m"
    return f"{ordinal(number, case=YEAR_CASES[word], gender=gender)} {word}"


def day(found: re.Match[str], around: Around) -> str:
    """ "5 мая", "12.05.2026"."""
    case = DAY_CASES.get(around.before, "g")
    month = found["month"] if not found["month"].isdecimal() else _month(int(found["month"]))
    is_sure = found["year"] or not found["month"].isdecimal() or around.before in DAY_WORDS
    if not 1 <= int(found["day"]) <= 31 or not month or not is_sure:
        return ""
    said = f"{ordinal(int(found['day']), case=case, gender='n')} {month}"
    return f"{said} {ordinal(int(found['year']), case='g')} года" if found["year"] else said


def days(found: re.Match[str], around: Around) -> str:
    """ "с 1 по 5 мая", "1–5 мая"."""
    if not found.group()[0].isdecimal():
        around = Around("", around.after)
    first, last = (partial(_day, int(found[each])) for each in ("first", "last"))
    return f"{from_to(around, ('с', 'по'), first, last)} {found['month']}"


def _day(number: int, case: Case) -> str:
    return ordinal(number, case=case, gender="n")


def clock(found: re.Match[str], around: Around) -> str:
    """ "10:30", "до 21:00"."""
    return _moment(int(found["hours"]), int(found["minutes"]), case_after(around.before))


def hours(found: re.Match[str], around: Around) -> str:
    """ "9:00–18:00"."""
    first = partial(_moment, int(found["hours"]), int(found["minutes"]))
    last = partial(_moment, int(found["last_hours"]), int(found["last_minutes"]))
    return from_to(around, ("с", "до"), first, last)


def years(found: re.Match[str], around: Around) -> str:
    """ "2020–2025 гг."."""
    if around.before in {"в", "во"}:
        around = Around("при", around.after)
    said = from_to(around, ("с", "по"), partial(_year, int(found["first"])), partial(_year, int(found["last"])))
    return f"{said} {YEARS[case_after(around.before)] if ' — ' in said else 'год'}"


def _year(number: int, case: Case) -> str:
    return ordinal(number, case="n" if case == "a" else case)  # the library's accusative is one of living beings


def _moment(hours: int, minutes: int, case: Case) -> str:
    if not minutes:
        return counted(Amount(hours), "час", case=case)
    zero = "ноль " if minutes < 10 else ""
    return f"{cardinal(hours, case=case)} {zero}{cardinal(minutes, case=case, gender='f' if case != 'n' else 'm')}"


def _month(number: int) -> str:
    return MONTHS[number - 1] if 1 <= number <= len(MONTHS) else ""


def _roman(letters: str) -> int:
    values = [ROMAN[each] for each in letters]
    return sum(-one if one < two else one for one, two in pairwise([*values, 0]))
