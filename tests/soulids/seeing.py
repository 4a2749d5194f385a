"""Searches for a face with an engine of tests: it sees in a picture whoever a test says, without MediaPipe."""

import numpy as np
import pytest

from soulids.media.encoding import as_text
from studio.engines.base import Result
from studio.engines.describe import sent_by_entry
from tests.media.soulids import people

BOX = [0.1, 0.2, 0.3, 0.4]


class Seeing:
    """Sees `faces`: a vector each, or None for one that is too small to read; `does` may do something before."""

    cluster, can_stop = "light", True

    def __init__(self):
        self.faces, self.does, self.runs = [], None, []

    def check(self, ask, entry):
        pass

    def describe(self, ask, entry, *, language):
        return sent_by_entry(ask, entry)

    def run(self, job, report):
        self.runs.append(job)
        if self.does:
            self.does(job, report)
        return Result(files=(), notes={"faces": [{"box": BOX, "vector": told(each)} for each in self.faces]})

    def stop(self, job):
        pass


def told(vector):
    return "" if vector is None else as_text(np.asarray(vector, np.float32))


SEEING = Seeing()


def seeing_of_tests():
    return SEEING


@pytest.fixture
def seeing(settings, catalogue_of_souls, private_media):
    """The engine behind the real entry; `seeing.faces` is whom it sees."""
    from studio.engines import tables

    SEEING.__init__()
    tables.loaded.cache_clear()
    settings.ENGINES = {**settings.ENGINES, "local.soulid_search": "tests.soulids.seeing.seeing_of_tests"}
    yield SEEING
    tables.loaded.cache_clear()


def like(soul, *, apart=0.2, seed=0):
    """A face at this distance from a trained person."""
    return people.near(np.asarray(soul.version.embedding, np.float32), apart=apart, seed=seed)
