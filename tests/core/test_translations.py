import gettext
import os

import pytest

from reklamai.core.translations import compile_all

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Sign in"
msgstr "Войти"

#, fuzzy
msgid "Sign out"
msgstr "Не то"
"""


@pytest.fixture
def catalogue(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    path = tmp_path / "ru" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO)
    return path


def test_gettext_reads_what_was_compiled(catalogue, tmp_path):
    [compiled] = compile_all()

    assert compiled == catalogue.with_suffix(".mo")
    russian = gettext.translation("django", tmp_path, ["ru"])
    assert russian.gettext("Sign in") == "Войти"
    assert russian.gettext("Sign out") == "Sign out"


def test_an_unchanged_catalogue_is_not_compiled_again(catalogue):
    compile_all()

    assert compile_all() == []


def test_a_changed_catalogue_is_compiled_again_even_if_it_became_older(catalogue, tmp_path):
    compile_all()
    catalogue.write_text(PO.replace("Войти", "Вход"))
    os.utime(catalogue, (1_000_000, 1_000_000))

    assert len(compile_all()) == 1
    assert gettext.translation("django", tmp_path, ["ru"]).gettext("Sign in") == "Вход"
