"""Pieces that files are made of, and the case: one file that somebody sends."""

import io
import random
import struct
import subprocess
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image

from reklamai.media.ffmpeg import program

SHARES = (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97)


@dataclass(frozen=True, slots=True)
class Case:
    """may_stay: it may be taken too, washed: then what is kept must be a sound file."""

    kind: str
    name: str
    content: bytes
    may_stay: bool = False


def dice(name: str) -> random.Random:
    return random.Random(name)  # a seed of its own for each class: adding to one changes no other


def noise(size=(64, 48), mode="RGB") -> Image.Image:
    channels = {"L": 1, "RGB": 3, "RGBA": 4, "CMYK": 4}[mode]
    pixels = np.random.default_rng(7).integers(0, 255, (size[1], size[0], channels), np.uint8)
    return Image.fromarray(pixels[..., 0] if channels == 1 else pixels, mode)


def encoded(image: Image.Image, format_: str, **options) -> bytes:
    file = io.BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


@cache
def picture(format_: str, **options) -> bytes:
    return encoded(noise(), format_, **options)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def png(width=8, height=8, *, extra=(), depth=8, colour=2, data=None, frames=b"") -> bytes:
    raw = zlib.compress(b"\0" * (height * (1 + width * 3))) if data is None else data
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return PNG_HEAD + head + b"".join(extra) + chunk(b"IDAT", raw) + frames + chunk(b"IEND", b"")


def box(kind: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return struct.pack(">I", len(inside) + 8) + kind + inside


def ebml(ident: bytes, content: bytes) -> bytes:
    return ident + struct.pack(">Q", len(content) | 1 << 56) + content


def riff(kind: bytes, *chunks: bytes) -> bytes:
    inside = kind + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def little(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


PATTERN = ("-f", "lavfi", "-i", "testsrc=size=96x64:rate=12:duration=1")
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:duration=1")
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
RECIPES = {
    "a.mp4": (*PATTERN, *TONE, *H264),
    "fast.mp4": (*PATTERN, *TONE, *H264, "-movflags", "+faststart"),
    "a.mov": (*PATTERN, *TONE, *H264),
    "a.webm": (*PATTERN, *TONE, "-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"),
    "a.mkv": (*PATTERN, *H264),
    "a.wav": TONE,
    "a.mp3": TONE,
    "a.m4a": (*TONE, "-movflags", "+faststart"),
    "a.ogg": (*TONE, "-c:a", "libvorbis"),
    "a.flac": TONE,
    "a.aiff": TONE,
    "a.aac": TONE,
    "a.avi": (*PATTERN, "-c:v", "mpeg4"),
    "a.ts": (*PATTERN, *H264),
    "a.flv": (*PATTERN, *H264),
    "a.gif": PATTERN,
}


@cache
def stream(name: str, *more: str) -> bytes:
    """A small real clip or sound of one second."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / name
        subprocess.run([program(), "-v", "error", "-y", *RECIPES[name], *more, str(out)], check=True, timeout=60)
        return out.read_bytes()


def cut(content: bytes, share: float) -> bytes:
    return content[: max(1, int(len(content) * share))]


def flipped(content: bytes, number: int, *, rng: random.Random, after: int = 16) -> bytes:
    changed = bytearray(content)
    for _ in range(number):
        at = rng.randrange(after, len(changed))
        changed[at] ^= 1 << rng.randrange(8)
    return bytes(changed)


def patched(content: bytes, kind: bytes, offset: int, new: bytes, *, last: bool = False) -> bytes:
    """The bytes `new` at `offset` behind the name of a box."""
    at = (content.rfind(kind) if last else content.find(kind)) + 4 + offset
    assert at >= offset + 4, f"no {kind!r} to patch"
    return content[:at] + new + content[at + len(new) :]
