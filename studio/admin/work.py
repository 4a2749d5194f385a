"""Orders."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from studio.admin import order_page
from studio.admin.base import ReadOnlyAdmin, WithDeeds
from studio.admin.deeds import Deed, by_hand
from studio.admin.shown import NOTHING, Shown, facts, link, picture
from studio.models import Generation, Status, User
from studio.selectors import cases, operations
from studio.services import generations, staff
from studio.templatetags.studio_cards import lasting

COLOURS = {
    Status.DONE: "success",
    Status.FAILED: "danger",
    Status.RUNNING: "info",
    Status.QUEUED: "warning",
    Status.CANCELLED: "default",
}


class StandingStill(admin.SimpleListFilter):
    """Orders that should move and do not."""

    title = gettext_lazy("standing still")
    parameter_name = "stuck"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("1", _("Standing still"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Generation]) -> QuerySet[Generation]:
        return queryset.filter(operations.stuck(timezone.now())) if self.value() else queryset


def price_of(row: Generation) -> str:
    return _("%(owner)s, %(n)d credits") % {"owner": row.owner, "n": row.price}


@admin.register(Generation)
class GenerationAdmin(WithDeeds, ReadOnlyAdmin):
    """Every order. What can be done about it goes through the same services as the owner's own buttons."""

    list_display = ["picture", "created_at", "person", "what", "model", "state", "progress", "price", "took"]
    list_display_links = ["created_at"]
    list_filter = ["status", StandingStill, "provider", "kind", "model", "error_code"]
    search_fields = ["id__exact", "owner__email", "owner__name", "provider_ref", "model", "error_code"]
    search_help_text = gettext_lazy("Number of the order or of its vendor, e-mail or name of its owner, model")
    list_select_related = ["owner", "project"]
    date_hierarchy = "created_at"
    view_on_site = False  # that page is its owner's
    readonly_fields: ClassVar[list[str]] = [
        "person", "order", "state_words", "prompts", "asked", "used", "made", "measured", "money", "course", "trouble",
    ]  # fmt: skip
    deeds = (
        Deed(
            name="cancel",
            title=gettext_lazy("Cancel, credits back"),
            question=gettext_lazy("The work stops, and what is held for it goes back to its owner."),
            permission="studio.run_generation",
            do=by_hand(staff.cancel),
            icon="cancel",
            fits=generations.can_cancel,
            note=price_of,
        ),
        Deed(
            name="requeue",
            title=gettext_lazy("Put into the queue again"),
            question=gettext_lazy("An order that stands still is begun anew; one that a vendor has is asked about."),
            permission="studio.run_generation",
            do=by_hand(staff.requeue),
            icon="replay",
            fits=lambda row: not row.is_over,
        ),
        Deed(
            name="retry",
            title=gettext_lazy("Order again"),
            question=gettext_lazy("The same ask is ordered anew for its owner. Its price is held from their credits."),
            permission="studio.run_generation",
            do=lambda row, given, by: staff.retry(row, reason=given["reason"], key=given["key"], by=by),
            icon="refresh",
            fits=lambda row: row.status in (Status.FAILED, Status.CANCELLED),
            note=price_of,
        ),
        Deed(
            name="give_back",
            title=gettext_lazy("Give back what it cost"),
            question=gettext_lazy("The owner keeps the result and gets its price back, as a correction of its own."),
            permission="studio.return_generation",
            do=by_hand(staff.give_back),
            icon="undo",
            fits=lambda row: row.status == Status.DONE and row.price > 0,
            note=price_of,
        ),
        Deed(
            name="open_case",
            title=gettext_lazy("Open a case"),
            question=gettext_lazy("You will see the words and pictures of this order for a day. The log will say why."),
            permission="studio.open_case",
            do=by_hand(staff.open_case),
            icon="visibility",
            many=False,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Generation]:
        return super().get_queryset(request).prefetch_related("assets", order_page.SOURCES_OF_ORDERS).defer("words")

    def get_list_display(self, request: HttpRequest) -> list[str]:
        shown = list(self.list_display)
        return shown if cases.sees_all(cast("User", request.user)) else [name for name in shown if name != "picture"]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """Who may not read prompts cannot find out by searching either."""
        return [*self.search_fields, *(["prompt"] if cases.sees_all(cast("User", request.user)) else [])]

    def get_fieldsets(self, request: HttpRequest, obj: Generation | None = None) -> list[Any]:
        seen = obj is not None and cases.sees(cast("User", request.user), obj.pk)
        asked = ["prompts", "asked", "used"] if seen else ["asked"]
        sections: list[tuple[Any, list[str]]] = [
            (gettext_lazy("Order"), ["state_words", "order", "trouble"]),
            (gettext_lazy("Asked"), asked),
            (gettext_lazy("Result"), ["made", "measured"] if seen else ["measured"]),
            (gettext_lazy("Money"), ["money"]),
            (gettext_lazy("Course"), ["course"]),
        ]
        return [(title, {"fields": fields}) for title, fields in sections]

    @display(description="")
    def picture(self, row: Generation) -> Shown:
        return picture(row.result)

    @display(description=gettext_lazy("Owner"), ordering="owner__email")
    def person(self, row: Generation) -> Shown:
        return link(row.owner)

    @display(description=gettext_lazy("Kind"), ordering="kind")
    def what(self, row: Generation) -> str:
        return order_page.kind_label(row.kind)

    @display(description=gettext_lazy("Time"))
    def took(self, row: Generation) -> str:
        return lasting(row.elapsed_s) if row.started_at else NOTHING

    @display(
        description=gettext_lazy("Status"),
        ordering="status",
        label=COLOURS,
    )
    def state(self, row: Generation) -> tuple[str, str]:
        return row.status, row.get_status_display()

    @display(description=gettext_lazy("Status"))
    def state_words(self, row: Generation) -> str:
        return row.get_status_display()

    @display(description=gettext_lazy("Order"))
    def order(self, row: Generation) -> Shown:
        return order_page.order(row)

    @display(description=gettext_lazy("Words"))
    def prompts(self, row: Generation) -> Shown:
        return order_page.words(row)

    @display(description=gettext_lazy("Settings"))
    def asked(self, row: Generation) -> Shown:
        return order_page.asked(row)

    @display(description=gettext_lazy("Made from"))
    def used(self, row: Generation) -> Shown:
        return order_page.used(row)

    @display(description=gettext_lazy("Pictures"))
    def made(self, row: Generation) -> Shown:
        return order_page.made(row)

    @display(description=gettext_lazy("Measured"))
    def measured(self, row: Generation) -> Shown:
        return facts((order_page.score_label(name), order_page.measured(score)) for name, score in row.scores.items())

    @display(description=gettext_lazy("Movements"))
    def money(self, row: Generation) -> Shown:
        return order_page.money(row)

    @display(description=gettext_lazy("Course"))
    def course(self, row: Generation) -> Shown:
        return order_page.course(row)

    @display(description=gettext_lazy("Trouble"))
    def trouble(self, row: Generation) -> Shown:
        return facts([(_("What the owner was told"), row.error_message), (_("Code"), row.error_code)])
