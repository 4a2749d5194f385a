"""Where, when and in what light: the scene that words set."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from reklamai.media.words.clock import clock
from reklamai.media.words.colours import Bound
from reklamai.media.words.layout import Layout
from reklamai.media.words.phrases import Match, Text
from reklamai.media.words.reading import Light, Mood, Place, Season, Side, Time, Weather

VIEWS = frozenset({
    "~вид", "~смотреть", "~глядеть", "~любоваться", "~виднеться", "~видно", "~виден", "view", "overlooking", "towards",
    "looking", "look", "looks", "gazing", "gazes", "facing", "watching", "over", "above",
})  # fmt: skip
"""After these words comes what is seen from the place, not the place."""
FAR = frozenset({"background", "distance", "вдали", "вдалеке"})
CITY = frozenset({"city", "~город", "~мегаполис"})
BELOW = frozenset({"below", "beneath", "внизу"})
TRADES = frozenset({Place.CAFE, Place.SHOP, Place.OFFICE, Place.GYM})
PROMOTED = frozenset({
    "~реклама", "~акция", "~скидка", "~флаер", "~листовка", "~баннер", "~вакансия", "~открытие", "~афиша", "~постер",
    "~плакат", "~промо", "~распродажа", "~объявление", "ad", "advert", "advertisement", "flyer", "banner", "promo",
    "campaign", "commercial", "sale", "poster", "leaflet", "vacancy", "opening", "billboard",
})  # fmt: skip
"""Beside these words a shop or a café is the advertiser first."""
TELLING_TIMES = (Time.DAWN, Time.SUNSET)
TELLING_WEATHER = (Weather.STORM, Weather.SNOW, Weather.RAIN, Weather.FOG)

Value = TypeVar("Value", bound=StrEnum)


def place(text: Text) -> Place | None:
    """The first place named; furniture and views count only when no place is."""
    named = [match for match in text.matches if match.active and (match.kind == "place" or match.fact("place"))]
    found = sorted(named, key=lambda match: _standing(text, match))
    if not found:
        return None
    return Place.SKYLINE if _is_city_below(text, found[0]) else Place(found[0].fact("place"))


def _opens_alone(text: Text, match: Match) -> bool:
    """Is it all of the first clause, as in "Corner barbershop, barber sweeping the street"?"""
    if text.clause(match) or text.tokens[match.first].clause:
        return False
    behind = [
        index for index in text.behind(match.first) if text.kind_at(index) not in {"", "filler", "grammar", "detail"}
    ]
    return not behind and next(text.ahead(match.last), None) is None


def _is_city_below(text: Text, match: Match) -> bool:
    """ "The city below" and «внизу огромный город» are seen from high up, and so are no street."""
    city = bool(text.tokens[match.last - 1].forms.keys & CITY)
    around = (*text.behind(match.first), *text.ahead(match.last))
    return city and any(text.tokens[index].low in BELOW for index in around)


def _standing(text: Text, match: Match) -> tuple[bool, ...]:
    """The lower, the surer it plays there; any place says more than "a room", or than what is outside its window."""
    weak = match.fact("weak")
    return weak == "2", _is_outside(text, match), _is_purpose(text, match), bool(weak), _is_view(text, match)


def _is_outside(text: Text, match: Match) -> bool:
    """Does the window show it: "city lights outside", «за окном город»?"""
    after = [text.tokens[index].low for index in list(text.ahead(match.last))[:3]]
    near = [text.tokens[index].low for index in list(text.behind(match.first))[:4]]
    outside = after[:1] == ["outside"] and match.value != "street"
    return outside or bool(FAR & {*after, *near[:2]}) or any(pair == ("окном", "за") for pair in pairwise(near))


def _is_purpose(text: Text, match: Match) -> bool:
    """Whom the picture is for, as in "for a bakery", is not where it plays unless nothing else is."""
    if match.fact("brief") or (match.value in TRADES and _is_advertiser(text, match)):
        return True
    behind = (index for index in text.behind(match.first) if text.kind_at(index) in {"", "grammar"})
    before = next((index for index in behind if not text.is_grammar(index, "stop")), None)
    return before is not None and text.tokens[before].low in {"для", "for"}


def _is_advertiser(text: Text, match: Match) -> bool:
    """Does the clause speak of an offer ("bakery ad"), or head the prompt («Пекарня: …»)?"""
    if _opens_alone(text, match):
        return True
    clause = sorted({*text.behind(match.first), *range(match.first, match.last), *text.ahead(match.last)})
    if clause[0] == 0 and text.prompt[text.tokens[clause[-1]].end :].lstrip().startswith((":", "—")):
        return True
    return any(text.tokens[index].forms.keys & PROMOTED for index in clause)


def _is_view(text: Text, match: Match) -> bool:
    near = list(text.behind(match.first))[:4]
    return any(text.tokens[index].forms.keys & VIEWS and text.kind_at(index) != "angle" for index in near)


def time(text: Text) -> Time | None:
    return _telling(_values(text, "time", Time), TELLING_TIMES) or clock(text)


def weather(text: Text) -> Weather | None:
    return _telling(_values(text, "weather", Weather), TELLING_WEATHER)


def season(text: Text) -> Season | None:
    return next(iter(_values(text, "season", Season)), None)


def moods(text: Text, bound: Bound) -> tuple[Mood, ...]:
    return tuple(dict.fromkeys([*_values(text, "mood", Mood), *bound.moods]))


def _values(text: Text, kind: str, enum: type[Value]) -> list[Value]:
    """What words say; what a trade brings along, as a skier does snow, counts only where they say nothing."""
    found = [(match, value) for match in text.matches if match.active for name, value in match.facts if name == kind]
    said = [(match, value) for match, value in found if match.kind != "who"]
    return [enum(value) for _, value in said or found]


def _telling(values: Sequence[Value], telling: Sequence[Value]) -> Value | None:
    """The first of the values that says more than the others, else the first."""
    return next((value for value in telling if value in values), next(iter(values), None))


def light(text: Text, bound: Bound, sides: Layout) -> Light:
    """Side, hardness and warmth of the light; a light that words rule out ("without hard shadows") is turned round."""
    side: Side | None = sides.light
    hard: bool | None = None
    warm: bool | None = None
    for match in text.matches:
        if not match.used or (match.kind != "light" and match.value != "lamp"):
            continue
        tempers = bound.tempers.get(match.first, [])
        hard = hard if hard is not None else _hard(match, tempers)
        if match.active:
            side = side or (Side(match.fact("side")) if match.fact("side") else None)
            warm = warm if warm is not None else _either(match.fact("warm"), tempers, yes="warm", no="cool")
    return Light(side, hard, warm)


def _hard(match: Match, tempers: list[str]) -> bool | None:
    hard = _either(match.fact("hard"), tempers, yes="hard", no="soft")
    return (not hard if match.negated else hard) if hard is not None else None


def _either(fact: str, tempers: list[str], *, yes: str, no: str) -> bool | None:
    if fact:
        return fact == "yes"
    return True if yes in tempers else False if no in tempers else None
