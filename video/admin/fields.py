"""Fields of forms for traits, each made from the very limits that the trait is checked against."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from video.trait_fields import Choice, Count, Curve, Field, Flag, Number, Parts, Pixels, Slug


class PairsField(forms.CharField):
    """Pairs as lines, "dolly_in 0.8"; `numbers`: both are numbers, else the first is a name."""

    widget = UnfoldAdminTextareaWidget

    def __init__(self, *, numbers: bool, **options: Any) -> None:
        super().__init__(**options)
        self.numbers = numbers

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return "\n".join(f"{first} {second:g}" for first, second in value)
        return value

    def to_python(self, value: Any) -> Any:
        """A list of lists of two. Raises ValidationError, naming the line."""
        lines = [line.split() for line in (value or "").splitlines() if line.strip()]
        return [self.pair(line) for line in lines]

    def pair(self, words: list[str]) -> list[Any]:
        try:
            first, second = words
            return [number(first) if self.numbers else first, number(second)]
        except ValueError as fault:
            told = _("“%(line)s” is not a pair. Write one on each line, as %(example)s.")
            example = "0.5 0.3" if self.numbers else "dolly_in 0.8"
            raise forms.ValidationError(told % {"line": " ".join(words)[:60], "example": example}) from fault

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return [tuple(each) for each in self.to_python(data)] != [tuple(each) for each in initial or ()]
        except forms.ValidationError:
            return True


def number(word: str) -> float:
    return float(word.replace(",", "."))


def form_field(trait: Field, *, default: Any, needed: bool) -> forms.Field:
    """What staff type one trait into. `needed`: it has no default."""
    match trait:
        case Number():
            return of_number(trait, needed=needed)
        case Count():
            return forms.IntegerField(
                label=trait.label, min_value=trait.low, max_value=trait.high, initial=default, required=needed,
                help_text=reach(trait), widget=UnfoldAdminIntegerFieldWidget(),
            )  # fmt: skip
        case Flag():
            return forms.BooleanField(label=trait.label, required=False, widget=UnfoldBooleanSwitchWidget())
        case Choice():
            choices = [(key, label or "–") for key, label in trait.choices.items()]
            return forms.ChoiceField(
                label=trait.label, choices=choices, required="" not in trait.choices, widget=UnfoldAdminSelectWidget()
            )
        case Parts() | Curve():
            hint = gettext_lazy("One pair on each line.")
            return PairsField(label=trait.label, numbers=isinstance(trait, Curve), help_text=hint, required=needed)
        case Pixels() | Slug():
            return forms.CharField(label=trait.label, required=needed, widget=UnfoldAdminTextInputWidget())


def of_number(trait: Number, *, needed: bool) -> forms.Field:
    label = format_lazy("{}, {}", trait.label, trait.unit) if trait.unit else trait.label
    return forms.FloatField(
        label=label, min_value=trait.low, max_value=trait.high, required=needed, help_text=reach(trait),
        widget=UnfoldAdminDecimalFieldWidget(attrs={"step": "any"}),
    )  # fmt: skip


def reach(trait: Number | Count) -> str:
    return f"{trait.low:g} … {trait.high:g}"
