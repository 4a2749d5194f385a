"""Staff see where a partner is told of ends and how that went, and nothing that is the partner's."""

import pytest
from django.utils import timezone

from studio.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from studio.services import outbox
from studio.services.sealing import seal
from tests.pages.staff import member_of, room
from tests.studio.conftest import alice  # noqa: F401

ROOMS = (WebhookEndpoint, WebhookDelivery, WebhookAttempt)


@pytest.fixture
def told(alice):
    endpoint = WebhookEndpoint.objects.create(
        owner=alice,
        url="https://example.com/hook?token=whispered-1",
        events=["generation.done"],
        secret=seal("whispered-2"),
    )
    delivery = outbox.test(alice, pk=endpoint.pk)
    WebhookDelivery.objects.update(body="whispered-3")
    WebhookAttempt.objects.create(
        delivery=delivery, at=timezone.now(), status=500, answer="whispered-4", duration_ms=1234
    )
    return endpoint


@pytest.mark.parametrize("model", ROOMS, ids=lambda model: model.__name__)
def test_neither_secrets_nor_bodies_nor_answers_are_shown(told, model):
    _person, staff = member_of(superuser=True)

    row = model.objects.get()
    pages = [staff.get(room(model)), staff.get(room(model, "change", row.pk))]

    assert [page.status_code for page in pages] == [200, 200]
    for page in pages:
        assert "whispered" not in page.content.decode()
        assert told.secret not in page.content.decode()


def test_the_log_tells_how_it_went(told):
    _person, staff = member_of(superuser=True)

    page = staff.get(room(WebhookAttempt)).content.decode()

    assert "500" in page
    assert "1234" in page.replace(",", "")


@pytest.mark.parametrize("model", ROOMS, ids=lambda model: model.__name__)
def test_nobody_writes_there(told, model):
    _person, staff = member_of(superuser=True)
    row = model.objects.get()

    assert staff.get(room(model, "add")).status_code == 403
    assert staff.post(room(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert model.objects.count() == 1
