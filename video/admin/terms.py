"""The words of the camera: changed and added to by those who keep content. None is deleted, as orders name them."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from studio.admin.shown import Shown, facts, plain
from video.admin.fields import form_field
from video.models import CameraTerm, TermKind
from video.traits import TraitsInvalid, as_json, defaults_of, fields_of, traits_of

WORDS = ["slug", "name_en", "name_ru", "about_en", "about_ru", "words_en", "words_ru", "position", "enabled"]
MARK = "trait_"


class TermForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """A word of one kind, its traits as fields of their own; subclasses are made by `form_for`."""

    kind: ClassVar[str]

    class Meta:
        model = CameraTerm
        fields = WORDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        traits = {**defaults_of(self.kind), **(self.instance.traits or {})}
        self.initial = {**{f"{MARK}{name}": value for name, value in traits.items()}, **self.initial}

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        taken = CameraTerm.objects.filter(kind=self.kind, slug=slug).exclude(pk=self.instance.pk)
        if taken.exists():
            raise forms.ValidationError(_("There is such a word of this kind already."))
        return slug

    def clean(self) -> dict[str, Any] | None:
        """What was left empty is as by default; the traits are checked together, as when they are read."""
        given = {name: self.cleaned_data.get(f"{MARK}{name}") for name in fields_of(self.kind)}
        data = {name: value for name, value in given.items() if value not in (None, "", [])}
        if self.errors:
            return self.cleaned_data
        try:
            self.instance.traits = as_json(traits_of(self.kind, data))
        except TraitsInvalid as refused:
            for name, words in refused.errors.items():
                self.add_error(f"{MARK}{name}", words)
        self.instance.kind = self.kind
        return self.cleaned_data


@cache
def form_for(kind: str) -> type[TermForm]:
    """The form of one kind, with the traits that this kind has."""
    optional = defaults_of(kind)
    made = {
        f"{MARK}{name}": form_field(trait, default=optional.get(name), needed=name not in optional)
        for name, trait in fields_of(kind).items()
    }
    return type(f"{kind.title()}Form", (TermForm,), {**made, "kind": kind, "__module__": __name__})


@admin.register(CameraTerm)
class CameraTermAdmin(ModelAdmin):
    list_display = ["name_en", "name_ru", "kind", "slug", "position", "enabled"]
    list_filter = ["kind", "enabled"]
    search_fields = ["slug", "name_en", "name_ru"]
    search_help_text = gettext_lazy("Name, or the name in orders")
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: CameraTerm | None = None) -> bool:
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **{**kwargs, "form": form_for(kind_of(request, obj))})

    def get_readonly_fields(self, request: HttpRequest, obj: CameraTerm | None = None) -> list[str]:
        return ["slug", "its_traits"] if obj else ["its_traits"]

    @display(description=gettext_lazy("Traits"))
    def its_traits(self, row: CameraTerm) -> Shown:
        """For who may only look: a form that is not typed into has no fields to show them by."""
        known = fields_of(row.kind)
        return facts((known[name].label, plain(value)) for name, value in row.traits.items() if name in known)

    def get_fieldsets(self, request: HttpRequest, obj: CameraTerm | None = None) -> Any:
        kind = kind_of(request, obj)
        typed = [f"{MARK}{name}" for name in fields_of(kind)]
        traits = typed if obj is None or self.has_change_permission(request, obj) else ["its_traits"]
        words = {"fields": WORDS, "description": "" if obj else other_kinds(kind)}
        return [(TermKind(kind).label, words), (_("Traits"), {"fields": traits})]


def kind_of(request: HttpRequest, obj: CameraTerm | None) -> str:
    """Of a new word, what the address says; a body without a word of it."""
    asked = obj.kind if obj else request.GET.get("kind", "")
    return asked if asked in TermKind.values else TermKind.SENSOR.value


def other_kinds(kind: str) -> SafeString:
    """Links to the forms of the other kinds."""
    add = reverse("admin:video_cameraterm_add")
    others = [(add, each.value, each.label) for each in TermKind if each.value != kind]
    return format_html_join(" · ", '<a class="staff-link" href="{}?kind={}">{}</a>', others)
