"""Cameras that are kept under names: ours, and this user's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio.models import User
from studio.selectors.plain import is_plain
from video.camera import CameraSettings, settings_of
from video.camera_fields import ASKED
from video.models import CameraPreset
from video.selectors.vocabulary import Vocabulary

CAMERA = tuple(name for name in ASKED if name != "preset")
"""The settings that a preset keeps, columns of its row."""
OWN, OURS = "me", "system"


def presets_of(user: User) -> QuerySet[CameraPreset]:
    """This user's own, newest first."""
    return CameraPreset.objects.filter(owner=user).order_by("-created_at", "id")


def system_presets() -> QuerySet[CameraPreset]:
    """Ours that are offered, in their order."""
    return CameraPreset.objects.filter(owner=None, enabled=True).order_by("position", "slug")


def listed(user: User, *, owner: str = "") -> list[CameraPreset]:
    """What this user may take: `OWN`, `OURS`, or "" for both, the own ones first."""
    own = [] if owner == OURS else list(presets_of(user))
    return own if owner == OWN else [*own, *system_presets()]


def preset_for(user: User, key: str | UUID) -> CameraPreset:
    """One of this user's own by its id, or one of ours by id or slug. Raises NotFound.

    One of ours that is offered no more is still found by its name: orders and programs that name it go on working.
    """
    own = CameraPreset.objects.filter(owner=user)
    ours = CameraPreset.objects.filter(owner=None)
    pk = _uuid(key)
    if pk is None and not is_plain(str(key)):  # a name that PostgreSQL cannot be asked for is nobody's
        raise not_found()
    found = (own | ours).filter(pk=pk).first() if pk else ours.filter(slug=str(key)[:60]).first()
    if found is None:
        raise not_found()
    return found


def not_found() -> NotFound:
    return NotFound(_("There is no such camera preset."))


def camera_of(preset: CameraPreset) -> dict[str, Any]:
    """The camera of a preset as an order has it; what is not set is left out."""
    values = {name: getattr(preset, name) for name in CAMERA}
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def settings_in(preset: CameraPreset, *, vocabulary: Vocabulary) -> CameraSettings:
    """Raises AskInvalid where its lens has been changed under it."""
    return settings_of({**camera_of(preset), "preset": str(preset.pk)}, vocabulary=vocabulary)


def _uuid(key: str | UUID) -> UUID | None:
    try:
        return key if isinstance(key, UUID) else UUID(key)
    except ValueError:
        return None
