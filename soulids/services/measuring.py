"""Whether a picture that a model made is of the person: its face is read here and held against the photos."""

from __future__ import annotations

import logging
from typing import Any, Final
from uuid import uuid4

import numpy as np
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reklamai.core.errors import ReklamError
from reklamai.media.faces import identity
from reklamai.media.types import AnyArray
from soulids.media.encoding import from_text
from soulids.media.portrait import LIMIT
from soulids.media.training import centroid_of
from soulids.models import SoulID, SoulMaster, SoulPhoto, SoulVersion
from soulids.selectors.versions import report_of
from studio.ask import Ask, ReferenceAsk
from studio.models import Asset, Generation, Status
from studio.services import orders

logger = logging.getLogger(__name__)

KIND, MODEL, ROLE = "soulid_master", "soulid-master", "source_image"
MOST_LOOKS: Final = 3
"""Looks at one picture, after which it is not looked at again by itself: its owner can still choose it."""
LEAST: Final = 3
"""Photos that have to be left when those that the model was shown are put aside; with fewer all of them count."""


def order(master: SoulMaster) -> Generation | None:
    """Have the picture looked at, free; None if there is none, or it is being looked at already."""
    picture = master.order.result
    if picture is None or open_orders(master):
        return None
    ask = Ask(
        kind=KIND,
        model=MODEL,
        references=(ReferenceAsk(source="asset", id=str(picture.pk), role=ROLE),),
        parent=master.order_id,
    )
    (generation,) = orders.order(owner=master.soul.owner, ask=ask, key=uuid4())
    return generation


def try_order(master: SoulMaster) -> None:
    """The same; what is in the way now (too much under way, the engine switched off) is tried again by the upkeep."""
    try:
        order(master)
    except ReklamError as error:
        logger.info("master image not measured yet", extra={"generation": str(master.order_id), "code": error.code})


def left_waiting() -> QuerySet[SoulMaster]:
    """Pictures of trained people that are there, are not measured, and that nobody looks at now."""
    looks = Generation.objects.filter(kind=KIND, parent=OuterRef("order"))
    tried = looks.order_by().values("parent").annotate(n=Count("pk")).values("n")
    rows = SoulMaster.objects.filter(passed=None, soul__version__isnull=False, order__status=Status.DONE)
    rows = rows.annotate(tried=Coalesce(Subquery(tried), 0)).filter(tried__lt=MOST_LOOKS)
    there = Asset.objects.filter(generation=OuterRef("order"), deleted_at=None)
    return rows.filter(Exists(there)).exclude(Exists(looks.open())).order_by("pk")


def open_orders(master: SoulMaster) -> bool:
    return Generation.objects.filter(kind=KIND, parent=master.order_id).open().exists()


def end(generation: Generation) -> None:
    """Write down what a look has found, and let go of the face. In the transaction that ends it; may be repeated.

    One that passed becomes the master image of the version in use.
    """
    if generation.status == Status.DONE:
        write_down(generation)
    Generation.objects.filter(pk=generation.pk).exclude(notes={}).update(notes={})


def write_down(generation: Generation) -> None:
    master = SoulMaster.objects.filter(order=generation.parent_id).select_related("soul__version", "order").first()
    if master is None or master.soul.version is None:
        return
    soul = SoulID.objects.select_for_update().get(pk=master.soul_id)
    version, face = soul.versions.get(is_current=True), face_of(generation.notes)
    master.apart = None if face is None else round(identity.distance(face, person_without(version, master)), 4)
    master.passed = master.apart is not None and master.apart <= LIMIT
    master.save(update_fields=["apart", "passed"])
    if master.passed and (picture := master.order.result) is not None:
        version.master, version.master_apart, version.master_source = picture, master.apart, master.order.model
        version.save(update_fields=["master", "master_apart", "master_source"])


def face_of(notes: dict[str, Any]) -> AnyArray | None:
    """The one face that was read; None for none, for several, and for one that cannot be read."""
    faces = notes.get("faces", [])
    text = faces[0].get("vector") if len(faces) == 1 else ""
    return from_text(text) if text else None


def person_without(version: SoulVersion, master: SoulMaster) -> AnyArray:
    """Who it is, by the photos that the model was not shown: a copy of one of them would be too like it."""
    shown = set(master.order.references.values_list("source_id", flat=True))
    report = report_of(version)
    others = [pk for pk in report.used if pk not in shown] if report else []
    rows = SoulPhoto.objects.filter(soul=version.soul_id, pk__in=others).exclude(vector=None)
    vectors = [vector for (vector,) in rows.values_list("vector")]
    if len(vectors) < LEAST:
        return np.asarray(version.embedding, np.float32)
    return centroid_of(np.array(vectors, np.float32))
