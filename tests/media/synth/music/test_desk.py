"""The mixing desk and the last steps: echo, room, the push of the kick, tone, compressor, end."""

import numpy as np
import pytest

from reklamai.media.sound import RATE
from reklamai.media.synth.dsp import stream, white
from reklamai.media.synth.music.desk import ECHO_KEEPS, ECHO_STEPS, Desk, echoed, in_room, pumping
from reklamai.media.synth.music.mastering import mastered
from reklamai.media.synth.music.mixdown import render
from reklamai.media.synth.music.piece import Note, Piece, Section, Span, Track
from reklamai.media.synth.music.players.drumming import number
from reklamai.media.synth.music.theory import Key, chord

KEY = Key(0, "major")


def piece(*tracks, style="corporate", seconds=4.0, loop=False, tempo=120.0):
    return Piece(
        style=style, key=KEY, tempo=tempo, seconds=seconds, loop=loop, seed=1,
        sections=(Section("peak", 0, 2, 0.9),), chords=(Span(chord("I", KEY), 0, 32),), tracks=tracks,
        last_hit_s=seconds if loop else seconds - 1.0,
    )  # fmt: skip


def desk(seconds=4.0):
    count = round(seconds * RATE)
    return Desk(np.zeros((count, 2), np.float32), np.zeros(count, np.float32), np.zeros(count, np.float32), None)


def one(patch, *, at_s=0.5, pan=0.0, gain_db=0.0, **mix):
    return Track("comp", patch, (Note(at_s, 0.5, 60, 0.8),), gain_db=gain_db, pan=pan, **{"send": 0.0, **mix})


def kicks(*times):
    return Track("drums", "pop", tuple(Note(at, 0.1, number("kick"), 0.9) for at in times), send=0.0)


def level(sound):
    return float(np.sqrt(np.square(sound).mean()))


def test_echoes_come_a_dotted_eighth_apart_each_softer_and_on_the_other_side():
    table, music = desk(), piece()
    table.echo[1000] = 1.0

    echoed(table, music)

    late = round(ECHO_STEPS * music.step_s * RATE)
    heights = [np.abs(table.mix[1000 + late * turn :][:200]).max(axis=0) for turn in (1, 2, 3)]
    assert np.abs(table.mix[: 1000 + late]).max() == 0
    assert heights[0][0] > heights[0][1]
    assert heights[1][1] > heights[1][0]
    assert heights[1].max() / heights[0].max() == pytest.approx(ECHO_KEEPS, rel=0.02)
    assert heights[2].max() / heights[1].max() == pytest.approx(ECHO_KEEPS, rel=0.02)


def test_an_echo_is_duller_than_what_it_repeats():
    table = desk()
    table.echo[: RATE // 10] = white(RATE // 10, stream(1))

    echoed(table, piece())

    power = np.abs(np.fft.rfft(table.mix[:, 0])) ** 2
    hz = np.fft.rfftfreq(len(table.mix), 1 / RATE)
    assert power[hz > 8_000].mean() < 0.3 * power[(hz > 500) & (hz < 2_000)].mean()


def test_where_nothing_is_sent_nothing_echoes():
    table = desk()

    echoed(table, piece())

    assert not table.mix.any()


def test_a_room_answers_after_what_it_hears_and_differs_on_both_sides():
    table = desk()
    table.send[RATE] = 1.0

    made = in_room(table, piece(), 4 * RATE)

    assert np.abs(made[:RATE]).max() < 1e-6
    assert level(made[RATE : RATE + RATE // 4]) > 4 * level(made[2 * RATE : 3 * RATE])
    assert abs(np.corrcoef(made[RATE:, 0], made[RATE:, 1])[0, 1]) < 0.5


def test_the_room_of_a_loop_rings_on_into_its_beginning():
    count = 2 * RATE
    long = Desk(np.zeros((count + RATE, 2), np.float32), np.zeros(count + RATE, np.float32), np.zeros(1), None)
    long.send[count - 100] = 1.0

    made = in_room(long, piece(seconds=2.0, loop=True), count)

    assert len(made) == count
    assert level(made[1_000 : RATE // 2]) > 0.001
    assert level(made[: RATE // 2]) > 3 * level(made[RATE : RATE + RATE // 2])


def test_kicks_push_others_down_and_let_them_come_back():
    music = piece(kicks(1.0, 2.0), one("air", pump=0.5))

    push = pumping(music, 4 * RATE)

    assert push.max() == pytest.approx(1.0, abs=0.03)
    assert push[RATE - 500 : RATE].max() == 0
    assert push[RATE + round(0.01 * RATE)] > 0.8
    assert push[RATE + round(0.3 * RATE)] == 0


def test_nothing_is_pushed_where_nobody_gives_way_or_nobody_kicks():
    assert pumping(piece(kicks(1.0), one("air")), RATE) is None
    assert pumping(piece(one("air", pump=0.5)), RATE) is None


def test_a_track_stands_where_it_is_panned():
    left, right = (render(piece(one("muted", pan=where))) for where in (-0.8, 0.8))

    assert level(left[:, 0]) > 2.5 * level(left[:, 1])
    assert level(right[:, 1]) > 2.5 * level(right[:, 0])


def test_gain_sets_a_track_against_another():
    both = [render(piece(one("finger", at_s=0.2), one("muted", at_s=1.7, gain_db=gain_db))) for gain_db in (0.0, -12.0)]
    shares = [level(made[round(1.6 * RATE) : round(2.2 * RATE)]) / level(made[:RATE]) for made in both]

    assert 20 * np.log10(shares[0] / shares[1]) == pytest.approx(12, abs=3.5)  # the compressor takes some of it


def test_a_soft_note_is_softer_than_a_hard_one_of_the_same_recording():
    notes = (Note(0.2, 0.4, 60, 0.9), Note(1.6, 0.4, 60, 0.45))
    made = render(piece(Track("comp", "muted", notes, send=0.0)))

    assert level(made[round(1.6 * RATE) : 2 * RATE]) < 0.7 * level(made[round(0.2 * RATE) : round(0.6 * RATE)])


def test_a_note_is_heard_when_it_is_written():
    for at_s in (0.25, 1.0, 2.125):
        made = render(piece(one("muted", at_s=at_s)))
        first = np.flatnonzero(np.abs(made[:, 0]) > 0.02 * np.abs(made).max())[0] / RATE

        assert first == pytest.approx(at_s, abs=0.004)


def test_the_tone_of_dull_and_bright_material_is_brought_together():
    noise = np.stack([white(4 * RATE, stream(seed)) for seed in (1, 2)], axis=1) * np.float32(0.1)
    hz = np.fft.rfftfreq(4 * RATE, 1 / RATE)

    def tilted(slope):
        parts = np.fft.rfft(noise, axis=0) * (np.maximum(hz, 30)[:, None] / 1000) ** slope
        made = mastered(np.fft.irfft(parts, axis=0).astype(np.float32), piece(loop=True))
        power = np.abs(np.fft.rfft(made.mean(axis=1))) ** 2
        return 10 * np.log10(power[(hz > 1_500) & (hz < 16_000)].sum() / power[(hz > 150) & (hz < 1_500)].sum())

    before = 20 * np.log10(10) * 0.35  # what 0.35 of slope is over a decade
    assert abs(tilted(-0.35) - tilted(-0.7)) < 0.6 * before


def test_loud_places_are_held_a_little_and_quiet_ones_are_not():
    t = np.arange(4 * RATE) / RATE
    steps = np.where((t % 2) < 1, 0.5, 0.1)
    tone = np.repeat((steps * np.sin(2 * np.pi * 700 * t)).astype(np.float32)[:, None], 2, axis=1)

    made = mastered(tone.copy(), piece(loop=True))

    loud, soft = (level(made[round(start * RATE) : round((start + 0.6) * RATE)]) for start in (0.3, 1.3))
    ratio = 20 * np.log10(loud / soft)
    assert 10.5 < ratio < 13.9  # of 14 dB before


def test_the_end_of_a_piece_falls_without_a_step():
    made = render(piece(one("warm", at_s=3.0)))
    last = np.array([level(part) for part in np.array_split(made[-RATE // 2 :], 10)])

    assert (np.diff(last) < 0.02 * last.max()).all()
    assert last[-1] < 0.02 * last.max()


def test_silence_stays_silent():
    assert not render(piece()).any()
