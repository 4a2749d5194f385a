from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import Door, user_of
from studio.api.paging import CURSOR, SIZE, page, size_of
from studio.models import LedgerKind, Project
from studio.selectors import credits as accounts
from studio.serializers.rows import LedgerEntrySerializer, MeSerializer, ProjectSerializer
from studio.services import projects
from studio.services.asks import project_of

BALANCE: Any = inline_serializer("Balance", {"balance": serializers.IntegerField(), "held": serializers.IntegerField()})


class Me(Door):
    @extend_schema(operation_id="me_read", responses=MeSerializer)
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(user_of(request)).data)

    @extend_schema(operation_id="me_change", request=MeSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        given = MeSerializer(user_of(request), data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        given.save()
        return Response(given.data)


class Credits(Door):
    @extend_schema(operation_id="credits_read", responses=BALANCE)
    def get(self, request: Request) -> Response:
        """What you can spend, and what is held for work that is not over."""
        found = accounts.balance(user_of(request))
        return Response({"balance": found.balance, "held": found.held})


class Entries(Door):
    @extend_schema(
        operation_id="credits_entries",
        parameters=[CURSOR, SIZE, OpenApiParameter("kind", str, enum=LedgerKind.values)],
        responses=LedgerEntrySerializer,
    )
    def get(self, request: Request) -> Response:
        """Every movement, newest first."""
        given = request.query_params
        rows, next_cursor = accounts.entries(
            user_of(request), kind=given.get("kind", ""), cursor=given.get("cursor", ""), size=size_of(request)
        )
        return page(LedgerEntrySerializer(rows, many=True).data, next_cursor)


class Projects(Door):
    @extend_schema(operation_id="projects_list", responses=ProjectSerializer)
    def get(self, request: Request) -> Response:
        rows = Project.objects.visible_to(user_of(request))[:500]
        return page(ProjectSerializer(rows, many=True).data, "")

    @extend_schema(operation_id="projects_create", request=ProjectSerializer, responses={201: ProjectSerializer})
    def post(self, request: Request) -> Response:
        given = ProjectSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        made = projects.create(user_of(request), name=given.validated_data["name"])
        return Response(ProjectSerializer(made).data, status=201)


class OneProject(Door):
    @extend_schema(operation_id="projects_read", responses=ProjectSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        return Response(ProjectSerializer(project_of(user_of(request), pk)).data)

    @extend_schema(operation_id="projects_rename", request=ProjectSerializer, responses=ProjectSerializer)
    def patch(self, request: Request, pk: UUID) -> Response:
        given = ProjectSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        projects.rename(user_of(request), pk=pk, name=given.validated_data["name"])
        return Response(ProjectSerializer(project_of(user_of(request), pk)).data)

    @extend_schema(operation_id="projects_delete", responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Its work stays in the library."""
        projects.delete(user_of(request), pk=pk)
        return Response(status=204)
