"""A process says who it is where it speaks with PostgreSQL."""

import os
import socket

import pytest
from django.db import connection

from reklamai.core.processes import own_name, read_name


@pytest.mark.parametrize(
    ("arguments", "cluster", "role"),
    [
        (["manage.py", "qcluster"], "heavy", "heavy"),
        (["manage.py", "qcluster"], None, "light"),
        (["manage.py", "watch"], None, "watch"),
        (["/venv/site-packages/daphne/__main__.py", "--fd"], None, "web"),
        (["/app/reklamai/core/paced.py", "--fd"], None, "web"),
        (["/venv/bin/gunicorn", "reklamai.wsgi"], None, "web"),
        (["manage.py", "migrate"], None, "command"),
        ([], None, "command"),
    ],
)
def test_the_role_comes_from_how_it_was_started(arguments, cluster, role):
    assert read_name(own_name(arguments, cluster=cluster)) == (role, f"{socket.gethostname()}:{os.getpid()}")


def test_a_long_host_name_does_not_cut_off_the_number(monkeypatch):
    monkeypatch.setattr(socket, "gethostname", lambda: "h" * 200)

    name = own_name(["manage.py", "qcluster"], cluster="heavy")

    assert len(name) == 63
    assert name.endswith(f":{os.getpid()}")


@pytest.mark.parametrize("name", ["", "psql", "reklamai", "reklamai heavy", "pgAdmin 4 - DB:x y"])
def test_a_strangers_name_is_nobody_of_ours(name):
    assert read_name(name) == ("", "")


def test_the_database_knows_this_process(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()")
        [name] = cursor.fetchone()

    assert read_name(name)[1] == f"{socket.gethostname()}:{os.getpid()}"
