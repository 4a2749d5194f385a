"""How sums of money are said in Russian."""

from __future__ import annotations

import re
from typing import Final

from reklamai.media.speech.saying.numerals import PRICE, Amount, amount, counted, in_case, price
from reklamai.media.speech.saying.rules import Around, Rule, any_of, rule
from reklamai.media.speech.saying.russian_cases import case_after, counted_from_to
from reklamai.media.speech.saying.tables import MONEY, PER, SCALES


def money(found: re.Match[str], around: Around) -> str:
    """ "1 990 ₽", "$19.99", "1,5 млн руб.", "500–1000 ₽"."""
    sign = found["sign"].lower()
    unit, part = MONEY["₽" if sign.startswith("р") else sign]
    if least := found.groupdict().get("least"):
        return _between_prices(least, found, around, unit)
    case = case_after(around.before)
    per = f" {PER[found['per'].lower()]}" if found["per"] else ""
    if found["scale"]:
        scale = counted(amount(found["number"]), SCALES[found["scale"].lower().rstrip(".")], case=case)
        return f"{scale} {in_case(unit, 'g', 'plur')}{per}"
    number = price(found["number"])
    if len(number.fraction) != 2 or not int(number.fraction):
        whole = Amount(number.whole, number.fraction if number.fraction.strip("0") else "")
        return counted(whole, unit, case=case) + per
    parts = counted(Amount(int(number.fraction)), part, case=case)
    return (f"{counted(Amount(number.whole), unit, case=case)} {parts}" if number.whole else parts) + per


def _between_prices(least: str, found: re.Match[str], around: Around, unit: str) -> str:
    per = f" {PER[found['per'].lower()]}" if found["per"] else ""
    if found["scale"]:
        scale = SCALES[found["scale"].lower().rstrip(".")]
        said = counted_from_to(around, amount(least), amount(found["number"]), scale)
        return f"{said} {in_case(unit, 'g', 'plur')}{per}"
    return counted_from_to(around, price(least), price(found["number"]), unit) + per


_SCALE = r"(?:\s?(?P<scale>тыс\.?|млн\.?|млрд\.?|трлн\.?))?"
_PER = rf"(?:\s?/\s?(?P<per>{any_of(PER)})\.?)?"
_SIGN_BEHIND = r"(?P<sign>₽|руб\.|руб(?:л[а-яё]+)?|р\.|р(?!\w)|долл\.|[$€£¥₸]|(?:USD|EUR|RUB)\b)"
_LEAST = rf"(?:(?P<least>{PRICE})\s?[-–—]\s?"

PRICES: Final[tuple[Rule, ...]] = (
    rule(rf"(?P<sign>[$€£¥₽₸])\s?{_LEAST}(?P=sign)?)?(?P<number>{PRICE}){_SCALE}{_PER}", money),
    rule(rf"{_LEAST})?(?P<number>{PRICE}){_SCALE}\s?{_SIGN_BEHIND}{_PER}", money),
)
