"""The files that stand in a composer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from studio.catalogue.files import File
from studio.catalogue.inputs import FRAMES
from studio.forms.content import Content
from studio.models import Asset


def places(content: Content) -> Iterator[tuple[str, str]]:
    """(role, id of an asset) of each file."""
    for reference in content.get("references", []):
        parts = reference.split(":")
        if len(parts) == 3 and parts[0] == "asset":
            yield parts[2], parts[1]
    for role in FRAMES:
        if content.get(role):
            yield role, str(content[role])  # type: ignore[literal-required]  # these names are keys of Content


def files_in(content: Content, assets: Mapping[str, Asset]) -> tuple[File, ...]:
    """What is known of the files, for prices; assets: by id, those that are not there are left out."""
    return tuple(
        File(
            role=role,
            kind=assets[pk].kind,
            content_type=assets[pk].content_type,
            size_bytes=assets[pk].size_bytes,
            seconds=assets[pk].duration_s,
            longest_px=max(assets[pk].width or 0, assets[pk].height or 0),
        )
        for role, pk in places(content)
        if pk in assets
    )
