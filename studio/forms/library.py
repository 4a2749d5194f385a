"""The library's filters, and what is done with several works at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from studio.models import Project, User
from studio.selectors.generations import LARGEST_PAGE, LibraryQuery

KINDS = (("", _("All")), ("picture", _("Pictures")), ("clip", _("Clips")), ("master", _("Masters")))
ICONS = {"picture": "image", "clip": "film", "master": "clapperboard"}
VIEWS = ("grid", "list")
NOTHING = {"q": "", "kind": "", "model": "", "show": "", "view": VIEWS[0]}


class LibraryForm(forms.Form):
    """What of the library is wanted. A filter that cannot be read is left out, so that an old link still leads on."""

    q = forms.CharField(required=False, max_length=200)
    kind = forms.CharField(required=False)
    model = forms.CharField(required=False, max_length=120)
    show = forms.CharField(required=False)
    view = forms.CharField(required=False)

    def clean_kind(self) -> str:
        return self.one_of("kind", tuple(value for value, _words in KINDS))

    def clean_show(self) -> str:
        return self.one_of("show", ("", "running", "favourites", "bin"))

    def clean_view(self) -> str:
        return self.one_of("view", VIEWS)

    @property
    def is_narrow(self) -> bool:
        """Whether a new work may be one that these filters do not want."""
        given = self.cleaned_data
        return any(given.get(name) for name in ("q", "kind", "model")) or given.get("show") in ("favourites", "bin")

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        given = str(self.cleaned_data.get(name, ""))
        return given if given in known else known[0]

    def query(self, *, project: UUID | None) -> LibraryQuery:
        """The filters as the library reads them."""
        self.full_clean()
        given: dict[str, Any] = self.cleaned_data
        given |= {**NOTHING, **given}  # what holds a NUL has reached no `clean_` of ours
        show = given["show"]
        return LibraryQuery(
            words=given["q"],
            kind=given["kind"],
            model=given["model"],
            favourite=show == "favourites",
            running=show == "running",
            bin=show == "bin",
            project=project,
        )


class PicksField(forms.Field):
    """The ids of picked works. Ids that are none are a fault; so are more than a page."""

    widget = forms.SelectMultiple
    default_error_messages = {"invalid": _("Pick works from the library first.")}

    def clean(self, value: Any) -> list[UUID]:
        try:
            found = [UUID(str(each)) for each in value or ()]
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if len(found) > LARGEST_PAGE or (self.required and not found):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class DownloadForm(forms.Form):
    """The picked works, or a whole project."""

    project = forms.UUIDField(required=False)
    pk = PicksField(required=False)

    def clean_pk(self) -> list[UUID]:
        picked: list[UUID] = self.cleaned_data["pk"]
        if not picked and not self.cleaned_data.get("project"):
            raise forms.ValidationError(PicksField.default_error_messages["invalid"], code="invalid")
        return picked


class BulkForm(forms.Form):
    """One deed with the works that are picked; at most a page of them."""

    ACTIONS = ("favourite", "unfavourite", "project", "delete", "restore")

    action = forms.ChoiceField(choices=[(action, action) for action in ACTIONS])
    pk = PicksField()

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.fields["project"] = forms.ModelChoiceField(Project.objects.visible_to(user), required=False)
