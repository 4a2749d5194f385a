"""What an engine tells of a photo comes back as it was; the engine itself touches nothing but pixels."""

from dataclasses import replace

import numpy as np
import pytest
from django.conf import settings

from soulids.engines import JudgeEngine
from soulids.told import heard, told
from studio.ask import Ask, ReferenceAsk
from studio.catalogue.entry import parse
from studio.engines.tables import engine_for
from tests.soulids import rows
from tests.soulids.conftest import ENTRIES


def test_facts_and_vector_come_back_as_they_were() -> None:
    facts = rows.facts_of(seed=7, yaw=12.5)

    back = heard(told(facts))

    assert back == facts
    assert np.array_equal(back.vector, facts.vector) and back.vector.dtype == np.float32


def test_a_photo_without_a_face_has_no_vector() -> None:
    facts = replace(rows.unusable("no_face"), vector=None, face=None)

    assert told(facts)["vector"] is None and heard(told(facts)) == facts


@pytest.mark.parametrize("spoilt", [{}, {"facts": {}, "vector": None}, {"facts": {"version": 99}, "vector": None}])
def test_what_is_no_facts_is_refused(spoilt) -> None:
    with pytest.raises(ValueError, match="facts"):
        heard(spoilt)


@pytest.mark.parametrize("vector", ["not base64!", "AAAA", np.full(512, np.nan, "<f4").tobytes().hex()])
def test_what_is_no_vector_is_refused(vector) -> None:
    with pytest.raises(ValueError):  # base64, numpy and we say it in words of our own each
        heard({**told(rows.facts_of()), "vector": vector})


def test_photos_are_looked_at_beside_renders_and_can_be_stopped() -> None:
    engine = engine_for("local", "soulid_judge")
    entry = parse(next(each for each in ENTRIES if each["kind"] == "soulid_judge"))
    ask = Ask(kind="soulid_judge", model="soulid-judge", references=(ReferenceAsk(source="soul-photo", id="1"),))

    assert isinstance(engine, JudgeEngine) and (engine.cluster, engine.can_stop) == ("light", True)
    engine.check(ask, entry)
    assert engine.describe(ask, entry, language="en").words == ""
    assert engine.stop(None) is None and "soulid_judge" in settings.FILELESS_KINDS
