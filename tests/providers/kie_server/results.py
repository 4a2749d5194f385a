"""Result files: real pictures, clips and sounds, each one's bytes its own."""

import io
import random
import struct
import subprocess
import tempfile
import wave
from functools import cache
from pathlib import Path

import imageio_ffmpeg
from PIL import Image, PngImagePlugin


def picture(task_id):
    """A PNG whose colour and text chunk come from the task."""
    colour = tuple(random.Random(task_id).randbytes(3))  # a colour, no secret
    note = PngImagePlugin.PngInfo()
    note.add_text("task", task_id)
    out = io.BytesIO()
    Image.new("RGB", (96, 64), colour).save(out, "PNG", pnginfo=note)
    return out.getvalue()


def clip(task_id):
    """One second of H.264, with a box of padding that holds the task: players skip it."""
    words = task_id.encode()
    return clip_of_all() + struct.pack(">I4s", 8 + len(words), b"free") + words


@cache
def clip_of_all():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        source = ["-f", "lavfi", "-i", "testsrc2=size=128x72:rate=24:duration=1"]
        codec = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "ultrafast", "-movflags", "+faststart"]
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", *source, *codec, str(path)]
        subprocess.run(command, check=True)  # our own words
        return path.read_bytes()


def sound(task_id):
    """A second of noise."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(random.Random(task_id).randbytes(16000))
    return out.getvalue()


@cache
def speech(words):
    """The words spoken, by a voice of our own that no test aligns with."""
    from reklamai.media.speech.speak import speak

    with tempfile.TemporaryDirectory() as folder:
        return speak(words, Path(folder) / "speech.wav", voice="victor", speed=0.9).path.read_bytes()


MAKERS = {"png": ("image/png", picture), "mp4": ("video/mp4", clip), "wav": ("audio/wav", sound)}


def kind_of(model):
    """By the model's name, as the server knows no more of it: which file it makes."""
    words = (
        "video",
        "kling",
        "seedance",
        "veo",
        "wan",
        "hailuo",
        "runway",
        "minimax",
        "pixverse",
        "infinitalk",
        "omni",
    )
    if any(word in model for word in ("elevenlabs", "music", "speech", "tts")):
        return "wav"
    return "mp4" if any(word in model for word in words) and "image-pro" not in model else "png"
