"""Several photos sent at once: each is taken or refused for itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from reklamai.core.errors import NotFound, ReklamError
from soulids.models import SoulPhoto
from soulids.services import photos
from studio.models import User


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a photo, or why it is none."""

    name: str
    photo: SoulPhoto | None = None
    error: ReklamError | None = None


def add_many(owner: User, *, pk: UUID, files: Iterable[UploadedFile[bytes]]) -> tuple[Outcome, ...]:
    """One outcome a file, in their order. Where none could be taken the first refusal is raised, as of `photos.add`."""
    outcomes = tuple(added(owner, pk=pk, file=file) for file in files)
    refusals = [each.error for each in outcomes if each.error is not None]
    if refusals and len(refusals) == len(outcomes):
        raise refusals[0]
    return outcomes


def added(owner: User, *, pk: UUID, file: UploadedFile[bytes]) -> Outcome:
    name = file.name or ""
    try:
        return Outcome(name, photo=photos.add(owner, pk=pk, file=file, name=name))
    except NotFound:
        raise  # erased meanwhile: that is true of all of them
    except ReklamError as error:
        return Outcome(name, error=error)
