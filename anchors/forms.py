"""What the pages of anchors take."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from anchors.models import SLOTS, Element
from anchors.selectors.anchors import AnchorQuery


class GalleryForm(forms.Form):
    """What of the anchors is wanted. A filter that cannot be read is left out, so that an old link still leads on."""

    q = forms.CharField(required=False, max_length=120)
    show = forms.CharField(required=False)

    def query(self) -> AnchorQuery:
        self.full_clean()
        given = self.cleaned_data
        return AnchorQuery(words=given.get("q", ""), bin=given.get("show") == "bin")


class NewForm(forms.Form):
    """An anchor of a file that lies in the library already. at: seconds into a clip."""

    asset = forms.UUIDField()
    key = forms.UUIDField(required=False)
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    at = forms.FloatField(label=_("Second"), required=False, min_value=0)

    def clean_key(self) -> Any:
        return self.cleaned_data["key"] or uuid4()


class NameForm(forms.Form):
    name = forms.CharField(label=_("New name"), max_length=120)


class LocksForm(forms.Form):
    """Everything that is locked from now on; what is not ticked is free."""

    locked = forms.MultipleChoiceField(choices=Element.choices, required=False)


class FaceForm(forms.Form):
    main = forms.IntegerField(min_value=0, max_value=999)


class BoardForm(forms.Form):
    """A name and four slots, each an anchor's id or nothing."""

    name = forms.CharField(label=_("Name"), max_length=120)
    face = forms.UUIDField(required=False)
    clothing = forms.UUIDField(required=False)
    environment = forms.UUIDField(required=False)
    lighting = forms.UUIDField(required=False)

    def slots(self) -> dict[str, UUID | None]:
        """Slot -> anchor, as far as it can be read: a preview asks before the form is whole."""
        return {str(slot): self.cleaned_data.get(str(slot)) for slot in SLOTS}
