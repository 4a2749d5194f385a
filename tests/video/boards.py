"""Boards and pictures for the tests of storyboards."""

from hashlib import sha256
from uuid import uuid4

from django.core.files.base import ContentFile

from studio.models import Asset
from video.models import Shot
from video.services import films


def picture(owner, *, kind="picture", name="a.png", **other):
    """A row of a file; nobody opens it here."""
    data = uuid4().bytes
    asset = Asset(
        owner=owner, kind=kind, origin="upload", content_type="image/png", size_bytes=len(data), name=name,
        sha256=sha256(data).hexdigest(), width=8, height=8, **other,
    )  # fmt: skip
    asset.file.save(name, ContentFile(data), save=True)
    return asset


def board(owner, *prompts, **fields):
    """A board with a shot for each prompt; four where none are given."""
    said = prompts or ("A dawn", "A cup", "A hand", "The sea")
    return films.create(owner, {"name": "Morning tonic", **fields, "shots": [{"prompt": each} for each in said]})


def shots_of(film):
    """As they stand in the database."""
    return list(Shot.objects.filter(film=film, deleted_at=None).order_by("position"))


def prompts_of(film):
    return [shot.prompt for shot in shots_of(film)]


def revision_of(film):
    return type(film).objects.get(pk=film.pk).revision
