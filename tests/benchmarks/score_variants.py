"""The same thing seen otherwise, and things that only look like it: made from one photo, the same every time."""

from __future__ import annotations

import cv2
import numpy as np

from reklamai.media import words
from reklamai.media.colour import from_lab, to_lab, to_linear, to_screen
from reklamai.media.scene.draft import draft_picture
from reklamai.media.scene.held import Held
from reklamai.media.scene.model import SceneLight

DRAFTS = (
    ("a woman smiles, close-up", (576, 720)),
    ("a man, medium shot", (960, 540)),
    ("a woman, close-up, blurred background, warm colours", (576, 720)),
)
"""What is asked for, width and height: near and out of focus, wide, and both with another grade."""
LAMPS = (None, SceneLight(300, 30, 3600, 0.5), SceneLight(60, 40, 7500, 0.3))
PATTERNS = ("stripes", "checks", "dots", "blots")


def relit(picture: np.ndarray, *, stops: float, warmth: float = 0.0) -> np.ndarray:
    """Another exposure and white balance; warmth: stops of red up and blue down."""
    gains = 2.0 ** np.array([stops + warmth, stops, stops - warmth], np.float32)
    return np.rint(to_screen(to_linear(picture.astype(np.float32) / 255) * gains) * 255).astype(np.uint8)


def moved(picture: np.ndarray, *, seed: int, bend: float = 0.02, flips: bool = True) -> np.ndarray:
    """Turned, bent, nearer or farther, every second one mirrored, and through a JPEG of quality 60 to 92."""
    dice = np.random.default_rng(seed)
    height, width = picture.shape[:2]
    waves = [cv2.resize(dice.normal(0, bend * width, (4, 4)).astype(np.float32), (width, height)) for _ in range(2)]
    y, x = np.mgrid[:height, :width].astype(np.float32) - np.array([height / 2, width / 2], np.float32)[:, None, None]
    turn, scale = np.deg2rad(dice.uniform(-10, 10)), dice.uniform(0.85, 1.2)
    from_x = (x * np.cos(turn) - y * np.sin(turn)) / scale + width / 2 + waves[0]
    from_y = (x * np.sin(turn) + y * np.cos(turn)) / scale + height / 2 + waves[1]
    made = cv2.remap(
        picture, from_x.astype(np.float32), from_y.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    if flips and seed % 2:
        made = np.ascontiguousarray(made[:, ::-1])
    _, packed = cv2.imencode(".jpg", made[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(dice.uniform(60, 92))])
    return np.ascontiguousarray(cv2.imdecode(packed, cv2.IMREAD_COLOR)[..., ::-1])


def patterned(picture: np.ndarray, mask: np.ndarray, *, pattern: str, seed: int) -> np.ndarray:
    """The same folds and hue with another pattern: 14 to 26 units of lightness apart."""
    dice = np.random.default_rng(seed)
    height, width = mask.shape
    step = max(4, int(np.sqrt((mask > 0.5).sum()) / dice.uniform(8, 18)))
    y, x = np.mgrid[:height, :width]
    on = {
        "stripes": lambda: x // step % 2 == 0,
        "checks": lambda: (x // step + y // step) % 2 == 0,
        "dots": lambda: (x % (2 * step) - step) ** 2 + (y % (2 * step) - step) ** 2 < (0.6 * step) ** 2,
        "blots": lambda: cv2.GaussianBlur(dice.normal(0, 1, (height, width)), (0, 0), step / 3) > 0,
    }[pattern]()
    lab = to_lab(picture)
    away = dice.uniform(14, 26) * (1 if np.median(lab[..., 0][mask > 0.5]) < 60 else -1)
    lab[..., 0] = np.clip(lab[..., 0] + away * on, 0, 100)
    return laid(from_lab(lab), picture, mask)


def other_shade(picture: np.ndarray, mask: np.ndarray, *, seed: int) -> np.ndarray:
    """The same cloth and hue, 35 units lighter or darker, and less or more colourful."""
    lab = to_lab(picture)
    dark = np.median(lab[..., 0][mask > 0.5]) < 55
    lab[..., 0] = np.clip(lab[..., 0] + (35 if dark else -35), 0, 100)
    lab[..., 1:] *= np.random.default_rng(seed).uniform(0.55, 0.8)
    return laid(from_lab(lab), picture, mask)


def laid(front: np.ndarray, back: np.ndarray, mask: np.ndarray) -> np.ndarray:
    share = mask[..., None]
    return np.rint(front * share + back * (1 - share)).astype(np.uint8)


def pasted(cut: np.ndarray, scene: np.ndarray, *, seed: int) -> np.ndarray:
    """A cut-out, (h, w, 4), put into a scene: turned, seen from a side, 35 to 70 % of the scene's height, relit."""
    dice = np.random.default_rng(seed)
    height, width = scene.shape[:2]
    tall, wide = cut.shape[:2]
    scale = dice.uniform(0.35, 0.7) * min(height / tall, width / wide)
    corners = np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]], np.float32) - (wide / 2, tall / 2)
    turn = np.deg2rad(dice.uniform(-20, 20))
    turned = corners @ np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]).T
    slanted = turned + dice.uniform(-0.08, 0.08, (4, 2)) * (wide, tall)
    middle = dice.uniform(0.4, 0.6, 2) * (width, height)
    target = (slanted * scale + middle).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(np.add(corners, (wide / 2, tall / 2)).astype(np.float32), target)
    front = relit(np.ascontiguousarray(cut[..., :3]), stops=dice.uniform(-1, 1), warmth=dice.uniform(-0.12, 0.12))
    placed = cv2.warpPerspective(np.dstack([front, cut[..., 3]]), matrix, (width, height), flags=cv2.INTER_AREA)
    return laid(placed[..., :3], scene, placed[..., 3].astype(np.float32) / 255)


def drafted(place: np.ndarray, person: np.ndarray, *, seed: int) -> np.ndarray:
    """Our own draft of somebody, (h, w, 4), before 0.65 to 1 of the sides of a place, under another lamp."""
    dice = np.random.default_rng(seed)
    height, width = place.shape[:2]
    share = dice.uniform(0.65, 1.0)
    left, top = (round(float(dice.uniform(0, 1 - share)) * side) for side in (width, height))
    part = np.ascontiguousarray(place[top : top + round(share * height), left : left + round(share * width)])
    ask, size = DRAFTS[seed % 3]
    held = Held(person=person, backdrop=part, light=LAMPS[seed // 2 % 3])
    return draft_picture(words.read(ask), size=size, seed=seed, held=held)
