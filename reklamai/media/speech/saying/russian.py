"""How numbers and signs are said in Russian."""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import Final

from reklamai.media.speech.saying.numerals import (
    RUSSIAN,
    Amount,
    Case,
    agreed,
    amount,
    analyser,
    cardinal,
    counted,
    decimal,
    figures,
    gender_of,
    ordinal,
)
from reklamai.media.speech.saying.rules import Around, Rule, any_of, rule
from reklamai.media.speech.saying.russian_cases import CASES, GENITIVE, case_after, counted_from_to
from reklamai.media.speech.saying.russian_dates import (
    century,
    clock,
    day,
    days,
    hours,
    year,
    years,
)
from reklamai.media.speech.saying.russian_prices import PRICES
from reklamai.media.speech.saying.russian_weekdays import WEEKDAY_RULES
from reklamai.media.speech.saying.tables import SCALES, SHORT, UNITS

ENDINGS: Final[dict[str, tuple[Case, str, bool]]] = {
    "й": ("n", "m", False), "ый": ("n", "m", False), "ий": ("n", "m", False), "ой": ("n", "m", False),
    "я": ("n", "f", False), "ая": ("n", "f", False), "е": ("n", "n", False), "ое": ("n", "n", False),
    "го": ("g", "m", False), "ого": ("g", "m", False), "му": ("d", "m", False), "ому": ("d", "m", False),
    "м": ("p", "m", False), "ом": ("p", "m", False), "ю": ("a", "f", False), "ую": ("a", "f", False),
    "х": ("g", "m", True), "ых": ("g", "m", True), "ми": ("i", "m", True), "ыми": ("i", "m", True),
}  # fmt: skip
SIGN: Final = r"(?P<sign>[-−–+](?=\d))?"


def measure(found: re.Match[str], around: Around) -> str:
    """ "-30%", "3,5 л", "10–15 мин"."""
    case, unit = case_after(around.before), UNITS[found["unit"].lower().rstrip(".")]
    sign = {"+": "плюс "}.get(found["sign"], "минус ") if found["sign"] else ""
    if found["last"]:
        return counted_from_to(around, amount(found["number"]), amount(found["last"]), unit)
    return sign + counted(amount(found["number"]), unit, case=case)


def scaled(found: re.Match[str], around: Around) -> str:
    return counted(amount(found["number"]), SCALES[found["scale"].lower().rstrip(".")], case=case_after(around.before))


def telephone(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """In its groups, with a breath between."""
    groups = re.findall(r"\d+", found.group())
    head = "плюс " if found.group().startswith("+") else ""
    return head + ", ".join(grouped(group) for group in groups)


def grouped(group: str) -> str:
    zeros = len(group) - len(group.lstrip("0"))
    rest = group[zeros:]
    said = [
        figures(group[:zeros], "ru"),
        (cardinal(int(rest)) if len(rest) < 4 else figures(rest, "ru")) if rest else "",
    ]
    return " ".join(part for part in said if part)


def with_ending(found: re.Match[str], around: Around) -> str:
    number, (case, gender, plural) = int(found["number"]), ENDINGS[found["ending"]]
    if found["ending"] == "е" and number % 10 == 0 and "neut" not in _tags(around):  # "90-е", but "20-е место"
        return ordinal(number, plural=True)
    return ordinal(number, case=case, gender=gender, plural=plural)


def _tags(around: Around) -> str:
    return str(analyser().parse(around.after[0])[0].tag) if around.after else ""


def numbered(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    return f"номер {cardinal(int(found['number']))}"


def from_age(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """ "18+"."""
    return f"{cardinal(int(found['number']))} плюс"


def always(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    return "двадцать четыре на семь"


def short(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    return SHORT[found.group().lower().replace(" ", "")]


def between(found: re.Match[str], around: Around) -> str:
    """ "10–15 минут", "3x4", "1+1"."""
    joint = {"x": "на", "х": "на", "×": "на", "+": "плюс", "*": "на"}.get(found["joint"].lower(), "")
    first, last = amount(found["first"]), amount(found["last"])
    if joint or last.whole % 10 in {1, 2, 3, 4} or around.before in CASES:  # "two, three times", as a few are told
        return f"{_number(first, around)}{f' {joint}' if joint else ','} {_number(last, around)}"
    return f"от {decimal(first, case='g')} до {decimal(last, case='g')}"


def fraction(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """ "3/4"."""
    over, under = int(found["over"]), int(found["under"])
    if over == 1:
        return f"одна {ordinal(under, gender='f')}"
    return f"{cardinal(over, gender='f')} {ordinal(under, case='g', plural=True)}"


def compound(found: re.Match[str], around: Around) -> str:  # noqa: ARG001
    """ "2-комнатная", "100%-ный"."""
    number = int(found["number"])
    head = {1: "одно", 90: "девяносто", 100: "сто", 1000: "тысяче"}.get(number) or cardinal(number, case="g").replace(
        " ", ""
    )
    return head + (f"процент{found['rest']}" if found["percent"] else found["rest"])


def bare(found: re.Match[str], around: Around) -> str:
    """A number in the case and gender of what it counts."""
    if re.fullmatch(r"0\d+", found["number"]):
        return figures(found["number"], "ru")
    sign = {"+": "плюс "}.get(found["sign"], "минус ") if found["sign"] else ""
    return sign + _number(amount(found["number"]), around)


def _number(number: Amount, around: Around) -> str:
    case, gender = _demanded(number.whole, around)
    if number.fraction:
        return decimal(number, case=case)
    return cardinal(number.whole, case=case, gender=gender)


def _demanded(number: int, around: Around) -> tuple[Case, str]:
    """Case and gender that the noun behind a number, or the word before it, asks of it."""
    parses = [analyser().parse(word)[0] for word in around.after]
    nouns = list(dropwhile(lambda parse: parse.tag.POS in {"ADJF", "PRTF"}, parses))
    noun = nouns[0] if nouns and nouns[0].tag.POS == "NOUN" else None
    if noun is None:
        from_to = around.before in {"с", "со"} and around.after[:1] == ("до",)
        return ("g" if around.before in GENITIVE or from_to else "n"), "m"
    gender = gender_of(noun.normal_form)
    oblique: dict[str, Case] = {"datv": "d", "ablt": "i", "loct": "p"}
    if noun.tag.case in oblique:
        return oblique[noun.tag.case], gender
    if around.before in GENITIVE or (around.before in {"с", "со"} and noun.tag.case == "gent"):
        return "g", gender
    return ("a" if noun.tag.case == "accs" and agreed(noun.normal_form, number, "a") == noun.word else "n"), gender


_MONTH = r"(?P<month>января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"
# a volt is a capital letter: "5 в день" is no measure
_UNIT = rf"(?P<unit>{any_of(UNITS.keys() - {'в'})}|(?-i:В))"
_HOURS = r"(?P<hours>[01]?\d|2[0-4]):(?P<minutes>[0-5]\d)"
_YEAR = r"(?:1[5-9]|20)\d{2}"


RULES: Final[tuple[Rule, ...]] = (
    rule(r"\+\d{1,3}[ -]\(?\d{3}\)?[ -]\d{3}[ -]\d{4}", telephone),
    rule(r"(?:\+7|\b8)[ (-]*\d{3}[ )-]*\d{3}[ -]?\d{2}[ -]?\d{2}|\d{3}-\d{2}-\d{2}", telephone),
    rule(r"с (?P<first>\d{1,2}) по (?P<last>\d{1,2}) " + _MONTH, days),
    rule(r"(?P<first>\d{1,2})\s?[-–—]\s?(?P<last>\d{1,2}) " + _MONTH, days),
    rule(rf"(?P<day>\d{{1,2}}) {_MONTH}(?: (?P<year>\d{{4}})(?: (?:года|г\.?))?)?", day),
    rule(rf"(?P<first>{_YEAR})\s?[-–—]\s?(?P<last>{_YEAR})\s?(?:гг\.?|год[а-я]*)", years),
    rule(rf"(?P<number>{_YEAR})[ -](?P<word>год(?:а|у|ом|е)?|г\.)", year),
    *WEEKDAY_RULES,
    rule(r"(?P<roman>(?-i:[IVXLC]+)) (?P<word>век(?:а|е|у|ом)?|столети[еяи])", century),
    rule(rf"{_HOURS}\s?[-–—]\s?(?P<last_hours>[01]?\d|2[0-4]):(?P<last_minutes>[0-5]\d)", hours),
    rule(_HOURS, clock),
    *PRICES,
    rule(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})", day),
    rule(r"(?P<day>\d{1,2})\.(?P<month>\d{2})\.(?P<year>\d{2})", day),
    rule(r"(?P<day>\d{1,2})\.(?P<month>\d{2})(?P<year>)", day),
    rule(
        rf"{SIGN}(?P<number>{RUSSIAN})(?:\s?[-–—]\s?(?P<last>{RUSSIAN}))?\s?{_UNIT}\.?",
        measure,
    ),
    rule(rf"(?P<number>{RUSSIAN})\s?(?P<scale>тыс\.?|млн\.?|млрд\.?|трлн\.?)", scaled),
    rule(r"24/7", always),
    rule(rf"(?P<number>\d{{1,4}})-(?P<ending>{any_of(ENDINGS)})", with_ending),
    rule(r"(?P<number>\d{1,3}|1000)(?P<percent>%)?-(?P<rest>[а-яё]{3,})", compound),
    rule(r"(?P<over>\d{1,2})/(?P<under>[2-9]|\d\d)", fraction),
    rule(r"[№#]\s?(?P<number>\d{1,9})", numbered),
    rule(r"т\. [едпкн]\.", short),
    rule(r"(?P<number>\d{1,2})\+", from_age),
    rule(rf"(?P<first>{RUSSIAN})\s?(?P<joint>[-–—xх×*+])\s?(?P<last>{RUSSIAN})", between),
    rule(rf"{SIGN}(?P<number>{RUSSIAN})", bare),
)
