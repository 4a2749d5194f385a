"""The OpenAPI document as a source of requests, and of what an answer may be."""

from contextlib import contextmanager, nullcontext

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as openapi

DOCUMENT = SchemaGenerator().get_schema(request=None, public=True)
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = [(path, method.upper()) for path, methods in DOCUMENT["paths"].items() for method in methods]
CHECKS = [
    checks.not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_headers_conformance,
    openapi.response_schema_conformance,
]
# One for all: schemathesis reads the constants of the whole program anew for every other one, 0.2 s at a time.
APP = WSGIHandler()
MODES = {"right": GenerationMode.POSITIVE, "wrong": GenerationMode.NEGATIVE}


def fuzz(path, method, *, mode, headers, known, examples, base_url=None):
    """Ask one operation `examples` times; in half of them for the things that are there (`known`, by section)."""
    SCHEMA.app = None if base_url else APP
    operation = SCHEMA[path][method]

    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=base_url is None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=MODES[mode]), there=st.booleans())
    def asked(case, there):
        if there and case.path_parameters and (pk := known.get(path.split("/")[2])):
            within = {name: known[f"{{{name}}}"] for name in case.path_parameters if f"{{{name}}}" in known}
            case.path_parameters.update(id=pk, **within)
        answer = case.call(base_url=base_url, headers=headers)
        case.validate_response(answer, checks=CHECKS)

    with connections_kept() if base_url is None else nullcontext():
        asked()


@contextmanager
def connections_kept():
    """As Django's own test client does: the end of a request is not the end of the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
