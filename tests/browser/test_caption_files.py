"""Our WebVTT as Chromium reads and draws it: every word is a word, and stands away from the picture's edge."""

import base64

import pytest

from reklamai.media.captions.cues import Cue, Said, Word, cues
from reklamai.media.captions.files import as_webvtt
from tests.media.captions.test_files import HOSTILE

READ = """async told => {
  const video = document.body.appendChild(document.createElement("video"));
  const track = Object.assign(document.createElement("track"), { kind: "captions", default: true });
  track.src = "data:text/vtt;base64," + told;
  const loaded = new Promise((done, failed) => Object.assign(track, { onload: done, onerror: () => failed("unread") }));
  video.append(track);
  track.track.mode = "showing";
  await loaded;
  return [...track.track.cues].map(cue => ({
    from: cue.startTime, to: cue.endTime, line: cue.line, snaps: cue.snapToLines,
    words: cue.getCueAsHTML().textContent, tags: cue.getCueAsHTML().querySelectorAll("*").length,
  }));
}"""


@pytest.fixture
def reads(browser):
    """What Chromium makes of a file."""
    context = browser.new_context()
    page = context.new_page()
    yield lambda text: page.evaluate(READ, base64.b64encode(text.encode()).decode())
    context.close()


def test_a_browser_reads_the_same_captions(reads):
    wanted = cues([Said("Утро начинается с тебя, с первого глотка и с окна, которое ты открываешь.", 0.5, 6)])

    found = reads(as_webvtt(wanted))

    assert [each["words"] for each in found] == [cue.text for cue in wanted]
    for each, cue in zip(found, wanted, strict=True):
        assert (each["from"], each["to"]) == (pytest.approx(cue.from_s, abs=6e-4), pytest.approx(cue.to_s, abs=6e-4))
        assert each["line"] == -len(cue.lines) - 1
        assert each["snaps"]


@pytest.mark.parametrize(("place", "line"), [("top", 1), ("middle", 45)])
def test_a_browser_takes_every_place(reads, place, line):
    [found] = reads(as_webvtt(cues([Said("Привет", 0, 1)]), place=place))

    assert found["line"] == line
    assert found["snaps"] == (place == "top")


def test_a_browser_finds_no_markup_in_words(reads):
    hostile = [Cue(at, at + 1, ((Word(text, at, at + 1),),)) for at, text in enumerate(HOSTILE)]

    found = reads(as_webvtt(hostile))

    assert [each["words"] for each in found] == HOSTILE
    assert not any(each["tags"] for each in found)


def test_a_browser_knows_who_speaks(reads):
    [found] = reads(as_webvtt(cues([Said("Привет", 0, 1, speaker="Анна & <b>")])))

    assert (found["words"], found["tags"]) == ("Привет", 1)
