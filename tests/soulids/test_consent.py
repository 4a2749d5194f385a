"""By what right a face is learned."""

from uuid import uuid4

import pytest
from django.utils import translation

from reklamai.core.errors import BadInput, Conflict, NotFound
from soulids.models import Consent, Right
from soulids.services import consent


def given(soul, **changes):
    asked = {"right": Right.OWN_FACE, "person": "Maria Ivanova", **changes}
    return consent.give(soul.owner, pk=soul.pk, words=changes.get("words", consent.words_for(asked["right"])), **{
        name: value for name, value in asked.items() if name != "words"
    })  # fmt: skip


def test_it_says_who_agreed_to_what_and_when(soul) -> None:
    said = given(soul)

    assert (said.right, said.person, said.agreed_by) == (Right.OWN_FACE, "Maria Ivanova", soul.owner)
    assert said.words.startswith("It is my own face. I may use these photos") and said.agreed_at


@pytest.mark.parametrize(("language", "begins"), [("ru", "Это моё лицо."), ("en", "It is my own face.")])
def test_the_words_are_kept_in_the_language_in_which_they_were_read(soul, language, begins) -> None:
    with translation.override(language):
        given(soul)

    assert Consent.objects.get().words.startswith(begins)


def test_words_shown_in_one_language_may_be_sent_from_a_page_in_another(soul) -> None:
    with translation.override("ru"):
        words = consent.words_for(Right.OWN_FACE)

    given(soul, words=words)

    assert Consent.objects.get().words == words


def test_each_right_has_words_of_its_own() -> None:
    assert len({consent.words_for(right) for right in Right.values}) == len(Right.values)


def test_said_again_it_stays_as_it_was(soul) -> None:
    first = given(soul)

    again = given(soul, person="  Maria  Ivanova ")

    assert again == first and again.agreed_at == first.agreed_at


def test_said_otherwise_it_is_written_anew(soul) -> None:
    first = given(soul)

    changed = given(soul, right=Right.WRITTEN_PERMISSION)

    assert Consent.objects.get() == changed and changed.right == Right.WRITTEN_PERMISSION
    assert changed.agreed_at > first.agreed_at and changed.words != first.words


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"person": "  "}, BadInput),
        ({"words": ""}, BadInput),
        ({"words": "I agree to nothing."}, Conflict),
        ({"right": "finders_keepers", "words": "x"}, BadInput),
    ],
)
def test_half_a_consent_is_none(soul, changes, error) -> None:
    with pytest.raises(error):
        given(soul, **changes)

    assert not Consent.objects.exists()


def test_the_words_of_another_right_are_other_words(soul) -> None:
    with pytest.raises(Conflict):
        given(soul, right=Right.GUARDIAN, words=consent.words_for(Right.OWN_FACE))


def test_nobody_agrees_for_somebody_elses(soul, bob) -> None:
    words = consent.words_for(Right.OWN_FACE)

    for owner, pk in ((bob, soul.pk), (soul.owner, uuid4())):
        with pytest.raises(NotFound):
            consent.give(owner, pk=pk, right=Right.OWN_FACE, person="Maria", words=words)
    assert not Consent.objects.exists()
