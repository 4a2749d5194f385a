"""Single values of a storyboard, read from JSON or from a form's strings. Every reader raises Unfit with a sentence."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from studio.catalogue.values import UNUSABLE, as_number, converted
from studio.selectors.plain import is_plain
from video.trait_fields import Unfit

LONGEST_SHOWN: Final = 50
"""Characters of a strange name that a refusal repeats."""


def text(value: Any, *, most: int) -> str:
    """A text as it was typed, with plain line ends; nothing is the empty one."""
    if value is None:
        return ""
    if not isinstance(value, str) or not is_plain(value):
        raise Unfit(str(UNUSABLE))
    said = value.replace("\r\n", "\n")  # a form sends each line end as two characters
    if len(said) > most:
        raise Unfit(
            _("At most %(limit)d characters; these are %(given)d.") % {"limit": most, "given": len(said)},
        )
    return said


def line(value: Any, *, most: int) -> str:
    """A name: one line without needless space."""
    return " ".join(text(value, most=most).split())


def whole(value: Any, *, low: int, high: int) -> int:
    number = converted("integer", value)
    if number is None or not low <= number <= high:
        raise Unfit(_("Give a whole number between %(low)d and %(high)d.") % {"low": low, "high": high})
    return int(number)


def number(value: Any, *, low: float, high: float) -> float:
    found = as_number(value)
    if found is None or not low <= found <= high:
        raise Unfit(_("Give a number between %(low)g and %(high)g.") % {"low": low, "high": high})
    return found


def flag(value: Any) -> bool:
    found = converted("boolean", value)
    if found is None:
        raise Unfit(_("Say yes or no."))
    return bool(found)


def choice(value: Any, among: Collection[str]) -> str:
    if not isinstance(value, str) or value not in among:
        raise Unfit(_("Choose one of: %(choices)s.") % {"choices": ", ".join(among)})
    return value


def identity(value: Any) -> UUID | None:
    """An id in any spelling; nothing is None."""
    if value in (None, ""):
        return None
    try:
        return value if isinstance(value, UUID) else UUID(value)
    except (ValueError, TypeError, AttributeError) as fault:
        raise Unfit(_("This is no id.")) from fault


def unknown(names: Collection[Any]) -> dict[str, str]:
    """A fault for each name that nothing has."""
    return {str(name)[:LONGEST_SHOWN]: _("There is no such setting.") for name in names}
