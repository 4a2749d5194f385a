"""API keys by API: for a person who is signed in, never for a key."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.doors import Door, user_of
from studio.api.paging import page, page_of
from studio.api.schema import operation
from studio.models import ApiKey, Scope
from studio.services import keys


class KeySerializer(serializers.ModelSerializer[ApiKey]):
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.choices), min_length=1, max_length=3)

    class Meta:
        model = ApiKey
        fields = ["id", "name", "prefix", "scopes", "created_at", "expires_at", "last_used_at"]
        read_only_fields = ["id", "prefix", "created_at", "last_used_at"]


class MadeKeySerializer(KeySerializer):
    key = serializers.CharField(read_only=True, help_text="The key itself: shown this once.")

    class Meta(KeySerializer.Meta):
        fields = [*KeySerializer.Meta.fields, "key"]


class Keys(Door):
    for_keys = False

    @operation("keys_list", responses=page_of(KeySerializer))
    def get(self, request: Request) -> Response:
        """Your keys that are not revoked, newest first."""
        return page(KeySerializer(ApiKey.objects.of(user_of(request)), many=True).data, "")

    @operation("keys_make", errors=(409,), request=KeySerializer, responses={201: MadeKeySerializer})
    def post(self, request: Request) -> Response:
        """A new key. Keep it now: only its beginning can be read again."""
        given = KeySerializer(data=request.data)
        given.is_valid(raise_exception=True)
        wanted: dict[str, Any] = given.validated_data
        made = keys.make(
            user_of(request), name=wanted["name"], scopes=wanted["scopes"], expires_at=wanted.get("expires_at")
        )
        answer = {**KeySerializer(made.row).data, "key": made.text}
        return Response(answer, status=201, headers={"Cache-Control": "no-store"})


class OneKey(Door):
    for_keys = False

    @operation("keys_revoke", responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """It opens nothing from now on."""
        keys.revoke(user_of(request), pk=pk)
        return Response(status=204)
