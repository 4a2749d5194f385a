"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HEAD_BYTES = 64


@dataclass(frozen=True, slots=True)
class FileType:
    """kind: picture | clip | sound."""

    kind: str
    content_type: str
    suffix: str


JPEG = FileType("picture", "image/jpeg", ".jpg")
PNG = FileType("picture", "image/png", ".png")
WEBP = FileType("picture", "image/webp", ".webp")
AVIF = FileType("picture", "image/avif", ".avif")
MP4 = FileType("clip", "video/mp4", ".mp4")
MOV = FileType("clip", "video/quicktime", ".mov")
WEBM = FileType("clip", "video/webm", ".webm")
WAV = FileType("sound", "audio/wav", ".wav")
MP3 = FileType("sound", "audio/mpeg", ".mp3")
M4A = FileType("sound", "audio/mp4", ".m4a")
OGG = FileType("sound", "audio/ogg", ".ogg")

BRANDS = {b"avif": AVIF, b"avis": AVIF, b"M4A ": M4A, b"M4B ": M4A, b"qt  ": MOV}
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})


def sniff(path: Path) -> FileType | None:
    """The type of a file that we take, or None for all others (HEIC among them: nothing here can read it)."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head[4:8] == b"ftyp":
        return None if head[8:12] in HEIF_BRANDS else BRANDS.get(head[8:12], MP4)
    if head[:4] == b"RIFF":
        return {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12])
    for magic, found in MAGIC:
        if head.startswith(magic):
            return found
    is_mpeg_frame = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2  # sync, layer 3
    return MP3 if is_mpeg_frame else None


MAGIC = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\x1aE\xdf\xa3", WEBM),
    (b"ID3", MP3),
    (b"OggS", OGG),
)
