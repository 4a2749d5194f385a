"""Deleted here, gone at the vendor: over HTTP, against a stand-in of Replicate that keeps what it was given."""

from datetime import timedelta

import pytest
from django.utils import timezone

from soulids.models import RemoteErasure
from soulids.services import forgetting, remote
from studio.engines.base import NobodysDesk
from studio.engines.replicate.line import speaking
from tests.providers.replicate_server.running import TRAINER, TRAINER_VERSION
from tests.soulids import used
from tests.studio.at_replicate import replicate, server  # noqa: F401

pytestmark = pytest.mark.django_db


def test_version_and_model_of_a_deleted_person_are_gone_at_the_vendor(replicate, trained, alice, tmp_path):
    zipped = tmp_path / "photos.zip"
    zipped.write_bytes(b"PK\x05\x06" + bytes(18))
    with speaking(NobodysDesk()) as client:
        file = client.upload(zipped, name="photos.zip", content_type="application/zip")
        model = client.create_model("acme/soul-test", hardware="cpu").full_name
        client.training(client.train(TRAINER, TRAINER_VERSION, destination=model, inputs={"input_images": file.url}))
        version = client.model(model).latest_version
    lora = used.a_lora(trained)
    lora.destination, lora.trained_version = model, version
    lora.save()
    remote.owe("replicate", "file", file.id)
    assert replicate.kept()["models"][model]["versions"]

    forgetting.forget(alice, trained.pk)
    gone = remote.erase_due()
    replicate.settle()
    later = timezone.now() + timedelta(hours=1)
    gone += remote.erase_due(clock=lambda: later)

    assert gone == 3
    assert not RemoteErasure.objects.filter(done_at=None).exists()
    assert model not in replicate.kept()["models"]
    assert file.id not in replicate.kept()["files"]


def test_without_a_key_it_stays_owed_and_is_late_at_once(replicate, trained, alice, settings):
    settings.REPLICATE_API_TOKEN = None
    used.a_lora(trained)

    forgetting.forget(alice, trained.pk)
    assert remote.erase_due() == 0

    assert {row.last_error for row in RemoteErasure.objects.all()} == {"not_configured"}
    assert remote.late(timezone.now()).count() == 2
