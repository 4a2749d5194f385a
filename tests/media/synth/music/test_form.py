"""Tempo, bars and sections of pieces of any length."""

import pytest

from reklamai.media.synth.music.form import frame

LENGTHS = (3, 4, 5, 6, 8, 10, 12.5, 15, 20, 25, 30, 45, 60, 61.7, 90, 120, 180)
TEMPI = (50, 68, 84, 100, 112, 128, 150, 180)


def seconds(form):
    return form.steps * 15 / form.tempo


@pytest.mark.parametrize("length", LENGTHS)
def test_the_last_chord_falls_on_a_strong_beat_and_has_time_to_ring(length):
    for tempo in TEMPI:
        form = frame(seconds=length, tempo=tempo, asked=False, loop=False)

        assert form.steps % 8 == 0
        rings = length - seconds(form)
        assert 0.3 <= rings <= 5.1
        assert rings >= 0.12 * min(length, 10)


@pytest.mark.parametrize("length", LENGTHS)
def test_a_tempo_that_was_asked_for_is_kept_within_what_nobody_hears(length):
    for tempo in TEMPI:
        form = frame(seconds=length, tempo=tempo, asked=True, loop=False)

        assert form.tempo == pytest.approx(tempo, rel=0.0151)


@pytest.mark.parametrize("length", [2, 2.5, *LENGTHS])
def test_the_last_chord_of_the_slowest_and_the_quickest_music_rings_too(length):
    for tempo in (40, 45, 60, 120, 200):
        form = frame(seconds=length, tempo=tempo, asked=True, loop=False)

        assert form.steps % 4 == 0
        assert length - seconds(form) >= 0.45 * min(2.4, 0.3 * length)


@pytest.mark.parametrize("length", LENGTHS)
def test_a_tempo_of_the_style_bends_by_less_than_a_tenth(length):
    for tempo in TEMPI:
        assert frame(seconds=length, tempo=tempo, asked=False, loop=False).tempo == pytest.approx(tempo, rel=0.0801)


@pytest.mark.parametrize("length", LENGTHS)
def test_a_loop_is_whole_bars_of_exactly_its_length(length):
    for tempo in TEMPI:
        form = frame(seconds=length, tempo=tempo, asked=False, loop=True)

        assert form.steps % 16 == 0
        assert seconds(form) == pytest.approx(length, abs=1e-9)


def test_a_loop_of_more_than_a_few_bars_keeps_near_its_tempo():
    for length in (20, 30, 45, 60):
        for tempo in TEMPI:
            assert frame(seconds=length, tempo=tempo, asked=True, loop=True).tempo == pytest.approx(tempo, rel=0.15)


@pytest.mark.parametrize("loop", [False, True])
def test_sections_follow_each_other_without_a_gap_to_the_last_bar(loop):
    for length in LENGTHS:
        form = frame(seconds=length, tempo=100, asked=False, loop=loop)

        bar = 0
        for section in form.sections:
            assert section.bar == bar
            bar += section.bars
        assert bar == max(form.steps // 16, 1)


def test_a_long_piece_begins_sparsely_and_comes_to_one_densest_place_near_its_end():
    for length in (30, 60, 120, 180):
        sections = frame(seconds=length, tempo=100, asked=False, loop=False).sections
        levels = [section.level for section in sections]

        assert levels[0] < 0.5
        assert levels.count(max(levels)) == 1
        assert levels.index(max(levels)) >= len(levels) // 2


def test_half_a_minute_comes_to_the_point_within_a_fifth_of_it():
    for tempo in (90, 100, 110, 120):
        form = frame(seconds=30, tempo=tempo, asked=False, loop=False)
        begins = next(section.bar for section in form.sections if section.level >= 0.55)

        assert begins * 240 / form.tempo <= 7.0


def test_a_few_seconds_are_all_in_at_once():
    for length in (3, 4, 5):
        assert frame(seconds=length, tempo=110, asked=False, loop=False).sections[0].level >= 0.8


def test_energy_moves_how_dense_everything_is():
    calm, usual, wild = (
        [each.level for each in frame(seconds=60, tempo=100, asked=False, loop=False, energy=energy).sections]
        for energy in (0.1, 0.5, 0.95)
    )

    assert sum(calm) < sum(usual) < sum(wild)
    assert max(wild) <= 1.0
    assert min(calm) >= 0.2


def test_most_pieces_of_half_a_minute_are_whole_phrases():
    forms = [frame(seconds=30, tempo=tempo, asked=False, loop=False) for tempo in range(70, 130, 3)]

    assert sum(form.steps % 64 == 0 for form in forms) >= len(forms) * 0.4
    assert sum(form.steps % 32 == 0 for form in forms) >= len(forms) * 0.75
