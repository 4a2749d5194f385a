"""What was found in photos of a person, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from soulids.media.framing import Pose

REASONS: Final = {
    "no_face": gettext_lazy("No face can be seen"),
    "face_unclear": gettext_lazy("The face is covered or turned away"),
    "several_faces": gettext_lazy("Several people"),
    "face_too_small": gettext_lazy("The face is too small"),
    "face_small": gettext_lazy("The face is small"),
    "blurred": gettext_lazy("Too blurred"),
    "soft": gettext_lazy("A little blurred"),
    "too_dark": gettext_lazy("Too dark"),
    "dark": gettext_lazy("Dim light"),
    "too_bright": gettext_lazy("Too bright: the skin is plain white"),
    "bright": gettext_lazy("Part of the face is plain white"),
    "uneven_light": gettext_lazy("One side of the face lies in shadow"),
    "turned_far": gettext_lazy("The head is turned far to the side"),
    "no_colour": gettext_lazy("Black and white"),
}
"""By the keys of `soulids.media.verdicts.ADVICE`."""
HELP: Final = {
    "show_the_face": gettext_lazy("Take a photo in which the whole face can be seen."),
    "one_person_only": gettext_lazy("Crop it so that one person is left."),
    "come_closer": gettext_lazy("Take one from nearer, or crop less."),
    "hold_still": gettext_lazy("Hold still, or take a sharper one."),
    "more_light": gettext_lazy("Take one in more light."),
    "less_light": gettext_lazy("Take one in less light, without flash."),
    "softer_light": gettext_lazy("Take one in softer light, by a window or in the shade."),
    "turn_to_the_camera": gettext_lazy("Turn a little towards the camera."),
    "take_a_colour_photo": gettext_lazy("Take a colour photo."),
}
"""By its values."""
POSES: Final = {
    Pose.FRONT: gettext_lazy("Front"),
    Pose.LEFT: gettext_lazy("To the left"),
    Pose.RIGHT: gettext_lazy("To the right"),
    Pose.UP: gettext_lazy("Looking up"),
    Pose.DOWN: gettext_lazy("Looking down"),
    Pose.THREE_QUARTER: gettext_lazy("Three-quarter"),
    Pose.CLOSE_UP: gettext_lazy("Close-up"),
    Pose.HALF: gettext_lazy("To the waist"),
    Pose.FULL: gettext_lazy("Full height"),
}
NONE_OF: Final = {
    Pose.FRONT: gettext_lazy("No photo from the front yet."),
    Pose.LEFT: gettext_lazy("No photo yet with the head turned to the left of the picture."),
    Pose.RIGHT: gettext_lazy("No photo yet with the head turned to the right of the picture."),
    Pose.UP: gettext_lazy("No photo looking up yet."),
    Pose.DOWN: gettext_lazy("No photo looking down yet."),
    Pose.THREE_QUARTER: gettext_lazy("No three-quarter view yet, with the head half turned."),
    Pose.CLOSE_UP: gettext_lazy("No close-up yet, with the face filling the picture."),
    Pose.HALF: gettext_lazy("No photo to the waist yet."),
    Pose.FULL: gettext_lazy("No full-height photo yet."),
}
TROUBLES: Final = {
    "unreadable": gettext_lazy("The file could not be opened."),
    "failed": gettext_lazy("It could not be looked at."),
}
"""By `SoulPhoto.trouble`."""
GRADES: Final = {
    "excellent": gettext_lazy("Excellent"),
    "good": gettext_lazy("Good"),
    "fair": gettext_lazy("Fair"),
    "poor": gettext_lazy("Poor"),
}
GRADE_WORDS: Final = {
    "excellent": gettext_lazy("The face is known surely, from many sides."),
    "good": gettext_lazy("The face is known well. More views would make it surer."),
    "fair": gettext_lazy("The face is known, but not from every side. Add photos that differ more."),
    "poor": gettext_lazy("The photos say too little or differ too much. Add sharp ones from the front."),
}
MASTERS: Final = {
    "portrait": gettext_lazy("drawn here from the best photo"),
    "photo": gettext_lazy("the best photo as it is"),
}
"""By `SoulVersion.master_source`; anything else is the name of a model."""
STAGES: Final = {
    "reading": gettext_lazy("Reading the photos"),
    "identity": gettext_lazy("Learning the face"),
    "strangers": gettext_lazy("Looking for strangers among the photos"),
    "checking": gettext_lazy("Holding each photo against the others"),
    "appearance": gettext_lazy("Reading skin and hair"),
    "portrait": gettext_lazy("Making the portrait"),
    "verifying": gettext_lazy("Checking that the portrait is this person"),
    "photo": gettext_lazy("Taking the best photo as the portrait"),
    "report": gettext_lazy("Writing the report"),
    "storing": gettext_lazy("Keeping what was learned"),
}
"""Of a training, as its engine reports them."""
FEW: Final = "few_"
NO: Final = "no_"


def reasons(keys: Iterable[str]) -> str:
    """The reasons in one line; one without words of its own is passed over."""
    return "; ".join(str(REASONS[key]) for key in keys if key in REASONS)


def help_for(keys: Iterable[str]) -> str:
    """What would help, as sentences."""
    return " ".join(str(HELP[key]) for key in keys if key in HELP)


def missing(keys: Iterable[str]) -> list[str]:
    """Sentences for `AlbumFacts.missing`."""
    return [sentence for key in keys if (sentence := _missing(key))]


def _missing(key: str) -> str:
    if key.startswith(NO) and key.removeprefix(NO) in set(Pose):
        return str(NONE_OF[Pose(key.removeprefix(NO))])
    if key.startswith(FEW) and key.removeprefix(FEW) in set(Pose):
        return _("Few photos of this view: %(view)s.") % {"view": str(POSES[Pose(key.removeprefix(FEW))]).lower()}
    return ""


def blocked(keys: Iterable[str], *, lacking: int, surplus: int) -> list[str]:
    """Sentences for `AlbumFacts.blocked`: why training cannot begin yet. lacking, surplus: so many good photos."""
    said = holding_back(lacking=lacking, surplus=surplus)
    return [said[key] for key in keys if key in said]


def holding_back(*, lacking: int, surplus: int) -> dict[str, str]:
    """Every sentence by its key."""
    few = ngettext("%(n)d more good photo is needed.", "%(n)d more good photos are needed.", lacking)
    many = ngettext("Remove %(n)d photo: there are too many.", "Remove %(n)d photos: there are too many.", surplus)
    return {
        "several_people": _("The photos show different people, and it cannot be told who is meant. Remove the others."),
        "too_few": few % {"n": lacking},
        "too_many": many % {"n": surplus},
        "no_front": _("At least one good photo from the front is needed."),
    }


def views(found: Iterable[Pose]) -> str:
    """The views of one photo in one line, in the order of `Pose`."""
    have = set(found)
    return ", ".join(str(POSES[pose]).lower() for pose in Pose if pose in have)


def decimal(value: float, places: int) -> str:
    """ "0.46", "0,46" in Russian."""
    return str(number_format(value, places))


def language() -> str:
    """ "ru" or "en", as the tables of words have it."""
    return "ru" if (get_language() or "").startswith("ru") else "en"
