"""Every name that is written as a string leads somewhere, and every template compiles."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.utils.module_loading import import_string

from studio.engines.tables import loaded
from studio.services import catalogue

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html"))
TASKS = re.findall(r'"(studio\.tasks\.\w+)"', (ROOT / "studio" / "queue.py").read_text("utf-8"))


@pytest.mark.parametrize(
    "path",
    [
        *settings.ENGINES.values(),
        *settings.REFERENCE_SOURCES.values(),
        *settings.FOLLOW_UPS.values(),
        *settings.SCORERS,
        *settings.BELONGINGS,
    ],
)
def test_every_line_of_the_tables_loads(path):
    assert loaded(path)


@pytest.mark.parametrize("path", settings.ENGINES.values())
def test_every_engine_names_its_cluster_and_says_whether_it_can_be_stopped(path):
    engine = loaded(path)

    assert engine.cluster in settings.Q_CLUSTER["ALT_CLUSTERS"] or engine.cluster == settings.Q_CLUSTER["cluster_name"]
    assert isinstance(engine.can_stop, bool)


def test_every_task_that_the_queue_names_exists():
    assert TASKS
    for path in TASKS:
        assert callable(import_string(path))


def test_every_entry_of_the_catalogue_has_an_engine():
    for entry in catalogue.entries():
        provider = entry.get("provider", "kie")
        for kind in (entry["kind"], *entry.get("also", ())):
            assert f"{provider}.{kind}" in settings.ENGINES or provider in settings.ENGINES


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles(name):
    assert get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_has_inline_script_or_style(name):
    text = (ROOT / "templates" / name).read_text("utf-8")

    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text)
