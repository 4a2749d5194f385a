"""All that we hold of a person, as a ZIP: JSON for people and programs, and the files as they are."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from studio import storage
from studio.belongings import belongings
from studio.models import ApiKey, Asset, ComposerDraft, Generation, LedgerEntry, Project, User, WebhookEndpoint
from studio.selectors.sessions import sign_ins

HIDDEN = {
    "owner_id", "digest", "words", "key", "ask_digest", "account_id", "made_by_id", "file", "thumbnail", "kept",
}  # fmt: skip
"""Columns that say nothing of the person, or open something; checkpoints of engines may be numbers of a face."""


def pack(user: User, *, into: Path) -> Path:
    """The archive as a file in `into`. A stored file that is gone is named in missing.json, and fails nothing."""
    path = into / "reklamai-data.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in tables(user):
            archive.writestr(f"{name}.json", json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        assets = Asset.objects.filter(owner=user).order_by("pk").iterator(chunk_size=200)
        missing = [str(asset.pk) for asset in assets if not put(archive, asset)]
        archive.writestr("missing.json", json.dumps(missing))
    return path


def tables(user: User) -> Iterator[tuple[str, Any]]:
    """Name and plain content of each JSON file."""
    yield "account", {
        "email": user.email, "name": user.name, "language": user.language, "theme": user.theme,
        "joined": user.date_joined, "last_login": user.last_login,
        "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
    }  # fmt: skip
    yield "projects", rows(Project.objects.filter(owner=user))
    yield "generations", rows(Generation.objects.filter(owner=user))
    yield "files", [row | {"path": path_of(asset)} for asset, row in listed(Asset.objects.filter(owner=user))]
    yield "drafts", rows(ComposerDraft.objects.filter(owner=user))
    yield "credits", rows(LedgerEntry.objects.filter(account=user.pk))
    yield "api_keys", rows(ApiKey.objects.filter(owner=user))
    yield "webhooks", list(WebhookEndpoint.objects.of(user).values("url", "events", "status", "created_at"))
    yield (
        "sign_ins",
        [{"device": each.device, "ip": each.ip, "seen": each.seen} for each in sign_ins(user, this=None)],
    )
    for room in belongings():
        yield from room.tables(user)


def rows(found: QuerySet[Any]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name not in HIDDEN} for row in found.values()]


def listed(found: QuerySet[Asset]) -> Iterator[tuple[Asset, dict[str, Any]]]:
    return zip(found.order_by("pk"), rows(found.order_by("pk")), strict=True)


def path_of(asset: Asset) -> str:
    """Where it lies in the archive: named by its id, for names of people's files may be anything."""
    return f"files/{asset.pk}.{asset.extension}"


def put(archive: zipfile.ZipFile, asset: Asset) -> bool:
    """Write one file; pictures and clips are packed already, so it is only stored. False if the store has lost it."""
    info = zipfile.ZipInfo(path_of(asset), date_time=asset.created_at.timetuple()[:6])
    try:
        pieces = storage.read(asset.stored_name)
        first = next(pieces, b"")
    except FileNotFoundError:
        return False
    with archive.open(info, "w", force_zip64=True) as target:
        target.write(first)
        for piece in pieces:
            target.write(piece)
    return True
