"""What the room of cameras lends to an order: a preset by its id, or ours by its slug."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio.ask import ReferenceAsk, ResolvedReference
from studio.models import User
from video.camera import CameraSettings, settings_of
from video.camera_fields import ASKED
from video.models import CameraPreset
from video.selectors.vocabulary import Vocabulary

ROLE = "camera"


class Cameras:
    """Source "camera": presets. Nothing of them is a file or a word: what they come to, the shaper says."""

    def resolve(self, user: User, ask: ReferenceAsk) -> tuple[ResolvedReference, ...]:
        """For the record alone. Raises NotFound for a preset this user cannot see."""
        return (ResolvedReference(role=ROLE, text=preset_of(user, ask.id).name),)


def preset_of(user: User, name: str) -> CameraPreset:
    """A preset that this user can see, by its id, or one of ours by its slug. Raises NotFound."""
    rows = CameraPreset.objects.visible_to(user)
    try:
        found = rows.filter(pk=UUID(name)).first()
    except ValueError:
        found = rows.filter(owner=None, slug=name).first() if name.isascii() and name.isprintable() else None
    if found is None:
        raise NotFound(_("There is no such camera preset."))
    return found


def settings_in(preset: CameraPreset, *, vocabulary: Vocabulary) -> CameraSettings:
    """The camera of a preset. Raises AskInvalid where it names what is there no more."""
    fields = {name: getattr(preset, name) for name in ASKED if name != "preset"}
    given = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
    return settings_of({**given, "preset": str(preset.pk)}, vocabulary=vocabulary)
