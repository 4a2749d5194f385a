"""What a picture holds, found out: by an order to our own engine, or taken over from an equal picture."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from anchors.media.features import Features
from anchors.models import AnchorCut, ReferenceAnchor
from anchors.selectors.anchors import not_found, with_parts
from anchors.services import bin
from reklamai.core.errors import BadInput, Conflict, KeyReused
from studio.ask import Ask, ReferenceAsk
from studio.models import Generation, Status, User
from studio.services import credits, orders

KIND, MODEL, ROLE = "anchor_extract", "anchor-extract", "source_image"
TELLING = ("face", "product", "environment", "clothing", "lighting")
"""What a picture is most likely wanted for, the likeliest first: the first look locks it, so that a new anchor can be
used at once; its owner may choose otherwise."""


KEPT = (
    "main_face", "extraction", "extracted_features", "features_version", "found_elements", "locked_elements",
    "updated_at",
)  # fmt: skip
"""What an extraction changes in an anchor."""


def begin(anchor: ReferenceAnchor) -> None:
    """The first look at a new anchor's picture. Stands in the caller's transaction, under the account's lock."""
    if not take_over(anchor, main_face=anchor.main_face):
        ask_for(anchor, main_face=anchor.main_face, key=uuid4())


@transaction.atomic
def extract(owner: User, *, pk: UUID, main_face: int | None = None, key: UUID | None = None) -> ReferenceAnchor:
    """Look at the picture anew; with `main_face`, with that one of the found faces as the main one.

    What was found before stays until the new extraction is done. The same key is the same order. Raises NotFound,
    Conflict while one is under way or the picture lies in the bin, BadInput for a face that is not there, KeyReused,
    and as `orders.order`.
    """
    credits.lock_account(owner)
    anchor = with_parts(ReferenceAnchor.objects.visible_to(owner)).select_for_update(of=("self",)).filter(pk=pk).first()
    if anchor is None:
        raise not_found()
    if key and is_repeated(anchor, key=key, main_face=main_face):
        return anchor
    refuse_impossible(anchor, main_face=main_face)
    picks_another = main_face is not None and main_face != face_of(anchor)
    if not (picks_another and take_over(anchor, main_face=main_face)):
        ask_for(anchor, main_face=last_wanted(anchor) if main_face is None else main_face, key=key or uuid4())
    return anchor


def is_repeated(anchor: ReferenceAnchor, *, key: UUID, main_face: int | None) -> bool:
    """Whether this key has ordered the last look. Raises KeyReused if that was for another face."""
    last = anchor.extraction
    if last is None or last.key != key:
        return False
    if main_face is not None and last.parameters.get("main_face") != main_face:
        raise KeyReused(_("This key was used for another look at the picture."))
    return True


def refuse_impossible(anchor: ReferenceAnchor, *, main_face: int | None) -> None:
    if anchor.is_being_read:
        raise Conflict(_("This picture is being looked at already."))
    if anchor.image.deleted_at is not None:
        raise Conflict(_("Its picture lies in the bin. Restore it first."))
    features = anchor.features
    if main_face is not None and not (features and 0 <= main_face < len(features.faces)):
        raise BadInput(_("There is no such face in this picture."))


def face_of(anchor: ReferenceAnchor) -> int | None:
    """Which face its features are of."""
    features = anchor.features
    return features.main if features else anchor.main_face


def last_wanted(anchor: ReferenceAnchor) -> int | None:
    """The face of the last order where that failed, so that trying again is trying the same."""
    extraction = anchor.extraction
    failed = extraction is not None and extraction.status in (Status.FAILED, Status.CANCELLED)
    return extraction.parameters.get("main_face") if extraction and failed else anchor.main_face


def ask_for(anchor: ReferenceAnchor, *, main_face: int | None, key: UUID) -> None:
    """Order an extraction and point the anchor at it; it is free and runs on the heavy cluster."""
    ask = Ask(
        kind=KIND,
        model=MODEL,
        parameters={} if main_face is None else {"main_face": main_face},
        references=(ReferenceAsk(source="asset", id=str(anchor.image_id), role=ROLE),),
    )
    (anchor.extraction,) = orders.order(owner=anchor.owner, ask=ask, key=key)
    anchor.save(update_fields=["extraction", "updated_at"])


def take_over(anchor: ReferenceAnchor, *, main_face: int | None) -> bool:
    """Take what was found in an equal picture of the same person, with the same main face. Whether there is one."""
    same_face = Q(main_face=main_face)
    if main_face is not None:
        same_face |= Q(main_face=None, extracted_features__main=main_face)
    equal = ReferenceAnchor.objects.filter(same_face, owner=anchor.owner, image__sha256=anchor.image.sha256)
    # Locked, so that the bin or a new look does not take its parts away before they are written down here.
    earlier = equal.read().exclude(pk=anchor.pk).select_for_update(of=("self",)).order_by("-updated_at").first()
    if earlier is None or earlier.features is None:
        return False
    cuts = {cut.cut: cut.asset_id for cut in earlier.cuts.all()}
    anchor.main_face, anchor.extraction = main_face, None
    keep(anchor, features=earlier.features, cuts=cuts)
    return True


def write_down(generation: Generation) -> None:
    """What an extraction has found, in the rows of the anchors that wait for it; in the transaction that ends it.

    Raises ValueError for what is not features: then the order fails.
    """
    features = Features.from_json(generation.notes["features"])
    assets = generation.assets.filter(deleted_at=None)
    cuts = {str(asset.metadata["cut"]): asset.pk for asset in assets if "cut" in asset.metadata}
    for anchor in waiting_for(generation).select_for_update(of=("self",)):
        anchor.extraction, anchor.main_face = generation, generation.parameters.get("main_face")
        keep(anchor, features=features, cuts=cuts)


def waiting_for(generation: Generation) -> QuerySet[ReferenceAnchor]:
    """The anchors that point at it; for an order that staff or a program retried, those whose own look had failed."""
    pointing = ReferenceAnchor.objects.filter(extraction=generation)
    if pointing.exists():
        return pointing
    pictures = generation.references.filter(source="asset").values_list("source_id", flat=True)
    failed = Q(extraction__status__in=[Status.FAILED, Status.CANCELLED])
    return ReferenceAnchor.objects.filter(failed, owner=generation.owner_id, image__in=list(pictures))


def keep(anchor: ReferenceAnchor, *, features: Features, cuts: dict[str, UUID]) -> None:
    """Features and cuts in place of those before; a lock on what is not found any more falls.

    The extraction that made the cuts before goes into the hall's bin, unless another anchor stands on it.
    """
    is_first = not anchor.is_read
    anchor.take(features)
    if is_first and not anchor.locked_elements:
        anchor.locked_elements = [each for each in TELLING if each in anchor.found][:1]
    anchor.locked_elements = [each for each in anchor.locked_elements if each in anchor.found]
    anchor.save(update_fields=KEPT)
    before = {cut.asset.generation_id for cut in anchor.cuts.select_related("asset")}
    anchor.cuts.all().delete()
    AnchorCut.objects.bulk_create(AnchorCut(anchor=anchor, cut=cut, asset_id=asset) for cut, asset in cuts.items())
    bin.drop_idle({pk for pk in before if pk}, at=timezone.now())
