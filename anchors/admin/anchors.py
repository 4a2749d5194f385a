"""Anchors: that somebody has them and how their extraction went; the picture and what was found in it in a case."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from anchors.media.features import ELEMENTS
from anchors.models import Element, ReferenceAnchor
from anchors.selectors import anchors as reads
from anchors.shown.facts import panel
from anchors.shown.overlays import overlays
from studio.admin.belongings import OfOwner
from studio.admin.shown import NOTHING, Shown, facts, link, picture
from studio.models import Status, User
from studio.selectors import cases

PUBLIC = ["person", "its_project", "how_it_went", "found_in_it", "held_to", "use", "order", "created_at", "deleted_at"]
PRIVATE = ["name", "drawn", *(f"of_{each}" for each in ELEMENTS)]


class Locked(admin.SimpleListFilter):
    """By an element that orders are held to."""

    title, parameter_name = gettext_lazy("locked"), "locked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Element.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[ReferenceAnchor]) -> QuerySet[ReferenceAnchor]:
        return queryset.filter(locked_elements__contains=[self.value()]) if self.value() else queryset


@admin.register(ReferenceAnchor)
class ReferenceAnchorAdmin(OfOwner):
    list_display = ["thumbnail", "created_at", "person", "name", "how_it_went", "found_in_it", "held_to", "deleted_at"]
    list_display_links = ["created_at"]
    list_filter = [Locked, "extraction__status", ("deleted_at", admin.EmptyFieldListFilter)]
    search_fields = ["id__exact", "owner__email", "image__id__exact", "extraction__id__exact"]
    search_help_text = gettext_lazy("Number of the anchor, of its picture or order, e-mail of its owner")
    list_select_related = ["owner", "image", "extraction", "project"]
    date_hierarchy = "created_at"
    readonly_fields: ClassVar[list[str]] = [*PUBLIC, *PRIVATE]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReferenceAnchor]:
        return super().get_queryset(request).defer("extracted_features", *reads.HIDDEN)

    def get_list_display(self, request: HttpRequest) -> list[str]:
        private = set() if cases.sees_all(cast("User", request.user)) else {"thumbnail", "name"}
        return [name for name in self.list_display if name not in private]

    def get_fields(self, request: HttpRequest, obj: ReferenceAnchor | None = None) -> list[str]:
        """What was found in a face is as private as the face: who may open the picture sees both."""
        seen = obj is not None and cases.may_open(cast("User", request.user), obj.image)
        return [*PUBLIC, *PRIVATE] if seen else PUBLIC

    @display(description="")
    def thumbnail(self, row: ReferenceAnchor) -> Shown:
        return picture(row.image)

    @display(description=gettext_lazy("Project"))
    def its_project(self, row: ReferenceAnchor) -> Shown:
        return link(row.project)

    @display(description=gettext_lazy("Extraction"))
    def how_it_went(self, row: ReferenceAnchor) -> str:
        words = str(Status(row.status).label)
        return f"{words}: {row.trouble}" if row.trouble else words

    @display(description=gettext_lazy("Found"))
    def found_in_it(self, row: ReferenceAnchor) -> str:
        return labels(row.found)

    @display(description=gettext_lazy("Locked"))
    def held_to(self, row: ReferenceAnchor) -> str:
        return labels(row.locked_elements)

    @display(description=gettext_lazy("Used in"))
    def use(self, row: ReferenceAnchor) -> Shown:
        return facts([(_("Orders"), reads.used_by(row).count()), (_("Sets"), reads.sets_of(row).count())])

    @display(description=gettext_lazy("Order"))
    def order(self, row: ReferenceAnchor) -> Shown:
        return link(row.extraction)

    @display(description=gettext_lazy("Drawn over the picture"))
    def drawn(self, row: ReferenceAnchor) -> Shown:
        features = row.features
        if features is None:
            return picture(row.image, width=240)
        return render_to_string("admin/anchors/overlays.html", {"drawn": overlays(features), "image": row.image})

    @display(description=Element.FACE.label)
    def of_face(self, row: ReferenceAnchor) -> Shown:
        return part(row, "face")

    @display(description=Element.CLOTHING.label)
    def of_clothing(self, row: ReferenceAnchor) -> Shown:
        return part(row, "clothing")

    @display(description=Element.LIGHTING.label)
    def of_lighting(self, row: ReferenceAnchor) -> Shown:
        return part(row, "lighting")

    @display(description=Element.ENVIRONMENT.label)
    def of_environment(self, row: ReferenceAnchor) -> Shown:
        return part(row, "environment")

    @display(description=Element.PRODUCT.label)
    def of_product(self, row: ReferenceAnchor) -> Shown:
        return part(row, "product")


def labels(elements: list[str]) -> str:
    return ", ".join(str(Element(each).label) for each in elements) or NOTHING


def part(row: ReferenceAnchor, element: Any) -> Shown:
    """One element as its owner sees it: values, or why it was not found."""
    features = row.features
    if features is None:
        return NOTHING
    found = panel(features, element)
    colours = ", ".join(f"{each.hex} {each.share:.0%}" for each in found.colours)
    return found.why_not or facts([*found.rows, (_("Colours"), colours), (_("Confidence"), found.sure)])
