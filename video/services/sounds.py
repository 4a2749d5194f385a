"""Sounds on the lanes of a mix: added, changed, copied, split, removed and put back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, NotFound
from studio.catalogue.validate import AskInvalid
from studio.models import Asset, AssetKind, User
from studio.references import ERASED
from video.content_fields import identity, number
from video.models import Lane, SoundMix, SoundPiece
from video.models.sound import MOST_PIECES
from video.piece_content import SHORTEST_S, Place, length_of, part_s, piece_changes
from video.services.mixes import edit, grown, held, mix_of_clip, mix_of_film
from video.trait_fields import Unfit

__all__ = [
    "add", "change", "duplicate", "edit", "mix_of_clip", "mix_of_film", "place_for", "put_back", "remove", "sound_for",
    "split",
]  # fmt: skip
"""All that is done to the sound of a board or a clip; the mix itself is `services.mixes`'."""
LANES: Final[Mapping[str, str]] = {"text_to_speech": Lane.DIALOGUE, "voice_change": Lane.DIALOGUE, "music": Lane.MUSIC}
"""Where the result of an order of this kind is put if nobody says it; all else is an effect."""
KEPT: Final = (
    "mix", "lane", "shot_id", "asset", "starts_s", "from_s", "to_s", "fade_in_s", "fade_out_s", "gain_db", "loop",
    "mute", "text", "spoken",
)  # fmt: skip
"""What a copy takes over: only one can be the line of a shot."""


@transaction.atomic
def add(user: User, mix: SoundMix, content: Any, *, revision: Any = None) -> SoundPiece:
    """A sound of the library, or a clip's own sound, on a lane. content: "asset", and whatever `change` takes.

    The sound's `mix` has the new revision. Raises NotFound, AskInvalid by field, Conflict for a stale revision and for
    a mix that is full.
    """
    mix = held(user, mix.pk, revision=revision)
    check_room(mix)
    if not isinstance(content, Mapping):
        raise AskInvalid({"body": _("A sound is an object with its settings.")})
    asset = sound_of(user, content.get("asset"))
    piece = SoundPiece(mix=mix, asset=asset, lane=lane_for(asset), **said_in(asset))
    put(piece, piece_changes(content, piece, place=Place(mix)))
    return written(piece)


@transaction.atomic
def change(user: User, mix: SoundMix, piece: UUID, content: Any, *, revision: Any = None) -> SoundPiece:
    """Other values of the fields that `content` names: lane, shot, starts_s, from_s, to_s, fade_in_s, fade_out_s,
    gain_db, loop, mute, text. Of a shot's line, its words, lane and shot are the board's.

    Raises NotFound, AskInvalid by field, and Conflict for a stale revision.
    """
    row = opened(user, mix, piece, revision=revision)
    changes = piece_changes(content, row, place=Place(row.mix))
    put(row, changes)
    return written(row, *changes) if changes else row


@transaction.atomic
def duplicate(user: User, mix: SoundMix, piece: UUID, *, revision: Any = None) -> SoundPiece:
    """A copy right behind it, where the picture is long enough, else at its place. Raises as `change`, and Conflict
    for a sound that is not there yet."""
    row = there(opened(user, mix, piece, revision=revision))
    check_room(row.mix)
    copy = copy_of(row)
    behind = round(row.starts_s + part_s({}, row), 3)  # of what repeats there is no behind: infinity
    if behind < Place(row.mix).most_s(row.shot_id):
        copy.starts_s = behind
    return written(copy)


@transaction.atomic
def split(user: User, mix: SoundMix, piece: UUID, *, at_s: Any, revision: Any = None) -> tuple[SoundPiece, SoundPiece]:
    """Two sounds of one, cut `at_s` seconds after it begins to be heard; together they sound as before.

    Raises as `duplicate`, and AskInvalid ("at_s") for a moment that is not within it and for a sound that repeats.
    """
    row = there(opened(user, mix, piece, revision=revision))
    check_room(row.mix)
    first_s = moment(row, at_s)
    second = copy_of(row)
    second.starts_s, second.from_s = round(row.starts_s + first_s, 3), round(row.from_s + first_s, 3)
    second.fade_in_s = 0.0
    second.fade_out_s = min(row.fade_out_s, part_s({}, second))
    row.to_s, row.fade_out_s = second.from_s, 0.0
    row.fade_in_s = min(row.fade_in_s, first_s)
    row.save(update_fields=["to_s", "fade_in_s", "fade_out_s"])
    return row, written(second)


def moment(piece: SoundPiece, at_s: Any) -> float:
    if piece.loop:
        raise AskInvalid({"at_s": _("A sound that repeats cannot be split.")})
    most = min(part_s({}, piece), length_of(piece)) - SHORTEST_S
    if most < SHORTEST_S:
        raise AskInvalid({"at_s": _("This sound is too short to be split.")})
    try:
        return round(number(at_s, low=SHORTEST_S, high=round(most, 3)), 3)
    except Unfit as fault:
        raise AskInvalid({"at_s": str(fault)}) from fault


@transaction.atomic
def remove(user: User, mix: SoundMix, piece: UUID, *, revision: Any = None) -> SoundPiece:
    """Off its lane; `put_back` undoes it. What is being made for it is finished and stays in the library."""
    row = opened(user, mix, piece, revision=revision)
    row.deleted_at = timezone.now()
    return written(row, "deleted_at")


@transaction.atomic
def put_back(user: User, mix: SoundMix, piece: UUID, *, revision: Any = None) -> SoundPiece:
    """A removed sound on its lane again. May be repeated. Raises NotFound, and Conflict where the mix is full or the
    shot's line has been spoken anew."""
    mix = held(user, mix.pk, revision=revision)
    row = SoundPiece.objects.filter(mix=mix, pk=piece).select_related("asset").first()
    if row is None:
        raise not_found()
    row.mix = mix
    if row.deleted_at is None:
        return row
    check_room(mix)
    if row.is_line and mix.pieces.filter(shot=row.shot_id, is_line=True, deleted_at=None).exists():
        raise Conflict(_("The line of this shot has been spoken anew."))
    row.deleted_at = None
    return written(row, "deleted_at")


def sound_for(mix: SoundMix, piece: UUID) -> SoundPiece:
    """One sound of a mix that its caller may see. Raises NotFound."""
    found = SoundPiece.objects.filter(mix=mix, pk=piece, deleted_at=None).select_related("mix", "asset").first()
    if found is None:
        raise not_found()
    return found


def place_for(mix: SoundMix, content: Mapping[str, Any]) -> dict[str, Any]:
    """Where a sound that is still to be made will lie, as `services.making.make` takes it: lane, shot, starts_s, loop.

    Raises AskInvalid by field.
    """
    piece = SoundPiece(mix=mix, lane=Lane.EFFECTS)
    put(piece, piece_changes(content, piece, place=Place(mix)))
    return {name: getattr(piece, name) for name in ("lane", "shot", "starts_s", "loop")}


def opened(user: User, mix: SoundMix, piece: UUID, *, revision: Any) -> SoundPiece:
    """One sound that is there, under the lock of its mix. Raises NotFound, Conflict."""
    locked = held(user, mix.pk, revision=revision)
    found = SoundPiece.objects.filter(mix=locked, pk=piece, deleted_at=None).select_related("asset").first()
    if found is None:
        raise not_found()
    found.mix = locked
    return found


def there(piece: SoundPiece) -> SoundPiece:
    if piece.asset is None:
        raise Conflict(_("This sound is not there yet."))
    return piece


def check_room(mix: SoundMix) -> None:
    """Raises Conflict for a mix that is full."""
    if mix.pieces.filter(deleted_at=None).count() >= MOST_PIECES:
        raise Conflict(_("A mix holds %(n)d sounds at most.") % {"n": MOST_PIECES})


def sound_of(user: User, value: Any) -> Asset:
    """A file of this person that is heard, theirs until the transaction ends: so the bin cannot take it before."""
    try:
        pk = identity(value)
    except Unfit as fault:
        raise AskInvalid({"asset": str(fault)}) from fault
    rows = Asset.objects.visible_to(user).filter(pk=pk or ERASED, room="", generation__deleted_at=None)
    found = rows.select_for_update(of=("self",), no_key=True).select_related("generation").first()
    if found is None:
        raise AskInvalid({"asset": _("There is no such file.")})
    if found.kind != AssetKind.SOUND and not (found.is_clip and found.has_sound):
        raise AskInvalid({"asset": _("This file has no sound.")})
    return found


def lane_for(asset: Asset) -> str:
    return LANES.get(asset.generation.kind if asset.generation else "", Lane.EFFECTS)


def said_in(asset: Asset) -> dict[str, Any]:
    """Of what a voice has spoken, its words and when each of them is said."""
    speech = asset.generation.notes.get("speech") if asset.generation else None
    return {"text": speech.get("text", ""), "spoken": speech.get("words", [])} if speech else {}


def copy_of(piece: SoundPiece) -> SoundPiece:
    return SoundPiece(**{name: getattr(piece, name) for name in KEPT})


def put(piece: SoundPiece, columns: Mapping[str, Any]) -> None:
    for name, value in columns.items():
        setattr(piece, name, value)


def written(piece: SoundPiece, *columns: str) -> SoundPiece:
    """The new sound, or those columns of one that was there, put down; and that a person has changed something."""
    if piece._state.adding:
        piece.save(force_insert=True)
    else:
        piece.save(update_fields=[name.removesuffix("_id") for name in columns])
    grown(piece.mix)
    return piece


def not_found() -> NotFound:
    return NotFound(_("There is no such sound in this mix."))
