"""Small signs of the pages: icons, credits with their word, places."""

from __future__ import annotations

from django import template
from django.forms import BoundField, CheckboxInput, Select
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from studio.models import LedgerEntry
from studio.services.credits import SIGNUP

register = template.Library()

MINUS = "\u2212"


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """One Lucide icon of the sprite, 18 px, or 14 px with size "s"; the words beside it name it."""
    return format_html(
        '<svg class="icon"{} aria-hidden="true"><use href="{}#i-{}"/></svg>',
        format_html(' data-size="{}"', size) if size else "",
        static("icons/sprite.svg"),
        name,
    )


@register.filter
def credits(amount: int) -> str:
    """ "24 credits", with the word in its number."""
    return ngettext("%(amount)s credit", "%(amount)s credits", amount) % {"amount": spaced(amount)}


@register.filter
def spaced(amount: int) -> str:
    """ "12 345", its thousands apart by thin unbreakable spaces."""
    return f"{amount:,}".replace(",", "\u202f").replace("-", MINUS)


@register.filter
def signed(amount: int) -> str:
    """ "+24" or "−24" with a real minus; a plain 0."""
    return ("+" if amount > 0 else "") + spaced(amount)


@register.simple_tag(takes_context=True)
def here(context: template.Context, name: str, but: str = "") -> str:
    """`aria-current="page"` where the page's name, without its room, begins with `name`; "anchors:" is a whole room.

    but: the beginnings of names in that room that have a link of their own, with spaces between them.
    """
    match = getattr(context.get("request"), "resolver_match", None)
    current = match.view_name if match else ""
    if current.startswith(tuple(but.split())):
        return ""
    stem = name if name.endswith(":") else f"{name}-"
    return SafeString('aria-current="page"') if current == name or current.startswith(stem) else ""


@register.filter
def initial(name: str) -> str:
    return name[:1].upper()


@register.filter
def credits_word(amount: int) -> str:
    """The word alone, in the number that `amount` asks for."""
    return ngettext("credit", "credits", amount)


@register.filter
def is_check(field: BoundField) -> bool:
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def styled(field: BoundField) -> SafeString:
    """The field's widget in our clothes."""
    widget = field.field.widget
    dress = "" if isinstance(widget, CheckboxInput) else "select" if isinstance(widget, Select) else "input"
    return field.as_widget(attrs={"class": dress} if dress else {})


@register.filter
def movement_note(entry: LedgerEntry) -> str:
    """Why credits moved without an order."""
    return gettext("For making an account") if entry.note == SIGNUP else entry.note or entry.get_kind_display()
