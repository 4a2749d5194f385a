"""By what right a face is learned: said by its owner before anything is trained, in words that are kept."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput, Conflict
from soulids.models import Consent, Right
from soulids.services import souls
from studio.models import User
from studio.services import credits

LONGEST_PERSON = 120


def words_for(right: str) -> str:
    """What is agreed to, in the language of the page, to be shown there. Raises BadInput for no such right."""
    if right not in Right.values:
        raise BadInput(_("There is no such right: %(name)s.") % {"name": right})
    promise = _(
        "I may use these photos and this face here. I use the results lawfully, I do not pass them off as real "
        "pictures of this person, and I delete this Soul ID as soon as the permission ends."
    )
    return f"{Right(right).label}. {promise}"


@transaction.atomic
def give(owner: User, *, pk: UUID, right: str, person: str, words: str) -> Consent:
    """Write down whose face it is, by what right, who says so and when.

    words: of `words_for`, as they were shown and agreed to; they are kept in that language. Given again the same it
    stays as it was; what has changed is written anew, with a new time. Raises NotFound, BadInput for no such right, no
    person and no words, Conflict for other words than those of today.
    """
    credits.lock_account(owner)
    soul = souls.held(owner, pk)
    whose = " ".join(person.split())[:LONGEST_PERSON]
    refuse_other_words(right, words)
    if not whose:
        raise BadInput(_("Say whose face it is."))
    said = {"right": right, "person": whose, "words": words, "agreed_by": owner}
    earlier = Consent.objects.filter(soul=soul, **said).first()
    if earlier is not None:
        return earlier
    return Consent.objects.update_or_create(soul=soul, defaults={**said, "agreed_at": timezone.now()})[0]


def refuse_other_words(right: str, words: str) -> None:
    """What is kept as agreed to is what we have shown, and nothing that a client made up."""
    ours = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            ours.add(words_for(right))
    if not words.strip():
        raise BadInput(_("Without this consent nothing is trained."))
    if words not in ours:
        raise Conflict(_("The words of the consent have changed. Read them again."), words=words_for(right))
