"""Soul IDs: that somebody has them and how they do; name, face and whose it is in a case on that very Soul ID."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from soulids.models import Consent, SoulCase, SoulID, SoulStatus
from soulids.models.soul import SoulQuerySet
from soulids.selectors import cases
from soulids.selectors.search import same_face_elsewhere
from soulids.selectors.use import works_with
from soulids.services.cases import open_case
from studio.admin.base import ReadOnlyAdmin, WithDeeds
from studio.admin.belongings import OfOwner
from studio.admin.deeds import Deed, by_hand
from studio.admin.shown import NOTHING, Shown, facts, link, table, thumbnail
from studio.models import User

PUBLIC = ["person", "state", "photos_count", "trained_at", "cost", "trouble_words", "queue", "use", "consented",
          "created_at"]  # fmt: skip
PRIVATE = ["name", "handle", "description", "master", "photos", "elsewhere"]


class ByStatus(admin.SimpleListFilter):
    """By what the rows say: no column has it."""

    title, parameter_name = gettext_lazy("status"), "said_status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(SoulStatus.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[SoulID]) -> QuerySet[SoulID]:
        found = cast("SoulQuerySet", queryset)
        return found.with_status().filter(Q(said_status=self.value())) if self.value() else queryset


@admin.register(SoulID)
class SoulIDAdmin(WithDeeds, OfOwner):
    list_display = ["created_at", "person", "state", "photos_count", "trained_at", "cost", "trouble_words", "queue"]
    list_display_links = ["created_at"]
    list_filter = [ByStatus]
    search_fields = ["id__exact", "owner__email", "training__id__exact"]
    search_help_text = gettext_lazy("Number of the Soul ID or of its training, e-mail of its owner")
    list_select_related = ["owner", "training"]
    date_hierarchy = "created_at"
    view_on_site = False  # that page is its owner's
    readonly_fields: ClassVar[list[str]] = [*PUBLIC, *PRIVATE]
    deeds = (
        Deed(
            name="open_case",
            title=gettext_lazy("Open a case"),
            question=gettext_lazy("You will see this person's name and face for a day. The log will say why."),
            permission=cases.OPEN_CASE,
            do=by_hand(open_case),
            icon="visibility",
            many=False,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[SoulID]:
        return super().get_queryset(request).annotate(photos_there=Count("photos"))

    def get_fields(self, request: HttpRequest, obj: SoulID | None = None) -> list[str]:
        seen = obj is not None and cases.sees(cast("User", request.user), obj.pk)
        return [*PUBLIC, *PRIVATE] if seen else PUBLIC

    @display(description=gettext_lazy("Status"))
    def state(self, row: SoulID) -> str:
        return str(row.status.label)

    @display(description=gettext_lazy("Photos"), ordering="photos_there")
    def photos_count(self, row: Any) -> int:
        return int(row.photos_there)

    @display(description=gettext_lazy("Cost"), ordering="training_cost")
    def cost(self, row: SoulID) -> str:
        return f"{row.training_cost:.2f} USD" if row.training_cost else NOTHING

    @display(description=gettext_lazy("Trouble"))
    def trouble_words(self, row: SoulID) -> str:
        return row.trouble or NOTHING

    @display(description=gettext_lazy("Training"))
    def queue(self, row: SoulID) -> Shown:
        return link(row.training, row.training.get_status_display() if row.training else None)

    @display(description=gettext_lazy("Used in"))
    def use(self, row: SoulID) -> Shown:
        weights = row.loras.count()
        return facts([(_("Orders"), works_with(row).count()), (_("Versions"), row.versions.count()),
                      (_("Weights at vendors"), weights)])  # fmt: skip

    @display(description=gettext_lazy("Consent"))
    def consented(self, row: SoulID) -> Shown:
        return link(Consent.objects.filter(soul=row).first(), _("There is one"))

    @display(description=gettext_lazy("Master image"))
    def master(self, row: SoulID) -> Shown:
        found = row.version.master if row.version else None
        return thumbnail(found, width=240) if found else NOTHING

    @display(description=gettext_lazy("Photos"))
    def photos(self, row: SoulID) -> Shown:
        shown = [(thumbnail(photo.asset),) for photo in row.photos.select_related("asset").defer("vector")]
        return format_html_join(" ", "{}", shown) or NOTHING

    @display(description=gettext_lazy("The same face with others"))
    def elsewhere(self, row: SoulID) -> Shown:
        """Whoever has trained a face that looks like this one: the first thing to know when somebody complains."""
        near = same_face_elsewhere(row.version) if row.version else ()
        souls = SoulID.objects.select_related("owner").in_bulk([each.soul for each in near])
        found = [(souls[each.soul], each.apart) for each in near if each.soul in souls]
        told = [(link(soul), link(soul.owner), f"{apart:.2f}", soul.trained_at) for soul, apart in found]
        return table([_("Soul ID"), _("User"), _("Distance"), _("Trained")], told) if told else NOTHING


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    """That it was given, when and by what right; whose face it is belongs to a case."""

    list_display = ["agreed_at", "by", "right", "of"]
    list_filter = ["right"]
    search_fields = ["agreed_by__email", "soul__id__exact"]
    search_help_text = gettext_lazy("E-mail of who agreed, number of the Soul ID")
    list_select_related = ["agreed_by", "soul"]
    date_hierarchy = "agreed_at"
    readonly_fields: ClassVar[list[str]] = ["agreed_at", "by", "right", "of", "person", "words"]

    def get_fields(self, request: HttpRequest, obj: Consent | None = None) -> list[str]:
        seen = obj is not None and cases.sees(cast("User", request.user), obj.soul_id)
        return list(self.readonly_fields) if seen else self.list_display

    @display(description=gettext_lazy("Agreed by"), ordering="agreed_by__email")
    def by(self, row: Consent) -> Shown:
        return link(row.agreed_by)

    @display(description=gettext_lazy("Soul ID"))
    def of(self, row: Consent) -> Shown:
        return link(row.soul)


@admin.register(SoulCase)
class SoulCaseAdmin(ReadOnlyAdmin):
    """Who looked at a face, when and why: read by superusers, changed by nobody."""

    list_display = ["opened_at", "staff", "of", "reason"]
    search_fields = ["staff__email", "reason", "soul__id__exact"]
    list_select_related = ["staff", "soul"]
    date_hierarchy = "opened_at"
    fields: ClassVar[list[str]] = ["opened_at", "staff", "of", "reason"]
    readonly_fields = fields

    @display(description=gettext_lazy("Soul ID"))
    def of(self, row: SoulCase) -> Shown:
        return link(row.soul) if row.soul else _("Deleted")
