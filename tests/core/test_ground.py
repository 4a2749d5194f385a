import os
import shutil
import socket
import sys
from collections import namedtuple

import pytest

from reklamai.core.starting import CannotStart
from reklamai.core.supervisor import ground

Usage = namedtuple("Usage", "total used free")


def test_this_python_fits():
    assert ground.check_python() == sys.version.split()[0]


def test_another_python_is_refused_in_clear_words(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 13, 1, "final", 0))

    with pytest.raises(CannotStart, match=r"Python 3\.13\.1 is unfit.*3\.11 and 3\.12"):
        ground.check_python()


def test_a_full_disk_is_said_with_both_numbers_and_a_way_out(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**9, 10**9, 120 * 2**20))

    with pytest.raises(CannotStart, match=r"120 MB are free, 500 MB are needed.*REKLAMAI_HOME"):
        ground.check_disk(tmp_path / "not" / "there" / "yet")


def test_a_data_folder_is_made(tmp_path):
    assert ground.check_home(tmp_path / "new" / "home") == str(tmp_path / "new" / "home")


def test_a_data_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "home").write_text("")

    with pytest.raises(CannotStart, match=r"cannot be written.*REKLAMAI_HOME"):
        ground.check_home(tmp_path / "home")


def test_a_taken_port_names_who_has_it_and_which_setting_moves_us():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(CannotStart, match=rf"Port {port} is taken by .*process {os.getpid()}.*PORT"):
            ground.listen(port, ["localhost"])


@pytest.mark.parametrize(
    ("hosts", "address"),
    [(["localhost", "127.0.0.1", "[::1]"], "127.0.0.1"), (["localhost", "studio.example"], "0.0.0.0")],  # noqa: S104
)
def test_only_a_named_host_opens_the_port_to_the_network(hosts, address):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]

    with ground.listen(port, hosts) as listener:
        assert listener.getsockname() == (address, port)
