"""Pictures that are broken, that lie about their size, or that unpack into more than they say."""

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

from tests.media.hostile.parts import SHARES, Case, chunk, cut, dice, encoded, flipped, noise, picture, png

WHOLE = {
    "jpg": lambda: picture("JPEG", quality=90),
    "progressive.jpg": lambda: picture("JPEG", progressive=True),
    "cmyk.jpg": lambda: encoded(noise(mode="CMYK"), "JPEG"),
    "png": lambda: picture("PNG"),
    "alpha.png": lambda: encoded(noise(mode="RGBA"), "PNG"),
    "webp": lambda: picture("WEBP"),
    "lossless.webp": lambda: picture("WEBP", lossless=True),
    "avif": lambda: picture("AVIF"),
}


def truncated() -> list[Case]:
    return [
        Case("truncated picture", f"{round(share * 100)}.{name}", cut(make(), share))
        for name, make in WHOLE.items()
        for share in SHARES
    ]


def bit_flips(each: int = 10) -> list[Case]:
    """Some of them still are pictures, of a slightly other thing."""
    rng = dice("picture flips")
    return [
        Case("flipped picture", f"{number}.{name}", flipped(make(), 1 << (number % 8), rng=rng), may_stay=True)
        for name, make in WHOLE.items()
        for number in range(each)
    ]


def huge() -> list[Case]:
    """A few bytes that ask for gigabytes."""
    sizes = (
        (20_000, 20_000),
        (65_535, 65_535),
        (1, 100_000_000),
        (100_000_000, 1),
        (2**31 - 1, 2**31 - 1),
        (0, 9),
        (9, 0),
    )
    return [
        *(Case("huge size", f"{w}x{h}.png", png(w, h, data=zlib.compress(bytes(999)))) for w, h in sizes),
        *(
            Case("huge size", f"{w}x{h}.jpg", jpeg_claims(w, h))
            for w, h in ((65_500, 65_500), (65_535, 1000), (0, 5), (5, 0))
        ),
        *(
            Case("huge size", f"{w}x{h}.webp", webp_claims(w, h))
            for w, h in ((16_383, 16_383), (16_384, 8_000), (16_384, 16_384))
        ),
        *(Case("huge size", f"{w}x{h}.avif", avif_claims(w, h)) for w, h in ((60_000, 60_000), (2**32 - 1, 1), (0, 0))),
        Case("huge size", "interlaced.png", PNG_INTERLACED),
        Case("huge size", "canvas.webp", animated_webp_claims(16_384, 16_384)),
        Case("huge size", "real.png", encoded(Image.new("1", (9000, 9000)), "PNG")),
        Case("huge size", "wide.png", encoded(Image.new("1", (40_000, 10)), "PNG")),
        Case("huge size", "real.webp", encoded(Image.new("RGB", (16_383, 4_000)), "WEBP", method=0)),
    ]


PNG_INTERLACED = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 16, 6, 0, 0, 1))
    + chunk(b"IDAT", b"x")
)


def jpeg_claims(width: int, height: int) -> bytes:
    whole = picture("JPEG")
    at = whole.index(b"\xff\xc0") + 5
    return whole[:at] + struct.pack(">HH", height, width) + whole[at + 4 :]


def webp_claims(width: int, height: int) -> bytes:
    whole = bytearray(picture("WEBP"))
    at = whole.index(b"\x9d\x01\x2a") + 3
    whole[at : at + 4] = struct.pack("<HH", (width - 1) & 0x3FFF, (height - 1) & 0x3FFF)
    return bytes(whole)


def avif_claims(width: int, height: int) -> bytes:
    whole = picture("AVIF")
    at = whole.index(b"ispe") + 8
    return whole[:at] + struct.pack(">II", width, height) + whole[at + 8 :]


def animated_webp_claims(width: int, height: int) -> bytes:
    whole = bytearray(animation("WEBP", 5))
    at = whole.index(b"VP8X") + 12
    whole[at : at + 6] = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return bytes(whole)


def animation(format_: str, frames: int, size=(16, 16)) -> bytes:
    """Frames that differ, so that no encoder leaves one out."""
    images = [Image.new("RGB", size, (n * 37 % 256, n // 256, 90)) for n in range(frames)]
    return encoded(images[0], format_, save_all=True, append_images=images[1:], duration=10)


def bombs() -> list[Case]:
    """What unpacks into more than it says, beside the pixels."""
    packed = zlib.compress(bytes(60_000_000), 9)
    words = b"Comment\0\0" + packed
    return [
        Case("bomb", "text.png", png(extra=[chunk(b"zTXt", words)])),
        Case("bomb", "words.png", png(extra=[chunk(b"iTXt", b"Comment\0\1\0\0\0" + packed)])),
        Case("bomb", "many-texts.png", png(extra=[chunk(b"zTXt", b"C\0\0" + zlib.compress(bytes(900_000)))] * 120)),
        Case("bomb", "profile.png", png(extra=[chunk(b"iCCP", b"icc\0\0" + packed)]), may_stay=True),
        Case("bomb", "rows.png", png(data=packed), may_stay=True),
        Case("bomb", "rows-in-pieces.png", png(data=zlib.compress(b"")), may_stay=True),
        Case("bomb", "no-end.png", png()[:-12] + chunk(b"IDAT", packed) * 20, may_stay=True),
        Case("bomb", "long-chunk.png", b"\x89PNG\r\n\x1a\n" + b"\x7f\xff\xff\xffIHDR" + b"\0" * 99),
        Case("bomb", "wrong-sum.png", png().replace(b"IDAT", b"IDAt", 1)),
        Case(
            "bomb",
            "no-pixels.png",
            b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 2, 0, 0, 0)) + chunk(b"IEND", b""),
        ),
        Case("bomb", "odd-depth.png", png(depth=7)),
        Case("bomb", "odd-colour.png", png(colour=5)),
        Case("bomb", "no-palette.png", png(colour=3, data=zlib.compress(b"\0" + b"\xff" * 8) * 8), may_stay=True),
        Case("bomb", "frames.apng", png(extra=[chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0))]), may_stay=True),
        Case("bomb", "frame-outside.apng", apng_frame_outside(), may_stay=True),
        Case("bomb", "no-scan.jpg", picture("JPEG").split(b"\xff\xda")[0] + b"\xff\xd9"),
        Case("bomb", "no-table.jpg", picture("JPEG").replace(b"\xff\xdb", b"\xff\xfe")),
        Case("bomb", "zero-sampling.jpg", jpeg_with_sampling(0)),
        Case("bomb", "odd-sampling.jpg", jpeg_with_sampling(0xFF)),
        Case(
            "bomb",
            "segments.jpg",
            b"\xff\xd8" + b"\xff\xfe\xff\xff" + b"\0" * 65_533 + picture("JPEG")[2:],
            may_stay=True,
        ),
        Case("bomb", "lossless.jpg", picture("JPEG").replace(b"\xff\xc0", b"\xff\xc3", 1)),
        Case("bomb", "arithmetic.jpg", picture("JPEG").replace(b"\xff\xc0", b"\xff\xc9", 1), may_stay=True),
        Case("bomb", "boxes.avif", b"\0\0\0\x18ftypavif\0\0\0\0avifmif1" + nested(b"meta", 4000)),
        Case("bomb", "items.avif", avif_with_items()),
        Case("bomb", "no-image.webp", b"RIFF\x12\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\xff\xff\xff\xff\xff\xff"),
        Case("bomb", "long.webp", b"RIFF\xff\xff\xff\xff" + picture("WEBP")[8:], may_stay=True),
    ]


def jpeg_with_sampling(value: int) -> bytes:
    whole = bytearray(picture("JPEG"))
    whole[whole.index(b"\xff\xc0") + 11] = value
    return bytes(whole)


def nested(kind: bytes, depth: int) -> bytes:
    """Boxes inside boxes, each said to be as long as all that follow."""
    return b"".join(struct.pack(">I", 8 * (depth - level)) + kind for level in range(depth))


def avif_with_items() -> bytes:
    whole = picture("AVIF")
    at = whole.index(b"iloc") + 10
    return whole[:at] + b"\xff\xff" + whole[at + 2 :]


def apng_frame_outside() -> bytes:
    control = chunk(b"acTL", struct.pack(">II", 2, 0))
    frame = chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 60_000, 60_000, 9, 9, 1, 1, 0, 0))
    return png(extra=[control, frame])


def scans(count: int, size: int) -> bytes:
    """A progressive JPEG whose last scan is repeated: each costs a pass over the whole picture."""
    whole = encoded(Image.new("L", (size, size), 128), "JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * count + b"\xff\xd9"


def with_words(size: int) -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "x" * size, zip=True)
    file = io.BytesIO()
    noise().save(file, "PNG", pnginfo=notes)
    return file.getvalue()
