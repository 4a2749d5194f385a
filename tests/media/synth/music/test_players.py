"""Players one by one: what each writes for a few bars whose chords and sections are known."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from reklamai.media.synth.dsp import stream
from reklamai.media.synth.music.composing import compose
from reklamai.media.synth.music.piece import STEPS, Section, Span
from reklamai.media.synth.music.players.chordal import arpeggio, counter, rhythm, sustain
from reklamai.media.synth.music.players.drumming import DRUMS, drums, effects, number
from reklamai.media.synth.music.players.low import bass
from reklamai.media.synth.music.players.scene import Scene, Stroke, played
from reklamai.media.synth.music.players.singing import melody
from reklamai.media.synth.music.progressions import CADENCES, LAST, MOODS, PROGRESSIONS, chords_of, key_of, last_chord
from reklamai.media.synth.music.request import TEMPI, Request
from reklamai.media.synth.music.scoring import parts_for
from reklamai.media.synth.music.styles import STYLES, instruments, style_of
from reklamai.media.synth.music.styles.model import Drumming, Part
from reklamai.media.synth.music.theory import MODES, Key, chord, scale_over

C = Key(0, "major")
BARS = ("I", "vi", "IV", "V")


def scene(*, loop: bool = False, levels: tuple[float, ...] = (0.9,), style: str = "corporate", **of_style) -> Scene:
    """Four bars in C, at two seconds a bar, in as many sections as there are levels."""
    bars = 4 // len(levels)
    return Scene(
        style=replace(style_of(style), swing=0.5, **of_style),
        key=C,
        step_s=0.125,
        steps=4 * STEPS,
        seconds=8.0 if loop else 10.0,
        loop=loop,
        sections=tuple(Section("peak", place * bars, bars, level) for place, level in enumerate(levels)),
        chords=tuple(Span(chord(name, C), place * STEPS, STEPS) for place, name in enumerate(BARS)),
        last=chord("I", C),
    )


def part(player: str, *patterns: str, **more) -> Part:
    return Part("comp", player, "piano", tuple(patterns), **more)


def random() -> np.random.Generator:
    return stream(1, "player")


def at(strokes: list[Stroke], step: int) -> list[int]:
    return sorted(stroke.pitch for stroke in strokes if stroke.step == step)


def test_held_chords_last_until_the_next_one_and_the_last_one_rings_to_the_end() -> None:
    made = sustain(scene(), part("sustain"), random())

    assert {stroke.step for stroke in made} == {0, 16, 32, 48, 64}
    assert all(stroke.steps == 16 for stroke in made)
    for place, name in enumerate((*BARS, "I")):
        assert {pitch % 12 for pitch in at(made, place * 16)} <= set(chord(name, C).tones)
        assert len(at(made, place * 16)) == 4


def test_a_loop_has_no_last_chord() -> None:
    for player in (sustain, counter):
        assert max(stroke.step for stroke in player(scene(loop=True), part("x"), random())) < 64
    assert max(stroke.step for stroke in rhythm(scene(loop=True), part("rhythm", "9..." * 4), random())) < 64
    assert (
        max(stroke.step for stroke in bass(scene(loop=True), part("bass", "r---" * 4, low=28, high=50), random())) < 64
    )


def test_a_part_rests_where_the_music_is_sparser_or_denser_than_it_plays_in() -> None:
    quiet, full = part("sustain", from_level=0.5), part("sustain", below_level=0.5)

    assert {stroke.step for stroke in sustain(scene(levels=(0.3, 0.9)), quiet, random())} == {32, 48, 64}
    assert {stroke.step for stroke in sustain(scene(levels=(0.3, 0.9)), full, random())} == {0, 16}


def test_a_rhythm_is_struck_where_its_pattern_has_a_figure_and_as_hard() -> None:
    made = rhythm(scene(), part("rhythm", "9...5...9...5..."), random())

    assert {stroke.step for stroke in made if stroke.step < 64} == set(range(0, 64, 4))
    hard, soft = (max(stroke.velocity for stroke in made if stroke.step == step) for step in (0, 4))
    assert soft / hard == pytest.approx(5 / 9)
    assert all(stroke.steps == 4 for stroke in made if stroke.step < 64)


def test_a_stroke_just_before_the_bar_line_takes_the_next_chord() -> None:
    made = rhythm(scene(), part("rhythm", ".......9......9."), random())

    assert {pitch % 12 for pitch in at(made, 14)} <= set(chord("vi", C).tones)
    assert {pitch % 12 for pitch in at(made, 7)} <= set(chord("I", C).tones)


def test_strings_are_struck_one_after_the_other_down_and_up() -> None:
    strummed = part("rhythm", "9.9.9.9.9.9.9.9.", strum_ms=20.0)
    made = rhythm(scene(), strummed, random())

    down, up = ([stroke for stroke in made if stroke.step == step] for step in (0, 2))
    assert [stroke.late_s for stroke in down] == pytest.approx([0, 0.02, 0.04, 0.06])
    assert [stroke.pitch for stroke in down] == sorted(stroke.pitch for stroke in down)
    assert [stroke.pitch for stroke in up] == sorted((stroke.pitch for stroke in up), reverse=True)
    assert up[0].velocity < down[0].velocity


def test_an_arpeggio_counts_the_chord_from_below_and_goes_on_in_the_next_octave() -> None:
    made = arpeggio(scene(), part("arpeggio", "0.1.2.3.4.5....."), random())

    first = [stroke.pitch for stroke in made if stroke.step < 12]
    assert first[:4] == sorted(first[:4])
    assert first[4:] == [first[0] + 12, first[1] + 12]
    assert [stroke.steps for stroke in made if stroke.step < 12] == [2, 2, 2, 2, 2, 6]


def test_a_counter_line_is_one_voice_that_holds_what_two_chords_share() -> None:
    made = counter(scene(), part("counter", voices=3), random())

    steps = [stroke.step for stroke in made]
    assert steps == sorted(set(steps))
    assert sum(stroke.steps for stroke in made if stroke.step < 64) == 64
    assert all(one.pitch != other.pitch or other.step == 64 for one, other in pairwise(made))


@pytest.mark.parametrize(
    ("pattern", "tones"),
    [
        ("r---5---8---r---", [0, 7, 0, 0]), ("r---3---5---3---", [0, 4, 7, 4]), ("5---5---5---5---", [0, 7, 7, 7]),
    ],
)  # fmt: skip
def test_a_bass_reads_root_third_fifth_and_octave(pattern: str, tones: list[int]) -> None:
    made = bass(scene(), part("bass", pattern, low=28, high=50), random())

    assert [stroke.pitch % 12 for stroke in made if stroke.step < 16] == tones
    assert all(stroke.steps == 4 for stroke in made if stroke.step < 64)


def test_a_bass_walks_to_the_next_root_by_a_step_of_the_scale() -> None:
    made = bass(scene(), part("bass", "r-----------a---", low=28, high=50), random())

    for place, following in enumerate((*BARS[1:], "I")):
        [step] = [stroke for stroke in made if stroke.step == place * 16 + 12]
        [target] = [stroke for stroke in made if stroke.step == (place + 1) * 16]
        assert abs(step.pitch - target.pitch) in {1, 2}, following
        assert step.pitch % 12 in scale_over(C, chord(BARS[place], C))


def test_a_held_bass_changes_with_its_chord() -> None:
    made = bass(scene(), part("bass", "r" + "-" * 31, low=28, high=50), random())

    assert [(stroke.step, stroke.steps, stroke.pitch % 12) for stroke in made] == [
        (0, 16, 0), (16, 16, 9), (32, 16, 5), (48, 16, 7), (64, made[-1].steps, 0),
    ]  # fmt: skip


def test_a_motif_comes_again_and_its_bars_keep_their_rhythm() -> None:
    made = melody(
        scene(), part("melody", "x-x-x---x-------", "x---x---x---x---", "x-------x-------", low=60, high=84), random()
    )
    bars = [[stroke.step - 16 * bar for stroke in made if stroke.step // 16 == bar] for bar in range(4)]

    assert bars[0] == bars[2], "the motif again"
    assert bars[3] == [0, 8], "the close is the last pattern"
    assert all(60 <= stroke.pitch <= 84 for stroke in made)


DRUMMING = (
    Drumming(0.0, {"kick": "9..............."}),
    Drumming(0.7, {"kick": "9...9...9...9...", "hat": "5.5.5.5.5.5.5.5."}),
)


def test_a_drummer_plays_the_pattern_of_the_density_and_a_fill_before_more_of_it() -> None:
    fill = {"snare": "............9999"}
    made = drums(scene(levels=(0.4, 0.9), drumming=DRUMMING, fill=fill, effects=("crash",)))

    by_bar = [[DRUMS[stroke.pitch] for stroke in made if stroke.step // 16 == bar] for bar in range(4)]
    assert by_bar[0] == ["kick"]
    assert by_bar[1] == ["kick", "snare", "snare", "snare", "snare"]
    assert by_bar[2].count("kick") == 4
    assert by_bar[2].count("hat") == 8
    assert sorted(DRUMS[stroke.pitch] for stroke in made if stroke.step == 64) == ["crash", "kick"]
    assert not any(stroke.step == 64 for stroke in drums(scene(loop=True, drumming=DRUMMING, fill=fill)))


def test_nobody_drums_below_the_sparsest_pattern() -> None:
    assert drums(scene(levels=(0.4,), drumming=DRUMMING[1:], fill={})) == []


def test_effects_stand_at_the_seams_and_lead_into_them() -> None:
    made = effects(scene(levels=(0.4, 0.9), effects=("crash", "riser", "crackle", "impact")))
    told = {(DRUMS[stroke.pitch], stroke.step, stroke.steps) for stroke in made}

    assert {("crackle", 0, 64), ("crash", 32, 16), ("impact", 32, 16), ("riser", 16, 16)} <= told
    assert any(name == "impact" and step == 64 for name, step, _steps in told), "under the last chord"
    assert effects(scene(levels=(0.9, 0.4), loop=True, effects=("crash", "riser"))) == []
    with pytest.raises(ValueError, match="not in tuple"):
        number("gong")


def test_swing_delays_every_second_note_and_no_first_one() -> None:
    swung = replace(scene(), style=replace(style_of("corporate"), swing=2 / 3, swing_steps=1))

    assert [swung.seconds_at(step) for step in range(5)] == pytest.approx([0, 1 / 6, 0.25, 0.25 + 1 / 6, 0.5])
    eighths = replace(swung, style=replace(swung.style, swing_steps=2))
    assert [eighths.seconds_at(step) for step in (0, 2, 4)] == pytest.approx([0, 1 / 3, 0.5])
    assert scene().seconds_at(2.5) == pytest.approx(2.5 * 0.125)


def test_people_stray_by_no_more_than_their_style_and_never_begin_before_the_piece() -> None:
    strokes = [Stroke(step, 1, 60, 0.5) for step in range(64)]

    exact = played(scene(), strokes, random(), loose_ms=0.0, firm=0.0)
    loose = played(scene(), strokes, random(), loose_ms=8.0)

    assert [note.at_s for note in exact] == pytest.approx([step * 0.125 for step in range(64)], abs=1e-5)
    assert {note.velocity for note in exact} == {0.5}
    strays = np.array([note.at_s - step * 0.125 for step, note in enumerate(loose)])
    assert np.abs(strays).max() <= 0.0081
    assert 0.001 < strays.std() < 0.006
    assert loose[0].at_s >= 0
    assert all(0.05 <= note.velocity <= 1 for note in loose)


def test_what_would_begin_after_the_end_is_not_played() -> None:
    assert played(scene(), [Stroke(80, 1, 60, 0.5)], random(), loose_ms=0) == ()
    assert len(played(scene(), [Stroke(79, 1, 60, 0.5)], random(), loose_ms=0)) == 1


@pytest.mark.parametrize("harmony", PROGRESSIONS)
@pytest.mark.parametrize("bars", [1, 3, 4, 9, 16])
def test_chords_fill_every_bar_without_a_gap_and_end_with_the_cadence(harmony: str, bars: int) -> None:
    for mode in ("major", "minor"):
        sections = (Section("build", 0, bars, 0.6),)

        spans = chords_of(harmony, Key(2, mode), sections, steps=bars * STEPS, loop=False, random=random())

        assert spans[0].start == 0
        assert all(one.start + one.length == other.start for one, other in pairwise(spans))
        assert spans[-1].start + spans[-1].length == bars * STEPS
        cadence = CADENCES.get(harmony, CADENCES[mode])
        if bars > 4 and cadence and harmony in {"pop", "happy", "epic", "calm"}:
            assert [span.chord.numeral for span in spans[-2:]] == cadence.split(",")


def test_every_mood_has_a_key_of_its_mode_and_every_harmony_an_end_on_the_tonic() -> None:
    for mood, mode in MOODS.items():
        assert key_of(mood, random()).mode == mode
    assert len({key_of("happy", stream(seed)).tonic for seed in range(60)}) == 12
    for harmony in (*PROGRESSIONS, *LAST):
        for key in (Key(5, "major"), Key(5, "minor")):
            assert last_chord(harmony, key).bass == 5


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_has_seven_tones_and_is_dark_by_its_third(mode: str) -> None:
    assert len(Key(9, mode).scale) == 7
    assert Key(9, mode).dark == ((9 + 3) % 12 in Key(9, mode).scale)


@pytest.mark.parametrize("name", sorted(instruments()))
def test_an_instrument_that_is_asked_for_plays_in_any_style_and_one_that_is_not_wanted_in_none(name: str) -> None:
    patches = set(instruments()[name].patches)
    for style in STYLES:
        wanted = parts_for(style_of(style), Request(style=style, wanted=(name,)), random())
        unwanted = parts_for(style_of(style), Request(style=style, unwanted=(name,)), random())

        assert any(each.patch in patches for each in wanted)
        assert not any(each.patch in patches for each in unwanted)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("tempo", [*TEMPI, None])
def test_any_tempo_length_and_wish_gives_a_piece_inside_its_length(style: str, tempo: float | None) -> None:
    for seconds, loop in ((2.0, False), (2.3, True), (4.99, True), (7.77, False)):
        wish = Request(style=style, tempo=tempo, energy=float(loop), unwanted=("drums",) if loop else ())

        piece = compose(wish, seconds=seconds, seed=3, loop=loop)

        notes = [note for track in piece.tracks for note in track.notes]
        assert notes
        assert all(0 <= note.at_s < seconds and 0 < note.velocity <= 1 for note in notes)
        assert 0 < piece.last_hit_s <= seconds
        if loop:
            assert seconds / (piece.step_s * STEPS) == pytest.approx(round(seconds / (piece.step_s * STEPS)))


def test_ten_minutes_are_composed_and_have_sections_all_along() -> None:
    piece = compose(Request(style="pad"), seconds=600, seed=1)

    assert sum(section.bars for section in piece.sections) * STEPS * piece.step_s == pytest.approx(600, abs=8)
    assert max(note.at_s for track in piece.tracks for note in track.notes) > 590
    assert len({section.name for section in piece.sections}) >= 4


def test_energy_makes_a_piece_denser() -> None:
    counts = [
        sum(len(track.notes) for track in compose(Request(style="corporate", energy=energy), seconds=30, seed=2).tracks)
        for energy in (0.0, 1.0)
    ]

    assert counts[1] > 1.2 * counts[0]
