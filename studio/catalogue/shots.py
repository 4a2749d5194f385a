"""Several shots in one order, of models that take a list of them: read, checked, and summed up to the clip's length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from studio.catalogue.entry import Entry
from studio.catalogue.inputs import SHOTS, Input
from studio.catalogue.values import MOST_CHARACTERS, UNUSABLE, as_typed, converted
from studio.pointing import ELEMENT


@dataclass(frozen=True, slots=True)
class ShotLimits:
    """What a model takes as shots of one order; all lengths in whole seconds."""

    least: int
    most: int
    characters: int
    """Of the words of each."""
    shortest_s: int
    longest_s: int
    """Of each."""
    least_s: int
    most_s: int
    """Of all together."""


def limits_of(entry: Entry) -> ShotLimits | None:
    """The limits of a model that films several shots in one order; None for all others."""
    item, total = entry.shots_input, entry.input_for("duration")
    if item is None:
        return None
    words, seconds = part_of(item, "prompt"), part_of(item, "duration")
    shortest, longest = int(seconds.minimum or 1), int(seconds.maximum or 1)
    return ShotLimits(
        least=item.min_items or 1,
        most=item.most,
        characters=words.max_length or MOST_CHARACTERS,
        shortest_s=shortest,
        longest_s=longest,
        least_s=int(total.minimum or shortest) if total else shortest,
        most_s=int(total.maximum or longest) if total else longest,
    )


def part_of(item: Input, name: str) -> Input:
    return next(part for part in item.fields if part.role == name)


def shots_in(parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The shots of an ask that may not be checked yet: [] if there are none whose words can be read."""
    given = parameters.get(SHOTS)
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        return []
    return given if all(isinstance(each.get("prompt"), str) for each in given) else []


def check_shots(entry: Entry, given: dict[str, Any], errors: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """({"shots": typed shots}, the other values with the length that follows from them); ({}, given) without shots.

    Faults go into `errors`: "parameters.shots" of all together, "parameters.shots.<place, from 0>" of one.
    """
    limits, shots = limits_of(entry), given.get(SHOTS)
    if limits is None or shots in (None, "", []):
        return {}, given
    if not isinstance(shots, list):
        errors[f"parameters.{SHOTS}"] = str(UNUSABLE)
        return {}, given
    if not limits.least <= len(shots) <= limits.most:
        words = _("From %(least)d to %(most)d shots; these are %(given)d.")
        errors[f"parameters.{SHOTS}"] = words % {"least": limits.least, "most": limits.most, "given": len(shots)}
        return {SHOTS: shots}, given
    typed, faults = [], {}
    for place, each in enumerate(shots):
        shot, fault = check_shot(entry, each)
        typed.append(shot)
        if fault:
            faults[f"parameters.{SHOTS}.{place}"] = _("Shot %(n)d: %(fault)s") % {"n": place + 1, "fault": fault}
    if faults:
        errors |= faults
        return {SHOTS: shots}, given
    total_s = sum(each["duration"] for each in typed)
    wrong = check_length(limits, given, total_s)
    errors |= wrong
    return {SHOTS: typed}, {**given, "duration": None if wrong else total_s}


def check_shot(entry: Entry, given: Any) -> tuple[dict[str, Any], str]:
    """(the shot with typed values, what is wrong with it or "")."""
    item = entry.shots_input
    if item is None or not isinstance(given, dict) or given.keys() != {part.role for part in item.fields}:
        return {}, _("its words and its seconds are needed, and nothing else.")
    words, seconds = part_of(item, "prompt"), part_of(item, "duration")
    if not isinstance(given["prompt"], str) or not given["prompt"].strip():
        return {}, _("say what is to be seen.")
    limit, length = words.max_length or MOST_CHARACTERS, length_of(entry, given["prompt"])
    if length > limit:
        return {}, _("at most %(limit)d characters; these are %(given)d.") % {"limit": limit, "given": length}
    number = converted("integer", given["duration"])
    if number is None or as_typed(seconds, number)[1]:
        bounds = {"low": f"{seconds.minimum:g}", "high": f"{seconds.maximum:g}"}
        return {}, _("from %(low)s to %(high)s s.") % bounds
    return {"prompt": given["prompt"], "duration": number}, ""


def check_length(limits: ShotLimits, given: Mapping[str, Any], total_s: int) -> dict[str, str]:
    """What is wrong with the seconds of all shots together; a length that is said beside them is to be the same."""
    if not limits.least_s <= total_s <= limits.most_s:
        words = _("All shots together take from %(least)d to %(most)d s; these take %(given)d s.")
        told = words % {"least": limits.least_s, "most": limits.most_s, "given": total_s}
        return {f"parameters.{SHOTS}": told}
    said = given.get("duration")
    if said in (None, "") or converted("integer", said) == total_s:
        return {}
    return {"parameters.duration": _("The shots take %(given)d s together: that is the length.") % {"given": total_s}}


def length_of(entry: Entry, words: str) -> int:
    """How many characters of a shot's words the maker counts: the name of an element may cost more than it has."""
    name, elements = f"@{ELEMENT}", entry.input_for("elements")
    extra = max(0, elements.name_costs - len(name)) if elements else 0
    return len(words) + extra * words.count(name)
