"""People, and one of everything that the first of them owns."""

import io
from datetime import timedelta
from hashlib import sha256

import pytest
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from anchors.models import MultiReference, ReferenceAnchor
from soulids.models import SoulID, SoulSearch
from studio.models import Asset, DataExport, Project, TokenFamily, WebhookEndpoint
from studio.services import keys
from tests.pages.conftest import browser_of, make_user, nobody_tried_before, order, timur, vera, work_off  # noqa: F401
from tests.studio.conftest import entry  # noqa: F401
from video.models import CameraPreset
from video.services import films, sounds


def picture():
    kept = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(kept, "PNG")
    return kept.getvalue()


@pytest.fixture
def belongings(vera, order, private_media, entry):
    """One of everything of Vera's, by the first words of the address that it stands at."""
    data, soon = picture(), timezone.now() + timedelta(days=1)
    asset = Asset(
        owner=vera, kind="picture", origin="upload", content_type="image/png", size_bytes=len(data), name="a.png",
        sha256=sha256(data).hexdigest(), width=8, height=8,
    )  # fmt: skip
    asset.file.save("a.png", ContentFile(data), save=False)
    asset.thumbnail.save("t.png", ContentFile(data), save=False)
    made = asset.generation = order(vera)
    asset.save()
    archive = DataExport(owner=vera, status="ready", expires_at=soon)
    archive.file.save("vera.zip", ContentFile(b"PK"), save=True)
    anchor = ReferenceAnchor.objects.create(owner=vera, name="Marina", image=asset)
    soul = SoulID.objects.create(owner=vera, name="Marina", handle="marina")
    preset = CameraPreset.objects.create(owner=vera, name="Street")
    board = MultiReference.objects.create(owner=vera, name="Autumn", face=anchor)
    film = films.create(vera, {"name": "Evening"})
    mix = sounds.mix_of_film(vera, film)
    return {
        "anchors/of/": asset,
        "anchors/boards/": board,
        "anchors/": anchor,
        "multi-references/": board,
        "soul-ids/who/": SoulSearch.objects.create(owner=vera, order=order(vera)),
        "soul-ids/search/": SoulSearch.objects.create(owner=vera, order=order(vera)),
        "soul-ids/": soul,
        "storyboards/": film,
        "sound/": mix,
        "mixes/": mix,
        "clips/": asset,
        "multi-shot/": films.create(vera, {"name": "Tonic"}),
        "cinema/presets/": preset,
        "camera-presets/": preset,
        "generations/": made,
        "assets/": asset,
        "projects/": Project.objects.create(owner=vera, name="Summer"),
        "settings/webhooks/": WebhookEndpoint.objects.create(
            owner=vera, url="https://example.com/", events=["generation.done"]
        ),
        "settings/keys/": keys.make(vera, name="till", scopes=["read"]).row,
        "keys/": keys.make(vera, name="scales", scopes=["read"]).row,
        "settings/data/": archive,
        "settings/sign-ins/browser/": UserSession.objects.create(user=vera, ip="192.0.2.7", session_key="a" * 32),
        "settings/sign-ins/program/": TokenFamily.objects.create(owner=vera, expires_at=soon),
    }


@pytest.fixture
def vera_at(belongings):
    """Gives `vera_at(route)`: its path with what Vera owns in it."""

    def vera_at(route):
        words = route.words.removeprefix("api/")
        found = next((thing for start, thing in belongings.items() if words.startswith(start)), None)
        named = [name for name in ("pk", "asset") if f"{name}>" in words]
        return route.at(**dict.fromkeys(named, found.pk)) if found and named else route.path

    return vera_at
