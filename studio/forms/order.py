"""The composer's form, made from the chosen model's entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.datastructures import MultiValueDict

from reklamai.core.errors import BadInput
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.catalogue.inputs import FRAMES, HELD_ROLES, Input
from studio.catalogue.labels import input_label
from studio.catalogue.validate import AskInvalid, check
from studio.forms.content import Content, ask_from, holds, words_limit
from studio.forms.controls import FRONT, PREFIX, Control, Slot
from studio.mentions import mentions
from studio.retakes import MOST
from studio.selectors.plain import is_plain_json

ANCHORS = {"prompt": "prompt", "count": "set-count", "audio_prompt": "audio-prompt", "audio_type": "audio-type"}
FORM_ANCHOR = "order-form"
RETAKES = "retakes_"
"""Before the names of the fields that say when it is made again."""
LONGEST_SHAPE = 8000
STRENGTH = "strength-"
"""And the id of what is held: the name of the field that says how strongly."""


class ReferencesField(forms.Field):
    """Several "<source>:<id>:<role>"; read by `content.reference_of`."""

    widget = forms.MultipleHiddenInput


class ShapeField(forms.JSONField):
    """The virtual camera, or the wish for a master, as one JSON object that a page's own controls fill."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError for anything but an object of a few plain values."""
        text = value if isinstance(value, str) else ""
        if len(text) > LONGEST_SHAPE:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            found = super().to_python(value)
        except (ValueError, RecursionError) as error:  # numbers of thousands of digits, brackets in brackets
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if found is not None and not (isinstance(found, dict) and is_plain_json(found)):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found or None


class ValuesField(forms.Field):
    """Several values of one setting, in the order given."""

    widget = forms.SelectMultiple


class OrderForm(forms.Form):
    """What a person wants made.

    Once it is valid, `ask` is there: checked against the model.
    """

    ask: Ask
    key = forms.UUIDField(initial=uuid4)
    prompt = forms.CharField(required=False, strip=False)
    count = forms.IntegerField(initial=1)
    start_frame = forms.UUIDField(required=False)
    end_frame = forms.UUIDField(required=False)
    references = ReferencesField(required=False)
    parent = forms.UUIDField(required=False)
    quoted = forms.IntegerField(required=False)
    camera = ShapeField(required=False)
    master = ShapeField(required=False)
    audio_prompt = forms.CharField(required=False)
    audio_type = forms.CharField(required=False)
    retakes_most = forms.CharField(required=False)
    retakes_below = forms.CharField(required=False)
    retakes_score = forms.CharField(required=False)
    retakes_within = forms.CharField(required=False)

    def __init__(
        self,
        data: MultiValueDict[str, Any] | None = None,
        *,
        entry: Entry,
        composer: str,
        project: UUID | None = None,
        content: Content | None = None,
    ) -> None:
        self.entry, self.composer, self.project = entry, composer, project
        super().__init__(data, initial=initial_of(content or {}))
        for item in entry.parameters:
            field = ValuesField if item.type == "array" else forms.CharField
            self.fields[PREFIX + item.role] = field(required=False, label=input_label(item))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            self.check_ask()
        return given

    def check_ask(self) -> None:
        try:
            self.ask = ask_from(self.content, self.entry, project=self.project)
            if not self.held and not mentions(
                self.ask.prompt
            ):  # where there is something to hold to, only the service can say what goes in
                check(self.entry, self.ask)
        except AskInvalid as invalid:
            for name, sentence in invalid.errors.items():
                field = name.replace("retakes.", RETAKES)
                self.add_error(field if field in self.fields else None, sentence)
        except BadInput as error:
            self.add_error(None, error.message)

    @property
    def held(self) -> list[str]:
        """The references that name something to hold to, as "<source>:<id>:<element or nothing>"."""
        return [each for each in self.content.get("references", []) if holds(each)]

    @property
    def content(self) -> Content:
        """What stands in the form now, right or wrong, as a draft keeps it."""
        count = str(self["count"].value())
        content = Content(
            model=self.entry.id,
            prompt=self["prompt"].value() or "",
            count=int(count) if count.isdecimal() and len(count) < 4 else 1,
            parameters=self.parameters(),
            references=[str(each) for each in self["references"].value() or ()],
        )
        if strengths := self.strengths(content["references"]):
            content["strengths"] = strengths
        for name in (*FRAMES, "parent"):
            if value := self[name].value():
                content[name] = str(value)  # type: ignore[literal-required]  # these names are all keys of Content
        for name in ("camera", "master"):
            if shape := self.shape_of(name):
                content[name] = shape  # type: ignore[literal-required]  # as above
        if words := str(self["audio_prompt"].value() or "").strip():
            content |= {"audio_prompt": words, "audio_type": str(self["audio_type"].value() or "")[:10]}
        if self["retakes_most"].value():
            given = {name: self[RETAKES + name].value() for name in ("most", "below", "score", "within")}
            content["retakes"] = {name: str(value)[:9] for name, value in given.items() if value}
        return content

    def shape_of(self, name: str) -> dict[str, Any] | None:
        """The camera or the master as it stands; None for none, and for what is no object."""
        value = self.data.get(name) if self.is_bound else self.initial.get(name)
        try:
            found: dict[str, Any] | None = ShapeField(required=False).to_python(value)
        except forms.ValidationError:
            return None
        return found

    def parameters(self) -> dict[str, Any]:
        """The values given, by role; empty ones are left out."""
        values = {}
        for item in self.entry.parameters:
            value = self[PREFIX + item.role].value()
            if isinstance(value, list):
                value = [each for each in value if each != ""]
            if value not in (None, "", []):
                values[item.role] = value
        return values

    def strengths(self, references: Sequence[str]) -> dict[str, int | str]:
        """Those typed for what is held, by id; a form that nobody has sent has those that it was filled with."""
        ids = [parts[1] for each in references if len(parts := each.split(":")) == 3 and holds(each)]
        kept = self.initial.get("strengths", {})
        found = {pk: self.data.get(f"{STRENGTH}{pk}", "") if self.is_bound else kept.get(pk, "") for pk in ids}
        return {pk: value for pk, value in found.items() if value != ""}

    @property
    def retake_counts(self) -> range:
        return range(1, MOST + 1)

    @property
    def words(self) -> Input | None:
        """The model's input for words, if it reads any."""
        return self.entry.input_for("prompt")

    @property
    def words_limit(self) -> int:
        return words_limit(self.entry)

    @property
    def counts(self) -> range:
        return range(1, self.entry.max_count + 1)

    def front(self) -> list[Control]:
        """The settings that are always in sight."""
        return sorted((each for each in self.controls() if each.is_front), key=lambda each: FRONT.index(each.item.role))

    def more(self) -> list[Control]:
        """The settings under "More"."""
        return [each for each in self.controls() if not each.is_front]

    def controls(self) -> list[Control]:
        return [Control(self, item) for item in self.entry.parameters]

    def slots(self) -> list[Slot]:
        """Every place for files, frames among them; the start frame before the end, however the entry has them."""
        found = [Slot(self, item) for item in self.entry.media if item.role not in HELD_ROLES]
        return sorted(found, key=lambda slot: slot.role == "end_frame")

    def wrong(self) -> list[tuple[str, str]]:
        """(id of the control, sentence) of everything that is wrong, in the order of the page."""
        return [(anchor_of(name), str(error)) for name, errors in self.errors.items() for error in errors]


def anchor_of(name: str) -> str:
    """The id, in the page, of a field's control."""
    if name.startswith(RETAKES):
        return name.replace("_", "-")
    if name in ANCHORS:
        return ANCHORS[name]
    if name.startswith(PREFIX):
        return f"set-{name.removeprefix(PREFIX)}"
    return f"slot-{name}" if name in FRAMES else FORM_ANCHOR


def initial_of(content: Content) -> dict[str, Any]:
    """A form's initial values for a content."""
    initial: dict[str, Any] = {name: value for name, value in content.items() if name not in ("parameters", "retakes")}
    initial |= {RETAKES + name: value for name, value in content.get("retakes", {}).items()}
    return initial | {PREFIX + role: value for role, value in content.get("parameters", {}).items()}
