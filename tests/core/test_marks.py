import pytest
from django.core.management import call_command
from django.db import connection

from reklamai.core.database.plain import connect
from reklamai.core.supervisor import steps
from reklamai.core.supervisor.marks import Marks, database_state, digest


def test_a_mark_is_kept_for_the_next_start(tmp_path):
    Marks(tmp_path / "setup").set("migrate", "abc")

    assert Marks(tmp_path / "setup").get("migrate") == "abc"
    assert Marks(tmp_path / "setup").get("static") == ""


def test_a_digest_knows_content_and_names_and_nothing_else(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("1")
    second.write_text("2")
    known = digest([first, second], "lock")

    assert digest([second, first], "lock") == known
    assert digest([first, second], "other lock") != known
    assert digest([first], "lock") != known
    second.write_text("3")
    assert digest([first, second], "lock") != known


@pytest.mark.django_db(transaction=True)
def test_the_state_changes_with_every_migration():
    with connect() as plain:
        before = database_state(plain)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('x', '1', now())")
        after = database_state(plain)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'x'")

        assert before != after
        assert database_state(plain) == before


@pytest.fixture
def installation(settings, tmp_path):
    settings.HOME = tmp_path
    settings.DEMO = True
    return tmp_path


@pytest.mark.django_db(transaction=True)
def test_everything_is_due_at_first_and_only_what_changed_later(installation, settings):
    assert steps.pending() == ["migrate", "catalogue", "static", "sample"]

    for step, mark in steps.wanted_marks().items():
        steps.marks().set(step, mark)
    assert steps.pending() == []

    steps.marks().set("catalogue", "an older catalogue")
    assert steps.pending() == ["catalogue"]


@pytest.mark.django_db(transaction=True)
def test_a_sample_account_that_was_made_is_due_again_to_be_shut(installation, settings):
    steps.marks().set("sample", steps.wanted_marks()["sample"])
    assert "sample" not in steps.pending()

    settings.DEMO = False

    assert "sample" in steps.pending()


@pytest.mark.django_db(transaction=True)
def test_preparing_static_files_writes_them_and_marks_them_done(installation, settings):
    settings.STATIC_ROOT = installation / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "reklamai.core.staticfiles.StaticFiles"},
    }

    call_command("prepare", "static")

    assert "static" not in steps.pending()
    written = [path.relative_to(settings.STATIC_ROOT).as_posix() for path in settings.STATIC_ROOT.rglob("*")]
    assert "staticfiles.json" in written
    assert "css/tokens.css" in written
    assert "css/tokens.css.br" not in written  # pages ask for the fingerprinted one
    assert any(name.startswith("css/tokens.") and name.endswith(".css.br") for name in written)
    assert not any(name.startswith(("rest_framework/", "django_htmx/")) for name in written)
