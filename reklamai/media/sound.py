"""Sound as numbers: read from any file, written as WAV."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import Final

import av
import numpy as np

from reklamai.core.errors import MediaError
from reklamai.media.probe import opened
from reklamai.media.types import Sound

RATE: Final = 48_000
"""Hz of all sound between our own parts."""
CHANNELS: Final = 2
LONGEST_S: Final = 900.0
"""Longer sound is not taken into memory: two channels of it are 346 MB."""
WAV_BITS: Final = {16: "<i2", 24: "<i4"}


def read_sound(path: Path, *, longest_s: float = LONGEST_S) -> Sound:
    """The sound of a file or of a clip: (N, 2) at 48 kHz, a voice of one channel as loud on both.

    Raises: MediaError if it holds no sound that can be read, or more than `longest_s` seconds of it.
    """
    with opened(path) as container:
        if not container.streams.audio:
            raise MediaError("The file holds no sound.", file=path.name)
        stream = container.streams.audio[0]
        mono = stream.codec_context.channels == 1
        resampler = av.AudioResampler(format="fltp", layout="mono" if mono else "stereo", rate=RATE)
        pieces, count = [], 0
        for frame in container.decode(stream):
            for piece in resampler.resample(frame):
                pieces.append(piece.to_ndarray())
                count += pieces[-1].shape[1]
            if count > longest_s * RATE:
                raise MediaError("The sound is too long.", file=path.name)
        pieces.extend(piece.to_ndarray() for piece in resampler.resample(None))
    if not sum(piece.shape[1] for piece in pieces):
        raise MediaError("The sound is empty.", file=path.name)
    found = np.concatenate(pieces, axis=1).T
    return np.ascontiguousarray(np.repeat(found, 2, axis=1) if mono else found, np.float32)


def write_wav(path: Path, sound: Sound, *, bits: int = 16) -> None:
    """Write (N,) or (N, channels) at 48 kHz as PCM; what is beyond full scale is clipped. bits: 16 or 24.

    No dither: the same samples give the same bytes. Raises: ValueError for other depths.
    """
    samples = sound[:, None] if sound.ndim == 1 else sound
    data = pcm(samples, bits=bits)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(bits // 8)
        file.setframerate(RATE)
        file.writeframes(data)


def pcm(samples: Sound, *, bits: int) -> bytes:
    """What `write_wav` writes of samples, without a header. Raises: ValueError for other depths."""
    if bits not in WAV_BITS:
        raise ValueError(f"WAV is written with 16 or 24 bits, got {bits}")
    top = float(2 ** (bits - 1) - 1)
    whole = np.round(np.clip(samples, -1, 1).astype(np.float64) * top).astype(WAV_BITS[bits])
    kept = whole.view(np.uint8).reshape(-1, 4)[:, :3] if bits == 24 else whole
    return bytes(kept.tobytes())
