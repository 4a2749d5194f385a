"""Projects are made, renamed, put into the bin and taken out of it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, NotFound
from studio.models import Project, User
from studio.selectors.projects import restorable

MOST = 500
"""Live projects of one person: beyond it lists stop being lists."""


@transaction.atomic
def create(owner: User, *, name: str) -> Project:
    """A new project. Raises BadInput where the person has too many."""
    User.objects.select_for_update().get(pk=owner.pk)  # two tabs at the limit take turns
    if Project.objects.visible_to(owner).count() >= MOST:
        raise BadInput(_("You have %(most)s projects, which is as many as there can be.") % {"most": MOST})
    return Project.objects.create(owner=owner, name=name)


def rename(owner: User, *, pk: UUID, name: str) -> None:
    """Raises NotFound for a project that is not there or somebody else's."""
    if not Project.objects.visible_to(owner).filter(pk=pk).update(name=name):
        raise not_found()


def delete(owner: User, *, pk: UUID) -> None:
    """Put a project into the bin; its works stay in the library. Raises NotFound."""
    if not Project.objects.visible_to(owner).filter(pk=pk).update(deleted_at=timezone.now()):
        raise not_found()


def restore(owner: User, *, pk: UUID) -> None:
    """Take a project out of the bin, within 30 days. Raises NotFound."""
    if not restorable(owner).filter(pk=pk).update(deleted_at=None):
        raise not_found()


def not_found() -> NotFound:
    return NotFound(_("There is no such project."))
