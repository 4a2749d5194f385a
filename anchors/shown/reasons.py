"""Why something was not found, in a sentence."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reklamai.media.mattes.model import Missing

SENTENCES: Final = {
    "no_face": gettext_lazy("There is no face in the picture."),
    "face_too_small": gettext_lazy("The face is too small in the picture; take one that is nearer."),
    "no_mesh": gettext_lazy("The face could not be measured: it is turned away, hidden or blurred."),
    "no_person": gettext_lazy("There is no person in the picture."),
    "person_too_small": gettext_lazy("The person is too small in the picture; take one that is nearer."),
    "no_clothing": gettext_lazy("No clothes can be seen on the person."),
    "too_dark": gettext_lazy("The picture is too dark to read it."),
    "too_bright": gettext_lazy("The picture is too bright to read it: the light parts have no detail left."),
    "flat_light": gettext_lazy("The light is even: it comes from no side more than from another."),
    "no_colour": gettext_lazy("The picture has no colours to read."),
    "person_fills_the_frame": gettext_lazy("The person fills the picture: too little of the place can be seen."),
    "plain_ground": gettext_lazy("Behind it is a plain ground, not a place."),
    "person_in_front": gettext_lazy("A person stands in front, so this is not a picture of a product."),
    "busy_ground": gettext_lazy("What is behind it is too busy to tell where the thing ends."),
    "empty_ground": gettext_lazy("There is nothing on the ground that could be cut out."),
    "fills_the_frame": gettext_lazy("It fills the whole picture: its edges cannot be seen."),
    "picture_too_small": gettext_lazy("The picture is too small to read it."),
    "unsure": gettext_lazy("It cannot be told with enough certainty."),
}


def because(missing: Missing) -> str:
    """The sentence for its reason."""
    return str(SENTENCES.get(missing.reason, _("It could not be read from this picture.")))
