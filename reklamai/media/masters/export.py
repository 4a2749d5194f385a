"""A file made into a master: read without loss, smoothed and enlarged where asked, written, read again and judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.masters.deband import debanded
from reklamai.media.masters.formats import FORMATS, Format, format_of
from reklamai.media.masters.planes import deep
from reklamai.media.masters.reading import deep_frames, footage_of
from reklamai.media.masters.stills import read16, save_picture16
from reklamai.media.masters.truth import Depth, depth_of, true_depth
from reklamai.media.masters.upscale import planes_at, upscaled
from reklamai.media.masters.writers import frames_writer16
from reklamai.media.pictures import open_with_alpha
from reklamai.media.probe import probe
from reklamai.media.types import AnyArray, Report, quiet

Size = tuple[int, int]
VIDEO_STEP, RGB_STEP = 256, 257
"""Between two values of 8 bits, in frames of video and in pictures of 16 bits."""


@dataclass(frozen=True, slots=True)
class MasterFacts:
    """A master, and what may be said of it."""

    path: Path
    format: str
    container_bits: int
    source_bits: int
    """Bits that the pixels truly carry: as the source was measured, and never more than the file shows."""
    debanded: bool
    enlarged: bool
    measured: Depth
    """Of the finished file, read again."""
    size: Size
    fps: Fraction | None = None
    frames: int = 1

    @property
    def statement_key(self) -> str:
        """ "true", "converted" or "converted_debanded"."""
        if self.source_bits >= self.container_bits:
            return "true"
        return "converted_debanded" if self.debanded else "converted"

    @property
    def colour(self) -> Mapping[str, str]:
        """How the file says that its values are meant."""
        if FORMATS[self.format].even:
            return {"primaries": "bt709", "transfer": "bt709", "matrix": "bt709", "range": "limited"}
        return {"primaries": "srgb", "transfer": "srgb", "range": "full"}

    def as_json(self) -> dict[str, Any]:
        """What is kept with the file as its statement."""
        return {
            "format": self.format, "container_bits": self.container_bits, "source_bits": self.source_bits,
            "debanded": self.debanded, "enlarged": self.enlarged, "statement": self.statement_key,
            "measured": {"bits": self.measured.bits, "levels": self.measured.levels,
                         "resampled": self.measured.resampled},
            "colour": dict(self.colour), "size": list(self.size), "frames": self.frames,
            "fps": float(self.fps) if self.fps else None,
        }  # fmt: skip


def export(
    source: Path,
    format_: str,
    *,
    out_dir: Path,
    size: Size | None = None,
    deband: bool = True,
    report: Report = quiet,
) -> MasterFacts:
    """Write the master of a picture or a clip into `out_dir`, and read it again for what may be said of it.

    size: width and height, as the source unless given; odd ones lose a pixel where the format needs it.
    deband: smooth the bands of a source with fewer bits than the format has.
    `report("master", share)` is called with each frame; when it raises, ffmpeg is stopped and nothing is left.
    Raises: ValueError for a format that it cannot become; MediaError if it cannot be read or is cut off; Interrupted.
    """
    facts = probe(source)
    if facts.kind not in ("picture", "clip"):
        raise MediaError("Only pictures and clips become masters.", kind=facts.kind)
    kind = format_of(format_, kind=facts.kind)
    out = out_dir / f"master{kind.suffix}"
    report("master", 0.0)
    try:
        if facts.kind == "picture":
            return _picture(source, kind, out, size, deband=deband, report=report)
        return _clip(source, kind, out, size, deband=deband, report=report)
    except BaseException:
        out.unlink(missing_ok=True)
        raise


def described(
    path: Path, format_: str, *, source_bits: int, size: Size, debanded: bool = False, enlarged: bool = False,
    fps: Fraction | None = None, frames: int = 1,
) -> MasterFacts:  # fmt: skip
    """What may be said of a finished file, which is read for it.

    source_bits: that its maker knows of what it was made from; of a file that proves fewer, fewer are stated.
    Raises: MediaError if the file cannot be read.
    """
    measured, bits = true_depth(path), FORMATS[format_].bits
    told = min(source_bits, bits)
    if not measured.masked:
        told = min(told, measured.bits)
    return MasterFacts(
        path, format_, bits, told, debanded, enlarged, measured, size, fps=fps, frames=frames,
    )  # fmt: skip


def _picture(source: Path, kind: Format, out: Path, size: Size | None, *, deband: bool, report: Report) -> MasterFacts:
    found = read16(source)
    picture, icc = found or (deep(open_with_alpha(source)), b"")
    bits = depth_of(picture).bits if found else 8
    smooth = deband and bits < kind.bits
    if smooth:
        for channel in range(3):
            plane = np.ascontiguousarray(picture[..., channel])
            picture[..., channel] = debanded(plane, step=RGB_STEP * 2.0 ** (8 - bits))
    report("master", 0.3)
    wanted = size or (picture.shape[1], picture.shape[0])
    enlarged = wanted[0] * wanted[1] > picture.shape[0] * picture.shape[1]
    made = upscaled(picture, wanted)
    report("master", 0.6)
    save_picture16(made, out, icc=icc)
    report("master", 1.0)
    return described(out, kind.key, source_bits=bits, size=wanted, debanded=smooth, enlarged=enlarged)


def _clip(source: Path, kind: Format, out: Path, size: Size | None, *, deband: bool, report: Report) -> MasterFacts:
    footage, bits = footage_of(source), true_depth(source).bits
    smooth, wanted = deband and bits < kind.bits, size or footage.size
    if kind.even:
        wanted = wanted[0] // 2 * 2, wanted[1] // 2 * 2
    enlarged = wanted[0] * wanted[1] > footage.size[0] * footage.size[1]
    writing = frames_writer16(out, kind.key, size=wanted, fps=footage.fps, sound=footage.sound, coded=True)
    with deep_frames(footage) as reader, writing as writer:
        while (frame := reader.read()) is not None:
            made = _smoothed(frame, step=VIDEO_STEP * 2.0 ** (8 - bits)) if smooth else frame
            writer.write_planes(planes_at(made, wanted))
            reader.take_back(frame)
            report("master", min(0.99, writer.frames / footage.frames))
        if not writer.frames:
            raise MediaError("The clip holds no frame that can be read.", file=source.name)
    facts = described(
        out, kind.key, source_bits=bits, size=wanted, debanded=smooth, enlarged=enlarged, fps=footage.fps,
        frames=writer.frames,
    )  # fmt: skip
    report("master", 1.0)
    return facts


def _smoothed(planes: AnyArray, *, step: float) -> AnyArray:
    return np.stack([debanded(plane, step=step) for plane in planes])
