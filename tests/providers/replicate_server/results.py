"""Result files: real pictures, and a tar of weights as the trainer packs it; each one's bytes its own."""

import io
import json
import random
import struct
import tarfile

from PIL import Image

FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}


def picture(name):
    """A picture whose colour comes from the name."""
    out = io.BytesIO()
    Image.new("RGB", (96, 64), tuple(random.Random(name).randbytes(3))).save(out, FORMATS[name.rpartition(".")[2]])
    return out.getvalue()


def weights(name, trigger):
    """output/flux_train_replicate/lora.safetensors and captions/, the first a true file of that format."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for path, content in (
            ("output/flux_train_replicate/lora.safetensors", safetensors(random.Random(name).randbytes(64))),
            ("output/flux_train_replicate/captions/0.txt", f"a photo of {trigger}".encode()),
        ):
            about = tarfile.TarInfo(path)
            about.size = len(content)
            tar.addfile(about, io.BytesIO(content))
    return out.getvalue()


def safetensors(numbers):
    head = json.dumps({"lora": {"dtype": "U8", "shape": [len(numbers)], "data_offsets": [0, len(numbers)]}}).encode()
    return struct.pack("<Q", len(head)) + head + numbers
