"""What is said of the way from one frame to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from studio.catalogue.labels import value_label


def said_of(route: Mapping[str, Any]) -> str:
    """One sentence: which way was taken, and why. route: of the notes of a clip or a strip; {} says nothing."""
    why, style = route.get("why"), value_label("style", route.get("style", ""))
    if why == "faces":
        return _("There are faces in both frames: the one becomes the other.")
    if why == "near_view":
        return _("Both frames show the same place: what they share moves from the one to the other.")
    if why == "unlike":
        return _("The frames have nothing in common: a styled move leads over (%(style)s).") % {"style": style}
    if why == "no_face":
        return _("There is no face in one of the frames: another move leads over (%(style)s).") % {"style": style}
    return _("The way that you have chosen: %(style)s.") % {"style": style} if why == "asked" else ""
