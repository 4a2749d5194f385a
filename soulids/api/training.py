from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from reklamai.core.errors import NotFound
from soulids.api.souls import one
from soulids.selectors import souls as found
from soulids.selectors.versions import report_for, versions_of
from soulids.serializers.asks import TrainAskSerializer, TrainOptionsSerializer, VersionQuery
from soulids.serializers.rows import SoulIDSerializer
from soulids.serializers.training import (
    ReportSerializer,
    StoppedSerializer,
    TrainEstimateSerializer,
    VersionSerializer,
)
from soulids.services import training, versions
from studio.api.doors import IDEMPOTENCY_KEY, Door, idempotency_key, user_of
from studio.api.paging import page, page_of
from studio.api.schema import operation
from studio.models import Scope

ORDER_ERRORS = (402, 404, 409, 413, 422)


class Estimate(Door):
    key_scope = Scope.READ
    scopes = {"POST": "estimate"}

    @operation(
        "soul_ids_estimate", errors=(409, 422), request=TrainOptionsSerializer, responses=TrainEstimateSerializer
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """What a training would cost with these options, part by part. Changes nothing."""
        found.visible(user_of(request), pk)
        asked = TrainOptionsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = training.estimate(user_of(request), pk=pk, **asked.validated_data)
        return Response(TrainEstimateSerializer(told).data)


class Train(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation(
        "soul_ids_train",
        errors=ORDER_ERRORS,
        parameters=[IDEMPOTENCY_KEY],
        request=TrainAskSerializer,
        responses={202: SoulIDSerializer},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Learn the person from the photos: all parts are ordered and their price held, or nothing is."""
        found.visible(user_of(request), pk)
        asked = TrainAskSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        training.train(user_of(request), pk=pk, key=idempotency_key(request), **asked.validated_data)
        return one(request, pk, status=202)


class Cancel(Door):
    key_scope = Scope.ORDER
    scopes = {"POST": "order"}

    @operation("soul_ids_cancel", errors=(409,), request=None, responses=StoppedSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Stop the training and what else of it can be stopped; those credits are back at once."""
        return Response(StoppedSerializer(training.cancel(user_of(request), pk=pk)).data)


class ReportOf(Door):
    @operation("soul_ids_report", errors=(422,), parameters=[VersionQuery], responses=ReportSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """How good the training is, photo by photo; a 404 before the first one."""
        soul = found.visible(user_of(request), pk)
        report = report_for(soul, number=VersionQuery.of(request).get("version"))
        if report is None:
            raise NotFound(_("This Soul ID has not been trained yet."))
        return Response(ReportSerializer(report).data)


class Versions(Door):
    @operation("soul_ids_versions", responses=page_of(VersionSerializer))
    def get(self, request: Request, pk: UUID) -> Response:
        """What its trainings have learned, newest first; they fit on one page."""
        rows = versions_of(found.visible(user_of(request), pk))
        return page(VersionSerializer(rows, many=True).data, "")


class OneVersion(Door):
    @operation("soul_ids_versions_delete", errors=(409,), responses={204: None})
    def delete(self, request: Request, pk: UUID, number: int) -> Response:
        """A version that is not in use, at once."""
        found.visible(user_of(request), pk)
        versions.delete(user_of(request), pk=pk, number=number)
        return Response(status=204)


class UseVersion(Door):
    key_scope = Scope.ORDER

    @operation("soul_ids_versions_use", request=None, responses=SoulIDSerializer)
    def post(self, request: Request, pk: UUID, number: int) -> Response:
        """Let orders use this version from now on; finished works stay as they are."""
        found.visible(user_of(request), pk)
        versions.use(user_of(request), pk=pk, number=number)
        return one(request, pk)
