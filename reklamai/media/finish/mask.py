"""The shape of the picture that is seen: cut to a ratio, or barred off in black."""

from __future__ import annotations

from dataclasses import dataclass

from reklamai.media.types import AnyArray

BLACK, GREY = 16, 128
"""Y and chroma of black, BT.709 limited range."""
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a frame, in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    def of(self, pixels: AnyArray) -> AnyArray:
        """The part itself, of (H, W, ...); a view."""
        return pixels[self.top : self.top + self.height, self.left : self.left + self.width]

    def half(self) -> Window:
        """The same part of a chroma plane; all numbers of a frame's window are even."""
        return Window(self.left // 2, self.top // 2, self.width // 2, self.height // 2)


def window(size: tuple[int, int], ratio: float | None, *, even: bool = True) -> Window:
    """The largest part in the middle of (width, height) with this ratio; all of it for None.

    even: its sides and its place are even, as chroma at half size wants it: the ratio is kept to the nearest even
    pixel and the middle to one pixel. A ratio that differs from the frame's by less than that is the whole frame.
    Raises: ValueError for a ratio that is not above 0.
    """
    width, height = size
    if ratio is None:
        return Window(0, 0, width, height)
    if not ratio > 0:
        raise ValueError(f"a ratio is above 0, got {ratio}")
    step = 2 if even else 1
    if ratio * height >= width:
        seen = min(height, max(SHORTEST, step * round(width / ratio / step)))
        return Window(0, (height - seen) // 2 // step * step, width, seen)
    seen = min(width, max(SHORTEST, step * round(height * ratio / step)))
    return Window((width - seen) // 2 // step * step, 0, seen, height)


def barred(pixels: AnyArray, part: Window, black: float) -> None:
    """Fill everything outside of the window, in place. pixels: (H, W) or (H, W, C)."""
    pixels[: part.top] = black
    pixels[part.top + part.height :] = black
    pixels[:, : part.left] = black
    pixels[:, part.left + part.width :] = black
