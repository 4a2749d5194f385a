"""Pictures read once for all tests that look at what was found."""

import pytest

from anchors.media.extract import extract
from tests.media.anchors.people import astronaut, two_people


@pytest.fixture(scope="session")
def woman():
    """What was read of the portrait."""
    return extract(astronaut())


@pytest.fixture(scope="session")
def pair():
    """Two people: the picture, where their faces are, what was read for the first and for the second."""
    picture, middles = two_people()
    return picture, middles, extract(picture), extract(picture, main=1)
