"""Photos and facts with known contents: the public-domain astronaut, what is done to her, and facts made of numbers."""

from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np

from reklamai.media.faces import find_faces
from soulids.media.close import Exposure
from soulids.media.framing import Framing
from soulids.media.photo import FaceFacts, PhotoFacts, judge
from soulids.media.verdicts import Verdict
from tests.media.faces.photos import astronaut

LIT = Exposure(middle=0.6, high=0.78, clipped=0.0, uneven=0.1)


@lru_cache(maxsize=1)
def her():
    """What is found in the portrait."""
    return judge(astronaut())


@lru_cache(maxsize=1)
def her_face():
    return find_faces(astronaut())[0]


def blurred(picture, *, face_px, sigma):
    """Out of focus by sigma, in pixels of a face of 112."""
    return cv2.GaussianBlur(picture, (0, 0), sigma * face_px / 112)


def exposed(picture, *, stops):
    """As a camera would have taken it with so many stops more light."""
    linear = (picture / 255.0) ** 2.2 * 2.0**stops
    return np.clip(np.clip(linear, 0, 1) ** (1 / 2.2) * 255, 0, 255).astype(np.uint8)


def directions(count):
    """`count` of eight unit vectors of 512 numbers, upright on one another: people with nothing in common."""
    drawn = np.random.default_rng(0).normal(size=(512, 8))
    return np.linalg.qr(drawn)[0].T.astype(np.float32)[:count]


def near(vector, *, apart, seed):
    """A unit vector at exactly that distance from a unit vector, in a direction drawn by `seed`."""
    drawn = np.random.default_rng(1000 + seed).normal(size=512)
    aside = drawn - (drawn @ vector) * vector
    aside /= np.linalg.norm(aside)
    angle = 2 * np.arcsin(apart / 2)
    return (np.cos(angle) * vector + np.sin(angle) * aside).astype(np.float32)


def a_face(**changes):
    """Facts of a large, sharp, frontal face."""
    facts = FaceFacts(
        box=(300, 200, 400, 400), yaw=0.0, pitch=0.0, roll=0.0, sharpness=1000.0, exposure=LIT,
        framing=Framing.SHOULDERS, skin_lab=(70.0, 12.0, 18.0), skin_ita=48.0, hair_lab=None, coloured=True,
    )  # fmt: skip
    return replace(facts, **changes)


def a_photo(vector, *, seed=0, verdict=Verdict.ACCEPTED, **face):
    """Facts of a photo of whom `vector` stands for; photos of different seeds are no copies of one another."""
    digits = np.random.default_rng(seed).bytes(16).hex()
    return PhotoFacts(
        size=(1000, 1250), verdict=verdict, reasons=(), advice=(), faces=1, hash=digits[:16], mirror_hash=digits[16:],
        face=a_face(**face), vector=vector,
    )  # fmt: skip


def an_album(count, *, person=0, apart=0.2, first=0, **face):
    """`count` photos of one person by name, each about `apart` from the person's middle."""
    middle = directions(4)[person]
    return {
        f"{person}-{seed}": a_photo(
            near(middle, apart=apart, seed=100 * person + seed), seed=100 * person + seed, **face
        )
        for seed in range(first, first + count)
    }
