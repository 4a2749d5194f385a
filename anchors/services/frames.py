"""One frame of a clip, kept as a picture of its own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, FileRefused, MediaError
from reklamai.media.frames import frame_at
from studio import storage
from studio.models import Asset, Project, User
from studio.services import assets
from studio.services.workdirs import workdir

SECONDS = 20.0
"""Time for one frame: a clip of ten minutes in 4K, far from a key frame, takes four."""


def taken(owner: User, clip: Asset, *, at_s: float, project: Project | None = None) -> Asset:
    """The frame shown at `at_s` seconds as an upload of this person, in full size.

    Raises BadInput for a moment that the clip does not have, and as `assets.upload`.
    """
    if not 0 <= at_s <= (clip.duration_s or 0):
        raise BadInput(_("The clip has no such moment."), seconds=clip.duration_s)
    with workdir("upload") as folder:
        source = storage.local_copy(clip.stored_name, into=folder)
        still = folder / "frame.png"
        try:
            frame_at(source, still, at_s=at_s, fps=clip.fps or 25.0, timeout=SECONDS)
        except MediaError as error:
            raise FileRefused(_("No frame of this clip can be read at that moment."), **error.facts) from error
        with still.open("rb") as file:
            return assets.upload(owner=owner, file=file, name=name_of(clip, at_s), project=project)


def name_of(clip: Asset, at_s: float) -> str:
    """ "clip 0-07.png": the name that it is found again by."""
    minutes, seconds = divmod(int(at_s), 60)
    stem = clip.name.rpartition(".")[0] or clip.name or "clip"
    return f"{stem[:150]} {minutes}-{seconds:02d}.png"
