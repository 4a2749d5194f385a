"""The settings and file slots of an order form, as templates draw them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from studio.catalogue.files import TYPES
from studio.catalogue.inputs import FRAMES, MEDIA_KINDS, Input
from studio.catalogue.labels import input_label, value_label
from studio.models import Asset

PREFIX = "parameters."
FRONT = (
    "voice", "emotion", "language", "speed", "aspect_ratio", "resolution", "quality", "upscale_factor", "duration",
    "fps", "style", "music_style", "mode", "look", "character_orientation", "background_source", "strength",
    "camera_moves", "camera_strength", "camera_easing", "easing", "num_intermediate_frames", "generate_audio",
    "instrumental", "sound", "intensity", "loop", "pro_quality",
)  # fmt: skip
"""Settings that are always in sight; the others stand under "More"."""

ANY_OF = {"picture": "image/*", "clip": "video/*", "sound": "audio/*"}

Choice = tuple[str, str, bool]
"""A value, its words, whether it is chosen."""


@dataclass(frozen=True, slots=True)
class Control:
    """One setting of the entry as the form shows it."""

    form: forms.Form
    item: Input

    @property
    def name(self) -> str:
        return PREFIX + self.item.role

    @property
    def id(self) -> str:
        return f"set-{self.item.role}"

    @property
    def label(self) -> str:
        label = input_label(self.item)
        return _("%(name)s, s") % {"name": label} if self.item.role == "duration" and not self.item.enum else label

    @property
    def is_front(self) -> bool:
        return self.item.role in FRONT and not self.item.advanced

    @property
    def errors(self) -> list[str]:
        return [str(each) for each in self.form[self.name].errors]

    @property
    def value(self) -> Any:
        given = self.form[self.name].value()
        if given in (None, "") and not self.form.is_bound:
            return self.item.default
        return given

    @property
    def voices_url(self) -> str:
        """Where its voices can be heard; "" for any other setting."""
        entry = getattr(self.form, "entry", None)
        return (
            reverse("studio:voices", args=[entry.id]) if entry and self.item.role == "voice" and self.item.enum else ""
        )

    @property
    def shape(self) -> str:
        """Which template draws it."""
        if self.item.type == "array":
            return "several"
        if self.item.enum:
            return "select"
        if self.item.type == "boolean":
            return "switch"
        if self.item.role == "seed":
            return "seed"
        if self.item.type == "number" and self.item.minimum is not None and self.item.maximum is not None:
            return "slider"
        return "number" if self.item.type in ("integer", "number") else "words"

    @property
    def choices(self) -> list[Choice]:
        """(value, words, whether chosen) of each value it can have."""
        chosen = str(self.value)
        return [(str(each), value_label(self.item.role, each), str(each) == chosen) for each in self.item.enum]

    @property
    def several(self) -> list[list[Choice]]:
        """The choices once for every value that may be given, in order."""
        given = list(self.value or ())
        chosen = [str(given[place]) if place < len(given) else "" for place in range(self.item.max_items or 3)]
        return [
            [(str(each), value_label(self.item.role, each), str(each) == one) for each in self.item.enum]
            for one in chosen
        ]

    @property
    def is_on(self) -> bool:
        return str(self.value).lower() in ("true", "on", "1", "yes")

    @property
    def step(self) -> str:
        if self.item.step is not None:
            return f"{self.item.step:g}"
        return "1" if self.item.type == "integer" else "0.05"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for files of one role."""

    form: forms.Form
    item: Input
    assets: tuple[Asset, ...] = ()
    """The files that stand in it, once they were read."""

    @property
    def role(self) -> str:
        return self.item.role

    @property
    def label(self) -> str:
        return input_label(self.item)

    @property
    def limit(self) -> int:
        return self.item.most

    @property
    def kind(self) -> str:
        """picture | clip | sound"""
        return MEDIA_KINDS[self.role]

    @property
    def is_needed(self) -> bool:
        return self.item.required

    @property
    def accept(self) -> str:
        """MIME types for the file dialog; all of its kind where the entry does not say."""
        return ",".join(self.item.accept) or ANY_OF[self.kind]

    @property
    def hint(self) -> str:
        """ "MP4, MOV · up to 100 MB · 3–30 s": what the model reads."""
        item = self.item
        parts = [", ".join(TYPES.get(each, each) for each in item.accept)]
        if item.max_mb:
            parts.append(_("up to %(n)g MB") % {"n": item.max_mb})
        if item.max_s and item.min_s:
            parts.append(_("%(low)g–%(high)g s") % {"low": item.min_s, "high": item.max_s})
        elif item.max_s:
            parts.append(_("up to %(n)g s") % {"n": item.max_s})
        return " · ".join(part for part in parts if part)

    @property
    def ids(self) -> list[str]:
        """Ids of the assets in it."""
        if self.role in FRAMES:
            value = self.form[self.role].value()
            return [str(value)] if value else []
        given = [str(each).split(":") for each in self.form["references"].value() or ()]
        return [parts[1] for parts in given if len(parts) == 3 and parts[0] == "asset" and parts[2] == self.role]

    @property
    def errors(self) -> list[str]:
        return [str(each) for each in self.form[self.role if self.role in FRAMES else "references"].errors]
