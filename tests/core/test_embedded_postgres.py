import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from reklamai.core.embedded import EmbeddedPostgres, place_for, postmaster
from reklamai.core.starting import CannotStart

OPTIONS = {"fsync": "off", "max_connections": "20"}
ROOT = Path(__file__).resolve().parents[2]
USER = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    from reklamai.core.embedded import EmbeddedPostgres, place_for
    place = place_for(Path(sys.argv[1]))
    server = EmbeddedPostgres(place, database="reklamai", options={"fsync": "off", "max_connections": "20"})
    server.use()
    print((place.data / "postmaster.pid").read_text().splitlines()[0], flush=True)
    time.sleep(120)
    """
)


@pytest.fixture
def home():
    folder = Path(tempfile.mkdtemp(prefix="pg-test-"))
    folder.chmod(0o755)
    place = place_for(folder)
    yield folder
    wait_until(lambda: not postmaster.answers(place.data, place.sockets))
    for left in (folder, place.root, place.sockets):
        shutil.rmtree(left, ignore_errors=True)


@pytest.fixture
def opened(home):
    """Gives `opened()`: one more user of the server of `home`."""
    users = []

    def opened():
        user = EmbeddedPostgres(place_for(home), database="reklamai", options=OPTIONS)
        users.append(user)
        user.use()
        return user

    yield opened
    for user in users:
        user.leave(seconds=0.1)


@pytest.fixture
def other_process(home):
    """Gives `other_process()`: a process that uses the server until it is killed."""
    processes = []

    def other_process():
        process = subprocess.Popen([sys.executable, "-c", USER, str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        processes.append(process)
        return process

    yield other_process
    for process in processes:
        process.kill()
        process.communicate()


def wait_until(true, seconds=60):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.02)


def pid_of(user):
    return postmaster.claimed(user.place.data).pid


def ask(user, statement):
    with psycopg.connect(user.dsn(), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


def test_the_first_use_makes_a_database_with_vectors_and_unicode(opened):
    user = opened()

    ask(user, "CREATE EXTENSION vector")

    assert ask(user, "SELECT lower('ЁЖИК') = 'ёжик' AND 'ЁЖИК' ILIKE 'ёж%'") is True
    assert ask(user, "SELECT '[3,4]'::vector <-> '[0,0]'") == 5
    assert ask(user, "SHOW server_encoding") == "UTF8"


def test_it_listens_on_no_network_and_its_socket_is_closed_to_others(opened):
    user = opened()

    assert ask(user, "SHOW listen_addresses") == ""
    assert user.place.sockets.stat().st_mode & 0o777 == 0o700
    assert psutil.Process(pid_of(user)).uids().effective != 0


def test_users_share_one_server_which_stops_with_the_last(opened):
    first, second = opened(), opened()
    pid = pid_of(first)

    assert pid_of(second) == pid
    assert first.leave(seconds=0.3) is False
    assert ask(second, "SELECT 1") == 1

    assert second.leave() is True
    wait_until(lambda: not psutil.pid_exists(pid))


def test_leaving_twice_and_using_twice_are_harmless(opened):
    user = opened()
    user.use()

    assert user.leave()
    assert user.leave()


def test_what_was_written_is_there_after_a_stop(opened):
    user = opened()
    ask(user, "CREATE TABLE kept AS SELECT 7 AS number")
    user.leave()

    assert ask(opened(), "SELECT number FROM kept") == 7


def test_four_first_starts_at_once_make_one_server(other_process):
    pids = {process.stdout.readline() for process in [other_process() for _ in range(4)]}

    assert len(pids) == 1
    assert int(pids.pop()) > 0


def test_kill_9_of_the_last_user_stops_the_server(home, other_process):
    process = other_process()
    pid = int(process.stdout.readline())

    process.kill()

    wait_until(lambda: not psutil.pid_exists(pid))


def test_kill_9_of_the_server_loses_no_data_and_the_next_use_starts_it(opened):
    user = opened()
    ask(user, "CREATE TABLE kept AS SELECT 7 AS number")
    killed = pid_of(user)

    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not user.answers())
    user.use()

    assert pid_of(user) != killed
    assert ask(user, "SELECT number FROM kept") == 7


@pytest.mark.parametrize("linux", [True] if sys.platform == "linux" else [])
def test_kill_9_of_the_keeper_stops_its_server_and_the_next_use_starts_another(opened, linux):
    user = opened()
    killed = pid_of(user)

    os.kill(psutil.Process(killed).ppid(), signal.SIGKILL)
    wait_until(lambda: not psutil.pid_exists(killed))
    user.use()

    assert pid_of(user) != killed
    assert ask(user, "SELECT 1") == 1


def test_a_pid_that_another_program_has_by_now_does_not_hinder_the_start(opened):
    user = opened()
    user.leave()
    stranger = [str(os.getpid()), str(user.place.data), "1", "5432", str(user.place.sockets), "", " 1  1", "ready"]
    (user.place.data / "postmaster.pid").write_text("\n".join(stranger))

    user.use()

    assert pid_of(user) != os.getpid()
    assert ask(user, "SELECT 1") == 1


def test_a_start_that_was_cut_off_half_way_is_begun_anew(opened, home):
    half = place_for(home).root / "data.new"
    half.mkdir(parents=True)
    (half / "postgresql.conf").write_text("half a line")

    assert ask(opened(), "SELECT 1") == 1
    assert not half.exists()


def test_a_server_that_cannot_start_says_why(opened, home):
    user = EmbeddedPostgres(place_for(home), database="reklamai", options={**OPTIONS, "max_connections": "many"})

    with pytest.raises(CannotStart) as caught:
        user.use()

    assert "max_connections" in caught.value.message
    user.leave()


def test_a_user_without_a_name_is_told_what_postgresql_wants(home, monkeypatch):
    def nobody_knows(uid):
        raise KeyError(uid)

    monkeypatch.setattr(pwd, "getpwuid", nobody_knows)
    user = EmbeddedPostgres(place_for(home), database="reklamai", options=OPTIONS)

    with pytest.raises(CannotStart, match=r"no name on this machine.*DATABASE_URL"):
        user.use()

    user.leave()


def test_a_forgotten_environment_does_not_lead_to_another_server(opened, monkeypatch):
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("PGHOST", "elsewhere.test")

    user = opened()

    assert user.answers()


def test_a_very_long_home_works_through_a_short_socket_folder(home):
    deep = home / ("x" * 100)
    user = EmbeddedPostgres(place_for(deep), database="reklamai", options=OPTIONS)

    user.use()

    assert ask(user, "SELECT 1") == 1
    assert user.leave()
    shutil.rmtree(user.place.sockets)


@pytest.mark.parametrize("as_root", [True] if os.geteuid() == 0 else [])
def test_root_with_a_closed_home_opens_no_folder_for_it(home, as_root):
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    user = EmbeddedPostgres(place_for(closed / "home"), database="reklamai", options=OPTIONS)

    user.use()

    assert ask(user, "SELECT 1") == 1
    assert closed.stat().st_mode & 0o777 == 0o700
    assert user.leave()
    shutil.rmtree(user.place.root)
