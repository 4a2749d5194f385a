"""Sound laid under an animatic, a film or a clip: mixed when it is asked for, and whenever its picture is made anew."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Final
from uuid import uuid5

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import Conflict, ReklamError
from reklamai.media.captions.order import LARGEST
from studio.ask import Ask, ReferenceAsk
from studio.models import Generation, User
from studio.models.status import OPEN
from studio.services import credits, generations, orders
from studio.services.asks import project_in_use
from video.models import MultiShotGeneration, SoundMix, SoundOrder, SoundPart
from video.selectors.mixes import SoundBoard, board_of_sound
from video.services.speaking import in_bin, locked, row_of
from video.sound_words import captions_of, said_of
from video.timeline import FPS

logger = logging.getLogger(__name__)

MODELS: Final = {SoundPart.PREVIEW: ("preview-mix", "sound_preview"), SoundPart.MIX: ("mix-sound", "sound_mix")}

MOST_DRAWN: Final = 45_000.0
"""Megapixels that captions are drawn into: 86 a second of one core (November 2026), so 520 s, and a worker is stopped
after 1800. With the mix of as long a clip that is 750 s of a core, and a busy machine takes twice that."""


def order_preview(user: User, mix: SoundMix) -> SoundOrder | None:
    """The animatic with its sound as it stands; None where that is there already. Free, and never ordered twice.

    Raises Conflict where there is no animatic or nothing to hear yet, TooManyOpen, QuotaReached.
    """
    return ordered(user, mix, SoundPart.PREVIEW)


def order_mix(user: User, mix: SoundMix) -> SoundOrder | None:
    """The film of a board, or a clip, with its sound as it stands; None where that is there already. Free.

    Raises Conflict where there is no film yet or nothing to hear, TooManyOpen, QuotaReached.
    """
    return ordered(user, mix, SoundPart.MIX)


@transaction.atomic
def ordered(user: User, mix: SoundMix, part: SoundPart) -> SoundOrder | None:
    credits.lock_account(user)
    mix = locked(mix)
    board = board_of_sound(mix)
    if board.clip_for(part) is None:
        raise Conflict(_("There is no picture yet that the sound could go under."))
    if not board.heard:
        raise Conflict(_("There is nothing to hear yet."))
    if is_made(board, part):
        supersede(board, part)
        return None
    return order_part(user, board, part)


def is_made(board: SoundBoard, part: SoundPart) -> bool:
    return board.preview_is_current if part == SoundPart.PREVIEW else board.result_is_current


def order_part(user: User, board: SoundBoard, part: SoundPart) -> SoundOrder | None:
    """The order of one mix; what is under way with the same content is not ordered again, with any other stopped."""
    mix, content = board.mix, board.hash_of(part)
    refuse_endless(board, part)
    supersede(board, part)
    same = [each for each in board.whole if each.part == part and each.content_hash == content]
    if under_way := next((each for each in same if not each.generation.is_over), None):
        return under_way
    ask = ask_of(user, board, part)
    if ask is None:
        raise Conflict(_("There is nothing to hear yet."))
    if len(ask.parameters.get("captions", "")) > LARGEST:
        raise Conflict(_("More is said here than captions can hold. Take a voice off, or shorten what is said."))
    key = uuid5(mix.pk, f"{part} {content} {len(same)}")
    (made,) = orders.order(owner=user, ask=ask, key=key, by_room=True)
    row, _fresh = SoundOrder.objects.get_or_create(
        generation=made, defaults={"mix": mix, "part": part, "content_hash": content}
    )
    SoundMix.objects.filter(pk=mix.pk).update(trouble="")
    return row


def refuse_endless(board: SoundBoard, part: SoundPart) -> None:
    """Raises Conflict for captions in a picture that no worker could draw within its time."""
    clip = board.clip_for(part)
    if clip is None or not board.burned(part) or not said_of(board, part):
        return
    frames = (clip.duration_s or 0.0) * (clip.fps or FPS)
    if frames * (clip.width or 0) * (clip.height or 0) / 1e6 > MOST_DRAWN:
        raise Conflict(
            _("This picture is too large and too long for captions to be drawn into it. Have them beside the picture.")
        )


def supersede(board: SoundBoard, part: SoundPart) -> None:
    """Stop what is being made of this part as it is set no longer: it is free, and nobody would see it.

    The account is locked: none of them ends meanwhile.
    """
    content = board.hash_of(part)
    older = [each.generation for each in board.whole if each.part == part and each.content_hash != content]
    for made in older:
        if not made.is_over:
            with suppress(Conflict):  # its engine cannot stop: it ends, and `mixed` knows that it is older
                generations.cancel(made)


def ask_of(user: User, board: SoundBoard, part: SoundPart) -> Ask | None:
    mixing, clip = board.mixing(part), board.clip_for(part)
    if mixing is None or clip is None:
        return None
    model, kind = MODELS[part]
    text, sounds = mixing
    parameters = {"mix": text}
    if captions := captions_of(board, part):
        parameters["captions"] = captions
    film = board.mix.film
    return Ask(
        kind=kind,
        model=model,
        references=(
            ReferenceAsk("asset", str(clip.pk), "source_video"),
            *(ReferenceAsk("asset", str(pk), "reference_audio") for pk in sounds),
        ),
        parameters=parameters,
        project=film.project_in_use if film else project_in_use(user, clip.project_id),
        parent=clip.generation_id if part == SoundPart.MIX else None,
    )


def renewed(mix: SoundMix, *parts: SoundPart) -> None:
    """Mix again by itself what there is a picture for, unless sounds are still being made; trouble is told.

    Nothing for a board or a clip in the bin. Stands in the transaction that ends whatever has changed; the owner's
    account is locked.
    """
    mix = row_of(mix)
    if in_bin(mix):
        return
    board = board_of_sound(mix)
    if any(each.is_working for each in board.sounds):
        return
    for part in parts:
        if board.hash_of(part) and not is_made(board, part):
            try:
                with transaction.atomic():
                    order_part(board.mix.owner, board, part)
            except ReklamError as error:
                logger.warning("not mixed", extra={"mix": str(mix.pk), "code": error.code})
                say(mix, _("The sound could not be mixed: %(why)s") % {"why": error.message})


def picture_made(film: MultiShotGeneration, part: SoundPart) -> None:
    """There is a new animatic or a new film: its sound goes under it."""
    mix = SoundMix.objects.filter(film=film).first()
    if mix is not None:
        renewed(mix, part)


def sound_ended(mix: SoundMix) -> None:
    """A sound is there, or will never be: the animatic is mixed anew, and a film that came while it was being made."""
    renewed(mix, SoundPart.PREVIEW, *((SoundPart.MIX,) if film_waits(mix) else ()))


def film_waits(mix: SoundMix) -> bool:
    """Whether a film came while a sound was still being made, and has not been mixed since."""
    film = mix.film.combined_video if mix.film else None
    if film is None:
        return False
    orders = SoundOrder.objects.filter(mix=mix)
    came = film.created_at
    meanwhile = Q(part=SoundPart.PIECE, created_at__lt=came, generation__finished_at__gte=came)
    mixed_since = Q(part=SoundPart.MIX, created_at__gte=came)
    return orders.filter(meanwhile).exists() and not orders.filter(mixed_since).exists()


def mixed(order: SoundOrder) -> None:
    """Write a mix down, in the transaction that ends its order.

    An older one never takes a newer one's place, unless all is set again as it was when that was ordered.
    """
    mix = row_of(order.mix)
    board, part = board_of_sound(mix), SoundPart(order.part)
    if order.content_hash != board.hash_of(part) and (is_made(board, part) or is_older(order)):
        return
    if result := order.generation.result:
        name = "preview" if order.part == SoundPart.PREVIEW else "result"
        setattr(mix, name, result)
        setattr(mix, f"{name}_hash", order.content_hash)
        mix.trouble = ""
        mix.save(update_fields=[name, f"{name}_hash", "trouble", "updated_at"])
        if order.part == SoundPart.PREVIEW:
            older_to_bin(order)
    elif order.generation.error_message:
        say(mix, order.generation.error_message)


def is_older(order: SoundOrder) -> bool:
    """Whether a newer one is there already."""
    newer = SoundOrder.objects.filter(mix=order.mix_id, part=order.part, pk__gt=order.pk)
    return newer.filter(generation__assets__deleted_at=None, generation__assets__isnull=False).exists()


def older_to_bin(order: SoundOrder) -> None:
    """Animatics with sound are in no library to be tidied there: a newer one takes an older one's place."""
    older = SoundOrder.objects.filter(mix=order.mix_id, part=SoundPart.PREVIEW, pk__lt=order.pk)
    over = Generation.objects.filter(pk__in=older.values("generation"), deleted_at=None).exclude(status__in=OPEN)
    over.update(deleted_at=timezone.now())


def say(mix: SoundMix, trouble: str) -> None:
    SoundMix.objects.filter(pk=mix.pk).update(trouble=trouble)


def cancel(mix: SoundMix) -> int:
    """Stop what is being made of a mix, its sounds too. How many cannot be stopped and will be finished."""
    going_on, tried = 0, set[int]()
    open_orders = SoundOrder.objects.filter(mix=mix, generation__status__in=OPEN).select_related("generation__owner")
    # Asked anew each time: the end of the last sound sets a mix going, which is to stop too.
    while order := open_orders.exclude(pk__in=tried).order_by("id").first():
        tried.add(order.pk)
        try:
            generations.cancel(order.generation)
        except Conflict:
            order.generation.refresh_from_db()
            going_on += not order.generation.is_over
    return going_on
