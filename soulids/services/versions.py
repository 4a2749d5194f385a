"""Earlier trainings: gone back to, or deleted."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, NotFound
from soulids.models import SoulID, SoulVersion
from soulids.selectors.souls import not_found
from soulids.services.learned import drop_files
from studio.models import User


@transaction.atomic
def use(owner: User, *, pk: UUID, number: int) -> SoulVersion:
    """Let orders use this version from now on; finished works stay as they are. May be repeated. Raises NotFound."""
    soul = locked(owner, pk)
    version = version_of(soul, number)
    if not version.is_current:
        # The others first: two versions in use at once are refused by the database.
        SoulVersion.objects.filter(soul=soul, is_current=True).update(is_current=False)
        SoulVersion.objects.filter(pk=version.pk).update(is_current=True)
        SoulID.objects.filter(pk=soul.pk).update(version=version, updated_at=timezone.now())
        version.is_current = True
    return version


@transaction.atomic
def delete(owner: User, *, pk: UUID, number: int) -> None:
    """Delete a version that is not in use, at once, with the files its training made. Raises NotFound, Conflict."""
    soul = locked(owner, pk)
    version = version_of(soul, number)
    if version.is_current or soul.version_id == version.pk:
        raise Conflict(_("This version is in use. Go to another one first."))
    order = version.order
    version.delete()
    if order is not None:
        drop_files(order)


def locked(owner: User, pk: UUID) -> SoulID:
    soul = SoulID.objects.visible_to(owner).select_for_update(of=("self",)).filter(pk=pk).first()
    if soul is None:
        raise not_found()
    return soul


def version_of(soul: SoulID, number: int) -> SoulVersion:
    found = SoulVersion.objects.filter(soul=soul, number=number).select_related("order").first()
    if found is None:
        raise NotFound(_("There is no such version."))
    return found
