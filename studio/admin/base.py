"""What staff may look at and never touch, and what they may do with it, with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from unfold.admin import ModelAdmin
from unfold.decorators import action

from studio.admin import deeds
from studio.admin.deeds import Deed


class ReadOnlyAdmin(ModelAdmin):
    """Lists and pages without a way to add, change or delete."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Offered:
    """One deed as a list's action."""

    deed: Deed

    def __call__(self, room: WithDeeds, request: HttpRequest, rows: QuerySet[Model]) -> HttpResponse:
        return HttpResponseRedirect(room.deed_address(self.deed, [row.pk for row in rows[: deeds.MOST_ROWS]]))


class WithDeeds(ModelAdmin):
    """A room whose things staff can do something about: each deed asks for its reason on a page of its own."""

    deeds: ClassVar[tuple[Deed, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Gives each deed a button on a thing's own page, in the way in which unfold finds them."""
        super().__init_subclass__(**kwargs)
        for deed in cls.deeds:
            setattr(cls, f"do_{deed.name}", button(deed))
            # A method, as unfold looks dotted permissions up in a table that is not there at the first migrate.
            setattr(cls, f"has_do_{deed.name}_permission", may(deed))
        cls.actions_detail = tuple(f"do_{deed.name}" for deed in cls.deeds)

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_deed"
        view = self.admin_site.admin_view(self.deed_view)
        return [path("deeds/<slug:name>", view, name=name), *super().get_urls()]

    def deed_address(self, deed: Deed, keys: list[Any]) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_deed"
        return reverse(name, args=[deed.name], query={"id": [str(key) for key in keys]})

    def deed_view(self, request: HttpRequest, name: str) -> HttpResponse:
        return deeds.page(self, request, name)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        offered = {
            deed.name: (Offered(deed), deed.name, deed.title)
            for deed in self.deeds
            if deed.many and request.user.has_perm(deed.permission)
        }
        return {**super().get_actions(request), **offered}

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Only what fits the thing as it is now."""
        row = self.get_object(request, str(object_id))
        fitting = {f"do_{deed.name}" for deed in self.deeds if row is not None and deed.fits(row)}
        own = {f"{self.opts.app_label}_{self.opts.model_name}_do_{deed.name}" for deed in self.deeds}
        found = super().get_actions_detail(request, object_id)
        wanted = {f"{self.opts.app_label}_{self.opts.model_name}_{name}" for name in fitting}
        return [each for each in found if each.action_name not in own or each.action_name in wanted]


def button(deed: Deed) -> Callable[..., HttpResponse]:
    """What unfold calls when the deed's button on a thing's page is pressed."""

    def go(self: WithDeeds, request: HttpRequest, object_id: Any) -> HttpResponse:
        if not request.user.has_perm(deed.permission):
            raise PermissionDenied
        return HttpResponseRedirect(self.deed_address(deed, [object_id]))

    go.__name__ = f"do_{deed.name}"
    return action(description=deed.title, permissions=[go.__name__], icon=deed.icon)(go)


def may(deed: Deed) -> Callable[..., bool]:
    def has_permission(_self: WithDeeds, request: HttpRequest, _object_id: Any = None) -> bool:
        return request.user.has_perm(deed.permission)

    return has_permission
