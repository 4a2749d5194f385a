"""The backup of `docs/deploy.md`, taken while the studio writes and put back into an empty database."""

import re
import subprocess

import psycopg
import pytest
from django.conf import settings

from reklamai.core.database.embedded import server
from reklamai.core.embedded import binaries
from reklamai.settings.env import ROOT
from studio.models import LedgerEntry, User
from studio.selectors import ledger
from studio.services import credits

GUIDE = (ROOT / "docs" / "deploy.md").read_text()
pytestmark = pytest.mark.django_db(transaction=True)


def words_of(program):
    """The options that the guide gives a program, without the database and the file."""
    [line] = re.findall(rf"^{program} (.*)$", GUIDE, re.MULTILINE)
    return [word for word in re.findall(r"--[\w-]+(?:=\w+)?", line) if word not in ("--file", "--dbname")]


def run(program, *words):
    place = server().place
    where = ["--host", str(place.sockets), "--username", "postgres"]
    command = [binaries.programs_for(place) / program, *where, *words]
    subprocess.run(command, check=True, capture_output=True, env=binaries.environment(), timeout=120)


def ask(database, question):
    with psycopg.connect(server().dsn(database), autocommit=True) as connection:
        answer = connection.execute(question)
        return answer.fetchall() if answer.description else []


@pytest.fixture
def restored(tmp_path):
    """The name of a database that was made from a backup of this test's, after what the test does with `do`."""

    def restore():
        backup = tmp_path / "backup"
        run("pg_dump", *words_of("pg_dump"), "--file", str(backup), str(settings.DATABASES["default"]["NAME"]))
        ask("postgres", "CREATE DATABASE put_back")
        run("pg_restore", *words_of("pg_restore"), "--dbname", "put_back", str(backup))
        return "put_back"

    yield restore
    ask("postgres", "DROP DATABASE IF EXISTS put_back")


def test_a_backup_that_is_put_back_has_every_account_and_every_credit(restored):
    user = User.objects.create_user("vera@example.com", "a long password")
    credits.open_account(user)
    credits.grant(user, amount=30, note="a gift")

    back = restored()

    assert ask(back, "SELECT email FROM studio_user") == [("vera@example.com",)]
    assert ask(back, "SELECT sum(delta)::int FROM studio_ledgerentry") == [(130,)]
    assert ask(back, "SELECT balance FROM studio_creditaccount") == [(130,)]
    assert not list(ledger.faults())


def test_what_was_put_back_still_refuses_to_change_the_ledger(restored):
    credits.open_account(User.objects.create_user("vera@example.com", "a long password"))
    assert LedgerEntry.objects.exists()

    back = restored()

    with pytest.raises(psycopg.errors.RaiseException):
        ask(back, "UPDATE studio_ledgerentry SET delta = 1000000 RETURNING id")


def test_what_was_put_back_has_every_table_index_and_trigger(restored):
    parts = """
        SELECT 'index', indexname FROM pg_indexes WHERE schemaname = 'public'
        UNION SELECT 'trigger', tgname FROM pg_trigger WHERE NOT tgisinternal
        UNION SELECT 'rule', conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace"""
    before = sorted(ask(settings.DATABASES["default"]["NAME"], parts))

    assert sorted(ask(restored(), parts)) == before
    assert len(before) > 100
