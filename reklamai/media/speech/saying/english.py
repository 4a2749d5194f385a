"""How numbers and signs are said in English."""

from __future__ import annotations

import re
from typing import Final

from reklamai.media.speech.saying.english_dates import (
    MONTHS,
    cardinal,
    clock,
    day,
    decade,
    decimal,
    hour,
    hours,
    ordinal,
    year,
)
from reklamai.media.speech.saying.numerals import NUMBER, Amount, amount, figures
from reklamai.media.speech.saying.rules import Around, Rule, any_of, rule
from reklamai.media.speech.saying.tables import MONEY_EN, MONTHS_EN, PLURALS_EN, UNITS_EN

YEAR_WORDS: Final = frozenset({
    "in", "since", "by", "of", "from", "until", "till", "before", "after", "year", "summer", "winter", "spring",
    "autumn",
})  # fmt: skip
SIGN: Final = r"(?P<sign>[-−–+](?=\d))?"
SCALES: Final = {"k": "thousand", "m": "million", "b": "billion", "bn": "billion"}
PARTS: Final = {2: "half", 3: "third", 4: "quarter"}
SIGNS: Final = {"+": "plus ", "-": "minus ", "−": "minus ", "–": "minus ", None: ""}


def counted(number: Amount, noun: str) -> str:
    """ "nineteen dollars"; behind a "|" stands what never changes."""
    noun, _, tail = noun.partition("|")
    one = number.whole == 1 and not number.fraction
    plural = PLURALS_EN.get(noun, noun if noun in {"percent", "hertz", "megahertz", "gigahertz"} else f"{noun}s")
    return f"{decimal(number)} {noun if one else plural}{tail}"


def money(found: re.Match[str], around: Around) -> str:  # noqa: ARG001  # a rule's
    """ "$19.99", "5 million USD", "$10K", "$5–10"."""
    unit, part = MONEY_EN[found["sign"].lower()]
    number = amount(found["number"], point=".")
    least_scale = _scale(found["least_scale"])
    first = f"{decimal(amount(found['least'], point='.'))}{least_scale} to " if found["least"] else ""
    if scale := _scale(found["scale"]):
        return f"{first}{decimal(number)}{scale} {counted(Amount(2), unit).split()[-1]}"
    if first:
        return first + counted(number, unit)
    if len(number.fraction) != 2 or not int(number.fraction):
        return counted(Amount(number.whole, number.fraction if number.fraction.strip("0") else ""), unit)
    parts = counted(Amount(int(number.fraction)), part)
    return f"{counted(Amount(number.whole), unit)} and {parts}" if number.whole else parts


def _scale(written: str | None) -> str:
    return f" {SCALES.get(written.lower(), written.lower())}" if written else ""


def measure(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """ "-30%", "10-15 min"."""
    last = counted(amount(found["last"] or found["number"], point="."), UNITS_EN[found["unit"].lower()])
    first = f"{decimal(amount(found['number'], point='.'))} to " if found["last"] else ""
    return SIGNS[found["sign"]] + first + last


def telephone(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """Figure by figure in its groups; 800 is eight hundred."""
    groups = re.findall(r"\d+", found.group())
    said = [cardinal(int(group)) if group == "800" else figures(group, "en") for group in groups]
    return ("plus " if found.group().startswith("+") else "") + ", ".join(said)


def fraction(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """ "3/4"."""
    over, under = int(found["over"]), int(found["under"])
    if over >= under:
        return ""
    return f"{cardinal(over)} {PARTS[under]}{'' if over == 1 else 's'}"


def times(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """ "3x faster"."""
    return f"{decimal(amount(found['number'], point='.'))} times"


def from_age(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """ "18+"."""
    return f"{cardinal(int(found['number']))} plus"


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
        return year(number)
    return SIGNS[found["sign"]] + decimal(amount(number, point="."))


_MONTH = rf"(?P<month>{any_of(MONTHS)})\.?"
_SCALE_WORD = r"thousand|million|billion|trillion|(?<=\d)(?:k|m|bn|b)"
_SCALE = rf"(?:\s?(?P<scale>{_SCALE_WORD}))?"
_LEAST = rf"(?:(?P<least>{NUMBER})(?:\s?(?P<least_scale>{_SCALE_WORD}))?\s?[-–—]\s?"
_TIME = r"(?:[01]?\d|2[0-4])(?::[0-5]\d)?(?:\s?[ap]\.?m\.?)?"
# "5G" is a network and "5 g" a weight
_UNIT = rf"(?P<unit>{any_of(UNITS_EN.keys() - {'g'})}|(?-i:g))"

RULES: Final[tuple[Rule, ...]] = (
    rule(r"\+\d{1,3}(?:[ -]\(?\d{2,4}\)?){1,3}[ -]\d{4}", telephone),
    rule(
        r"(?:\+?\d[ -])?\(?\d{3}\)?[ -]\d{3}[ -]\d{4}|(?:\+7|\b8)[ (-]*\d{3}[ )-]*\d{3}[ -]?\d{2}[ -]?\d{2}", telephone
    ),
    rule(r"(?:\d\d[1-9]-(?!\d\d00)\d{4}|\d\d0-\d{3}[1-9])", telephone),  # "100-2000", "500-1250" are two numbers
    rule(rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?", day),
    rule(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}(?:,? (?P<year>\d{{4}}))?", day),
    rule(rf"(?P<first>{_TIME})\s?[-–—]\s?(?P<last>{_TIME})", hours),
    rule(r"(?P<hours>[01]?\d|2[0-4]):(?P<minutes>[0-5]\d)(?:\s?(?P<half>[ap]\.?m\.?))?", clock),
    rule(r"(?P<hours>\d|1[0-2])\s?(?P<half>[ap]\.?m\.?)", hour),
    rule(rf"(?P<sign>[$€£¥₽])\s?{_LEAST}(?P=sign)?\s?)?(?P<number>{NUMBER}){_SCALE}", money),
    rule(rf"{_LEAST})?(?P<number>{NUMBER}){_SCALE}\s?(?P<sign>[$€£¥₽]|USD|EUR|GBP|RUB)", money),
    rule(rf"{SIGN}(?P<number>{NUMBER})(?:\s?[-–—]\s?(?P<last>{NUMBER}))?\s?{_UNIT}", measure),
    rule(r"(?P<number>\d{1,4})(?:st|nd|rd|th)", with_ending),
    rule(r"'?(?P<number>(?:1[1-9]|20)\d0|[7-9]0)s", decade),
    rule(rf"(?P<number>{NUMBER})x", times),
    rule(r"(?P<number>\d{1,2})\+", from_age),
    rule(r"(?:[№#]\s?|No\.\s?)(?P<number>\d{1,9})", numbered),
    rule(r"24/7", always),
    rule(r"(?P<over>[123])/(?P<under>[234])", fraction),  # others are days more often
    rule(rf"(?P<first>{NUMBER})\s?(?P<joint>[-–—x×*+])\s?(?P<last>{NUMBER})", between),
    rule(rf"{SIGN}(?P<number>{NUMBER})", bare),
)
