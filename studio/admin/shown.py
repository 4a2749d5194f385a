"""How the admin shows things: links, small pictures, sections of facts instead of raw JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from studio.models import Asset
from studio.selectors.cases import room_of

Shown = SafeString | str
NOTHING = "–"
SMALL_PX, LARGE_PX = 72, 240


def link(thing: Model | None, words: object = None) -> Shown:
    """A link to the thing's own page."""
    if thing is None:
        return NOTHING
    meta = thing._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[thing.pk])
    return format_html('<a class="staff-link" href="{}">{}</a>', address, thing if words is None else words)


def listing(model: type[Model], words: object, **wanted: object) -> Shown:
    """A link to a list that shows only what is wanted."""
    meta = model._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist", query=wanted)
    return format_html('<a class="staff-link" href="{}">{}</a>', address, words)


def picture(asset: Asset | None, *, width: int = SMALL_PX) -> Shown:
    """The asset's small picture, which opens the file itself. Nothing of what a room keeps: that room shows it."""
    return "" if asset is None or room_of(asset) else thumbnail(asset, width=width)


def thumbnail(asset: Asset, *, width: int = SMALL_PX) -> Shown:
    """The same of any file, for a page that has asked whether it may be shown."""
    if not asset.thumbnail:
        return ""
    return format_html(
        '<a href="{}" target="_blank" rel="noopener"><img src="{}" width="{}" alt="{}" loading="lazy"></a>',
        asset.file_url,
        asset.thumbnail_url,
        width,
        asset.name or asset.get_kind_display(),
    )


def facts(rows: Iterable[tuple[object, object]]) -> Shown:
    """Names and values, one under the other; what is empty is left out."""
    kept = [(name, broken(value)) for name, value in rows if value not in (None, "", [], {}, ())]
    return render_to_string("admin/studio/facts.html", {"rows": kept}) if kept else NOTHING


def broken(value: object) -> object:
    """Words with their line breaks; what is HTML already stays as it is."""
    return value if isinstance(value, SafeString) else linebreaksbr(str(value), autoescape=True)


def table(headers: Iterable[object], rows: Iterable[Iterable[object]]) -> Shown:
    """A small table inside a page of facts."""
    listed = [list(row) for row in rows]
    context = {"headers": list(headers), "rows": listed}
    return render_to_string("admin/studio/table.html", context) if listed else NOTHING


def plain(value: Any) -> str:
    """JSON as people write it: lists with commas, pairs with colons."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {plain(each)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(plain, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return NOTHING if value is None else str(value)
