"""A sound track out of a few words, for a clip that came without one: what is said, what is around, what is played."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from reklamai.media.mixing.model import Mix, Piece
from reklamai.media.sound import write_wav
from reklamai.media.soundtrack_denials import denied
from reklamai.media.soundtrack_words import is_a_mans, is_played, says_who_speaks
from reklamai.media.speech.model import Language
from reklamai.media.speech.speak import speak
from reklamai.media.speech.voices import voices
from reklamai.media.synth.music.composing import compose
from reklamai.media.synth.music.mixdown import render as played_by
from reklamai.media.synth.music.reading import read as read_music
from reklamai.media.synth.sounds.model import Layer, Recipe
from reklamai.media.synth.sounds.reading import read as read_sounds
from reklamai.media.synth.sounds.rendering import render as sounded
from reklamai.media.types import Report, quiet

TrackType = Literal["dialogue", "ambient", "music", "mixed"]
TYPES: Final[tuple[TrackType, ...]] = get_args(TrackType)
LEAD_IN_S: Final = 0.3
"""Before somebody speaks, and at least so much after."""
FASTEST: Final = 1.4
"""Of the usual pace: faster speech is not understood at the first hearing."""
SHORTEST_MUSIC_S: Final = 2.0
"""Of what can be composed: a shorter clip has its beginning."""
SHORTEST_BED_S: Final = 0.5
LONGEST_BED_S: Final = 120.0
"""Of what is sounded at once: a longer clip has it again and again."""
QUOTED: Final = re.compile(
    r"«([^»]+)»|“([^”]+)”|„([^“”]+)[“”]|\"([^\"]+)\""
    # an apostrophe within or behind a word is no mark, and 'n' is nothing that is said
    r"|(?<![\w'’])[‘'](?!n[’'])(?=[^\W\d])([^\n]{2,}?)[’'](?!\w)"
)
BEHIND_A_COLON: Final = re.compile(r":(?:\s+(.+)|$)", re.DOTALL)
"""A colon within a time or an address is none."""
CLAUSES: Final = re.compile(r"[,.;!?\n]+|\s+(?:and|with|и|с|под)\s+")


@dataclass(frozen=True, slots=True)
class Track:
    """What was made: pieces for a mix, and what there is to know of it."""

    pieces: tuple[Piece, ...]
    unknown: tuple[str, ...] = ()
    """Words that said nothing of a sound."""
    words: tuple[tuple[str, float, float], ...] = ()
    """What is said, word by word, in seconds of the clip."""
    spoken: str = ""
    cut: bool = False
    """Whether what is said does not fit into the clip."""
    bare: bool = False
    """Whether nothing in the words could be made: a quiet room is heard then."""

    def mix(self, seconds: float, *, own: Path | None = None) -> Mix:
        return Mix(self.pieces, seconds, own=own)


def parted(words: str, kind: TrackType) -> tuple[str, str, str]:
    """(what is said, what is around, what is played) in words of one or several sounds.

    Music that is denied is not played: it is told to the rest of the music, or to nobody where there is none.
    What stands in quotation marks is said; of "dialogue" without any, what stands behind the first colon, or all of it.
    """
    quoted = " ".join(next(part for part in found if part) for found in QUOTED.findall(words)).strip()
    if kind == "dialogue":
        behind = BEHIND_A_COLON.search(words)
        return quoted or (behind and (behind[1] or "").strip()) or words, "", ""
    if kind == "music":
        return "", "", words
    rest = QUOTED.sub(" , ", words)
    if kind == "ambient":
        return "", rest, ""
    denials = denied(rest)
    for denial in reversed(denials):
        denying = " without " if denial.goes_on else " "
        rest = f"{rest[: denial.start].rstrip()}{denying}{rest[denial.end :].lstrip()}"
    clauses = [clause.strip() for clause in CLAUSES.split(rest) if clause.strip(" :—-")]
    played = [clause for clause in clauses if is_played(clause)]
    around = [clause for clause in clauses if clause not in played and not (quoted and says_who_speaks(clause))]
    left_out = [f"without {denial.music}" for denial in denials if played]
    return quoted, ", ".join(around), ", ".join([*played, *left_out])


def track(words: str, kind: TrackType, *, seconds: float, seed: int, folder: Path, report: Report = quiet) -> Track:
    """Make the sounds of a track into `folder`, for a clip of so many seconds; the same in gives the same bytes.

    report: "sound" with shares 0..1. Raises: MediaError for speech that cannot be made; whatever `report` raises.
    """
    said, around, played = parted(words, kind)
    pieces: list[Piece] = []
    timed: tuple[tuple[str, float, float], ...] = ()
    unknown: list[str] = []
    report("sound", 0.0)
    if said:
        pieces.append(Piece(path := folder / "said.wav", "dialogue", starts_s=LEAD_IN_S))
        timed = spoken(said, path, hints=QUOTED.sub(" ", words), seconds=seconds)
    report("sound", 0.3)
    bare = False
    if around or (not said and not played):
        recipe = read_sounds(around)
        bare = not recipe.layers
        unknown += [span.text for span in recipe.unknown]
        pieces.append(bed(recipe, folder / "around.wav", seconds=seconds, seed=seed))
    report("sound", 0.6)
    if played:
        request = read_music(played)
        unknown += [played[start:end] for start, end in request.unknown]
        piece = compose(request, seconds=max(SHORTEST_MUSIC_S, seconds), seed=seed)
        write_wav(path := folder / "played.wav", played_by(piece))
        pieces.append(Piece(path, "music"))
    report("sound", 1.0)
    ends = timed[-1][2] if timed else 0.0
    return Track(tuple(pieces), tuple(unknown), timed, said, cut=ends > seconds, bare=bare and not said and not played)


def bed(recipe: Recipe, path: Path, *, seconds: float, seed: int) -> Piece:
    """What is around, from the first frame to the last; a quiet room where nothing was understood."""
    layers = recipe.layers or (Layer("room_tone"),)
    length, loop = min(max(SHORTEST_BED_S, seconds), LONGEST_BED_S), seconds > LONGEST_BED_S
    made = sounded(Recipe(layers, inside=recipe.inside, time=recipe.time), seconds=length, seed=seed, loop=loop)
    write_wav(path, made)
    return Piece(path, "ambience", loop=loop, fade_in_s=min(0.3, seconds / 4), fade_out_s=min(0.8, seconds / 4))


def spoken(text: str, path: Path, *, hints: str, seconds: float) -> tuple[tuple[str, float, float], ...]:
    """Speak a text so that it fits into a clip, if it can; when each of its words is heard there."""
    voice = voice_for(text, hints)
    made = speak(text, path, voice=voice)
    room = max(0.5, seconds - 2 * LEAD_IN_S)
    if made.seconds > room:
        made = speak(text, path, voice=voice, speed=min(FASTEST, made.seconds / room))
    return tuple((word.text, word.from_s + LEAD_IN_S, word.to_s + LEAD_IN_S) for word in made.words)


def voice_for(text: str, hints: str) -> str:
    """A voice of the language of a text, a woman's or a man's as the words around it say."""
    language: Language = "ru" if re.search("[а-яё]", text, re.IGNORECASE) else "en"
    man = is_a_mans(hints)
    fitting = [each for each in voices() if each.language == language]
    return next(each for each in fitting if (each.gender == "male") == man).id
