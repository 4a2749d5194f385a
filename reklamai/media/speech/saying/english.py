"""How numbers and signs are said in English."""

from __future__ import annotations

import re
from typing import Final

from num2words import num2words

from reklamai.media.speech.saying.numerals import MOST_DIGITS, NUMBER, Amount, amount, figures
from reklamai.media.speech.saying.rules import Around, Rule, any_of, rule
from reklamai.media.speech.saying.tables import MONEY_EN, MONTHS_EN, PLURALS_EN, UNITS_EN

YEAR_WORDS: Final = frozenset({
    "in", "since", "by", "of", "from", "until", "till", "before", "after", "year", "summer", "winter", "spring",
    "autumn",
})  # fmt: skip
SIGN: Final = r"(?P<sign>[-−–+](?=\d))?"
SIGNS: Final = {"+": "plus ", "-": "minus ", "−": "minus ", "–": "minus ", None: ""}


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


def counted(number: Amount, noun: str) -> str:
    """ "nineteen dollars"; behind a "|" stands what never changes."""
    noun, _, tail = noun.partition("|")
    one = number.whole == 1 and not number.fraction
    plural = PLURALS_EN.get(noun, noun if noun in {"percent", "hertz", "megahertz", "gigahertz"} else f"{noun}s")
    return f"{decimal(number)} {noun if one else plural}{tail}"


def money(found: re.Match[str], around: Around) -> str:  # noqa: ARG001  # a rule's
    """ "$19.99", "5 million USD"."""
    unit, part = MONEY_EN[found["sign"].lower()]
    number = amount(found["number"], point=".")
    if found["scale"]:
        return f"{decimal(number)} {found['scale'].lower()} {counted(Amount(2), unit).split()[-1]}"
    if len(number.fraction) != 2 or not int(number.fraction):
        return counted(Amount(number.whole, number.fraction if number.fraction.strip("0") else ""), unit)
    parts = counted(Amount(int(number.fraction)), part)
    return f"{counted(Amount(number.whole), unit)} and {parts}" if number.whole else parts


def measure(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """ "-30%", "10-15 min"."""
    last = counted(amount(found["last"] or found["number"], point="."), UNITS_EN[found["unit"].lower()])
    first = f"{decimal(amount(found['number'], point='.'))} to " if found["last"] else ""
    return SIGNS[found["sign"]] + first + last


def day(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """ "May 5", "May 5, 2026"."""
    if not 1 <= int(found["day"]) <= 31:
        return ""
    said = f"{found['month']} {ordinal(int(found['day']))}"
    return f"{said}, {_year(found['year'])}" if found["year"] else said


def clock(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """ "9:00 a.m.", "10:30"."""
    hours, minutes = int(found["hours"]), int(found["minutes"])
    half = {"a": " ay em", "p": " pee em"}.get((found["half"] or " ")[0].lower(), "")
    if not minutes:
        return cardinal(hours) + (half or " o'clock")
    return f"{cardinal(hours)} {'oh ' if minutes < 10 else ''}{cardinal(minutes)}{half}"


def hour(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    return f"{cardinal(int(found['hours']))} {'ay' if found['half'][0].lower() == 'a' else 'pee'} em"


def telephone(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """Figure by figure in its groups; 800 is eight hundred."""
    groups = re.findall(r"\d+", found.group())
    said = [cardinal(int(group)) if group == "800" else figures(group, "en") for group in groups]
    return ("plus " if found.group().startswith("+") else "") + ", ".join(said)


def numbered(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    return f"number {cardinal(int(found['number']))}"


def with_ending(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    return ordinal(int(found["number"]))


def always(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    return "twenty-four seven"


def between(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    joint = {"x": "by", "×": "by", "*": "by", "+": "plus"}.get(found["joint"].lower(), "to")
    first, last = (decimal(amount(found[each], point=".")) for each in ("first", "last"))
    return f"{first} {joint} {last}"


def bare(found: re.Match[str], around: Around) -> str:
    """A number; four figures behind "in" or "since" are a year."""
    number = found["number"]
    if re.fullmatch(r"0\d+", number):
        return figures(number, "en")
    if re.fullmatch(r"(?:1[1-9]|20)\d\d", number) and (
        around.before in YEAR_WORDS or around.before.title() in MONTHS_EN
    ):
        return _year(number)
    return SIGNS[found["sign"]] + decimal(amount(number, point="."))


def _year(number: str) -> str:
    return str(num2words(int(number), lang="en", to="year"))


_MONTH = rf"(?P<month>{'|'.join(MONTHS_EN)})"
_SCALE = r"(?:\s?(?P<scale>thousand|million|billion|trillion))?"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        r"(?:\+?\d[ -])?\(?\d{3}\)?[ -]\d{3}[ -]\d{4}|(?:\+7|\b8)[ (-]*\d{3}[ )-]*\d{3}[ -]?\d{2}[ -]?\d{2}", telephone
    ),
    rule(rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?", day),
    rule(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}(?:,? (?P<year>\d{{4}}))?", day),
    rule(r"(?P<hours>[01]?\d|2[0-4]):(?P<minutes>[0-5]\d)(?:\s?(?P<half>[ap]\.?m\.?))?", clock),
    rule(r"(?P<hours>\d|1[0-2])\s?(?P<half>[ap]\.?m\.?)", hour),
    rule(rf"(?P<sign>[$€£¥₽])\s?(?P<number>{NUMBER}){_SCALE}", money),
    rule(rf"(?P<number>{NUMBER}){_SCALE}\s?(?P<sign>[$€£¥₽]|USD|EUR|GBP|RUB)", money),
    rule(rf"{SIGN}(?P<number>{NUMBER})(?:\s?[-–—]\s?(?P<last>{NUMBER}))?\s?(?P<unit>{any_of(UNITS_EN)})", measure),
    rule(r"(?P<number>\d{1,4})(?:st|nd|rd|th)", with_ending),
    rule(r"(?:[№#]\s?|No\.\s?)(?P<number>\d{1,9})", numbered),
    rule(r"24/7", always),
    rule(rf"(?P<first>{NUMBER})\s?(?P<joint>[-–—x×*+])\s?(?P<last>{NUMBER})", between),
    rule(rf"{SIGN}(?P<number>{NUMBER})", bare),
)
