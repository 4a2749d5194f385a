"""How short days of the week are said in Russian, and "ср." that is no Wednesday."""

from __future__ import annotations

import re
from functools import partial
from typing import Final, Literal

from reklamai.media.speech.saying.numerals import Case, analyser, in_case
from reklamai.media.speech.saying.rules import Around, Rule, any_of, rule
from reklamai.media.speech.saying.russian_cases import CASES, case_after, from_to
from reklamai.media.speech.saying.tables import WEEKDAYS

WEEKDAY: Final = any_of(WEEKDAYS)
FARTHEST: Final = 60
"""Characters that are looked over next to a day: of a text of days alone the time would grow with the square."""
LISTED: Final = re.compile(rf"(?:^| )(?P<before>\w+) (?:(?:{WEEKDAY})[.,]* (?:и )?)*$", re.IGNORECASE)
"""What stands before a day, and the days between the two: "в пт и "."""
UNTIL: Final = re.compile(r"(?:^| )со? \S+ по $", re.IGNORECASE)
"""Behind "с пн по" a day is the last one, behind "по" alone it is every one."""
OTHER_DAY: Final = re.compile(rf"\b(?:{any_of(WEEKDAYS.keys() - {'вт'})})\b", re.IGNORECASE)


def weekdays(found: re.Match[str], around: Around) -> str:
    """ "пн–пт"."""
    first, last = (WEEKDAYS[found[each].lower()] for each in ("first", "last"))
    number: Literal["sing", "plur"] = "plur" if around.before == "по" else "sing"
    words = ("со" if first == "вторник" else "с", "по")
    return from_to(around, words, partial(_day, first, number), partial(_day, last, number))


def weekday(found: re.Match[str], around: Around) -> str:
    """ "в пт и сб", "с пн по пт"; "" for watts, which have a capital letter within a sentence."""
    if found["day"] == "Вт" and _is_a_unit(found, around):
        return ""
    behind = found.string[max(0, found.start() - FARTHEST) : found.start()]
    listed = LISTED.search(behind)
    before = listed["before"].lower() if listed else around.before
    every = before == "по" and not UNTIL.search(behind)
    case = "a" if before.endswith("ую") else case_after(before)  # "каждую пт"
    return _day(WEEKDAYS[found["day"].lower()], "plur" if every else "sing", case)


def _is_a_unit(found: re.Match[str], around: Around) -> bool:
    if not around.before or (around.before in CASES and around.before != "в"):
        return False
    near = found.string[max(0, found.start() - FARTHEST) : found.end() + FARTHEST]
    return not OTHER_DAY.search(near)


def average(found: re.Match[str], around: Around) -> str:
    """ "ср. чек"; "" where no noun follows that it could belong to."""
    noun = analyser().parse(found["noun"])[0].tag
    if noun.POS != "NOUN" or found["noun"].lower() in WEEKDAYS or (around.before == "в" and noun.case != "loct"):
        return ""
    asked = {noun.case, noun.number, noun.gender if noun.number == "sing" else None}
    if noun.case == "accs" and noun.gender != "neut":
        asked.add(noun.animacy)
    adjective = next(each for each in analyser().parse("средний") if each.tag.POS == "ADJF")
    said = adjective.inflect(asked - {None})
    return said.word if said else ""


def _day(noun: str, number: Literal["sing", "plur"], case: Case) -> str:
    return in_case(noun, "d" if number == "plur" else case, number)


WEEKDAY_RULES: Final[tuple[Rule, ...]] = (
    rule(rf"(?P<first>{WEEKDAY})\.?\s?[-–—]\s?(?P<last>{WEEKDAY})", weekdays),
    rule(r"ср\.(?= (?P<noun>[а-яё]+))", average),
    rule(rf"(?P<day>{WEEKDAY})\.?", weekday),
)
