"""Every sentence of the pages has its Russian."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from tests.pages import words

ROOT: Path = settings.ROOT
CATALOGUE = ROOT / "reklamai" / "locale" / "ru" / "LC_MESSAGES" / "django.po"
OURS = (
    "templates/*.html", "templates/account/**/*.html", "templates/allauth/**/*.html", "templates/components/*.html",
    "templates/studio/**/*.html", "templates/anchors/**/*.html", "templates/soulids/**/*.html",
    "templates/video/**/*.html",
    "studio/**/*.py", "anchors/**/*.py", "soulids/**/*.py", "video/**/*.py", "reklamai/core/**/*.py",
)  # fmt: skip
SOURCES = sorted({path for pattern in OURS for path in ROOT.glob(pattern)})
PLACE = re.compile(r"%\((\w+)\)s")


@pytest.fixture(scope="module")
def russian():
    return {(entry.msgid, entry.msgid_plural): entry for entry in polib.pofile(str(CATALOGUE))}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_of_a_source_has_its_russian(source, russian):
    said = words.of_template(source) if source.suffix == ".html" else words.of_module(source)

    assert sorted(sentence for sentence in said if (sentence.one, sentence.many) not in russian) == []


def test_no_translation_is_empty_or_in_doubt(russian):
    unsure = [entry.msgid for entry in russian.values() if entry.fuzzy or not entry.translated()]

    assert unsure == []


def test_russian_has_three_forms_of_every_plural(russian):
    forms = {entry.msgid: len(entry.msgstr_plural) for entry in russian.values() if entry.msgid_plural}

    assert len(forms) >= 5
    assert set(forms.values()) == {3}


def test_a_translation_keeps_the_places_of_the_sentence(russian):
    for entry in russian.values():
        wanted = set(PLACE.findall(entry.msgid_plural or entry.msgid))
        for said in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            assert set(PLACE.findall(said)) <= wanted, entry.msgid


def test_the_reader_finds_sentences_in_templates_and_modules(tmp_path):
    template, module = tmp_path / "page.html", tmp_path / "module.py"
    template.write_text(
        "{% translate 'One' %}{% blocktranslate count n=n trimmed %}\n {{ n }} cat\n{% plural %}{{ n }} cats"
        '{% endblocktranslate %}{% include "x" with y=_("Two") %}'
    )
    module.write_text('a = _("Three")\nb = ngettext("%(n)s dog", "%(n)s dogs", 2)\nc = print("no")\n')

    assert {one.one for one in words.of_template(template)} == {"One", "%(n)s cat", "Two"}
    assert words.of_module(module) == {words.Sentence("Three"), words.Sentence("%(n)s dog", "%(n)s dogs")}
