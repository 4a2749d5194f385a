"""Random mixtures of clips such as people have: sizes, rates, rotation, sound, codecs, colours, lengths."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from reklamai.core.errors import BadInput
from reklamai.media.film.join import join, looked_at
from reklamai.media.film.model import CUT, JOIN_STYLES, Join, JoinedFilm, length
from tests.media.film.clips import ffmpeg
from tests.media.film.seen import apart, complaints, frames, moments

SIZES = ["64x48", "48x64", "96x64", "80x80", "65x49", "128x54", "64x48"]
RATES = ["24", "25", "30", "24000/1001", "30000/1001", "60", "12", "50"]
VIDEO = {
    "h264": "-c:v libx264 -preset ultrafast -pix_fmt yuv420p",
    "h264 keyed": "-c:v libx264 -preset veryfast -g 6 -bf 3 -pix_fmt yuv420p",
    "baseline": "-c:v libx264 -preset ultrafast -profile:v baseline -pix_fmt yuv420p",
    "open gop": "-c:v libx264 -preset veryfast -g 8 -x264-params open-gop=1:scenecut=0 -pix_fmt yuv420p",
    "4:4:4": "-c:v libx264 -preset ultrafast -pix_fmt yuv444p",
    "full": "-c:v libx264 -preset ultrafast -pix_fmt yuvj420p -color_range pc",
    "bt709": "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -color_range tv -colorspace bt709 -color_trc bt709"
             " -color_primaries bt709",
    "hevc": "-c:v libx265 -preset ultrafast -x265-params log-level=none -pix_fmt yuv420p -tag:v hvc1",
    "hevc10": "-c:v libx265 -preset ultrafast -x265-params log-level=none -pix_fmt yuv420p10le -tag:v hvc1",
    "vp9": "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p",
    "prores": "-c:v prores_ks -pix_fmt yuv422p10le",
    "mpeg4": "-c:v mpeg4 -q:v 4 -pix_fmt yuv420p",
}  # fmt: skip
ODD_SIDES = ("4:4:4", "vp9")
SUFFIX = {"vp9": ".webm", "prores": ".mov"}
SOUND = {
    "aac": "-c:a aac -ar 48000 -ac 2", "aac 44": "-c:a aac -ar 44100 -ac 2", "mono": "-c:a aac -ar 44100 -ac 1",
    "low": "-c:a aac -ar 22050 -ac 1", "surround": "-c:a aac -ar 48000 -ac 6", "mp3": "-c:a libmp3lame -ar 44100 -ac 2",
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    path: Path
    seconds: Fraction
    told: str
    slack: Fraction


def random_clip(path: Path, chance: random.Random) -> Made:
    coded, size, rate = chance.choice(list(VIDEO)), chance.choice(SIZES), chance.choice(RATES)
    if size == "65x49" and coded not in ODD_SIDES:
        size = "66x50"
    if coded.startswith("hevc"):
        size = "96x64"  # libx265 ended itself once at 48x64 (2026-11-23)
    count = chance.choice([1, 2, 7, 12, 24, 30, 36])
    heard = chance.choice([*SOUND, *SOUND, ""])
    seconds = count / Fraction(rate)
    path = path.with_suffix(SUFFIX.get(coded, ".mp4"))
    graph = f"testsrc2=s={size}:r={rate}:d=100,hue=h={chance.randrange(360)}"
    if chance.random() < 0.2:
        graph += f",setsar={chance.choice(['4/3', '8/9', '2/1'])}"
    if varying := chance.random() < 0.15 and count > 6 and coded != "vp9":
        # every picture from the fifth on stands half as long again
        graph += f",setpts='(N+max(0,N-5)/2)/({rate})/TB'"
        seconds = (count + Fraction(count - 6, 2)) / Fraction(rate)
    inputs: list[str | Path] = ["-f", "lavfi", "-i", graph]
    if heard:
        longer = float(seconds) * chance.choice([1.0, 1.0, 0.6, 1.7])
        inputs += ["-f", "lavfi", "-i", f"sine=f={chance.randrange(200, 2000)}:d={longer:.4f}"]
    sound = "-c:a libopus -ac 2" if heard and coded == "vp9" else SOUND.get(heard, "")
    mode = ["-fps_mode", "vfr"] if varying else []
    ffmpeg(*inputs, "-frames:v", f"{count}", *mode, *VIDEO[coded].split(), *sound.split(), path)
    told = f"{coded} {size} {rate} {count} {heard or 'silent'}{' varying' if varying else ''}"
    if path.suffix == ".mp4" and chance.random() < 0.2:
        turned = path.with_name(f"turned-{path.name}")
        ffmpeg("-display_rotation", f"{chance.choice([90, 180, 270])}", "-i", path, "-c", "copy", turned)
        path, told = turned, told + " turned"
    return Made(path, seconds, told, 2 / Fraction(rate) if varying else Fraction(0))


def random_joins(clips: list[Path], chance: random.Random) -> list[Join]:
    """Joins of any style, cuts where a clip is too short for one."""
    found, target = looked_at(clips)
    counts = [clip.source.frames for clip in found]
    joins: list[Join] = []
    for _ in clips[1:]:
        style = chance.choice(["cut", "cut", "cut", *JOIN_STYLES])
        joins.append(CUT if style == "cut" else Join(style, chance.choice([0.2, 0.25, 0.4])))
        try:
            length(counts[: len(joins) + 1], joins, fps=target.fps)
        except BadInput:
            joins[-1] = CUT
    return joins


def mixture(folder: Path, seed: int) -> tuple[list[Made], list[Join]]:
    chance = random.Random(seed)
    made = [random_clip(folder / f"{seed}-{place}.mp4", chance) for place in range(chance.randint(2, 5))]
    if chance.random() < 0.3:
        made.append(made[0])
    return made, random_joins([each.path for each in made], chance)


def judged(folder: Path, seed: int) -> tuple[JoinedFilm, list[str]]:
    """The film of a mixture, and all that is wrong with it."""
    made, joins = mixture(folder, seed)
    clips = [each.path for each in made]
    found, target = looked_at(clips)
    promised = length([clip.source.frames for clip in found], joins, fps=target.fps)
    film = join(clips, folder / f"film{seed}.mp4", joins=joins, seed=seed)
    frame = 1 / target.fps
    overlaps = sum(each.frames(target.fps) for each in joins if each.overlaps)
    expected = sum(each.seconds for each in made) - overlaps * frame
    wrong = []
    if len(frames(film.path)) != promised or film.frames != promised:
        wrong.append(f"{len(frames(film.path))} frames, promised {promised}")
    # each clip is whole frames of the film: half a frame may be lost or won with each, and a clip has one at least;
    # how long the last picture of a varying rate stands is for the file to say
    if abs(promised * frame - expected) > frame * len(made) + sum(each.slack for each in made):
        wrong.append(f"{float(promised * frame):.3f} s, expected {float(expected):.3f}")
    if any(abs(at - place * frame) > frame / 20 for place, at in enumerate(moments(film.path))):
        wrong.append("uneven")
    if film.has_sound and abs(apart(film.path)) > 0.04:
        wrong.append(f"sound {apart(film.path):+.3f} s apart")
    if said := complaints(film.path):
        wrong.append(said[:300])
    return film, [
        f"{seed}: {'; '.join(each.told for each in made)} | {' '.join(map(str, joins))}: {each}" for each in wrong
    ]
