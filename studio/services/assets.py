"""Uploads: judged by content, written anew, kept for their owner."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from reklamai.core.errors import Busy, Conflict, FileRefused, MediaError, ReklamError, StoreTrouble, TooLarge
from reklamai.media import cell
from reklamai.media.fence import NO_ROOM
from reklamai.media.intake import Limits, Taken
from reklamai.media.sniff import sniff
from studio import storage
from studio.models import Asset, AssetOrigin, Project, User
from studio.services import bin, quotas
from studio.services.results import Stored, columns
from studio.services.workdirs import workdir
from studio.storage import Kept

CHUNK = 1 << 20
KINDS = frozenset({"picture", "clip", "sound"})
Belongs = Callable[[Asset], object]


def limits(kinds: Collection[str] = KINDS) -> dict[str, Limits]:
    return {kind: Limits(**limit) for kind, limit in settings.UPLOAD_LIMITS.items() if kind in kinds}


def upload(
    *,
    owner: User,
    file: IO[bytes],
    name: str,
    project: Project | None = None,
    room: str = "",
    kinds: Collection[str] = KINDS,
    belongs: Belongs | None = None,
) -> Asset:
    """Judge and keep one file. Raises FileRefused, TooLarge, QuotaReached, Busy or StoreTrouble; then nothing is kept.

    file: read once, in pieces; `name` is only a label, its suffix is not believed. kinds: others are refused before
    they are opened. room: as `Asset.room`. belongs: writes down what the file is for, in the transaction that writes
    its row; a ReklamError of it undoes both and comes out.
    """
    quotas.check(owner)  # before a byte is read; what counts is the look of `written_down`
    with workdir("upload") as folder:
        taken = opened(file, folder, kinds=kinds)
        row = {"name": label(name), "project": project, "room": room}
        return kept_for(owner, taken, taken.thumbnail, row=row, belongs=belongs)


def opened(file: IO[bytes], folder: Path, *, kinds: Collection[str] = KINDS) -> Taken:
    """The file judged and written anew. Raises FileRefused, TooLarge, Busy or StoreTrouble."""
    try:
        received = receive(file, folder / "received", kinds=kinds)
        refuse_other_kinds(received, kinds)
        return cell.take(received, into=folder, limits=limits(kinds), seconds=settings.UPLOAD_SECONDS)
    except MediaError as error:
        raise refusal(error) from error
    except Busy as error:
        raise Busy(_("Too many files are being opened right now. Send it again in a minute.")) from error
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise StoreTrouble(_("Our file store has trouble right now. Try again soon."), reason="full") from error


def refuse_other_kinds(path: Path, kinds: Collection[str]) -> None:
    """Raises FileRefused. What is of no kind at all is left to those who know why."""
    found = sniff(path)
    if found is not None and found.kind not in kinds:
        raise FileRefused(_("This file is not of the kind that belongs here."), kind=found.kind)


def kept_for(owner: User, taken: Taken, small: Path, *, row: dict[str, Any], belongs: Belongs | None) -> Asset:
    """The files first, for a row must never name what is not there; then the row. Raises QuotaReached, StoreTrouble."""
    quotas.check(owner, size=taken.path.stat().st_size)
    folder = f"{owner.pk}/uploads"
    kept = {path: storage.keep(path, folder=folder) for path in (taken.path, small)}
    try:
        return written_down(owner, taken, kept, row=row, belongs=belongs)
    except ReklamError:
        with suppress(StoreTrouble):  # what cannot be removed now is swept
            bin.forget_unused([each.name for each in kept.values()])
        raise


@transaction.atomic
def written_down(
    owner: User, taken: Taken, kept: dict[Path, Kept], *, row: dict[str, Any], belongs: Belongs | None
) -> Asset:
    """The row of a kept upload. Raises QuotaReached, and what `belongs` raises.

    The names are locked: a file that went meanwhile with the last other row of the same content is kept once more.
    """
    file, small = kept.values()
    quotas.claim(owner, size=file.size_bytes)
    storage.lock([file.name, small.name])
    for path, each in kept.items():
        storage.ensure(each, path)
    stored = Stored(kept=file, thumbnail=small, facts=taken.facts, content_type=taken.type.content_type, metadata={})
    asset = Asset.objects.create(owner=owner, origin=AssetOrigin.UPLOAD, **row, **columns(stored))
    if belongs:
        belongs(asset)
    return asset


def receive(file: IO[bytes], path: Path, *, kinds: Collection[str] = KINDS) -> Path:
    """The file on our disk, no longer than the largest that any of these kinds may be. Raises TooLarge."""
    largest = max(limit.bytes for limit in limits(kinds).values())
    size = 0
    with path.open("wb") as target:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > largest:
                raise TooLarge(too_many_bytes(largest), limit=largest)
            target.write(chunk)
    return path


def label(name: str) -> str:
    """A name to show and to download under: no folders, no controls, at most 200 characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    try:
        return get_valid_filename(last)[-200:]
    except SuspiciousFileOperation:  # nothing usable is left of it
        return ""


def refusal(error: MediaError) -> FileRefused | TooLarge:
    """The sentence for what is wrong with a file."""
    reason, limit = error.facts.get("reason"), error.facts.get("limit")
    if reason == "too_many_bytes":
        return TooLarge(too_many_bytes(limit), **error.facts)
    if reason == "too_many_pixels":
        millions = int(limit) // 1_000_000 if isinstance(limit, int) else 0
        return TooLarge(_("The picture has more than %(n)d million pixels.") % {"n": millions}, **error.facts)
    if reason == "too_wide":
        return TooLarge(_("A side of the picture is longer than %(n)d pixels.") % {"n": limit}, **error.facts)
    if reason == "too_long":
        return TooLarge(_("It is longer than %(n)s seconds.") % {"n": f"{limit:g}"}, **error.facts)
    if reason == "too_hard":
        return TooLarge(_("The file takes too much time or memory to open."), **error.facts)
    sentences = {
        "cut_off": _("The end of the file is missing. Send it again."),
        "refers_outside": _("The film lies in other files that it names. Save it as one that holds everything."),
        "empty": _("The file is empty."),
        "unknown_type": _(
            "This type of file is not taken. Pictures: JPEG, PNG, WebP, AVIF; clips: MP4, MOV, WebM; sound: WAV, MP3, "
            "M4A, OGG."
        ),
    }
    return FileRefused(sentences.get(str(reason), _("The file is broken or not what it says it is.")), **error.facts)


def too_many_bytes(limit: Any) -> str:
    return _("The file is larger than %(size)s.") % {"size": filesizeformat(limit)}


def delete(asset: Asset) -> None:
    """Put it into the bin; orders that used it keep their copy. Raises Conflict for what a room keeps for itself."""
    if asset.room:
        raise Conflict(_("This file belongs to something else: delete it there."))
    asset.deleted_at = timezone.now()
    asset.save(update_fields=["deleted_at"])


def restore(asset: Asset) -> None:
    asset.deleted_at = None
    asset.save(update_fields=["deleted_at"])
