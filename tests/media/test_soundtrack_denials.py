"""Words of a sound track that say what is not to be played: no music then, unless other words ask for it."""

from itertools import pairwise

import pytest

from reklamai.media.soundtrack import parted, track
from reklamai.media.soundtrack_denials import denied
from reklamai.media.synth.music.reading import read as read_music

WIND_ALONE = [
    "wind without music", "music off, wind", "no music, only wind", "no music only wind", "no music but wind",
    "wind with no music", "wind without any loud background music", "wind, no music please", "wind and no music",
    "wind, no music in the background", "wind, background music is not needed", "wind, don't add music",
    "wind, do not play any music", "wind, turn off the music", "wind instead of music", "wind, no piano or loud drums",
    "wind without drums and guitars", "wind without voices and music", "wind; music isn't needed", "no music and wind",
    "wind, not music", "WIND WITHOUT MUSIC", "wind, no music needed", "wind, no lo-fi", "wind, no piano music",
    "wind, the music should not be added", "wind, music off please", "wind w/o music", "wind sans music",
    "no-music wind", "wind, mute the music", "wind, never any music", "wind with no background music playing",
    "ветер без музыки", "без музыки, только ветер", "без музыки только ветер", "ветер, музыка не нужна",
    "ветер, музыки не надо", "ветер, не нужна музыка", "ветер, нет музыки", "ветер, музыки нет", "ветер и без музыки",
    "ветер без фоновой музыки", "ветер без барабанов и гитар", "ветер, никакой музыки", "ветер, ни музыки, ни песен",
    "ветер, музыку выключить", "ветер, выключи музыку", "ветер вместо музыки", "ветер, не надо никакой музыки",
    "ветер, фоновая музыка не требуется", "ветер без голосов и музыки", "Без музыки, но с ветром",
]  # fmt: skip


@pytest.mark.parametrize("words", WIND_ALONE)
def test_music_that_is_not_wanted_is_not_played_and_the_wind_is_heard(words):
    said, around, played = parted(words, "mixed")

    assert (said, played) == ("", "")
    assert any(form in around.lower() for form in ("wind", "ветер", "ветром"))
    assert "музык" not in around.lower() and "music" not in around.lower()


@pytest.mark.parametrize(
    ("words", "kinds"),
    [("wind without music", ["ambience"]), ("ветер без музыки", ["ambience"]), ("no music, only wind", ["ambience"]),
     ("без музыки, только ветер", ["ambience"]), ("rain drumming on a roof", ["ambience"]),
     ("wind and music without drums", ["ambience", "music"])],
)  # fmt: skip
def test_the_pieces_of_a_track_are_those_that_are_wanted(tmp_path, words, kinds):
    made = track(words, "mixed", seconds=2, seed=1, folder=tmp_path)

    assert [piece.lane for piece in made.pieces] == kinds
    assert not made.bare


def test_words_that_only_say_no_music_give_a_quiet_room_and_blame_no_word(tmp_path):
    made = track("no music", "mixed", seconds=2, seed=1, folder=tmp_path)

    assert [piece.lane for piece in made.pieces] == ["ambience"]
    assert (made.bare, made.unknown) == (True, ())


def test_somebody_speaks_alone_where_no_music_is_wanted():
    assert parted("A woman says “Good morning” without music", "mixed") == ("Good morning", "", "")
    assert parted("«Доброе утро», без музыки", "mixed") == ("Доброе утро", "", "")


INSTRUMENTS = [
    ("no drums, just piano", {"piano"}, {"drums"}),
    ("no drums just piano", {"piano"}, {"drums"}),
    ("no drums and soft piano", {"piano"}, {"drums"}),
    ("piano without drums", {"piano"}, {"drums"}),
    ("piano no drums", {"piano"}, {"drums"}),
    ("music without drums", set(), {"drums"}),
    ("rain without drums, piano", {"piano"}, {"drums"}),
    ("музыка без барабанов", set(), {"drums"}),
    ("без барабанов, только пианино", {"piano"}, {"drums"}),
    ("без барабанов и гитара", {"guitar"}, {"drums"}),
    ("пианино, барабаны не нужны", {"piano"}, {"drums"}),
    ("piano, drums off", {"piano"}, {"drums"}),
]


@pytest.mark.parametrize(("words", "wanted", "unwanted"), INSTRUMENTS)
def test_music_without_some_instrument_is_music_and_the_instrument_is_left_out(words, wanted, unwanted):
    request = read_music(parted(words, "mixed")[2])

    assert parted(words, "mixed")[2]
    assert (set(request.wanted), set(request.unwanted)) == (wanted, unwanted)


@pytest.mark.parametrize(
    "words",
    ["not too loud music", "not only music", "a no-nonsense piano tune", "music without a break", "no words, music",
     "piano off camera", "music off in the distance", "no words just music", "not without music", "no vocals piano",
     "не громкая музыка", "без слов музыка", "песня без слов", "не без музыки", "не только музыка", "негромкая музыка",
     "no hurry, soft piano", "нет, музыка", "rain without thunder, piano", "без грозы, пианино"],
)  # fmt: skip
def test_a_denial_of_something_else_leaves_the_music(words):
    assert not denied(words)
    assert parted(words, "mixed")[2]


def test_what_stands_around_a_denial_is_heard():
    assert parted("rain without music on a tin roof", "mixed") == ("", "rain on a tin roof", "")
    assert parted("wind, no music or voices", "mixed") == ("", "wind, without voices", "")
    assert parted("ветер без музыки или голосов", "mixed") == ("", "ветер without голосов", "")
    assert parted("без музыки и ветер", "mixed") == ("", "ветер", "")
    assert parted("deep house music, no bass drop", "mixed") == ("", "", "deep house music, without bass drop")
    assert parted("no talking while the piano plays", "mixed")[2]
    assert parted("no drums but rain drumming on a roof", "mixed") == ("", "but rain drumming on a roof", "")
    assert parted("soft piano without drums, rain", "mixed") == ("", "rain", "soft piano, without drums")


@pytest.mark.parametrize("kind", ["music", "ambient"])
def test_words_of_one_kind_are_read_as_they_are(kind):
    assert "wind without music" in parted("wind without music", kind)


def test_denials_one_after_the_other_share_no_word():
    words = (
        "no guitar any music off, не нужна гитарная музыка не нужна, без барабанов нет, music off, w/o bass no drums"
    )

    spans = [(denial.start, denial.end) for denial in denied(words)]

    assert len(spans) >= 5
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert parted(words, "mixed")[2] == ""


@pytest.mark.parametrize("words", ["no", "без", "not", "не", "no no no", "without and without", "off", "", "music"])
def test_words_that_deny_nothing_have_no_denial(words):
    assert not denied(words)
