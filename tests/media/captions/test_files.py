"""Files of captions: another program reads from them what we have written, and nothing in the words is markup."""

import pytest

from reklamai.media.captions.cues import Cue, Said, Word, cues
from reklamai.media.captions.files import as_srt, as_webvtt, moment
from tests.media.captions.reading import heard_by_ffmpeg

HOSTILE = [
    "Tom & <b>Jerry</b>",
    "<i>лжёт</i> <font color=red>красное</font>",
    "{\\an8}выше {b}жирно{/b} {y:i}",
    "C:\\New\\names и \\N\\h\\n",
    "--> 00:00:09,000",
    "00:00:01,000 --> 00:00:02,000",
    "&lt;b&gt; &amp;nbsp; &nbsp",
    "5 < 6 > 4",
    "WEBVTT",
    "NOTE это не примечание",
    "STYLE",
    "17",
    "<v Мошенник>не он",
    "<00:00:01.000>время",
    "ёЁйЙ «кавычки» — тире… №5 ₽",
]
WRITTEN = {".srt": as_srt, ".vtt": as_webvtt}


def one(*lines, from_s=1.0, to_s=3.0, speaker=""):
    return Cue(from_s, to_s, tuple(tuple(Word(word, from_s, to_s) for word in line.split()) for line in lines), speaker)


@pytest.mark.parametrize("suffix", WRITTEN)
def test_another_program_reads_the_same_captions(tmp_path, suffix):
    text = "Утро начинается с тебя. It begins with you, and with a window that you open wide for the whole city."
    wanted = cues([Said(text, 0.5, 9), Said("Доброе утро!", 3605, 3607)])

    found = heard_by_ffmpeg(tmp_path / f"captions{suffix}", WRITTEN[suffix](wanted))

    assert [words for _begin, _end, words in found] == [cue.text for cue in wanted]
    for (begins, ends, _words), cue in zip(found, wanted, strict=True):
        assert (begins, ends) == (pytest.approx(cue.from_s, abs=0.011), pytest.approx(cue.to_s, abs=0.011))


@pytest.mark.parametrize("suffix", WRITTEN)
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(tmp_path, suffix, words):
    wanted = [one("До", from_s=0, to_s=0.9), one("Первая", words), one(words, "вторая", from_s=4, to_s=5)]

    found = heard_by_ffmpeg(tmp_path / f"captions{suffix}", WRITTEN[suffix](wanted))

    if suffix == ".srt":
        words = words.replace("{", "(").replace("}", ")")  # it has no way to say a brace
    assert [told for _begin, _end, told in found] == ["До", f"Первая\n{words}", f"{words}\nвторая"]


@pytest.mark.parametrize("suffix", WRITTEN)
def test_lines_and_controls_in_a_word_do_not_end_its_caption(tmp_path, suffix):
    nasty = Word("a\n\n2\n00:00:09,000 --> 00:00:10,000\nb\x00\x1b\u202ec\u2028d", 1, 2)

    found = heard_by_ffmpeg(tmp_path / f"captions{suffix}", WRITTEN[suffix]([Cue(1, 2, ((nasty,),))]))

    assert [told for _begin, _end, told in found] == ["a 2 00:00:09,000 --> 00:00:10,000 b c d"]


@pytest.mark.parametrize("speaker", ["Анна", "A. & B.", "Мр. <Икс> -->", "x\n\ny"])
def test_a_speaker_is_named_and_is_no_markup_either(tmp_path, speaker):
    cue = one("Привет", speaker=speaker)
    named = " ".join(speaker.split())

    assert as_webvtt([cue]).count("\n\n") == 1
    assert [told for *_times, told in heard_by_ffmpeg(tmp_path / "a.vtt", as_webvtt([cue]))] == ["Привет"]
    assert heard_by_ffmpeg(tmp_path / "a.srt", as_srt([cue]))[0][2] == f"{named}: Привет"


@pytest.mark.parametrize(("place", "line"), [("low", "line:-3"), ("top", "line:1"), ("middle", "line:45%")])
def test_a_caption_stands_away_from_the_edge(place, line):
    assert f"00:00:03.000 {line}\n" in as_webvtt([one("Раз", "два")], place=place)


def test_plain_words_are_written_as_they_are():
    assert (
        as_srt([one("5 < 6, C++", "100% — да")]) == "1\r\n00:00:01,000 --> 00:00:03,000\r\n5 < 6, C++\r\n100% — да\r\n"
    )


def test_no_captions_are_a_file_all_the_same():
    assert as_webvtt([]) == "WEBVTT\n"
    assert as_srt([]) == ""


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "00:00:00.000"),
        (62.5, "00:01:02.500"),
        (3600, "01:00:00.000"),
        (-1, "00:00:00.000"),
        (0.9996, "00:00:01.000"),
    ],
)
def test_moments_are_written_as_webvtt_writes_them(seconds, said):
    assert moment(seconds) == said
