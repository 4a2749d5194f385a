"""Results: checked, measured and kept before they count as made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reklamai.core.errors import MediaError
from reklamai.media import probe, thumbnails
from reklamai.media.probe import MediaFacts
from studio import storage
from studio.engines.base import Result, ResultFile
from studio.models import Asset, AssetKind, AssetOrigin, Generation
from studio.storage import Kept

TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".tiff": "image/tiff",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mov": "video/quicktime",
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
}


@dataclass(frozen=True, slots=True)
class Stored:
    """One result file in our store, not yet in any row."""

    kept: Kept
    thumbnail: Kept | None
    facts: MediaFacts
    content_type: str
    metadata: dict[str, Any]


def keep(generation: Generation, result: Result, *, workdir: Path) -> tuple[Stored, ...]:
    """Open, measure and copy every file of a result. Raises MediaError for a file that is not what it says.

    Before any row is written: a file cannot roll back, and a leftover of a failed commit is swept.
    """
    if not result.files:
        raise MediaError("The work ended without a result.")
    folder = f"{generation.owner_id}/{generation.pk}"
    return tuple(stored(file, folder=folder, workdir=workdir) for file in result.files)


def stored(file: ResultFile, *, folder: str, workdir: Path) -> Stored:
    content_type = TYPES.get(file.path.suffix.lower())
    if content_type is None:
        raise MediaError("The work ended with a file of an unknown type.", suffix=file.path.suffix)
    facts = probe.probe(file.path)
    small = make_thumbnail(file.path, facts.kind, out=workdir / f"{file.path.stem}.thumbnail.webp")
    return Stored(
        kept=storage.keep(file.path, folder=folder),
        thumbnail=storage.keep(small, folder=folder),
        facts=facts,
        content_type=content_type,
        metadata=file.metadata,
    )


def make_thumbnail(path: Path, kind: str, *, out: Path) -> Path:
    """A small WebP of a picture, a clip or a sound."""
    if kind == AssetKind.CLIP:
        thumbnails.clip_poster(path, out)
    elif kind == AssetKind.SOUND:
        thumbnails.waveform(path, out)
    else:
        thumbnails.picture_thumbnail(path, out)
    return out


def names(files: tuple[Stored, ...]) -> set[str]:
    """Everything in our store that belongs to these results."""
    return {kept.name for file in files for kept in (file.kept, file.thumbnail) if kept}


def attach(generation: Generation, files: tuple[Stored, ...]) -> None:
    """Write the rows of what was kept. Inside the transaction that finishes the generation."""
    for position, file in enumerate(files):
        Asset.objects.get_or_create(
            generation=generation,
            position=position,
            defaults=columns(file)
            | {
                "owner_id": generation.owner_id,
                "project_id": generation.project_id,
                "origin": AssetOrigin.RESULT,
                "name": generation.prompt[:120],
            },
        )


def columns(file: Stored) -> dict[str, Any]:
    """The columns of an asset that a stored file fills."""
    facts = file.facts
    return {
        "kind": facts.kind,
        "file": file.kept.name,
        "thumbnail": file.thumbnail.name if file.thumbnail else "",
        "content_type": file.content_type,
        "size_bytes": file.kept.size_bytes,
        "sha256": file.kept.sha256,
        "width": facts.width or None,
        "height": facts.height or None,
        "duration_s": facts.duration_s or None,
        "fps": float(facts.fps) if facts.fps else None,
        "has_sound": facts.has_sound,
        "metadata": file.metadata,
    }
