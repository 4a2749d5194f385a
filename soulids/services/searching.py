"""Who is this: a picture looked at by our own engine, its faces held against the owner's trained Soul IDs."""

from __future__ import annotations

import hashlib
from typing import Any, Final
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import KeyReused, MediaError
from reklamai.media.types import AnyArray
from soulids.media.encoding import from_text
from soulids.media.recognition import recognise
from soulids.models import SoulSearch, SoulVersion
from soulids.selectors import search as found
from soulids.sources.queries import ROOM, SOURCE
from studio.ask import Ask, ReferenceAsk
from studio.models import Asset, Generation, Status, User
from studio.references import asset_of
from studio.services import assets, bin, credits, orders

KIND, MODEL, ROLE = "soulid_search", "soulid-search", "source_image"
MOST: Final = 5
"""Soul IDs told of each face."""
Face = tuple[list[float], AnyArray | None]
"""Where one is, and who it is; None where it could not be read."""


def by_file(owner: User, *, file: UploadedFile[bytes], key: UUID) -> SoulSearch:
    """Who is in this picture, asked: it is kept until the answer is there, and not a moment longer.

    The same key with the same file is the same search. Raises KeyReused, as `assets.upload`, and as `orders.order`.
    """
    digest, made = f"file {digest_of(file)}", list[SoulSearch]()

    def asked(picture: Asset) -> None:
        reference = ReferenceAsk(source=SOURCE, id=str(picture.pk), role=ROLE)
        made.append(ask(owner, reference, key=key, digest=digest))

    if earlier := repeated(owner, key=key, digest=digest):
        return earlier
    try:
        assets.upload(owner=owner, file=file, name=file.name or "", room=ROOM, kinds={"picture"}, belongs=asked)
    except KeyReused:
        # The same came twice at once: another upload of the same file, under the account's lock, was first.
        if earlier := repeated(owner, key=key, digest=digest):
            return earlier
        raise
    return made[0]


def by_asset(owner: User, *, asset: UUID, key: UUID) -> SoulSearch:
    """Who is in this picture of the owner's library, asked. Raises NotFound, KeyReused, and as `orders.order`."""
    picture = asset_of(owner, asset)
    reference = ReferenceAsk(source="asset", id=str(picture.pk), role=ROLE)
    return ask(owner, reference, key=key, digest=f"asset {picture.pk}")


def digest_of(file: UploadedFile[bytes]) -> str:
    """SHA-256 of what was sent; the file is then read anew from its beginning."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def repeated(owner: User, *, key: UUID, digest: str) -> SoulSearch | None:
    """What this key has asked already. Raises KeyReused if that was something else."""
    earlier = SoulSearch.objects.filter(owner=owner, order__key=key).select_related("order").first()
    if earlier is not None and earlier.ask_digest != digest:
        raise KeyReused(_("This order key was used for another order."))
    return earlier


@transaction.atomic
def ask(owner: User, reference: ReferenceAsk, *, key: UUID, digest: str) -> SoulSearch:
    """The order and the row that waits for its answer; the same key with the same picture is the same."""
    credits.lock_account(owner)
    (order,) = orders.order(owner=owner, ask=Ask(kind=KIND, model=MODEL, references=(reference,)), key=key)
    return SoulSearch.objects.get_or_create(order=order, defaults={"owner": owner, "ask_digest": digest})[0]


def write_down(generation: Generation) -> None:
    """What the engine has read, held against the owner's Soul IDs; in the transaction that ends the order.

    Raises MediaError for what is no reading: then the order fails.
    """
    search = SoulSearch.objects.select_for_update().filter(order=generation).first()
    if search is None:
        return
    read = read_faces(generation.notes)
    search.faces = [{"box": box, "readable": vector is not None} for box, vector in read]
    search.matches = [
        match
        for place, (_box, vector) in enumerate(read)
        if vector is not None
        for match in matches_of(search.owner, vector, place=place)
    ]
    search.because = reason(read, search.matches)
    search.answered_at = timezone.now()
    search.save(update_fields=["faces", "matches", "because", "answered_at"])


def read_faces(notes: dict[str, Any]) -> list[Face]:
    try:
        return [(list(face["box"]), from_text(face["vector"]) if face["vector"] else None) for face in notes["faces"]]
    except (KeyError, TypeError, ValueError) as error:
        raise MediaError(_("The picture could not be read.")) from error


def matches_of(owner: User, vector: AnyArray, *, place: int) -> list[dict[str, Any]]:
    """The nearest Soul IDs of one face, each judged by what its own training has found."""
    near = found.nearest(owner, vector, MOST)
    versions = SoulVersion.objects.defer("embedding").in_bulk([each.version for each in near])
    told = []
    for each in near:
        quality = versions[each.version].quality
        said = recognise(each.apart, quality.calibration if quality else None)
        told.append(
            {
                "face": place, "soul": str(each.soul), "distance": round(each.apart, 3), "score": said.score,
                "verdict": said.verdict.value,
            }
        )  # fmt: skip
    return told


def reason(read: list[Face], matches: list[dict[str, Any]]) -> str:
    """Why nobody could be looked for; "" where somebody was."""
    if not read:
        return "no_face"
    if all(vector is None for _box, vector in read):
        return "face_unclear"
    return "" if matches else "nobody_trained"


def end(generation: Generation) -> None:
    """Let go of the face: what the order looked at, and every number of it. May be repeated."""
    if generation.status == Status.DONE:
        write_down(generation)
    Generation.objects.filter(pk=generation.pk).update(notes={})
    rows = generation.references.all()
    asked = list(rows.filter(source=SOURCE).values_list("source_id", flat=True))
    rows.update(file="", text="", facts={})
    for picture in Asset.objects.filter(pk__in=asked, owner=generation.owner_id, room=ROOM, soul_photo=None):
        drop(picture)


@transaction.atomic
def drop(picture: Asset) -> None:
    """Its row now, its files after the commit, unless something else has the same."""
    names = {picture.stored_name, str(picture.thumbnail)} - {""}
    picture.delete()
    transaction.on_commit(lambda: bin.forget_unused(names))
