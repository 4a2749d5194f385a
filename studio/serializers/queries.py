"""What a list can be asked for. One class says it to the check and to the schema."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from reklamai.core.errors import BadFilter
from studio.models import AssetKind, AssetOrigin, LedgerKind, Status
from studio.selectors.generations import LARGEST_PAGE, OUTPUTS, LibraryQuery
from studio.serializers.fields import Instant


class Query(serializers.Serializer[Any]):
    """What stands after the "?"."""

    @classmethod
    def of(cls, request: Request) -> dict[str, Any]:
        """The query's values, typed; an empty one is none. Raises BadFilter for nonsense, and for an unknown name."""
        given = request.query_params.dict()
        found = cls(data={name: value for name, value in given.items() if value})
        unknown = sorted(set(given) - set(found.fields))
        faults = {name[:40]: _("There is no such filter.") for name in unknown}
        if not found.is_valid():
            faults |= {str(name): " ".join(map(str, words)) for name, words in found.errors.items()}
        if faults:
            raise BadFilter(" ".join(f"{name}: {words}" for name, words in faults.items()), fields=faults)
        return dict(found.validated_data)


class PageQuery(Query):
    """Every list's."""

    cursor = serializers.CharField(
        required=False, max_length=500, help_text="`next` of the page before; leave it out for the first page."
    )
    size = serializers.IntegerField(
        required=False, default=40, min_value=1, max_value=LARGEST_PAGE, help_text="Rows a page."
    )


def columns(given: dict[str, Any], *names: str) -> dict[str, Any]:
    """Filters of a table: the columns of these names, and when a row was made."""
    found = {name: given[name] for name in names if name in given}
    moments = {"created_at__gte": given["created_after"], "created_at__lt": given["created_before"]}
    return found | {name: moment for name, moment in moments.items() if moment}


class CreatedQuery(PageQuery):
    created_after = Instant(required=False, default=None, help_text="This moment or later, ISO 8601.")
    created_before = Instant(required=False, default=None, help_text="Before this moment, ISO 8601.")


class GenerationQuery(CreatedQuery):
    q = serializers.CharField(
        required=False, max_length=200, help_text="Words of the prompt in any form, Russian or English."
    )
    kind = serializers.RegexField(
        r"^[a-z][a-z0-9_.]*$", required=False, max_length=40, help_text="Such as `text_to_image`."
    )
    output = serializers.ChoiceField(choices=sorted(OUTPUTS), required=False)
    model = serializers.CharField(required=False, max_length=120)
    status = serializers.ChoiceField(choices=Status.values, required=False)
    project = serializers.UUIDField(required=False)
    favourite = serializers.BooleanField(required=False, default=False, help_text="`true`: favourites only.")
    bin = serializers.BooleanField(required=False, default=False, help_text="`true`: what was deleted.")


def library_query(given: dict[str, Any]) -> LibraryQuery:
    """Typed filters as the library reads them."""
    return LibraryQuery(
        words=given.get("q", ""),
        kind=given.get("output", ""),
        kinds=(given["kind"],) if "kind" in given else (),
        model=given.get("model", ""),
        status=given.get("status", ""),
        project=given.get("project"),
        favourite=given["favourite"],
        bin=given["bin"],
        since=given["created_after"],
        until=given["created_before"],
    )


class AssetQuery(CreatedQuery):
    kind = serializers.ChoiceField(choices=AssetKind.values, required=False)
    origin = serializers.ChoiceField(choices=AssetOrigin.values, required=False)
    project = serializers.UUIDField(required=False)


class EntryQuery(CreatedQuery):
    kind = serializers.ChoiceField(choices=LedgerKind.values, required=False)


class ModelQuery(PageQuery):
    kind = serializers.RegexField(
        r"^[a-z][a-z0-9_.]*$",
        required=False,
        max_length=40,
        help_text="Models that make this, such as `text_to_image`.",
    )
