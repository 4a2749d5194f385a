"""The takes of a sound: every file that has been heard in its place, and the one that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from studio.catalogue.labels import value_label
from studio.models import Asset, Generation, GenerationReference
from video.models import SoundMix, SoundOrder, SoundPart, SoundPiece

VOICE_CHANGE: Final = "voice_change"
SOURCE: Final = "source_audio"
"""The role in which such an order has the sound whose voice is changed."""

UNREAD: Final = tuple(f"generation__{name}" for name in ("words", "sent", "notes", "plan", "kept"))
"""Long, and none of it is needed to list takes, which an open page asks for every second."""


@dataclass(frozen=True, slots=True)
class Take:
    """One file of a sound."""

    asset: Asset
    content_hash: str | None
    """Of what it was made; None for what nobody ordered for this sound."""
    voice: str
    """Who speaks, in the reader's language; "" where nobody was chosen."""

    @property
    def is_changed(self) -> bool:
        """Whether it says what another take says, in another voice."""
        return self.asset.generation is not None and self.asset.generation.kind == VOICE_CHANGE

    @property
    def words(self) -> str:
        """What it is called: its voice, else where it comes from."""
        if self.voice:
            return self.voice
        return _("As it was made") if self.asset.generation else _("As it was brought")


def takes_of(mix: SoundMix, piece: UUID | None = None) -> dict[UUID, tuple[Take, ...]]:
    """By piece its takes, oldest first, of those that have more than one; of one piece where it is named.

    Files in the bin are none. Four queries, whatever the number of sounds.
    """
    rows = SoundOrder.objects.filter(mix=mix, part=SoundPart.PIECE, piece__deleted_at=None)
    rows = rows.filter(piece=piece) if piece else rows
    files = Prefetch("generation__assets", Asset.objects.filter(deleted_at=None).order_by("position"))
    sounds = GenerationReference.objects.filter(source="asset", role=SOURCE)
    lent = Prefetch("generation__references", sounds, to_attr="lent")
    rows = rows.select_related("generation", "piece").defer(*UNREAD, "piece__spoken")
    orders = list(rows.order_by("id").prefetch_related(files, lent))
    sources = sources_of(orders)
    found: dict[UUID, dict[UUID, Take]] = {}
    for order in orders:
        if order.piece_id:
            mine = found.setdefault(order.piece_id, {})
            for take in made_in(order, sources):
                mine.setdefault(take.asset.pk, take)
    return {pk: tuple(takes.values()) for pk, takes in found.items() if len(takes) > 1}


def sources_of(orders: Sequence[SoundOrder]) -> dict[str, Asset]:
    """By id the files whose voice was changed."""
    named = [each.source_id for order in orders for each in lent_to(order.generation)]
    if not named:
        return {}
    rows = Asset.objects.filter(pk__in=named, deleted_at=None, generation__deleted_at=None).select_related("generation")
    return {str(each.pk): each for each in rows.defer(*UNREAD)}


def made_in(order: SoundOrder, sources: Mapping[str, Asset]) -> Iterable[Take]:
    """What was heard before a changed voice took its place, and what was made."""
    for each in lent_to(order.generation):
        if each.source_id in sources:
            source = sources[each.source_id]
            yield Take(source, None, voice_in(source.generation))
    if order.generation.deleted_at is None and (result := order.generation.result):
        yield Take(result, order.content_hash, voice_in(order.generation))


def lent_to(generation: Generation) -> Sequence[GenerationReference]:
    found: Sequence[GenerationReference] = getattr(generation, "lent", ())
    return found


def voice_in(generation: Generation | None) -> str:
    chosen = str(generation.parameters.get("voice") or "") if generation else ""
    return value_label("voice", chosen) if chosen else ""


def source_of(piece: SoundPiece) -> Asset | None:
    """What is said anew in another voice. Each change takes a little away, so none is made of another."""
    return first_of(piece.asset) if piece.asset else None


def first_of(asset: Asset) -> Asset:
    """The sound as it was before any change of voice, while that is there."""
    if asset.generation is None or asset.generation.kind != VOICE_CHANGE:
        return asset
    first = asset.generation.references.filter(source="asset", role=SOURCE).first()
    rows = Asset.objects.filter(pk=first.source_id, owner=asset.owner_id) if first else Asset.objects.none()
    there = rows.filter(deleted_at=None, generation__deleted_at=None).select_related("generation")
    return there.first() or asset
