"""The calls of KIE.ai. Source: docs.kie.ai and recorded traffic as of 2026-10."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

import httpx

from reklamai.core.errors import Uncertain, Unreachable
from reklamai.core.secret import Secret
from reklamai.providers.bounded import read
from reklamai.providers.kie.envelope import Refused, opened, raise_for, raise_for_no_envelope
from reklamai.providers.kie.tasks import Task, UnknownAnswer, parse, parse_product
from reklamai.providers.limits import Limiter, pass_or_wait

API = "https://api.kie.ai"
UPLOADS = "https://kieai.redpandaai.co"
CREATE_TASK = "/api/v1/jobs/createTask"
CREATE, QUERY, CATALOGUE = "kie.create", "kie.query", "kie.catalogue"
"""Names for the limiter: 20 creates in 10 s, 10 queries a second and 1 catalogue call a second, each per account."""

MOST_BYTES = 16 * 2**20
"""The list of all models with their schemas is the longest answer, under 2 MB."""
MOST_S = 60.0

# A bare client name is turned away by the front with an HTML 403 ("error code: 1010").
USER_AGENT = "Mozilla/5.0 (compatible; ReklamAI)"

NOTHING_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file at KIE, to be named by its address in an order. It is kept there for 24 hours."""

    url: str
    size_bytes: int
    mime_type: str


class Kie:
    """A client for one account. Every call may raise NotConfigured, Rejected, Unsupported, Busy or Unreachable."""

    def __init__(
        self,
        key: Secret,
        *,
        limits: Limiter,
        base_url: str = API,
        upload_url: str = UPLOADS,
        transport: httpx.BaseTransport | None = None,
        timeout_s: float = 30.0,
        upload_timeout_s: float = 600.0,
    ) -> None:
        self.base_url, self.upload_url = base_url.rstrip("/"), upload_url.rstrip("/")
        self.limits = limits
        self.upload_timeout_s = upload_timeout_s
        self.web = httpx.Client(
            transport=transport,
            timeout=timeout_s,
            headers={"Authorization": f"Bearer {key.reveal()}", "User-Agent": USER_AGENT},
            # The key must go nowhere else; and a redirect of a POST would lose its body.
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.web.close()

    def create(
        self,
        model: str,
        inputs: Mapping[str, Any],
        *,
        callback_url: str = "",
        path: str = CREATE_TASK,
        sending: Callable[[], None] = lambda: None,
    ) -> str:
        """Order one task; its id. Not idempotent. Raises Uncertain if it may have been taken without our knowing.

        sending: called when it is our turn, right before the order leaves. path: a product's own, whose body has no
        `input` but holds everything side by side.
        """
        body: dict[str, Any] = {"model": model, "input": dict(inputs)} if path == CREATE_TASK else dict(inputs)
        if path != CREATE_TASK and model:
            body["model"] = model
        if callback_url:
            body["callBackUrl"] = callback_url
        pass_or_wait(self.limits, CREATE)
        sending()
        data = self._asked("POST", path, ordering=True, json=body)
        task_id = data.get("taskId") if isinstance(data, dict) else None
        if not isinstance(task_id, str) or not task_id:
            raise Uncertain("The maker took the order and did not say under which number.")
        return task_id

    def query(self, task_id: str) -> Task | None:
        """The task as it is now; None if KIE does not know it, as in the first seconds after an order."""
        data = self._record("/api/v1/jobs/recordInfo", task_id)
        return None if data is None else parse(data)

    def query_at(self, path: str, task_id: str) -> Task | None:
        """As `query`, for a product's own path."""
        data = self._record(path, task_id)
        return None if data is None else parse_product(data, task_id=task_id)

    def credit(self) -> Decimal:
        """What is left on the account, in KIE's credits."""
        data = self._asked("GET", "/api/v1/chat/credit")
        return Decimal(str(data)) if isinstance(data, int | float) else unreadable("credit")

    def download_url(self, url: str) -> str:
        """A fresh address, good for 20 minutes, for a result whose own has expired. Raises Rejected for any other."""
        data = self._asked("POST", "/api/v1/common/download-url", json={"url": url})
        return data if isinstance(data, str) else unreadable("download-url")

    def upload(self, path: Path, *, name: str, folder: str, content_type: str) -> Uploaded:
        """Give KIE a file, streamed from disk. The same name again overwrites it."""
        with path.open("rb") as file:
            return self._uploaded(
                "/api/file-stream-upload",
                data={"uploadPath": folder, "fileName": name},
                files={"file": (name, file, content_type)},
            )

    def upload_from(self, url: str, *, name: str, folder: str) -> Uploaded:
        """Have KIE fetch a file from a public address, within its 30 s and 100 MB."""
        return self._uploaded("/api/file-url-upload", json={"fileUrl": url, "uploadPath": folder, "fileName": name})

    def upload_bytes(self, content: bytes, *, name: str, folder: str, content_type: str) -> Uploaded:
        """Give KIE a small file, up to 10 MB, inside JSON."""
        packed = f"data:{content_type};base64,{base64.b64encode(content).decode()}"
        return self._uploaded(
            "/api/file-base64-upload", json={"base64Data": packed, "uploadPath": folder, "fileName": name}
        )

    def models(self) -> list[dict[str, Any]]:
        """Every model on offer, as KIE lists it: model, title, provider, taskType, pricingDesc."""
        pass_or_wait(self.limits, CATALOGUE)
        data = self._asked("GET", "/api/v1/models")
        found = data.get("models") if isinstance(data, dict) else None
        return found if isinstance(found, list) else unreadable("models")

    def schema(self, model: str) -> dict[str, Any] | None:
        """The OpenAPI document of a model, or None. Raises Unsupported for an unknown one."""
        found = self._about(model, "schema").get("openapi")
        return found if isinstance(found, dict) else None

    def price(self, model: str) -> str | None:
        """What KIE writes of a model's price, in free words, or None. Raises Unsupported for an unknown one."""
        found = self._about(model, "price").get("pricingDesc")
        return found if isinstance(found, str) else None

    def _about(self, model: str, what: str) -> dict[str, Any]:
        pass_or_wait(self.limits, CATALOGUE)
        data = self._asked("GET", f"/api/v1/models/{model}/{what}")  # the slash in a model's name stays as it is
        return data if isinstance(data, dict) else unreadable(what)

    def _record(self, path: str, task_id: str) -> dict[str, Any] | None:
        pass_or_wait(self.limits, QUERY)
        try:
            data = self._data("GET", path, params={"taskId": task_id})
        except Refused as refused:
            if refused.code in (404, 422):
                return None
            raise_for(refused)
        if data is not None and not isinstance(data, dict):
            raise UnknownAnswer("The maker's record could not be read.", task=task_id)
        return data  # Suno answers 200 with null for an unknown one

    def _uploaded(self, path: str, **body: Any) -> Uploaded:
        data = self._asked("POST", f"{self.upload_url}{path}", timeout=self.upload_timeout_s, **body)
        url = data.get("downloadUrl") if isinstance(data, dict) else None
        if not isinstance(url, str):
            unreadable("upload")
        return Uploaded(url, int(data.get("fileSize") or 0), str(data.get("mimeType") or ""))

    def _asked(self, method: str, path: str, *, ordering: bool = False, **request: Any) -> Any:
        try:
            return self._data(method, path, ordering=ordering, **request)
        except Refused as refused:
            raise_for(refused)

    def _data(self, method: str, path: str, *, ordering: bool = False, **request: Any) -> Any:
        """The envelope's data. Raises Refused, or the family's error for what is not an answer of KIE's."""
        timeout = request.pop("timeout", httpx.USE_CLIENT_DEFAULT)
        most_s = self.upload_timeout_s if timeout is not httpx.USE_CLIENT_DEFAULT else MOST_S
        url, status = path if "://" in path else f"{self.base_url}{path}", 0
        try:
            with self.web.stream(method, url, timeout=timeout, **request) as answer:
                status = answer.status_code
                # Packed ones are taken: KIE's front packs some whatever is asked for.
                return opened(status, read(answer, most_bytes=MOST_BYTES, most_s=most_s, packed=True))
        except NOTHING_LEFT as error:
            raise Unreachable("The maker could not be reached.", error=type(error).__name__) from error
        except httpx.HTTPError as error:
            facts = {"error": type(error).__name__}
            if ordering:
                raise Uncertain("The maker did not answer.", **facts) from error
            raise Unreachable("The maker did not answer.", **facts) from error
        except ValueError:
            raise_for_no_envelope(status, ordering=ordering)


def unreadable(what: str) -> NoReturn:
    raise Unreachable("The maker's answer could not be read.", call=what)
