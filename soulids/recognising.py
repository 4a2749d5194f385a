"""What `soulids.search_engine` runs in the worker: faces found, and who they are as numbers."""

from __future__ import annotations

from typing import Any, Final

from reklamai.core.errors import MediaError
from reklamai.media.faces import Face, find_faces, identity
from reklamai.media.pictures import open_picture
from reklamai.media.types import Picture
from soulids.media.encoding import as_text
from soulids.media.photo import counting
from studio.engines.base import Job, JobReport, Result

MOST_FACES: Final = 8
"""Each takes a quarter of a second; the largest come first."""


def run(job: Job, report: JobReport) -> Result:
    """No file; in the notes "faces", largest first: "box" in shares of the picture, "vector" or "" if unreadable."""
    paths = [reference.path for reference in job.references if reference.path]
    if not paths:
        raise MediaError("There is no picture to look at.")
    report("opening", 0.0)
    picture = open_picture(paths[0])
    report("faces", 0.2)
    faces = counting(find_faces(picture))[:MOST_FACES]
    read = []
    for place, face in enumerate(faces):
        report("faces", 0.4 + 0.6 * place / len(faces))
        read.append(read_face(picture, face))
    return Result(files=(), notes={"faces": read})


def read_face(picture: Picture, face: Face) -> dict[str, Any]:
    height, width = picture.shape[:2]
    left, top, across, down = face.box
    box = (left / width, top / height, across / width, down / height)
    vector = as_text(identity.vector(picture, face)) if face.has_mesh else ""
    return {"box": [round(value, 4) for value in box], "vector": vector}
