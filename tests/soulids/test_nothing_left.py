"""Deleted: every column of every table, and every file of the store, is looked through for what was the person's."""

import base64
import json

import numpy as np
import pytest
from django.apps import apps
from django.db import connection
from django_q.models import OrmQ

from soulids.models import SoulPhoto, SoulVersion
from soulids.services import forgetting
from studio import storage
from studio.models import Asset, BulkOrder, Generation, GenerationReference, WebhookDelivery, WebhookEndpoint
from tests.soulids import rows, used

pytestmark = pytest.mark.django_db
NAME = "Zinaida Testova"


@pytest.fixture
def person(alice, private_media):
    """A person with everything, of a name that stands nowhere by chance."""
    soul = rows.a_soul(alice, name=NAME, handle="zinaida", description="Our barista")
    rows.an_album_row(soul)
    rows.consent_of(soul, person="Zinaida Ivanovna Testova")
    rows.a_version(soul)
    works = used.everything_of(soul)
    told_elsewhere(soul, works["finished"])
    return soul


def told_elsewhere(soul, work):
    """What a partner's program and a bulk order were told of it."""
    endpoint = WebhookEndpoint.objects.create(
        owner=soul.owner, url="https://partner.example/", events=["generation.done"], secret="x"
    )
    now = work.created_at
    WebhookDelivery.objects.create(
        endpoint=endpoint, event=work.pk, type="generation.done", generation=work, due_at=now, ends_at=now,
        body=json.dumps({"references": [{"source": "soulid", "id": str(soul.pk), "text": used.LOOKS}]}),
    )  # fmt: skip
    paid = soul.masters.get().order
    photos = [{"source": "soul-photo", "id": str(photo.pk)} for photo in soul.photos.all()]
    WebhookDelivery.objects.create(
        endpoint=endpoint, event=paid.pk, type="generation.done", generation=paid, due_at=now, ends_at=now,
        body=json.dumps({"references": photos, "assets": [str(each.pk) for each in paid.assets.all()]}),
    )  # fmt: skip
    told = {"error": {"code": "conflict", "message": f"“{NAME}” is not ready.", "facts": {"soul": str(soul.pk)}}}
    BulkOrder.objects.create(owner=soul.owner, key=work.key, digest="0" * 64, outcomes=[told])
    Generation.objects.filter(pk=work.pk).update(
        scores={"face": {"value": 88, "says": f"“{NAME}”, surely", "facts": {"soulid": str(soul.pk)}}},
        notes={"held": [NAME]},
    )


def marks_of(soul):
    """Everything that would tell of this person, as text."""
    photos = list(SoulPhoto.objects.filter(soul=soul))
    version = SoulVersion.objects.get(soul=soul)
    vectors = [photo.vector for photo in photos] + [version.embedding]
    own = Asset.objects.filter(room="soulids") | Asset.objects.filter(generation__soul_master__soul=soul)
    marks = {str(soul.pk), soul.name, soul.consent.person, soul.description, used.LOOKS, soul.loras.get().trigger + " "}
    marks |= {str(each.pk) for each in (*photos, version, *own.distinct())}
    marks |= {name for each in own.distinct() for name in (each.stored_name, str(each.thumbnail))}
    marks |= {base64.b64encode(np.asarray(each, "<f4").tobytes()).decode()[:64] for each in vectors}
    for each in vectors:  # as PostgreSQL writes them, and as JSON does
        marks |= {
            ",".join(f"{number:.8g}" for number in each[:3]),
            ", ".join(str(round(float(n), 6)) for n in each[:3]),
        }
    marks.add(", ".join(map(str, used.VECTOR[1:6])))
    return marks - {""}


def found_in_database(marks):
    """(table, mark) of every row that has one, whatever its columns are."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608  # the names are the database's own
            for (text,) in cursor.fetchall():
                found |= {(table, mark) for mark in marks if mark in text or mark.replace('"', '""') in text}
    return found


def owed(found):
    """A vendor's own names of what it has to erase stay until it has."""
    return {(table, mark) for table, mark in found if table != "soulids_remoteerasure"}


def test_the_look_finds_the_person_wherever_they_are(person):
    tables = {table for table, _mark in found_in_database(marks_of(person))}

    assert tables >= {
        "soulids_soulid", "soulids_soulphoto", "soulids_soulversion", "soulids_consent", "soulids_soulsearch",
        "studio_asset", "studio_generation", "studio_generationreference", "studio_composerdraft",
        "studio_webhookdelivery", "studio_bulkorder",
    }  # fmt: skip


def test_deleted_there_is_nothing_left_in_any_table_and_no_file(
    person, alice, private_media, django_capture_on_commit_callbacks
):
    marks = marks_of(person)
    theirs = {mark for mark in marks if mark.endswith((".png", ".webp"))}
    result = Generation.objects.get(prompt="a can at sunset", status="done").result
    assert len(theirs) > 25

    with django_capture_on_commit_callbacks(execute=True):
        forgetting.forget(alice, person.pk)

    assert owed(found_in_database(marks)) == set()
    assert not [name for name in theirs if (private_media / name).exists()]
    left = {str(path.relative_to(private_media)) for path in private_media.rglob("*") if path.is_file()}
    assert left == {result.stored_name, str(result.thumbnail)}
    assert storage.size_of(result.stored_name) == result.size_bytes


def test_no_row_that_is_left_has_a_vector(person, alice, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        forgetting.forget(alice, person.pk)

    vectors = [
        (model, field.attname)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.db_type(connection) and "vector(" in field.db_type(connection)
    ]
    assert {model for model, _name in vectors} == {SoulPhoto, SoulVersion}
    assert not any(model.objects.exclude(**{name: None}).exists() for model, name in vectors)
    assert not GenerationReference.objects.exclude(facts={}).exists()
    assert not Generation.objects.exclude(kept={}).exists()
    assert all("Testova" not in str(task.task) for task in OrmQ.objects.all())
