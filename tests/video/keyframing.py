"""Pictures between which something lies, and orders of clips and strips of them."""

import io
from uuid import uuid4

import av
import cv2
import numpy as np
from PIL import Image

from studio.ask import Ask
from studio.services import assets, orders, work


def textured(size, *, seed, shift=0):
    """A picture full of corners, moved sideways by so many pixels of a wider one."""
    width, height = size
    small = np.random.default_rng(seed).integers(0, 256, (height // 8 + 1, (width + 64) // 8 + 1, 3), np.uint8)
    wide = cv2.resize(small, (width + 64, height), interpolation=cv2.INTER_CUBIC)
    return np.ascontiguousarray(wide[:, shift : shift + width])


def kept(owner, picture, name="frame.png"):
    """The picture in the owner's library."""
    content = io.BytesIO()
    Image.fromarray(picture).save(content, "PNG")
    content.seek(0)
    content.name = name
    return assets.upload(owner=owner, file=content, name=name, project=None)


def made(owner, first, last, **parameters):
    """A finished clip between two pictures."""
    ask = Ask(
        kind="keyframes", model="inbetween-clip", parameters={"resolution": "720p", **parameters},
        start_frame=first.pk, end_frame=last.pk,
    )  # fmt: skip
    (generation,) = orders.order(owner=owner, ask=ask, key=uuid4())
    work.run(generation.pk)
    generation.refresh_from_db()
    return generation


def frames_of(asset):
    """All frames of a clip, RGB."""
    with asset.file.open("rb") as file, av.open(io.BytesIO(file.read())) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
