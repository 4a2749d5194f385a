"""The mix of a board or a clip: made when it is first opened, and set.

Whoever changes a mix or a sound of it holds the lock of its row: sounds are counted under it, and of two tabs one
waits. Its board is locked before it, never after.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, NotFound
from studio.models import Asset, User
from video.models import MultiShotGeneration, Shot, SoundMix
from video.models.sound import LONGEST_S
from video.selectors import films
from video.services.revisions import check_revision
from video.sound_content import mix_changes


def mix_of_film(user: User, film: MultiShotGeneration) -> SoundMix:
    """The mix of this board, made where there is none. Raises NotFound."""
    return for_film(user, film.pk)[0]


def mix_of_clip(user: User, clip: Asset) -> SoundMix:
    """The mix of this clip, made where there is none. Raises NotFound, and BadInput for what is no clip."""
    return for_clip(user, clip.pk)[0]


@transaction.atomic
def for_film(user: User, pk: UUID) -> tuple[SoundMix, bool]:
    """The mix of this board and whether it is new. Of two that ask at once one makes it. Raises NotFound."""
    there = SoundMix.objects.visible_to(user).filter(film=pk).first()
    if there is not None:
        return there, False
    if not MultiShotGeneration.objects.visible_to(user).select_for_update(no_key=True).filter(pk=pk).exists():
        raise films.not_found()
    return SoundMix.objects.get_or_create(film_id=pk, defaults={"owner": user})


@transaction.atomic
def for_clip(user: User, pk: UUID) -> tuple[SoundMix, bool]:
    """The mix of this clip and whether it is new. Raises NotFound, and BadInput for what cannot be given sound."""
    there = SoundMix.objects.visible_to(user).filter(clip=pk).first()
    if there is not None:
        return there, False
    rows = Asset.objects.visible_to(user).filter(pk=pk, room="", generation__deleted_at=None)
    clip = rows.select_for_update(of=("self",), no_key=True).first()
    if clip is None:
        raise NotFound(_("There is no such file."))
    if not clip.is_clip:
        raise BadInput(_("Only a clip can be given sound."))
    if (clip.duration_s or 0) > LONGEST_S:
        raise BadInput(_("Only clips of at most %(n)d minutes can be given sound.") % {"n": LONGEST_S // 60})
    return SoundMix.objects.get_or_create(clip=clip, defaults={"owner": user})


@transaction.atomic
def edit(user: User, pk: UUID, content: Any, *, revision: Any = None) -> SoundMix:
    """Other settings of the mix: lanes, own_gain_db, own_mute, duck_db, loudness, voice, captions.

    revision: what the caller has seen. Raises NotFound, AskInvalid by field, and Conflict for a stale revision.
    """
    mix = held(user, pk, revision=revision)
    changes = mix_changes(content, mix)
    for name, value in changes.items():
        setattr(mix, name, value)
    if changes:
        grown(mix, *changes)
    return mix


def part_with(shot: Shot, second: Shot, *, at_s: float) -> None:
    """Of a shot that was split, sounds that begin in its second part belong to that from now on; its line stays.

    The caller holds the lock of the board's row.
    """
    mix = SoundMix.objects.select_for_update().filter(film=shot.film_id).first()
    if mix is None:
        return
    later = mix.pieces.filter(shot=shot, is_line=False, starts_s__gte=at_s)
    if later.update(shot=second, starts_s=F("starts_s") - at_s):
        grown(mix)


def held(user: User, pk: UUID, *, revision: Any = None) -> SoundMix:
    """The mix, ours until the transaction ends. Raises NotFound, and Conflict for a stale `revision`."""
    rows = SoundMix.objects.visible_to(user).select_related("film", "clip")
    found = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise not_found()
    found.owner = user
    stale = _("The sound has been changed elsewhere since you opened it. Load it again.")
    check_revision(found, revision, stale=stale)
    return found


def grown(mix: SoundMix, *columns: str) -> None:
    """Write those columns, and that a person has changed something."""
    mix.revision += 1
    mix.save(update_fields=[*columns, "revision", "updated_at"])


def not_found() -> NotFound:
    return NotFound(_("There is no such sound mix."))
