"""A catalogue of three models, an engine that makes a grey picture at once, works in every state."""

import io
from copy import deepcopy
from datetime import timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from studio.engines import tables
from studio.engines.describe import sent_by_entry
from studio.models import Asset, CatalogueModel, Generation

DRAFT = {
    "model": "draft-picture",
    "provider": "local",
    "title": "Draft",
    "kind": "text_to_image",
    "output": "image",
    "features": ["4k"],
    "inputs": {
        "prompt": {"type": "string", "required": True, "max_length": 500, "maps_to": "prompt"},
        "images": {"type": "array", "max_items": 2, "maps_to": "reference_images"},
        "ratio": {"type": "string", "enum": ["4:5", "1:1", "16:9"], "default": "4:5", "maps_to": "aspect_ratio"},
        "seed": {"type": "integer", "min": 0, "max": 2147483647, "maps_to": "seed", "advanced": True},
    },
    "price": {"unit": "image", "credits": 0},
    "seconds": 4,
}
PAINTER = {
    "model": "painter",
    "provider": "vendor",
    "title": "Painter 2",
    "kind": "text_to_image",
    "output": "image",
    "inputs": {
        "prompt": {"type": "string", "required": True, "max_length": 500, "maps_to": "prompt"},
        "ratio": {"type": "string", "enum": ["1:1", "16:9"], "default": "1:1", "maps_to": "aspect_ratio"},
        "negative": {"type": "string", "max_length": 200, "maps_to": "negative_prompt"},
    },
    "price": {"unit": "image", "credits": 60, "usd_per_credit": 0.005},
}
"""60 vendor credits of 0.005 USD are 30 of ours of 0.01 USD."""
CLIP = {
    "model": "draft-clip",
    "provider": "local",
    "title": "Draft",
    "kind": "text_to_video",
    "also": ["image_to_video"],
    "output": "video",
    "inputs": {
        "prompt": {"type": "string", "max_length": 500, "maps_to": "prompt"},
        "start": {"type": "string", "maps_to": "start_frame"},
        "duration": {"type": "integer", "min": 2, "max": 15, "default": 5, "maps_to": "duration"},
        "moves": {"type": "array", "max_items": 3, "enum": ["dolly_in", "pan_left"], "maps_to": "camera_moves"},
    },
    "price": {"unit": "video", "credits": 0},
}


class InstantEngine:
    """Takes every ask; what runs its jobs is not part of these tests."""

    cluster = "heavy"
    can_stop = True

    def check(self, ask, entry):
        pass

    def describe(self, ask, entry, *, language):
        return sent_by_entry(ask, entry)


def engine():
    return InstantEngine()


def install(settings):
    """The three models on sale, in this order, all made by the instant engine."""
    tables.loaded.cache_clear()
    settings.ENGINES = dict.fromkeys(("local", "vendor"), "tests.pages.workbench.engine")
    for position, entry in enumerate((DRAFT, PAINTER, CLIP), start=1):
        CatalogueModel.objects.create(
            id=entry["model"], provider=entry["provider"], entry=deepcopy(entry), enabled=True, position=position
        )


def form(**changes):
    """What the composer posts for a draft picture, with a key of its own."""
    return {"key": str(uuid4()), "model": "draft-picture", "prompt": "a can by the sea", "count": "1", **changes}


def picture_bytes(colour="orange", size=(60, 40)):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def upload_of(name="can.png", content=None):
    return SimpleUploadedFile(name, picture_bytes() if content is None else content)


def a_work(owner, prompt="a can by the sea", *, minutes_ago=0, **fields):
    """A generation as the database keeps it, without an engine's work."""
    ordered = timezone.now() - timedelta(minutes=minutes_ago)
    columns = {"kind": "text_to_image", "model": "draft-picture", "provider": "local", "seed": 7, "created_at": ordered}
    return Generation.objects.create(owner=owner, prompt=prompt, **{**columns, **fields})


def a_done_work(owner, prompt="a can by the sea", *, colour="orange", **fields):
    """A finished generation with a real picture in the store."""
    now = timezone.now()
    times = {"started_at": now - timedelta(seconds=31), "finished_at": now}
    generation = a_work(owner, prompt, status="done", **{**times, **fields})
    content = picture_bytes(colour)
    name = default_storage.save(f"{owner.pk}/{generation.pk}/made.png", ContentFile(content))
    Asset.objects.create(
        owner=owner,
        generation=generation,
        kind="picture",
        origin="result",
        name=prompt,
        file=name,
        thumbnail=name,
        content_type="image/png",
        size_bytes=len(content),
        sha256="0" * 64,
        width=60,
        height=40,
    )
    return generation
