"""Daphne as `reklamai.asgi` starts it, with one page behind it: `python -m tests.core.wired PORT LIMIT`."""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "reklamai.settings.test"

import django
from daphne.cli import CommandLineInterface
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def length(request):
    return HttpResponse(str(len(request.body)))


django.setup()
urlpatterns = [path("", length)]
settings.MIDDLEWARE = ["django.middleware.locale.LocaleMiddleware", "reklamai.core.middleware.ExpectedTrouble"]
settings.ROOT_URLCONF = "tests.core.wired"
PAGES = ("django.template.loaders.locmem.Loader", {"refused.html": "{{ message }}"})
settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": [PAGES]}}]
application = ASGIHandler()

if __name__ == "__main__":
    from reklamai.core.wire import bound_daphne

    settings.LARGEST_BODY = int(sys.argv[2])
    bound_daphne()
    CommandLineInterface().run(["-p", sys.argv[1], "-v", "0", "tests.core.wired:application"])
