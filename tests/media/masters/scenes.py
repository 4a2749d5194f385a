"""What the masters are tried on: gradients whose every value is known, photos, and clips made of them."""

from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import cv2
import numpy as np
import skimage

from reklamai.media.ffmpeg import encode, feeding
from reklamai.media.masters.writers import frames_writer16
from reklamai.media.pictures import open_picture
from reklamai.media.types import quiet

PHOTOS = ("astronaut.png", "coffee.png", "chelsea.png", "rocket.jpg", "motorcycle_left.png", "hubble_deep_field.jpg")
SMOOTHED = 33
MARGIN = 40


@cache
def photo(name: str) -> np.ndarray:
    return open_picture(Path(skimage.__file__).parent / "data" / name)


def gradient(size: tuple[int, int] = (1280, 720), *, low: float = 0.1, high: float = 0.3) -> np.ndarray:
    """(H, W, 3) float64 screen values: a slow ramp to the right and a slower one down, each channel its own."""
    width, height = size
    ramp = np.linspace(low, high, width)[None] + np.linspace(0, 0.03, height)[:, None]
    return np.dstack([ramp * 1.05, ramp, ramp * 0.9])


def eight(picture: np.ndarray) -> np.ndarray:
    return np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8)


def sixteen(picture: np.ndarray) -> np.ndarray:
    return np.rint(np.clip(picture, 0, 1) * 65535).astype(np.uint16)


def grainy(picture: np.ndarray, *, share: float = 0.003, seed: int = 1) -> np.ndarray:
    return picture + np.random.default_rng(seed).normal(0, share, picture.shape)


def filmed(name: str) -> np.ndarray:
    """A photo as a camera of 16 bits would see it: light summed over nine pixels, and noise."""
    light = (photo(name) / 255.0) ** 2.2
    small = cv2.resize(light, None, fx=1 / 3, fy=1 / 3, interpolation=cv2.INTER_AREA) ** (1 / 2.2)
    return grainy(small, share=0.004)


def luma(picture: np.ndarray) -> np.ndarray:
    return picture @ np.array([0.2126, 0.7152, 0.0722])


def smooth_error(found: np.ndarray, ideal: np.ndarray) -> float:
    """Root mean square of what is wrong over 33 pixels, in ten-thousandths; an even shift of all does not count."""
    away = cv2.blur(found - ideal, (SMOOTHED, SMOOTHED))[MARGIN:-MARGIN, MARGIN:-MARGIN]
    return float((away - away.mean()).std() * 1e4)


def longest_run(row: np.ndarray) -> int:
    ends = np.flatnonzero(np.diff(row.astype(np.int64))) + 1
    return int(np.diff(np.r_[0, ends, len(row)]).max())


def decoded_luma(path: Path) -> tuple[np.ndarray, int]:
    """Luma of the first frame, 0..1 as BT.709 in limited range codes it, and its bits: read by PyAV, not by us."""
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        bits = frame.format.components[0].bits
        plane, wide = frame.planes[0], np.uint16 if bits > 8 else np.uint8
        codes = np.frombuffer(plane, wide).reshape(frame.height, -1)[:, : frame.width]
    return (codes / 2.0 ** (bits - 8) - 16) / 219, bits


def written(path: Path, format_: str, frame: np.ndarray, *, frames: int = 3) -> Path:
    size = frame.shape[1] // 2 * 2, frame.shape[0] // 2 * 2
    with frames_writer16(path, format_, size=size, fps=24) as writer:
        for _ in range(frames):
            writer.write(frame[: size[1], : size[0]])
    return path


def clip(path: Path, frames: list[np.ndarray], *arguments: str, fps: Fraction | int = 24) -> Path:
    """A clip of (H, W, 3) uint8 frames, coded as the arguments of ffmpeg say."""
    height, width = frames[0].shape[:2]
    plain = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(fps), "-i", "pipe:0"]
    coded = arguments or ("-c:v", "libx264", "-crf", "16", "-pix_fmt", "yuv420p")
    with feeding(path, [*plain, *coded], shape=frames[0].shape, dtype=np.uint8) as writer:
        for frame in frames:
            writer.write(frame.copy())
    return path


def drawn(path: Path, *arguments: str | Path, seconds: float = 1.0) -> Path:
    """A clip that ffmpeg draws."""
    encode([*arguments, path], seconds=seconds, report=quiet)
    return path
