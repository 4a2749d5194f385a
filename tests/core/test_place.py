import os
import shutil
import tempfile
from pathlib import Path

import pytest

from reklamai.core.embedded import place_for
from reklamai.core.embedded.place import LONGEST_SOCKET_FOLDER, SHARED, Place, open_to_all
from reklamai.core.starting import CannotStart

root_only = pytest.mark.parametrize("as_root", [True] if os.geteuid() == 0 else [])


@pytest.fixture
def folder():
    """A folder that every account may walk into; pytest's own is closed."""
    made = Path(tempfile.mkdtemp(prefix="place-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def test_an_open_home_holds_its_own_server(folder):
    place = place_for(folder / "home")

    assert place.root == folder / "home" / "postgres"
    assert place.sockets == place.data
    assert place.servant == ("nobody" if os.geteuid() == 0 else None)


def test_naming_a_place_creates_nothing(folder):
    place_for(folder / "home")

    assert list(folder.iterdir()) == []


def test_two_homes_have_two_places(folder):
    assert place_for(folder / "a").root != place_for(folder / "b").root


@root_only
def test_a_home_that_nobody_can_reach_is_served_from_var_lib_and_stays_closed(folder, as_root):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)

    place = place_for(closed / "home")

    assert place.root.parent == SHARED
    assert place.root == place_for(closed / "home").root
    assert place.root != place_for(closed / "other").root
    assert closed.stat().st_mode & 0o777 == 0o700


@root_only
def test_a_home_that_a_closed_umask_would_make_unreachable_counts_as_unreachable(folder, as_root):
    old = os.umask(0o077)
    try:
        assert place_for(folder / "home").root.parent == SHARED
    finally:
        os.umask(old)


@pytest.mark.parametrize("length", [60, 120, 200])
def test_the_socket_fits_its_limit_however_long_the_home_is(folder, length):
    place = place_for(folder / ("x" * length))

    assert len(os.fsencode(place.sockets)) <= LONGEST_SOCKET_FOLDER


def test_long_homes_do_not_share_a_socket(folder):
    assert place_for(folder / ("x" * 150)).sockets != place_for(folder / ("y" * 150)).sockets


def test_a_link_laid_in_the_socket_folders_place_is_refused(folder):
    (folder / "elsewhere").mkdir()
    (folder / "sockets").symlink_to(folder / "elsewhere")
    place = Place(root=folder, sockets=folder / "sockets", servant=None)

    with pytest.raises(CannotStart):
        place.give(place.sockets)


def test_open_means_open_all_the_way_up(folder):
    (folder / "in").mkdir()
    assert open_to_all(folder / "in")

    folder.chmod(0o700)

    assert not open_to_all(folder / "in")
    folder.chmod(0o755)
