"""Who is this: a picture looked at by our own engine, its faces held against the owner's trained Soul IDs."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reklamai.core.errors import KeyReused, MediaError
from reklamai.media.faces.identity import LENGTH
from reklamai.media.types import AnyArray
from soulids.media.recognition import recognise
from soulids.models import SoulSearch, SoulVersion
from soulids.selectors import search as found
from soulids.sources.queries import ROOM, SOURCE, queries_of
from studio.ask import Ask, ReferenceAsk
from studio.models import Asset, Generation, Status, User
from studio.references import asset_of
from studio.services import assets, bin, credits, orders

KIND, MODEL, ROLE = "soulid_search", "soulid-search", "source_image"
MOST: Final = 5
"""Soul IDs told of each face."""


def by_file(owner: User, *, file: UploadedFile[bytes], key: UUID) -> SoulSearch:
    """Who is in this picture, asked: it is kept until the answer is there, and not a moment longer.

    The same key with the same file is the same search. Raises KeyReused, as `assets.upload`, and as `orders.order`.
    """
    digest = f"file {digest_of(file)}"
    if earlier := repeated(owner, key=key, digest=digest):
        return earlier
    picture = assets.upload(owner=owner, file=file, name=file.name or "", room=ROOM)
    with let_go_unless_taken(picture):
        return ask(owner, ReferenceAsk(source=SOURCE, id=str(picture.pk), role=ROLE), key=key, digest=digest)


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
        raise KeyReused(_("This key was used for another search."))
    return earlier


@transaction.atomic
def ask(owner: User, reference: ReferenceAsk, *, key: UUID, digest: str) -> SoulSearch:
    """The order and the row that waits for its answer, or what the key has asked before."""
    credits.lock_account(owner)
    if earlier := repeated(owner, key=key, digest=digest):
        return earlier
    (order,) = orders.order(owner=owner, ask=Ask(kind=KIND, model=MODEL, references=(reference,)), key=key)
    return SoulSearch.objects.create(owner=owner, order=order, ask_digest=digest)


@contextmanager
def let_go_unless_taken(picture: Asset) -> Iterator[None]:
    """Removes the picture again where no order was written that looks at it: refused, or the key had one already."""
    try:
        yield
    finally:
        taken = Generation.objects.filter(references__source=SOURCE, references__source_id=str(picture.pk))
        if not taken.exists():
            drop(picture)


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


def read_faces(notes: dict[str, Any]) -> list[tuple[list[float], AnyArray | None]]:
    try:
        return [(list(face["box"]), vector_of(face["vector"])) for face in notes["faces"]]
    except (KeyError, TypeError, ValueError) as error:
        raise MediaError(_("The picture could not be read.")) from error


def vector_of(text: str) -> AnyArray | None:
    """The inverse of `soulids.recognising.as_text`; None of "". Raises ValueError."""
    if not text:
        return None
    vector = np.frombuffer(base64.b64decode(text, validate=True), "<f4")
    if vector.shape != (LENGTH,) or not np.isfinite(vector).all():
        raise ValueError("this is no vector of a face")
    return vector


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


def reason(read: list[tuple[list[float], AnyArray | None]], matches: list[dict[str, Any]]) -> str:
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
    for picture in queries_of(generation.owner).filter(pk__in=asked):
        drop(picture)


@transaction.atomic
def drop(picture: Asset) -> None:
    """Its row now, its files after the commit, unless something else has the same."""
    names = {picture.stored_name, str(picture.thumbnail)} - {""}
    picture.delete()
    transaction.on_commit(lambda: bin.forget_unused(names))


def sweep(before: datetime) -> int:
    """Remove pictures that were sent for a search which was never written down. Returns how many there were."""
    left = Asset.objects.filter(room=ROOM, generation=None, soul_photo=None, created_at__lt=before)
    wanted = Generation.objects.filter(kind=KIND, references__source=SOURCE).open()
    asked = set(wanted.values_list("references__source_id", flat=True))
    gone = [picture for picture in left if str(picture.pk) not in asked]
    for picture in gone:
        drop(picture)
    return len(gone)
