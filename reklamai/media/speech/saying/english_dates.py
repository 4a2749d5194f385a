"""How days, hours and decades are said in English, and the numbers that they are made of."""

from __future__ import annotations

import re
from typing import Final

from num2words import num2words

from reklamai.media.speech.saying.numerals import MOST_DIGITS, Amount, figures
from reklamai.media.speech.saying.rules import Around
from reklamai.media.speech.saying.tables import MONTHS_EN, SHORT_MONTHS_EN

MONTHS: Final = (*MONTHS_EN, *SHORT_MONTHS_EN)
TIME: Final = re.compile(r"(?P<hours>\d+)(?::(?P<minutes>\d+))?\s?(?P<half>[ap])?", re.IGNORECASE)


def cardinal(number: int) -> str:
    words = str(num2words(number, lang="en")) if len(str(number)) <= MOST_DIGITS else figures(str(number), "en")
    return words.replace(",", "")


def decimal(number: Amount) -> str:
    return (
        f"{cardinal(number.whole)} point {figures(number.fraction, 'en')}"
        if number.fraction
        else cardinal(number.whole)
    )


def ordinal(number: int) -> str:
    return str(num2words(number, lang="en", to="ordinal"))


def year(number: str) -> str:
    return str(num2words(int(number), lang="en", to="year"))


def day(found: re.Match[str], around: Around) -> str:  # noqa: ARG001  # a rule's
    """ "May 5", "Jan. 5, 2026"."""
    if not 1 <= int(found["day"]) <= 31:
        return ""
    month = next(each for each in MONTHS_EN if each.lower().startswith(found["month"].lower()))
    said = f"{month} {ordinal(int(found['day']))}"
    return f"{said}, {year(found['year'])}" if found["year"] else said


def clock(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """ "9:00 a.m.", "10:30"."""
    return _moment(int(found["hours"]), int(found["minutes"]), (found["half"] or "")[:1])


def hour(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    return _moment(int(found["hours"]), 0, found["half"][0])


def hours(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """ "9am-5pm", "9:00–17:00"; "9-5" is no more than two numbers."""
    ends = [TIME.match(found[each]) for each in ("first", "last")]
    if not all(each and (each["minutes"] or each["half"]) for each in ends):
        return ""
    said = (_moment(int(each["hours"]), int(each["minutes"] or 0), each["half"] or "") for each in ends if each)
    return " to ".join(said)


def decade(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """ "the 1990s", "the 90s"; a clip of "30s" lasts half a minute."""
    number = found["number"]
    said = year(number) if len(number) == 4 else cardinal(int(number))
    return f"{said[:-1]}ies" if said.endswith("y") else f"{said}s"


def _moment(hours: int, minutes: int, half: str) -> str:
    behind = {"a": " ay em", "p": " pee em"}.get(half.lower(), "")
    if not minutes:
        return cardinal(hours) + (behind or " o'clock")
    return f"{cardinal(hours)} {'oh ' if minutes < 10 else ''}{cardinal(minutes)}{behind}"
