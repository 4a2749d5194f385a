"""What a storyboard itself may hold, its shots aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from studio.catalogue.validate import AskInvalid
from studio.models import Project, User
from video.camera_fields import RATIOS
from video.content_fields import choice, flag, identity, line, unknown
from video.content_models import model_and_settings
from video.models import MultiShotGeneration
from video.trait_fields import Unfit

FORMATS: Final = tuple(RATIOS)
"""Those of the camera: whatever a model cannot make itself is cut to them."""
RESOLUTIONS: Final = ("480p", "720p", "1080p", "4K")
LONGEST_NAME: Final = 120
READ_ONLY: Final = frozenset(
    {
        "id", "status", "combined_video", "animatic", "trouble", "created_at", "updated_at", "deleted_at", "seconds",
        "changed", "revision", "shots", "film_is_current", "animatic_is_current",
    }
)  # fmt: skip
"""Fields of an answer that come back with it; shots and the revision are read beside these."""


def film_changes(owner: User, data: Any, film: MultiShotGeneration) -> dict[str, Any]:
    """Columns of the board that `data` changes, with their new values; what is left out stays.

    Raises AskInvalid with the names of the fields, naming every fault at once.
    """
    if not isinstance(data, Mapping):
        raise AskInvalid({"body": _("A storyboard is an object with its settings.")})
    errors = unknown([name for name in data if name not in FIELDS and name not in READ_ONLY])
    found: dict[str, Any] = {}
    for name in (name for name in FIELDS if name in data):
        try:
            found |= FIELDS[name](data[name])
        except Unfit as fault:
            errors[name] = str(fault)
    try:
        found |= model_and_settings(data, model=film.model, parameters=film.parameters, needed=True)
        found |= project_changes(owner, data, film)
    except AskInvalid as refused:
        errors |= refused.errors
    if errors:
        raise AskInvalid(errors)
    return {name: value for name, value in found.items() if getattr(film, name) != value}


def project_changes(owner: User, data: Mapping[str, Any], film: MultiShotGeneration) -> dict[str, Any]:
    try:
        pk = identity(data.get("project", film.project_id))
    except Unfit as fault:
        raise AskInvalid({"project": str(fault)}) from fault
    if pk is not None and pk != film.project_id and not Project.objects.visible_to(owner).filter(pk=pk).exists():
        raise AskInvalid({"project": _("There is no such project.")})
    return {"project_id": pk}


FIELDS: Final[Mapping[str, Callable[[Any], dict[str, Any]]]] = {
    "name": lambda value: {"name": line(value, most=LONGEST_NAME)},
    "project": lambda _value: {},  # read where its owner is known
    "aspect_ratio": lambda value: {"aspect_ratio": choice(value, FORMATS)},
    "resolution": lambda value: {"resolution": choice(value, RESOLUTIONS)},
    "model": lambda _value: {},  # read together with its settings, as these depend on it
    "parameters": lambda _value: {},
    "native": lambda value: {"native": flag(value)},
}
"""What of a board can be given, with what reads it into its columns."""
