"""The catalogue: whether, for how much and in which order; what a model is comes with the product."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from studio.admin.base import WithDeeds
from studio.admin.deeds import Deed
from studio.admin.order_page import kind_label
from studio.admin.shown import NOTHING, Shown, facts, listing, plain, table
from studio.catalogue.entry import parse
from studio.catalogue.inputs import Input
from studio.catalogue.labels import role_label
from studio.catalogue.tariff import Extra, PriceRule
from studio.models import CatalogueModel, Generation, User
from studio.selectors.catalogue import live_entry, why_off
from studio.services import staff
from studio.templatetags.studio_cards import lasting

PLACING = ("position", "notes")
PRICING = ("margin_percent",)


def switch(*, on: bool) -> Any:
    def do(row: CatalogueModel, given: dict[str, Any], by: User) -> bool:
        return staff.switch(row, on=on, reason=given["reason"], by=by)

    return do


@admin.register(CatalogueModel)
class CatalogueModelAdmin(WithDeeds, ModelAdmin):
    """Who keeps the catalogue places and switches models; who keeps the money sets their margin."""

    list_display = ["title", "id", "provider", "kind", "on", "margin_percent", "position", "usual_time"]
    list_filter = ["enabled", "provider"]
    search_fields = ["id", "notes", "provider"]
    search_help_text = gettext_lazy("Name, vendor or notes")
    fields: ClassVar[list[str]] = [
        "title",
        "on_words",
        "position",
        "margin_percent",
        "notes",
        "about",
        "inputs",
        "price",
    ]
    show_full_result_count = False
    deeds = (
        Deed(
            name="switch_off",
            title=gettext_lazy("Switch off"),
            question=gettext_lazy("Nobody can order from it any more. Orders that are under way go on."),
            permission="studio.change_cataloguemodel",
            do=switch(on=False),
            icon="toggle_off",
            fits=lambda row: row.enabled,
        ),
        Deed(
            name="switch_on",
            title=gettext_lazy("Switch on"),
            question=gettext_lazy("Everybody can order from it."),
            permission="studio.change_cataloguemodel",
            do=switch(on=True),
            icon="toggle_on",
            fits=lambda row: not row.enabled,
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: CatalogueModel | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: CatalogueModel | None = None) -> bool:
        return bool(self.changeable(request))

    def get_readonly_fields(self, request: HttpRequest, obj: CatalogueModel | None = None) -> list[str]:
        return [name for name in self.fields if name not in self.changeable(request)]

    def changeable(self, request: HttpRequest) -> tuple[str, ...]:
        placing = PLACING if request.user.has_perm("studio.change_cataloguemodel") else ()
        return placing + (PRICING if request.user.has_perm("studio.price_cataloguemodel") else ())

    @display(description=gettext_lazy("Name"))
    def title(self, row: CatalogueModel) -> str:
        return str(row.entry.get("title", row.pk))

    @display(description=gettext_lazy("Kind"))
    def kind(self, row: CatalogueModel) -> str:
        return kind_label(str(row.entry.get("kind", "")))

    @display(description=gettext_lazy("Offered"), ordering="enabled", label={"on": "success", "off": "danger"})
    def on(self, row: CatalogueModel) -> tuple[str, str]:
        return ("on", _("On")) if not why_off(row, parse(row.entry)) else ("off", _("Off"))

    @display(description=gettext_lazy("Offered"))
    def on_words(self, row: CatalogueModel) -> str:
        return self.on(row)[1]

    @display(description=gettext_lazy("Usual time"), ordering="median_seconds")
    def usual_time(self, row: CatalogueModel) -> str:
        return lasting(row.median_seconds) or NOTHING

    @display(description=gettext_lazy("About it"))
    def about(self, row: CatalogueModel) -> Shown:
        entry = parse(row.entry)
        return facts(
            [
                (_("Number"), entry.id),
                (_("Vendor"), entry.provider),
                (_("Kinds"), ", ".join(map(kind_label, entry.kinds))),
                (_("Can do"), plain(list(entry.features))),
                (_("Family"), " · ".join(part for part in (entry.family, entry.maker) if part)),
                (_("Why it is off"), why_off(row, entry)),
                (_("Usual time"), lasting(row.median_seconds or entry.seconds)),
                (_("Of its last orders succeeded"), "" if row.success is None else f"{100 * row.success:.0f} %"),
                (_("Price in the vendor's words"), str(row.live.get("price") or "")),
                (_("Pictures at once"), entry.max_count),
                (_("Can be stopped"), plain(entry.can_stop)),
                (_("Note"), entry.note),
                (_("Orders"), listing(Generation, _("Its orders"), model__exact=row.pk)),
            ]
        )

    @display(description=gettext_lazy("Inputs"))
    def inputs(self, row: CatalogueModel) -> Shown:
        headers = [_("Input"), _("Its name there"), _("Needed"), _("Allowed"), _("Otherwise")]
        return table(headers, (input_row(each) for each in parse(row.entry).inputs))

    @display(description=gettext_lazy("Price at the vendor"))
    def price(self, row: CatalogueModel) -> Shown:
        rule = live_entry(row).price
        return price_shown(rule) if rule else _("Not known: it cannot be ordered.")


def input_row(item: Input) -> tuple[str, ...]:
    return role_label(item.role), item.name, plain(item.required), allowed(item), plain(item.default)


def allowed(item: Input) -> str:
    """ "1:1, 16:9", "0 … 100", "up to 5 files"."""
    if item.enum:
        return plain(item.enum)
    if item.minimum is not None or item.maximum is not None:
        return f"{plain(item.minimum)} … {plain(item.maximum)}"
    if item.max_items is not None:
        return _("up to %(n)d") % {"n": item.max_items}
    if item.max_length is not None:
        return _("up to %(n)d characters") % {"n": item.max_length}
    return NOTHING


def price_shown(rule: PriceRule) -> Shown:
    rows = [(plain(dict(tier.when)), f"{tier.credits:g}") for tier in rule.tiers]
    rows += [(_("for each: %(what)s") % {"what": each.per}, extra_words(each)) for each in rule.extras]
    if rule.credits is not None:
        rows.append((_("always") if not rows else _("otherwise"), f"{rule.credits:g}"))
    headers = [_("When"), _("Vendor's credits for: %(unit)s") % {"unit": rule.unit}]
    return table(headers, [*rows, (_("one of them, USD"), f"{rule.usd_per_credit:g}")])


def extra_words(extra: Extra) -> str:
    return _("at the same rate") if extra.credits is None else f"{extra.credits:g}"
