"""A user's own cameras kept under names: made, changed and removed."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, NotAllowed
from studio.catalogue.validate import AskInvalid
from studio.models import User
from studio.selectors.plain import check_plain
from studio.services import credits
from video.camera import CameraSettings, settings_of
from video.models import CameraPreset
from video.selectors.presets import CAMERA, camera_of, not_found, preset_for
from video.selectors.vocabulary import vocabulary

MOST: Final = 200
"""Own presets of one person: a gallery of more is not looked through any more."""
LONGEST_NAME: Final = 80
LONGEST_ABOUT: Final = 200


@transaction.atomic
def create(owner: User, *, name: str, camera: Any, about: str = "") -> CameraPreset:
    """Keep a camera under a name. `camera`: as in an order.

    Raises AskInvalid for a camera that is none, for a name that is empty, too long or taken; BadInput at the limit.
    """
    asked = settings_of(camera, vocabulary=vocabulary())
    credits.lock_account(owner)  # two tabs at the limit, or with one name, take turns
    if CameraPreset.objects.filter(owner=owner).count() >= MOST:
        raise BadInput(_("You have %(most)s presets, which is as many as there can be.") % {"most": MOST})
    made = CameraPreset(owner=owner, name=free_name(owner, name), about=short_about(about))
    put(made, asked)
    made.save(force_insert=True)
    return made


@transaction.atomic
def change(
    owner: User, pk: UUID, *, name: str | None = None, about: str | None = None, camera: Any = None
) -> CameraPreset:
    """Another name, other words, or the settings that `camera` names; one that it names as null is emptied.

    Raises NotFound, NotAllowed for one of ours, and as `create`.
    """
    found = own(owner, pk)
    if camera is not None:
        put(found, changed(found, camera))
    if name is not None:
        found.name = free_name(owner, name, besides=found)
    if about is not None:
        found.about = short_about(about)
    found.save()
    return found


@transaction.atomic
def delete(owner: User, pk: UUID) -> None:
    """For good: orders keep a copy of their camera. Raises NotFound, NotAllowed for one of ours."""
    own(owner, pk).delete()


def check_own(owner: User, pk: UUID) -> None:
    """Raises NotFound for a preset that this user cannot see, NotAllowed for one of ours."""
    if preset_for(owner, pk).is_system:
        raise NotAllowed(_("Presets of ours stay as they are. Save it as one of your own."))


def own(owner: User, pk: UUID) -> CameraPreset:
    """One that this user may change, locked. Raises NotFound, NotAllowed."""
    credits.lock_account(owner)
    found = CameraPreset.objects.select_for_update().filter(owner=owner, pk=pk).first()
    if found is None:
        check_own(owner, pk)
        raise not_found()  # it was deleted between the two reads
    return found


def changed(found: CameraPreset, camera: Any) -> CameraSettings:
    """The camera of a preset with other settings over it. Raises AskInvalid."""
    if not isinstance(camera, dict):
        raise AskInvalid({"camera": _("The camera is an object with its settings.")})
    return settings_of({**camera_of(found), **camera}, vocabulary=vocabulary())


def put(row: CameraPreset, asked: CameraSettings) -> None:
    """The settings into their columns, in memory."""
    values, empty = asked.as_json(), CameraPreset()
    for name in CAMERA:
        value = values.get(name)
        setattr(row, name, getattr(empty, name) if value is None else value)


def free_name(owner: User, name: str, *, besides: CameraPreset | None = None) -> str:
    """The name without needless space. Raises AskInvalid."""
    said = " ".join(name.split())
    if not said or len(said) > LONGEST_NAME:
        raise AskInvalid({"name": _("Give a name of up to %(most)d characters.") % {"most": LONGEST_NAME}})
    check_plain(said)
    others = CameraPreset.objects.filter(owner=owner)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if others.annotate(low=Lower("name")).filter(low=Lower(Value(said))).exists():
        raise AskInvalid({"name": _("You have a preset of this name already.")})
    return said


def short_about(about: str) -> str:
    said = " ".join(about.split())
    if len(said) > LONGEST_ABOUT:
        raise AskInvalid({"about": _("Say it in up to %(most)d characters.") % {"most": LONGEST_ABOUT}})
    return said
