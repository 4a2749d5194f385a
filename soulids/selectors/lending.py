"""What orders need of a Soul ID: who it is, its pictures, its weights."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict
from soulids.models import SoulID, SoulPhoto, SoulVersion
from soulids.selectors.loras import loras_of
from soulids.selectors.souls import not_found
from studio.models import Asset, User


@dataclass(frozen=True, slots=True)
class Lendable:
    """One Soul ID in use. photos: those to show to others that are still there, best first. lora: as `loras_of`."""

    soul: SoulID
    version: SoulVersion
    photos: tuple[Asset, ...]
    lora: dict[str, str] | None


def lendable(user: User, ids: Collection[str]) -> dict[str, Lendable]:
    """By id as it was given, in three queries.

    Raises NotFound if one is not this user's or no id at all, Conflict if one is not trained yet.
    """
    try:
        wanted = {each: UUID(each) for each in ids}
    except ValueError:
        raise not_found() from None
    rows = SoulID.objects.visible_to(user).select_related("version__master", "version__cut")
    found = rows.in_bulk(set(wanted.values()))
    if len(found) < len(set(wanted.values())):
        raise not_found()
    versions = {pk: in_use(soul) for pk, soul in found.items()}
    photos, loras = photos_of(versions.values()), loras_of(list(found))
    return {
        name: Lendable(
            soul=found[pk],
            version=versions[pk],
            photos=tuple(photos[each] for each in versions[pk].references if each in photos),
            lora=loras.get(pk),
        )
        for name, pk in wanted.items()
    }


def in_use(soul: SoulID) -> SoulVersion:
    if soul.version is None:
        words = _("“%(name)s” has not been trained yet: orders can use it once it is ready.")
        raise Conflict(words % {"name": soul.name})
    return soul.version


def photos_of(versions: Collection[SoulVersion]) -> dict[str, Asset]:
    """Files of the photos that these versions name, by the photo's id."""
    named = {pk for version in versions for pk in version.references}
    of_theirs = SoulPhoto.objects.filter(pk__in=named, soul__in=[version.soul_id for version in versions])
    rows = of_theirs.select_related("asset").only("asset")
    return {str(row.pk): row.asset for row in rows}
