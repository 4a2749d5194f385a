"""One stand-in for all tests of this folder, calm again before each, and a client to talk to it."""

import pytest

from reklamai.core.secret import Secret
from reklamai.providers.elevenlabs.client import ElevenLabs
from reklamai.providers.limits import Unlimited
from tests.providers.elevenlabs_server import running_elevenlabs


@pytest.fixture(scope="session")
def shared_server():
    with running_elevenlabs() as server:
        yield server


@pytest.fixture
def server(shared_server):
    shared_server.calm()
    return shared_server


@pytest.fixture
def elevenlabs(server):
    with ElevenLabs(Secret("el-key"), limits=Unlimited(), base_url=server.base_url, read_s=5, most_s=5) as client:
        yield client
