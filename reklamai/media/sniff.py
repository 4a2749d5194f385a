"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HEAD_BYTES = 512


@dataclass(frozen=True, slots=True)
class FileType:
    """kind: picture | clip | sound; demuxer: FFmpeg's name of the only format that such a file may be opened as."""

    kind: str
    content_type: str
    suffix: str
    demuxer: str


JPEG = FileType("picture", "image/jpeg", ".jpg", "jpeg_pipe,image2")
PNG = FileType("picture", "image/png", ".png", "png_pipe,image2")
WEBP = FileType("picture", "image/webp", ".webp", "webp_pipe,image2")
AVIF = FileType("picture", "image/avif", ".avif", "mov")
MP4 = FileType("clip", "video/mp4", ".mp4", "mov")
MOV = FileType("clip", "video/quicktime", ".mov", "mov")
WEBM = FileType("clip", "video/webm", ".webm", "matroska")
WAV = FileType("sound", "audio/wav", ".wav", "wav")
MP3 = FileType("sound", "audio/mpeg", ".mp3", "mp3")
M4A = FileType("sound", "audio/mp4", ".m4a", "mov")
OGG = FileType("sound", "audio/ogg", ".ogg", "ogg")

BRANDS = {b"avif": AVIF, b"avis": AVIF, b"M4A ": M4A, b"M4B ": M4A, b"qt  ": MOV}
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


def sniff(path: Path) -> FileType | None:
    """The type of a file that we take, or None for all others (HEIC among them: nothing here can read it)."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head[4:8] == b"ftyp":
        return _by_brands(head)
    if head[:4] == b"RIFF":
        return {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12])
    for magic, found in MAGIC:
        if head.startswith(magic):
            return found
    is_mpeg_frame = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2  # sync, layer 3
    return MP3 if is_mpeg_frame else None


def _by_brands(head: bytes) -> FileType | None:
    """Some writers of AVIF name the family "mif1" first and themselves only among the compatible brands."""
    major, end = head[8:12], int.from_bytes(head[:4], "big")
    if major not in HEIF_BRANDS:
        return BRANDS.get(major, MP4)
    compatible = {head[at : at + 4] for at in range(16, min(end, len(head)), 4)}
    return AVIF if b"avif" in compatible and not compatible & {b"heic", b"heix"} else None


MAGIC = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\x1aE\xdf\xa3", WEBM),
    (b"ID3", MP3),
    (b"OggS", OGG),
)
