"""One photo judged: whose face, how large, how sharp, how lit, from where, and who it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

import numpy as np

from reklamai.media.colour import check_picture
from reklamai.media.faces import Face, Skin, find_faces, identity, skin
from reklamai.media.mattes import graphs
from reklamai.media.mattes.model import Box, Missing
from reklamai.media.types import AnyArray, Picture
from soulids.media.close import Exposure, exposure, look_close, sharpness
from soulids.media.copies import fingerprint, mirrored_fingerprint
from soulids.media.framing import Framing, Pose, framing_of, may_show_hips, poses_of
from soulids.media.hair import hair_lab
from soulids.media.verdicts import Verdict, faults, judgement

VERSION: Final = 1
"""Of the JSON form; facts of an older one are judged anew."""
COUNTS: Final = 0.3
"""Width, in widths of the largest face, from which another one counts: smaller ones are passers-by."""
Lab = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class FaceFacts:
    """The main face. box: pixels of the photo; angles in degrees (yaw > 0 looks to the right of the picture, pitch > 0
    up, roll > 0 clockwise); sharpness: as `close.sharpness`. skin_lab, skin_ita, hair_lab: None where not readable;
    coloured: False for a black-and-white photo."""

    box: Box
    yaw: float
    pitch: float
    roll: float
    sharpness: float
    exposure: Exposure
    framing: Framing
    skin_lab: Lab | None
    skin_ita: float | None
    hair_lab: Lab | None
    coloured: bool

    @property
    def width_px(self) -> int:
        return self.box[2]

    @property
    def poses(self) -> frozenset[Pose]:
        return poses_of(yaw=self.yaw, pitch=self.pitch, framing=self.framing)


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What was found in one photo of `size` (width, height) pixels.

    reasons and advice: keys and values of `verdicts.ADVICE`. faces: how many count. hash, mirror_hash: 16 hexadecimal
    digits. face is None if no face counts, or none has a mesh, or several count and nobody knows which is meant.
    vector: (512,) float32 of unit length, None without `face`; it is no part of the JSON form nor of equality.
    """

    size: tuple[int, int]
    verdict: Verdict
    reasons: tuple[str, ...]
    advice: tuple[str, ...]
    faces: int
    hash: str
    mirror_hash: str
    face: FaceFacts | None
    vector: AnyArray | None = field(default=None, compare=False, repr=False)

    @property
    def usable(self) -> bool:
        """Good enough to learn from, looked at alone."""
        return self.verdict is not Verdict.REFUSED and self.vector is not None

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON column, without the vector: that has a column of its own."""
        return {**asdict(replace(self, vector=None)), "version": VERSION}

    @classmethod
    def from_json(cls, data: Any, *, vector: AnyArray | None) -> PhotoFacts:
        """The inverse of `as_json`. Raises ValueError for another version or what does not fit."""
        if not isinstance(data, dict) or data.get("version") != VERSION:
            raise ValueError("these are no facts of this version")
        try:
            width, height = data["size"]
            return cls(
                size=(width, height), verdict=Verdict(data["verdict"]), reasons=tuple(data["reasons"]),
                advice=tuple(data["advice"]), faces=data["faces"], hash=data["hash"], mirror_hash=data["mirror_hash"],
                face=None if data["face"] is None else _face_from(data["face"]), vector=vector,
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError("these are no facts of this version") from error


def judge(picture: Picture) -> PhotoFacts:
    """The facts and the verdict of one photo.

    picture: (H, W, 3) uint8, RGB order. Raises: ValueError for another shape or dtype; NotConfigured if the net's
    weights are not installed.
    """
    check_picture(picture)
    found = counting(find_faces(picture))
    small = graphs.shrunk(picture)
    face = vector = None
    if len(found) == 1 and found[0].has_mesh:
        face = _facts(picture, small, found[0])
        wrong = faults(
            face_px=face.width_px, sharp=face.sharpness, lit=face.exposure, yaw=face.yaw, coloured=face.coloured,
        )  # fmt: skip
        vector = identity.vector(picture, found[0])
    else:
        wrong = ("no_face" if not found else "several_faces" if len(found) > 1 else "face_unclear",)
    said = judgement(wrong)
    return PhotoFacts(
        size=(picture.shape[1], picture.shape[0]), verdict=said.verdict, reasons=said.reasons, advice=said.advice,
        faces=len(found), hash=fingerprint(small), mirror_hash=mirrored_fingerprint(small), face=face, vector=vector,
    )  # fmt: skip


def counting(faces: tuple[Face, ...]) -> tuple[Face, ...]:
    """The faces that are no passers-by, largest first."""
    widest = max((face.box[2] for face in faces), default=0)
    return tuple(face for face in faces if face.box[2] >= COUNTS * widest)


def _facts(picture: Picture, small: Picture, face: Face) -> FaceFacts:
    near = look_close(picture, face)
    read = skin(picture, face)
    tone = None if isinstance(read, Missing) else read
    there = _at(face, small.shape[1] / picture.shape[1])
    size = (small.shape[1], small.shape[0])
    body = graphs.body(small) if may_show_hips(there, size=size) else None
    return FaceFacts(
        box=face.box, yaw=face.yaw, pitch=face.pitch, roll=face.roll, sharpness=sharpness(near),
        exposure=exposure(near), framing=framing_of(there, None if body is None else body[0], size=size),
        skin_lab=None if tone is None else tone.lab, skin_ita=None if tone is None else tone.ita,
        hair_lab=_hair(small, there, tone), coloured=read != Missing("no_colour"),
    )  # fmt: skip


def _hair(small: Picture, face: Face, tone: Skin | None) -> Lab | None:
    if tone is None:
        return None
    found = hair_lab(small, face, person=graphs.people_share(small), skin=tone.lab)
    return None if isinstance(found, Missing) else found


def _at(face: Face, share: float) -> Face:
    """The face in a copy of its picture at `share` of the size."""
    x, y, width, height = (round(share * value) for value in face.box)
    mesh = None if face.landmarks is None else np.asarray(face.landmarks * share, np.float32)
    return replace(face, box=(x, y, width, height), landmarks=mesh)


def _face_from(data: dict[str, Any]) -> FaceFacts:
    x, y, width, height = data["box"]
    given = {name: data[name] for name in ("yaw", "pitch", "roll", "sharpness", "skin_ita", "coloured")}
    return FaceFacts(
        **given, box=(x, y, width, height), exposure=Exposure(**data["exposure"]), framing=Framing(data["framing"]),
        skin_lab=_lab_from(data["skin_lab"]), hair_lab=_lab_from(data["hair_lab"]),
    )  # fmt: skip


def _lab_from(data: list[float] | None) -> Lab | None:
    if data is None:
        return None
    light, a, b = data
    return light, a, b
