"""A Soul ID with everything that can hang on one: orders of its own and of others, weights, a search, a draft."""

from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from reklamai.media.faces.identity import LENGTH
from soulids.models import SoulLora, SoulMaster, SoulSearch
from studio import storage
from studio.models import Asset, ComposerDraft, DataExport, ExportStatus, Generation, GenerationReference, Status
from studio.services import credits
from tests.soulids import rows

LOOKS = "a woman of about thirty with dark hair"
VECTOR = [round(0.001 * place, 3) for place in range(LENGTH)]


def an_order(owner, *, kind="text_to_image", status=Status.DONE, provider="local", **columns):
    """An order's row; with a price its credits are held, and charged where it is over."""
    order = Generation.objects.create(
        owner=owner, kind=kind, model=columns.pop("model", "draft"), provider=provider, status=status, **columns
    )
    credits.hold(order)
    if order.is_over:
        credits.charge(order)
    return order


def named_in(order, source, pk, *, file="", **columns):
    return GenerationReference.objects.create(generation=order, source=source, source_id=str(pk), file=file, **columns)


def a_work_with(soul, *, status=Status.DONE, prompt="a can at sunset", **columns):
    """A picture in which the person is: with the words, the file and the numbers that the Soul ID lent."""
    sent = {
        "words": f"{prompt}\n{LOOKS}",
        "controls": [{"name": "face", "value": soul.name, "mark": "native"}],
        "notes": [f"“{soul.name}” is held to, and not “Bob”"],
    }
    order = an_order(soul.owner, status=status, prompt=prompt, sent=sent, **columns)
    face = {"soulid": str(soul.pk), "embedding": VECTOR, "calibration": {"threshold": 0.5}}
    file = soul.version.cut.stored_name if soul.version else ""
    named_in(order, "soulid", soul.pk, file=file, text=LOOKS, element="face", role="reference_images", facts=face)
    return order


def an_order_of_photos(soul, kind, *, photos=None, **columns):
    """An order of the room's own, made from photos."""
    order = an_order(soul.owner, kind=kind, model=kind.replace("_", "-"), **columns)
    for photo in photos if photos is not None else soul.photos.all():
        vector = [float(number) for number in photo.vector] if photo.vector is not None else []
        named_in(order, "soul-photo", photo.pk, file=photo.asset.stored_name, facts={"vector": vector})
    return order


def a_result(order, **columns):
    """A file of its own that an order has made."""
    return rows.a_file(order.owner, generation=order, **{"room": "", **columns})


def a_lora(soul, *, trained=True, **columns):
    """Weights at a vendor, paid for, with a copy of our own."""
    order = an_order_of_photos(soul, "soulid_lora", provider="replicate", price=20, cost=Decimal("2.5"), **columns)
    return SoulLora.objects.create(
        soul=soul, order=order, destination=f"studio/p-{uuid4().hex}", trigger="TOK",
        trained_version="1" * 64 if trained else "", trained_at=timezone.now() if trained else None,
    )  # fmt: skip


def a_search(soul, *other):
    order = an_order(soul.owner, kind="soulid_search", model="soulid-search")
    matches = [{"soul": str(each.pk), "distance": 0.3, "score": 90, "verdict": "same"} for each in (soul, *other)]
    return SoulSearch.objects.create(owner=soul.owner, order=order, matches=matches, answered_at=timezone.now())


def everything_of(soul):
    """Give a trained Soul ID a life: returns its works by name."""
    judged = an_order_of_photos(soul, "soulid_judge")
    soul.photos.update(judging=judged)
    trained = an_order_of_photos(soul, "soulid_train", notes={"references": [str(soul.photos.first().pk)]})
    soul.training = trained
    soul.save()
    soul.versions.update(order=trained)
    Asset.objects.filter(pk=soul.version.master_id).update(generation=trained)
    master = an_order_of_photos(
        soul, "image_to_image", provider="kie", price=5, prompt="this exact person, studio light"
    )
    a_result(master, room="soulids")
    SoulMaster.objects.create(soul=soul, order=master, apart=0.3, passed=True)
    a_lora(soul)
    a_search(soul)
    ComposerDraft.objects.create(
        owner=soul.owner, composer="image",
        content={"prompt": "again", "references": [f"soulid:{soul.pk}:", f"asset:{uuid4()}:reference_images"]},
    )  # fmt: skip
    export = rows.a_file(soul.owner, room="")
    DataExport.objects.create(owner=soul.owner, status=ExportStatus.READY, file=export.stored_name)
    storage.forget(str(export.thumbnail))
    export.delete()
    works = {
        "finished": a_work_with(soul, price=10),
        "waiting": a_work_with(soul, status=Status.QUEUED, price=10),
        "at_vendor": a_work_with(
            soul, status=Status.RUNNING, price=10, provider="kie", provider_ref="job-1", sent_at=timezone.now()
        ),
    }
    a_result(works["finished"])
    return works
