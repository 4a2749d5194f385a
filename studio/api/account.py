from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import Door, user_of
from studio.api.paging import page, page_of
from studio.api.schema import operation
from studio.selectors import credits as accounts
from studio.selectors import projects as shelves
from studio.serializers.queries import EntryQuery, PageQuery, columns
from studio.serializers.rows import BalanceSerializer, LedgerEntrySerializer, MeSerializer, ProjectSerializer
from studio.services import projects
from studio.services.asks import project_of


class Me(Door):
    @operation("me_read", responses=MeSerializer)
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(user_of(request)).data)

    @operation("me_change", request=MeSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        given = MeSerializer(user_of(request), data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        given.save()
        return Response(given.data)


class Credits(Door):
    @operation("credits_read", responses=BalanceSerializer)
    def get(self, request: Request) -> Response:
        """What you can spend, and what is held for work that is not over."""
        return Response(BalanceSerializer(accounts.balance(user_of(request))).data)


class Entries(Door):
    @operation("credits_entries", parameters=[EntryQuery], responses=page_of(LedgerEntrySerializer))
    def get(self, request: Request) -> Response:
        """Every movement, newest first."""
        given = EntryQuery.of(request)
        wanted = columns(given, "kind")
        rows, next_cursor = accounts.entries(
            user_of(request), wanted=wanted, cursor=given.get("cursor", ""), size=given["size"]
        )
        return page(LedgerEntrySerializer(rows, many=True).data, next_cursor)


class Projects(Door):
    @operation("projects_list", parameters=[PageQuery], responses=page_of(ProjectSerializer))
    def get(self, request: Request) -> Response:
        """Your projects, newest first."""
        given = PageQuery.of(request)
        rows, next_cursor = shelves.page(user_of(request), cursor=given.get("cursor", ""), size=given["size"])
        return page(ProjectSerializer(rows, many=True).data, next_cursor)

    @operation("projects_create", request=ProjectSerializer, responses={201: ProjectSerializer})
    def post(self, request: Request) -> Response:
        given = ProjectSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        made = projects.create(user_of(request), name=given.validated_data["name"])
        return Response(ProjectSerializer(made).data, status=201)


class OneProject(Door):
    @operation("projects_read", responses=ProjectSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        return Response(ProjectSerializer(project_of(user_of(request), pk)).data)

    @operation("projects_rename", request=ProjectSerializer, responses=ProjectSerializer)
    def patch(self, request: Request, pk: UUID) -> Response:
        project = project_of(user_of(request), pk)
        given = ProjectSerializer(project, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        projects.rename(user_of(request), pk=pk, name=given.validated_data.get("name", project.name))
        return Response(ProjectSerializer(project_of(user_of(request), pk)).data)

    @operation("projects_delete", responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Its work stays in the library."""
        projects.delete(user_of(request), pk=pk)
        return Response(status=204)
