"""Clips and sounds that are broken, that lie, or that point at something else."""

import struct

from tests.media.hostile.parts import SHARES, Case, box, cut, dice, ebml, flipped, little, patched, riff, stream

WHOLE = ("a.mp4", "fast.mp4", "a.mov", "a.webm", "a.wav", "a.mp3", "a.m4a", "a.ogg")


def truncated() -> list[Case]:
    return [
        Case("truncated stream", f"{round(share * 100)}.{name}", cut(stream(name), share))
        for name in WHOLE
        for share in SHARES
    ]


def bit_flips(each: int = 6) -> list[Case]:
    rng = dice("stream flips")
    return [
        Case(
            "flipped stream",
            f"{number}.{name}",
            flipped(stream(name), 4 << number % 6, rng=rng, after=40),
            may_stay=True,
        )
        for name in WHOLE
        for number in range(each)
    ]


def references(secret: str, net: str) -> list[Case]:
    """A MOV may say that its samples lie in another file."""
    places = {"file": f"file://{secret}", "net": f"{net}/samples.mov", "path": secret, "up": "../../../../etc/passwd"}
    urls = [
        Case("outside reference", f"{name}.{kind}", with_reference(stream(f"a.{kind}"), place))
        for name, place in places.items()
        for kind in ("mp4", "mov")
    ]
    alias = [
        Case("outside reference", f"alias-{name}.mov", with_alias(stream("a.mov"), place))
        for name, place in places.items()
    ]
    return [
        *urls,
        *alias,
        *(Case("outside reference", f"{name}.rmra.mov", reference_movie(place)) for name, place in places.items()),
    ]


def with_reference(whole: bytes, place: str) -> bytes:
    """Every `url ` entry stops saying "in this file" and names a place; all the lengths around it are right."""
    entry = box(b"url ", b"\0\0\0\0", place.encode() + b"\0")
    return rebuilt(whole, box(b"dref", b"\0\0\0\0\0\0\0\1", entry))


def rebuilt(content: bytes, reference: bytes) -> bytes:
    """The boxes written anew, with another `dref`."""
    at, made = 0, b""
    while at + 8 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        inside = content[at + 8 : at + length]
        if kind == b"dref":
            made += reference
        else:
            made += box(kind, rebuilt(inside, reference) if kind in PARENTS else inside)
        at += length
    return made


PARENTS = (b"moov", b"trak", b"mdia", b"minf", b"dinf")


def with_alias(whole: bytes, place: str) -> bytes:
    words = place.encode()
    record = (
        b"\0" * 10
        + bytes([27])
        + b"vol".ljust(27, b"\0")
        + b"\0" * 12
        + bytes([63])
        + b"f".ljust(63, b"\0")
        + b"\0" * 30
    )
    record += struct.pack(">HH", 2, len(words)) + words + b"\xff\xff\0\0"
    entry = box(b"alis", b"\0\0\0\0", record)
    return rebuilt(whole, box(b"dref", b"\0\0\0\0\0\0\0\1", entry))


def reference_movie(place: str) -> bytes:
    words = place.encode() + b"\0"
    data = box(b"rdrf", b"\0\0\0\0url ", struct.pack(">I", len(words)), words)
    return box(b"ftyp", b"qt  \0\0\0\0qt  ") + box(b"moov", box(b"rmra", box(b"rmda", data)))


def lies() -> list[Case]:
    """Numbers that no camera writes."""
    whole, most = stream("fast.mp4"), b"\xff\xff\xff\xff"
    return [
        Case("lie", "zero-scale.mp4", patched(whole, b"mdhd", 12, b"\0\0\0\0"), may_stay=True),
        Case("lie", "long.mp4", patched(whole, b"mdhd", 12, struct.pack(">II", 1, 2**31 - 1)), may_stay=True),
        Case("lie", "scale.mp4", patched(whole, b"mdhd", 12, most), may_stay=True),
        Case("lie", "samples.mp4", patched(whole, b"stsz", 8, most)),
        Case("lie", "sample-size.mp4", patched(whole, b"stsz", 4, b"\x7f\xff\xff\xff"), may_stay=True),
        Case("lie", "times.mp4", patched(whole, b"stts", 4, most), may_stay=True),
        Case("lie", "chunks.mp4", patched(whole, b"stsc", 4, most), may_stay=True),
        Case("lie", "offsets.mp4", patched(whole, b"stco", 4, most), may_stay=True),
        Case("lie", "far-offset.mp4", patched(whole, b"stco", 8, b"\x7f\xff\xff\xff" * 1), may_stay=True),
        Case("lie", "slow.mp4", patched(whole, b"stts", 8, struct.pack(">II", 12, 2**31 - 1))),
        Case("lie", "edit.mp4", patched(whole, b"elst", 8, struct.pack(">II", 2**32 - 1, 2**31 - 1)), may_stay=True),
        Case("lie", "edits.mp4", patched(whole, b"elst", 4, most), may_stay=True),
        Case("lie", "wide-track.mp4", patched(whole, b"avc1", 24, most), may_stay=True),
        Case("lie", "profile.mp4", patched(whole, b"avcC", 5, b"\xff" * 12), may_stay=True),
        Case("lie", "codec.mp4", whole.replace(b"avc1", b"ansi")),
        Case("lie", "no-codec.mp4", whole.replace(b"avc1", b"zzzz"), may_stay=True),
        Case("lie", "subtitle-only.mp4", whole.replace(b"vide", b"text").replace(b"soun", b"text"), may_stay=True),
        Case("lie", "deep.mp4", box(b"ftyp", b"isom\0\0\0\0isom") + deep(b"moov", 3000)),
        Case("lie", "no-length.mp4", box(b"ftyp", b"isom\0\0\0\0isom") + struct.pack(">I", 0) + b"moov" + b"\0" * 500),
        Case("lie", "short-box.mp4", box(b"ftyp", b"isom\0\0\0\0isom") + struct.pack(">I", 3) + b"moov" + b"\0" * 500),
        Case("lie", "long-box.mp4", box(b"ftyp", b"isom\0\0\0\0isom") + struct.pack(">I", 1) + b"moov" + b"\xff" * 500),
        Case("lie", "no-tracks.mp4", box(b"ftyp", b"isom\0\0\0\0isom") + box(b"moov", box(b"mvhd", bytes(100)))),
        Case("lie", "header-only.mp4", box(b"ftyp", b"isom\0\0\0\0isom")),
        Case(
            "lie",
            "compressed.mov",
            box(b"ftyp", b"qt  \0\0\0\0qt  ")
            + box(b"moov", box(b"cmov", box(b"dcom", b"zlib"), box(b"cmvd", b"\x7f\xff\xff\xffx"))),
        ),
        Case(
            "lie",
            "many-tracks.mp4",
            box(b"ftyp", b"isom\0\0\0\0isom") + box(b"moov", box(b"mvhd", bytes(100)), *[box(b"trak")] * 20_000),
        ),
        *matroska_lies(),
        *sound_lies(),
    ]


def deep(kind: bytes, depth: int) -> bytes:
    return b"".join(struct.pack(">I", 8 * (depth - level)) + kind for level in range(depth))


HEAD = ebml(b"\x1aE\xdf\xa3", ebml(b"\x42\x82", b"webm"))
SEGMENT, INFO, TRACKS, CLUSTER, ATTACHMENTS = b"\x18S\x80g", b"\x15I\xa9f", b"\x16T\xaek", b"\x1fC\xb6u", b"\x19A\xa4i"


def matroska_lies() -> list[Case]:
    attached = ebml(
        ATTACHMENTS, ebml(b"\x61\xa7", ebml(b"\x46\x6e", b"../../x.ttf") + ebml(b"\x46\x5c", b"<script>" * 90))
    )
    track = ebml(b"\xae", ebml(b"\xd7", b"\1") + ebml(b"\x83", b"\1") + ebml(b"\x86", b"V_VP8"))
    large = ebml(
        b"\xae",
        ebml(b"\xd7", b"\1")
        + ebml(b"\x83", b"\1")
        + ebml(b"\x86", b"V_VP8")
        + ebml(b"\xe0", ebml(b"\xb0", b"\xff\xff\xff\xff") + ebml(b"\xba", b"\xff\xff\xff\xff")),
    )
    return [
        Case("lie", "attached.webm", HEAD + ebml(SEGMENT, attached)),
        Case("lie", "no-frames.webm", HEAD + ebml(SEGMENT, ebml(INFO, b"") + ebml(TRACKS, track))),
        Case(
            "lie",
            "large.webm",
            HEAD + ebml(SEGMENT, ebml(TRACKS, large) + ebml(CLUSTER, ebml(b"\xa3", b"\x81\0\0\x80" + b"\0" * 50))),
        ),
        Case("lie", "endless-number.webm", HEAD + SEGMENT + b"\0" * 500),
        Case("lie", "long-header.webm", b"\x1aE\xdf\xa3" + b"\x01\x7f\xff\xff\xff\xff\xff\xff" + b"\0" * 500),
        Case("lie", "deep.webm", HEAD + SEGMENT + b"\xff" + (TRACKS + b"\xff") * 3000),
        Case("lie", "many-tracks.webm", HEAD + ebml(SEGMENT, ebml(TRACKS, track * 5000))),
        Case("lie", "x264.webm", stream("a.mkv")),
    ]


def sound_lies() -> list[Case]:
    def wav(code=1, channels=1, rate=8000, align=2, bits=16, data=bytes(4000)):
        form = struct.pack("<HHIIHH", code, channels, rate, (rate * align) & 0xFFFFFFFF, align, bits)
        return riff(b"WAVE", little(b"fmt ", form), little(b"data", data))

    tag = b"ID3\x04\0\0"
    return [
        Case("lie", "no-rate.wav", wav(rate=0)),
        Case("lie", "rate.wav", wav(rate=2**32 - 1)),
        Case("lie", "fast.wav", wav(rate=2**31 - 1)),
        Case("lie", "slow.wav", wav(rate=1)),
        Case("lie", "no-channels.wav", wav(channels=0)),
        Case("lie", "channels.wav", wav(channels=65_535, align=65_535)),
        Case("lie", "bits.wav", wav(bits=255)),
        Case("lie", "no-bits.wav", wav(bits=0, align=0), may_stay=True),
        Case("lie", "code.wav", wav(code=0xFFFE), may_stay=True),
        Case("lie", "codec.wav", wav(code=0x4143)),
        Case("lie", "no-data.wav", wav(data=b"")),
        Case("lie", "no-format.wav", riff(b"WAVE", little(b"data", bytes(4000)))),
        Case("lie", "text.wav", riff(b"WAVE", little(b"LIST", b"INFO" + little(b"ICMT", b"<script>" * 500)))),
        Case("lie", "tag.mp3", tag + b"\x7f\x7f\x7f\x7f" + b"\0" * 500),
        Case(
            "lie",
            "cover-only.mp3",
            tag + b"\0\0\x10\0" + b"APIC\0\0\x07\x76\0\0\0image/png\0\3\0" + b"\x89PNG\r\n\x1a\n" + bytes(2000),
        ),
        Case(
            "lie", "words-only.mp3", tag + b"\0\0\x10\0" + b"TXXX\0\0\x0f\x70\0\0" + b"<script>alert(1)</script>" * 80
        ),
        Case("lie", "tags.mp3", (tag + b"\0\0\0\0") * 5000),
        Case("lie", "pages.ogg", (b"OggS\0\0" + b"\0" * 20 + b"\0") * 5000),
        Case("lie", "no-sound.ogg", b"OggS\0\2" + b"\0" * 20 + b"\1\x1e\1vorbis" + b"\0" * 23),
        Case("lie", "rate.ogg", stream("a.ogg").replace(struct.pack("<I", 44_100), b"\xff\xff\xff\xff", 1)),
    ]
