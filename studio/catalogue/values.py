"""Values of inputs: typed, held to their limits, and named as the maker names them."""

from __future__ import annotations

import math
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.catalogue.inputs import FRAMES, Input

UNUSABLE = gettext_lazy("This is not a value that can be used here.")
MOST_CHARACTERS = 5000
"""Of a text whose entry names no limit."""
TRUE, FALSE = frozenset({"true", "on", "1", "yes"}), frozenset({"false", "off", "0", "no"})


def as_typed(item: Input, value: Any) -> tuple[Any, str]:
    """(value in the input's type, "") or (None, a sentence about what is wrong with it)."""
    if item.type == "array":
        return as_list(item, value)
    typed = converted(item.type, value)
    if typed is None:
        return None, str(UNUSABLE)
    if typed in item.special:
        return typed, ""
    return (None, fault) if (fault := outside(item, typed)) else (typed, "")


def as_list(item: Input, value: Any) -> tuple[Any, str]:
    values = list(value) if isinstance(value, list | tuple) else [value]
    if item.max_items is not None and len(values) > item.max_items:
        return None, _("At most %(limit)d of these.") % {"limit": item.max_items}
    if len(set(map(str, values))) != len(values):
        return None, _("The same value is there twice.")
    faults = (outside(item, each) if isinstance(each, str | int | float) else UNUSABLE for each in values)
    return next(((None, str(fault)) for fault in faults if fault), (values, ""))


def converted(kind: str, value: Any) -> Any:
    """The value as `kind`, or None. Numbers may come as text: forms have nothing else."""
    if kind == "boolean":
        text = str(value).lower()
        return True if text in TRUE else False if text in FALSE else None
    if kind == "string":
        return str(value) if isinstance(value, str | int | float) else None
    number = as_number(value)
    if kind == "integer" and number is not None:
        return int(number) if number.is_integer() else None
    return number


def as_number(value: Any) -> float | None:
    """A finite number of a size that some model may take, or None. JSON's true is not 1 here."""
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and abs(number) <= 1e18 else None


def outside(item: Input, value: Any) -> str:
    """A sentence if the value is beyond the input's limits, else ""."""
    if item.enum and value not in item.enum:
        return _("This model does not offer this value.")
    longest = item.max_length or MOST_CHARACTERS
    if isinstance(value, str) and len(value) > longest:
        return _("At most %(limit)d characters.") % {"limit": longest}
    low = -math.inf if item.minimum is None else item.minimum
    high = math.inf if item.maximum is None else item.maximum
    if isinstance(value, int | float) and not low <= value <= high:
        return _("From %(low)s to %(high)s.") % {"low": plain(item.minimum), "high": plain(item.maximum)}
    return ""


def plain(number: float | None) -> str:
    return "…" if number is None else f"{number:g}"


def named_values(entry: Entry, ask: Ask) -> dict[str, Any]:
    """Everything that an ask gives, in the maker's names, words and types; files as lists of "<source>:<id>".

    Inputs of one name are one list: a start and an end frame in `image_urls`.
    """
    values: dict[str, Any] = {}
    for item in entry.inputs:
        value = given(item, ask)
        if value in (None, "", []):
            continue
        values[item.name] = [*values.get(item.name, ()), *value] if item.is_media else item.said(value)
    return values


def given(item: Input, ask: Ask) -> Any:
    """What an ask gives to one input, in our words; None for nothing."""
    if item.is_media:
        return files_of(item, ask)
    if item.role == "prompt":
        return ask.prompt if ask.prompt.strip() else None
    if item.follows:
        return bool(ask.parameters.get(item.follows))
    return ask.parameters.get(item.role) if item.is_parameter or item.fields else None


def all_values(entry: Entry, ask: Ask) -> dict[str, Any]:
    """The same by the maker's names and by our roles; where a word is both, the maker's name counts."""
    by_role = {item.role: given(item, ask) for item in entry.inputs}
    return by_role | named_values(entry, ask)


def files_of(item: Input, ask: Ask) -> list[str]:
    if item.role in FRAMES:
        frame = getattr(ask, item.role)
        return [f"asset:{frame}"] if frame else []
    return [f"{reference.source}:{reference.id}" for reference in ask.references if reference.role == item.role]
