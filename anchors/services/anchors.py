"""Anchors made, named, locked, put into the bin and taken out of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from anchors.models import Element, ReferenceAnchor
from anchors.selectors.anchors import not_found, with_parts
from anchors.services import extracting, frames
from reklamai.core.errors import BadInput, KeyReused, NotFound
from studio.models import Asset, Project, User
from studio.references import asset_of
from studio.services import credits, generations
from studio.services.asks import project_of

MOST = 500
"""Live anchors of one person: beyond it lists stop being lists."""


def create(
    owner: User,
    *,
    asset: UUID,
    key: UUID,
    at_s: float | None = None,
    name: str = "",
    project: UUID | None = None,
    main_face: int | None = None,
) -> ReferenceAnchor:
    """An anchor of one of this person's pictures, or of the frame of a clip that is shown at `at_s` seconds.

    Its extraction is ordered, unless an equal picture has been looked at before. The same key gives the same anchor;
    with another ask it raises KeyReused. Raises NotFound, BadInput, and as `frames.taken` and `orders.order`.
    """
    digest = digest_of(asset=asset, at_s=at_s, name=name, project=project, main_face=main_face)
    if earlier := repeated(owner, key=key, digest=digest):
        return earlier
    in_project = project_of(owner, project)
    source = asset_of(owner, asset)
    image = picture_of(owner, source, at_s=at_s, project=in_project)
    anchor = ReferenceAnchor(
        owner=owner,
        key=key,
        ask_digest=digest,
        name=(name or source.name or _("Anchor"))[:120],
        project=in_project,
        main_face=main_face,
    )
    return written_down(anchor, image=image)


@transaction.atomic
def written_down(anchor: ReferenceAnchor, *, image: Asset) -> ReferenceAnchor:
    """The row with its extraction, or what the key has made already: under the account's lock two tabs take turns."""
    credits.lock_account(anchor.owner)
    if earlier := repeated(anchor.owner, key=anchor.key, digest=anchor.ask_digest):
        return earlier
    if ReferenceAnchor.objects.visible_to(anchor.owner).count() >= MOST:
        raise BadInput(_("You have %(most)s anchors, which is as many as there can be.") % {"most": MOST})
    # Locked, so that the bin does not take the file between this look and the row.
    kept = Asset.objects.visible_to(anchor.owner).select_for_update(no_key=True).filter(pk=image.pk).first()
    if kept is None:
        raise NotFound(_("There is no such file."))
    anchor.image = kept
    anchor.save(force_insert=True)
    extracting.begin(anchor)
    return anchor


def digest_of(**asked: object) -> str:
    """SHA-256 of everything asked: tells a repeated request from another one under the same key."""
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()


def repeated(owner: User, *, key: UUID, digest: str) -> ReferenceAnchor | None:
    """The anchor that this key has made already. Raises KeyReused if something else was asked."""
    earlier = with_parts(ReferenceAnchor.objects.filter(owner=owner, key=key)).first()
    if earlier and earlier.ask_digest != digest:
        raise KeyReused(_("This key was used for another anchor."))
    return earlier


def picture_of(owner: User, source: Asset, *, at_s: float | None, project: Project | None) -> Asset:
    """The picture itself, or a frame of the clip. Raises BadInput for what cannot be looked at."""
    if source.is_picture and at_s is None:
        return source
    if source.is_picture:
        raise BadInput(_("A picture has no moments: leave the time out."))
    if not source.is_clip:
        raise BadInput(_("An anchor is made of a picture, or of a frame of a clip."))
    return frames.taken(owner, source, at_s=at_s or 0.0, project=project)


@transaction.atomic
def change(
    owner: User,
    *,
    pk: UUID,
    name: str | None = None,
    project: UUID | None = None,
    to_project: bool = False,
    locked: Collection[str] | None = None,
) -> ReferenceAnchor:
    """Another name, other locks, and with `to_project` another project (None: out of it). What is None stays.

    Raises NotFound, and BadInput for an element that was not found in the picture.
    """
    anchor = held(owner, pk)
    if name is not None:
        anchor.name = name[:120]
    if to_project:
        anchor.project = project_of(owner, project)
    if locked is not None:
        anchor.locked_elements = in_order(locked)
        refuse_missing(anchor)
    anchor.save(update_fields=["name", "project", "locked_elements", "updated_at"])
    return anchor


def rename(owner: User, *, pk: UUID, name: str) -> ReferenceAnchor:
    """Raises NotFound."""
    return change(owner, pk=pk, name=name)


@transaction.atomic
def lock(owner: User, *, pk: UUID, element: str) -> ReferenceAnchor:
    """Later orders are held to this element. Raises NotFound, and BadInput where it was not found in the picture."""
    anchor = held(owner, pk)
    return change(owner, pk=pk, locked={*anchor.locked_elements, element})


@transaction.atomic
def unlock(owner: User, *, pk: UUID, element: str) -> ReferenceAnchor:
    """Later orders are free of this element; it need not have been locked. Raises NotFound."""
    anchor = held(owner, pk)
    return change(owner, pk=pk, locked=set(anchor.locked_elements) - {element})


def held(owner: User, pk: UUID) -> ReferenceAnchor:
    """The row, ours until the transaction ends: two changes at once both count. Raises NotFound."""
    rows = ReferenceAnchor.objects.visible_to(owner).filter(pk=pk)
    anchor = with_parts(rows).select_for_update(of=("self",)).first()
    if anchor is None:
        raise not_found()
    return anchor


def in_order(elements: Collection[str]) -> list[str]:
    """Each once. Raises BadInput for a word that is no element."""
    if unknown := sorted(set(elements) - set(Element.values)):
        raise BadInput(_("There is no such element: %(name)s.") % {"name": unknown[0]})
    return [each for each in Element.values if each in elements]


def refuse_missing(anchor: ReferenceAnchor) -> None:
    """Raises BadInput where an element is to be locked that the picture does not show."""
    if anchor.locked_elements and anchor.features is None:
        raise BadInput(_("Nothing is known of this picture yet. Wait until it has been looked at."))
    missing = [each for each in anchor.locked_elements if each not in anchor.found]
    if missing:
        names = ", ".join(str(Element(each).label).lower() for each in missing)
        raise BadInput(_("Not found in this picture, so it cannot be locked: %(names)s.") % {"names": names})


def delete(owner: User, *, pk: UUID) -> None:
    """Put it into the bin; an extraction that is under way is stopped. Orders keep what they took. Raises NotFound.

    Two transactions on purpose: the end of an order locks the order and then the anchor, and so must nobody the other
    way round.
    """
    now = timezone.now()
    if not ReferenceAnchor.objects.visible_to(owner).filter(pk=pk).update(deleted_at=now, updated_at=now):
        raise not_found()
    extraction = ReferenceAnchor.objects.select_related("extraction").get(pk=pk).extraction
    if extraction is not None and not extraction.is_over:
        generations.cancel_unless_over(extraction)


def restore(owner: User, *, pk: UUID) -> None:
    """Take it out of the bin, within its days there. Raises NotFound."""
    now = timezone.now()
    if not ReferenceAnchor.objects.in_bin_of(owner).filter(pk=pk).update(deleted_at=None, updated_at=now):
        raise not_found()
