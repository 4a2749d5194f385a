"""What the room of cameras lends to an order: a preset by its id, or one of ours by its slug."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio.ask import ReferenceAsk, ResolvedReference
from studio.models import User
from studio.selectors.plain import is_plain
from video.models import CameraPreset
from video.selectors.presets import preset_for

ROLE: Final = "camera"


class Cameras:
    """Source "camera": presets. Nothing of them is a file or a word: what they come to, the shaper says."""

    def resolve(self, user: User, ask: ReferenceAsk) -> tuple[ResolvedReference, ...]:
        """Its name, for the record. Raises NotFound for a preset this user cannot see."""
        return (ResolvedReference(role=ROLE, text=preset_named(user, ask.id).name),)


def preset_named(user: User, name: str) -> CameraPreset:
    """Raises NotFound, for a name that no database keeps too."""
    if not is_plain(name):
        raise NotFound(_("This preset is not there."))
    return preset_for(user, name)
