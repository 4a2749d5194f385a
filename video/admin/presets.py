"""Our presets: changed and added to by those who keep content. What people keep for themselves is theirs alone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from studio.admin.shown import Shown, facts, plain
from studio.catalogue.validate import AskInvalid
from video.admin.fields import PairsField
from video.camera import settings_of
from video.camera_fields import DEPTHS, FRAMINGS, RATIOS
from video.models import CameraPreset
from video.selectors.presets import CAMERA, camera_of
from video.selectors.vocabulary import Vocabulary, vocabulary

TERMS = {"sensor": "sensor", "lens": "lens", "color_profile": "profile", "genre": "genre", "lighting": "lighting"}
CHOICES = {"depth_of_field": DEPTHS, "aspect_ratio": tuple(RATIOS), "framing": FRAMINGS}
WORDS = ["slug", "name", "name_ru", "about", "about_ru", "position", "enabled"]
SHOWN = [name for name in CAMERA if name != "speed_ramp"] + ["ramp", "ramp_points"]


def select() -> forms.ChoiceField:
    return forms.ChoiceField(required=False, widget=UnfoldAdminSelectWidget())


class PresetForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """A camera, checked as an order's is."""

    movements = PairsField(
        numbers=False, required=False, label=gettext_lazy("movements"),
        help_text=gettext_lazy("Up to three lines: a movement and its strength, as push-in 45."),
    )  # fmt: skip
    ramp = select()
    ramp_points = PairsField(
        numbers=True, required=False, label=gettext_lazy("Moments and speeds"),
        help_text=gettext_lazy("Instead of a named ramp: one pair on each line."),
    )  # fmt: skip

    class Meta:
        model = CameraPreset
        fields = [*WORDS, *(name for name in CAMERA if name != "speed_ramp")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = vocabulary()
        for name, kind in TERMS.items():
            self.offer(name, words(known, kind))
        for name, values in CHOICES.items():
            self.offer(name, [("", "–"), *((value, value) for value in values)])
        self.fields["ramp"].label = _("speed ramp")
        self.offer("ramp", words(known, "ramp"))
        if "slug" in self.fields:  # that of an old one is shown, not typed
            self.fields["slug"].required = True
        kept = self.instance.speed_ramp
        self.initial["ramp"], self.initial["ramp_points"] = kept.get("name", ""), kept.get("points", [])
        self.initial["movements"] = [(each["name"], each["strength"]) for each in self.instance.movements]

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Choices in place of a text field."""
        if name in self.fields:
            found = forms.ChoiceField(
                choices=choices, required=False, label=self.fields[name].label, widget=UnfoldAdminSelectWidget()
            )
            self.fields[name] = found

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        if CameraPreset.objects.filter(owner=None, slug=slug).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is such a preset already."))
        return slug

    def clean(self) -> dict[str, Any]:
        """All together, by the rules of an order."""
        given = self.cleaned_data
        camera = {name: given.get(name) for name in CAMERA if given.get(name) not in (None, "", [])}
        camera["movements"] = [{"name": name, "strength": much} for name, much in given.get("movements") or ()]
        camera["speed_ramp"] = ramp_of(given)
        try:
            told = settings_of(camera, vocabulary=vocabulary()).as_json()
        except AskInvalid as refused:
            for key, sentence in refused.errors.items():
                self.add_error(PLACES.get(key) or key.removeprefix("camera."), sentence)
            return given
        self.instance.speed_ramp = told.get("speed_ramp") or {}
        return {**given, "movements": told.get("movements", [])}


PLACES = {"camera.speed_ramp": "ramp_points"}


def ramp_of(given: dict[str, Any]) -> dict[str, Any]:
    if points := given.get("ramp_points"):
        return {"points": points}
    return {"name": given["ramp"]} if given.get("ramp") else {}


def words(known: Vocabulary, kind: str) -> list[tuple[str, str]]:
    """Every word of a kind: what is offered no more may stand in a preset still."""
    return [("", "–"), *((slug, term.name) for (of, slug), term in known.terms.items() if of == kind)]


@admin.register(CameraPreset)
class CameraPresetAdmin(ModelAdmin):
    form = PresetForm
    list_display = ["name", "name_ru", "slug", "sensor", "lens", "position", "enabled"]
    list_filter = ["enabled"]
    search_fields = ["slug", "name", "name_ru"]
    search_help_text = gettext_lazy("Name, or the name in orders")
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: CameraPreset | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[CameraPreset]:
        return super().get_queryset(request).filter(owner=None)

    def get_readonly_fields(self, request: HttpRequest, obj: CameraPreset | None = None) -> list[str]:
        return ["slug", "its_camera"] if obj else ["its_camera"]

    @display(description=gettext_lazy("Camera"))
    def its_camera(self, row: CameraPreset) -> Shown:
        """For who may only look."""
        return facts((label_for_field(name, CameraPreset), plain(value)) for name, value in camera_of(row).items())

    def get_fieldsets(self, request: HttpRequest, obj: CameraPreset | None = None) -> Any:
        typed = obj is None or self.has_change_permission(request, obj)
        return [(None, {"fields": WORDS}), (_("Camera"), {"fields": SHOWN if typed else ["its_camera"]})]
