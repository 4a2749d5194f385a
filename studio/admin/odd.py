"""Addresses of staff's lists that no list of ours writes: typed, cut or made up."""

from __future__ import annotations

import logging

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin
from django.views.defaults import page_not_found

logger = logging.getLogger(__name__)


class OddAddresses(MiddlewareMixin):
    """A filter with a NUL or a year beyond all years is one that Django does not foresee: the list without filters."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        is_look = request.method == "GET" and request.path.startswith("/admin/")
        if not is_look or not isinstance(exception, DataError | OverflowError):
            return None
        logger.info("an odd address", extra={"path": request.path, "trouble": type(exception).__name__})
        if request.GET and "e" not in request.GET:
            return redirect(f"{request.path}?e=1")  # as Django does where a filter cannot be read
        return page_not_found(request, exception)
