"""What was said for a name in a prompt stays after the order only so long as the person does."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from soulids.services import forgetting
from studio import holding
from studio.ask import HeldPart, ReferenceAsk
from studio.models import Generation, GenerationReference
from studio.services import generations
from tests.soulids import rows
from tests.soulids.test_references import LORA, model, ordered, with_weights  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def forget(django_capture_on_commit_callbacks):
    def do(soul):
        with django_capture_on_commit_callbacks(execute=True):
            return forgetting.forget(soul.owner, soul.pk)

    return do


def over(order):
    """The order when it has ended, with what of it is kept."""
    generations.cancel(order)
    return Generation.objects.get(pk=order.pk)


def everywhere(word):
    """Tables in which it still stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608  # the names are the database's own
            found |= {table for (text,) in cursor.fetchall() if word in text}
    return found


@pytest.mark.parametrize("prompt", ["@maria walks", "Then @Maria and @maria", "@maria идёт"])
def test_looks_said_for_a_name_go_with_the_person(trained, model, forget, prompt):
    model()
    look = trained.version.quality.appearance.words(language="ru" if "идёт" in prompt else "en")
    order = over(ordered(trained.owner, prompt=prompt))
    assert look in order.sent["words"]

    forget(trained)

    order.refresh_from_db()
    assert look not in json.dumps(order.sent, ensure_ascii=False)
    assert everywhere(look) == set()
    assert order.prompt == prompt, "what was typed stays"
    assert ("walks" in order.sent["words"]) == ("walks" in prompt)


def test_what_the_owner_wrote_of_the_looks_then_goes_though_it_was_rewritten_since(trained, model, forget):
    model()
    trained.description = "a woman of thirty with long red hair"
    trained.save()
    over(ordered(trained.owner, prompt="@maria walks"))
    trained.description = "a woman with short hair"
    trained.save()
    assert everywhere("long red hair")

    forget(trained)

    assert everywhere("long red hair") == set()


def test_an_order_that_is_still_open_is_wiped_too(trained, model, forget):
    model()
    order = ordered(trained.owner, prompt="@maria walks")
    look = trained.version.quality.appearance.words(language="en")

    forget(trained)

    order.refresh_from_db()
    assert look not in json.dumps(order.sent)


def test_of_orders_that_ended_before_such_words_were_kept_the_measured_looks_go(trained, model, forget):
    model()
    earlier = trained.version.quality.appearance.words(language="en")
    order = over(ordered(trained.owner, prompt="@maria walks"))
    GenerationReference.objects.update(facts={})
    rows.a_version(trained)

    forget(trained)

    order.refresh_from_db()
    assert earlier not in json.dumps(order.sent)


def test_the_word_that_calls_up_trained_weights_goes(trained, model, forget):
    model(**LORA)
    with_weights(trained)
    order = over(ordered(trained.owner, prompt="@maria walks"))
    assert order.sent["words"] == "TOKab12 walks"

    forget(trained)

    assert everywhere("TOKab12") == set()


def test_an_order_that_is_over_keeps_what_was_said_and_no_number_of_the_face(trained, model):
    model()
    order = over(ordered(trained.owner, prompt="@maria walks"))

    (row,) = order.references.all()

    assert set(row.facts) == {"said"}
    assert f"{row.facts['said']} walks" == order.sent["words"]


def test_an_order_that_names_nobody_keeps_no_facts(trained, model):
    model()
    order = over(ordered(trained.owner, ReferenceAsk("soulid", str(trained.pk), "")))

    assert [row.facts for row in order.references.all()] == [{}]


def test_words_that_tell_of_nobody_are_not_kept_and_not_wiped(trained, model, forget):
    model(holds=["face"])
    order = over(ordered(trained.owner, prompt="@maria and a person walk"))
    assert [row.facts for row in order.references.all()] == [{}]

    forget(trained)

    order.refresh_from_db()
    assert order.sent["words"] == "a person and a person walk"


def test_a_row_says_only_what_stands_for_its_own_name():
    said = {"maria": "a person (fair)", "olga": "a person (dark)"}
    row = holding.HeldRow(ReferenceAsk("soulid", "1", ""), HeldPart("face", handle="olga"), said=said)

    assert row.facts == {"mentions": said, "said": "a person (dark)"}
