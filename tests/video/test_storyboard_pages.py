"""The doors of storyboards: the list, the board, what each card's form keeps and does."""

import json
import re

import pytest
from django.test import Client
from django.utils import translation

from video.models import MultiShotGeneration, Shot
from video.services import films

HX = {"HX-Request": "true"}


@pytest.fixture
def film(alice):
    return films.create(alice, {"name": "Morning tonic", "shots": [{"prompt": "A street"}, {"prompt": "A can"}]})


@pytest.fixture
def page(alice):
    client = Client()
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_new_board_opens_with_two_shots(page, alice):
    answer = page.post("/storyboards", follow=True)

    assert answer.status_code == 200
    assert answer.content.decode().count("data-shot ") == 2
    assert MultiShotGeneration.objects.get(owner=alice).shots.count() == 2
