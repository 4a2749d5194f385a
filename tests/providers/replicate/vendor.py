"""A vendor that answers every request with the same thing, and two orders to place there."""

import httpx

from reklamai.core.secret import Secret
from reklamai.providers.limits import Unlimited
from reklamai.providers.replicate.client import Replicate

KEY = "r8_a_key_that_nobody_may_see"
TRAINER, VERSION = "ostris/flux-dev-lora-trainer", "26dce37af90b9d997eeb970d92e47de3064d46c300504ae376c75bef6a9022d2"
TASK = "zz4ibbonubfz7carwiefibzgga"
STARTED = {"id": TASK, "status": "starting"}


class Vendor:
    """Answers every request with the same thing, and remembers what was asked."""

    def __init__(self, answer):
        self.answer, self.seen = answer, []

    def __call__(self, request):
        request.read()
        self.seen.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer if isinstance(self.answer, httpx.Response) else httpx.Response(201, json=self.answer)


def client(answer, *, key=KEY, limits=None, **options):
    vendor = Vendor(answer)
    return Replicate(
        Secret(key), limits=limits or Unlimited(), transport=httpx.MockTransport(vendor), **options
    ), vendor


def problem(status, detail, **more):
    return httpx.Response(status, json={"detail": detail, "status": status, **more})


def train(replicate, **more):
    return replicate.train(TRAINER, VERSION, destination="acme/anna", inputs={"input_images": "https://x"}, **more)


def predict(replicate, **more):
    return replicate.predict({"prompt": "a cup"}, **{"version": VERSION} | more)
