"""Pixel sizes of results from what people choose: a format and a size."""

from __future__ import annotations

SHORT_SIDE_PX = {"720p": 720, "1080p": 1080, "2k": 1440, "4k": 2160}
LONGEST_PX = {"720p": 1680, "1080p": 2560, "2k": 3440, "4k": 4096}


def pixel_size(aspect_ratio: str, resolution: str) -> tuple[int, int]:
    """(width, height), both even, of "16:9" or "2.39:1" at "720p", "1080p", "2k" or "4k".

    The short side is the named one; a very long side is capped, and the short one follows it.
    Raises: ValueError for a ratio that is not two positive numbers, KeyError for another size.
    """
    across, _, down = aspect_ratio.partition(":")
    ratio = float(across) / float(down)
    if not 1 / 5 <= ratio <= 5:
        raise ValueError(f"no picture is {aspect_ratio}")
    short, longest = SHORT_SIDE_PX[resolution], LONGEST_PX[resolution]
    width, height = (short * ratio, short) if ratio >= 1 else (short, short / ratio)
    shrink = min(1.0, longest / max(width, height))
    return even(width * shrink), even(height * shrink)


def named_size(size: tuple[int, int], name: str) -> tuple[int, int]:
    """`size` with the short side that `name` says ("1080p"), both sides even, and no side longer than it allows.

    Raises: KeyError for another name.
    """
    scale = min(SHORT_SIDE_PX[name] / min(size), LONGEST_PX[name] / max(size))
    return max(2, even(size[0] * scale)), max(2, even(size[1] * scale))


def even(number: float) -> int:
    """The nearest even number: H.264 with 4:2:0 colour takes no odd side."""
    return 2 * round(number / 2)
