"""What a Soul ID was used by: told before it is deleted, and when it has been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import PROTECT, Count, Max, Min, Q, QuerySet
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from soulids.models import SoulID, SoulLora, SoulMaster, SoulPhoto, SoulVersion
from studio.engines.tables import can_stop
from studio.models import Asset, Generation, GenerationReference, Status, User
from studio.models.generation import GenerationQuerySet
from studio.models.status import OPEN

SOURCE, PHOTO_SOURCE = "soulid", "soul-photo"
"""How orders name a Soul ID, and a photo of one."""
NEWEST: Final = 5


@dataclass(frozen=True, slots=True)
class UsedFor:
    """The works of one kind that hold to it."""

    kind: str
    count: int
    first_at: datetime
    last_at: datetime
    newest: tuple[Generation, ...]
    """At most five, for links."""


@dataclass(frozen=True, slots=True)
class Use:
    """Everything that a deletion touches or leaves. What is finished stays as it is."""

    works: tuple[UsedFor, ...]
    """By kind, the most used first."""
    stopped: tuple[Generation, ...]
    """Open works that are ended, with their credits back."""
    going_on: tuple[Generation, ...]
    """Open works that a vendor has and cannot stop: their results come, unscored."""
    elsewhere: tuple[tuple[str, int], ...]
    """What other rooms have made of the results: (name of the things, how many). It stays too."""
    photos: int
    versions: int
    remote: int
    """Sets of weights at vendors."""

    @property
    def total(self) -> int:
        return sum(each.count for each in self.works)


def used_by(owner: User, pk: UUID) -> Use:
    """What used this Soul ID and what its deletion would do. Raises NotFound."""
    soul = SoulID.objects.visible_to(owner).filter(pk=pk).first()
    if soul is None:
        raise not_found()
    works = works_with(soul)
    open_now = [row for row in works.filter(status__in=OPEN).order_by("created_at") if not row.standby]
    stopped = tuple(row for row in open_now if is_stoppable(row))
    return Use(
        works=tuple(by_kind(works)),
        stopped=stopped,
        going_on=tuple(row for row in open_now if row not in stopped),
        elsewhere=tuple(elsewhere(Q(generation__in=works) | Q(generation__in=own_orders(soul)))),
        photos=soul.photos.count(),
        versions=soul.versions.count(),
        remote=soul.loras.count(),
    )


def not_found() -> NotFound:
    return NotFound(_("There is no such Soul ID."))


def works_with(soul: SoulID) -> GenerationQuerySet:
    """The owner's orders that hold to it; every order once."""
    named = GenerationReference.objects.filter(source=SOURCE, source_id=str(soul.pk))
    return Generation.objects.filter(owner=soul.owner_id, pk__in=named.values("generation"))


def own_orders(soul: SoulID) -> set[UUID]:
    """Judging, trainings, master images and looks at these, weights: orders that were made from photos of this person.

    Those that name photos which are no more count too, where no other Soul ID of the owner has a part in them: nobody
    else would take their rows.
    """
    mine = Generation.objects.filter(owner=soul.owner_id)
    this = SoulID.objects.filter(pk=soul.pk)
    others = SoulID.objects.filter(owner=soul.owner_id).exclude(pk=soul.pk)
    named = GenerationReference.objects.filter(source=PHOTO_SOURCE, generation__owner=soul.owner_id)
    own, theirs = photo_ids(this), photo_ids(others)
    orphans = orders_of(named.exclude(source_id__in=own | theirs))
    found = orders_of(named.filter(source_id__in=own)) | pointed_at(this)
    found |= orphans - orders_of(named.filter(source_id__in=theirs)) - pointed_at(others)
    looks = mine.filter(kind__in=settings.UTILITY_KINDS, parent__in=found)
    return found | set(looks.values_list("pk", flat=True))


def photo_ids(souls: QuerySet[SoulID]) -> set[str]:
    return {str(pk) for pk in SoulPhoto.objects.filter(soul__in=souls).values_list("pk", flat=True)}


def orders_of(references: QuerySet[GenerationReference]) -> set[UUID]:
    return set(references.values_list("generation", flat=True))


def pointed_at(souls: QuerySet[SoulID]) -> set[UUID]:
    """Orders that rows of these Soul IDs point at, and trainings that name one of them."""
    of = Q(soul__in=souls)
    pks = [str(pk) for pk in souls.values_list("pk", flat=True)]
    named = Q(owner__in=souls.values("owner"), parameters__soul__in=pks)
    found = {
        *SoulPhoto.objects.filter(of).values_list("judging", flat=True),
        *SoulVersion.objects.filter(of).values_list("order", flat=True),
        *SoulMaster.objects.filter(of).values_list("order", flat=True),
        *SoulLora.objects.filter(of).values_list("order", flat=True),
        *souls.values_list("training", flat=True),
        *Generation.objects.filter(named).values_list("pk", flat=True),
    }
    return {pk for pk in found if pk is not None}


def is_stoppable(row: Generation) -> bool:
    """Whether an open order has not left for a vendor yet, or its maker can truly stop."""
    has_left = row.sent_at is not None or bool(row.provider_ref)
    return row.status == Status.QUEUED or not has_left or can_stop(row.provider, row.kind)


def by_kind(works: GenerationQuerySet) -> list[UsedFor]:
    shown = works.filter(deleted_at=None, standby=False)
    counted = shown.order_by().values("kind").annotate(n=Count("pk"), first=Min("created_at"), last=Max("created_at"))
    return [
        UsedFor(row["kind"], row["n"], row["first"], row["last"], tuple(shown.filter(kind=row["kind"])[:NEWEST]))
        for row in sorted(counted, key=lambda row: (-row["n"], row["kind"]))
    ]


def elsewhere(files: Q) -> list[tuple[str, int]]:
    """Things of other rooms that stand on these files: an anchor of a result, say. They name no Soul ID."""
    found = []
    for relation in Asset._meta.related_objects:
        if relation.on_delete is not PROTECT or relation.related_model._meta.app_label == SoulID._meta.app_label:
            continue
        assets = Asset.objects.filter(files).values("pk")
        count = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": assets}).count()
        if count:
            found.append((str(relation.related_model._meta.verbose_name_plural), count))
    return found
