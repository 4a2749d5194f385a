"""The calls of Replicate. Source: its OpenAPI document and recorded traffic as of 2026-10."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import httpx

from reklamai.core.errors import Busy, Rejected, Uncertain, Unreachable, Unsupported
from reklamai.core.secret import Secret
from reklamai.providers.limits import Limiter
from reklamai.providers.replicate import answers
from reklamai.providers.replicate.answers import Account, Model, NameTaken, NotPrivate, StoredFile, Task
from reklamai.providers.replicate.exchange import API, MOST_S, OTHER, PREDICT, Exchange
from reklamai.providers.replicate.names import ID, MODEL, VERSION, fit
from reklamai.providers.replicate.problems import Refused, raise_for

Event = Literal["start", "output", "logs", "completed"]
Kind = Literal["trainings", "predictions"]

PUBLISHING = ("hf_repo_id", "hf_token")
"""Inputs of trainers that put the trained weights on Hugging Face for everybody."""
MOST_UPLOAD_BYTES = 100 * 2**20
"""A bound of ours: the documents (2026-10) name none."""
VERSIONS_GO_S = 60.0
"""A deleted version is gone after "a few minutes"; until then its model cannot be deleted."""


class Replicate:
    """A client for one account. Every call may raise NotConfigured, Rejected, Unsupported, Busy or Unreachable, and
    UnknownAnswer where an answer has another shape than it had.

    timeout_s: for each piece of an answer; most_s: for all of them."""

    def __init__(
        self,
        key: Secret,
        *,
        limits: Limiter,
        base_url: str = API,
        transport: httpx.BaseTransport | None = None,
        timeout_s: float = 30.0,
        most_s: float = MOST_S,
        upload_timeout_s: float = 600.0,
        most_upload_bytes: int = MOST_UPLOAD_BYTES,
    ) -> None:
        self.line = Exchange(
            key, limits=limits, base_url=base_url, transport=transport, timeout_s=timeout_s, most_s=most_s
        )
        self.upload_timeout_s, self.most_upload_bytes = upload_timeout_s, most_upload_bytes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.line.close()

    def account(self) -> Account:
        """Whose key this is: the cheapest call that proves a key."""
        return answers.account(self._asked("GET", "/account"))

    def webhook_secret(self) -> Secret:
        """What webhooks are signed with; it changes only by hand, so it may be kept."""
        found = answers.mapping(self._asked("GET", "/webhooks/default/secret"), "secret")
        return Secret(answers.name(found, "key"))

    def upload(self, path: Path, *, name: str, content_type: str) -> StoredFile:
        """Give Replicate a file, streamed from disk. Raises Unsupported for one that is too large.

        After Unreachable it may be there all the same, until its 24 hours are over: repeating it costs nothing.
        """
        size = path.stat().st_size
        if size > self.most_upload_bytes:
            raise Unsupported("The maker takes no file of this size.", bytes=size, limit=self.most_upload_bytes)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            parts = {"content": (name, file, content_type)}
            data = self._asked("POST", "/files", files=parts, timeout=self.upload_timeout_s)
        kept = answers.stored_file(data)
        # A training on half of the photos would be paid like one on all.
        if kept.size_bytes != size or kept.sha256 not in ("", digest):
            raise Unreachable("The file did not arrive whole.", bytes=size, arrived=kept.size_bytes)
        return kept

    def delete_file(self, file_id: str) -> None:
        """Delete a file; it is no error if it is gone already."""
        self._deleted(f"/files/{fit(ID, file_id)}")

    def create_model(self, full_name: str, *, hardware: str, description: str = "") -> Model:
        """A private model, "owner/name", to train into: a new one, or the one that is there. May be repeated.

        hardware: any of their SKUs ("cpu", "gpu-l40s"). Raises NameTaken for a name that a deleted model had, and
        NotPrivate for a model that everybody sees.
        """
        owner, _, name = fit(MODEL, full_name).partition("/")
        body = {"owner": owner, "name": name, "visibility": "private", "hardware": hardware, "description": description}
        try:
            made: Model | None = answers.model(self.line.ask("POST", "/models", body=body))
        except Refused as refused:
            if refused.status != 409:
                raise_for(refused)
            made = self.model(full_name)
        if made is None:  # github.com/replicate/replicate-python/issues/323
            raise NameTaken("The maker gives no name out a second time.", model=full_name)
        if made.visibility != "private":
            raise NotPrivate("The model at the maker is not private.", model=full_name)
        return made

    def model(self, full_name: str) -> Model | None:
        """The model with its latest version; None if there is none that we may see."""
        data = self._found(f"/models/{fit(MODEL, full_name)}")
        return None if data is None else answers.model(data)

    def has_version(self, full_name: str, version: str) -> bool:
        """Whether a version is still there; after `delete_version` it is for some minutes."""
        return self._found(f"/models/{fit(MODEL, full_name)}/versions/{fit(VERSION, version)}") is not None

    def delete_version(self, full_name: str, version: str) -> None:
        """Have a version deleted with all its predictions and their files. Done within minutes; may be repeated."""
        self._deleted(f"/models/{fit(MODEL, full_name)}/versions/{fit(VERSION, version)}")

    def delete_model(self, full_name: str) -> None:
        """Delete a model; it is no error if it is gone. Raises Busy while versions of it are still being deleted."""
        path = f"/models/{fit(MODEL, full_name)}"
        try:
            self._deleted(path)
        except Rejected as refused:
            if "version" not in str(refused.facts.get("vendor_text", "")).lower():
                raise
            raise Busy("The maker has not yet deleted all.", retry_after=VERSIONS_GO_S, model=full_name) from refused

    def train(
        self,
        trainer: str,
        version: str,
        *,
        destination: str,
        inputs: Mapping[str, Any],
        webhook_url: str = "",
        events: Sequence[Event] = ("completed",),
        sending: Callable[[], None] = lambda: None,
    ) -> str:
        """Order one training; its id. Not idempotent. Raises Uncertain if it may have been taken without our knowing.

        trainer: "owner/name", version: its 64 hex digits. destination: a model of ours, "owner/name". sending: called
        when it is our turn, right before the order leaves. Raises Unsupported for inputs that publish the weights.
        """
        if any(inputs.get(each) for each in PUBLISHING):
            raise Unsupported("This would publish what is trained.")
        body = {"destination": fit(MODEL, destination), "input": dict(inputs)}
        path = f"/models/{fit(MODEL, trainer)}/versions/{fit(VERSION, version)}/trainings"
        return self._ordered(path, body | bell(webhook_url, events), limit=OTHER, sending=sending)

    def training(self, task_id: str) -> Task | None:
        """The training as it is now; None if Replicate does not know it."""
        return self._task("trainings", task_id)

    def cancel_training(self, task_id: str) -> Task | None:
        """Stop a training; how it stands then, which may be for a moment as before. What it ran is billed."""
        return self._cancelled("trainings", task_id)

    def predict(
        self,
        inputs: Mapping[str, Any],
        *,
        version: str = "",
        model: str = "",
        webhook_url: str = "",
        events: Sequence[Event] = ("completed",),
        cancel_after_s: int = 0,
        sending: Callable[[], None] = lambda: None,
    ) -> str:
        """Order one prediction, of a version (64 hex digits) or of an official model ("owner/name"); as `train`.

        cancel_after_s: Replicate stops it by itself after so many seconds, 5 at least; 0 for its own limit of 30 min.
        """
        path = f"/models/{fit(MODEL, model)}/predictions" if model else "/predictions"
        body: dict[str, Any] = {"input": dict(inputs)} | ({} if model else {"version": fit(VERSION, version)})
        headers = {"Cancel-After": f"{max(cancel_after_s, 5)}s"} if cancel_after_s else {}
        return self._ordered(path, body | bell(webhook_url, events), limit=PREDICT, sending=sending, headers=headers)

    def prediction(self, task_id: str) -> Task | None:
        """The prediction as it is now; None if Replicate does not know it."""
        return self._task("predictions", task_id)

    def cancel_prediction(self, task_id: str) -> Task | None:
        """As `cancel_training`."""
        return self._cancelled("predictions", task_id)

    def _ordered(self, path: str, body: Mapping[str, Any], **request: Any) -> str:
        try:
            data = self.line.ask("POST", path, body=body, ordering=True, **request)
        except Refused as refused:
            raise_for(refused, ordering=True)
        task_id = data.get("id") if isinstance(data, dict) else None
        if not isinstance(task_id, str) or not ID.fullmatch(task_id):
            raise Uncertain("The maker took the order and did not say under which number.")
        return task_id

    def _task(self, kind: Kind, task_id: str) -> Task | None:
        data = self._found(f"/{kind}/{fit(ID, task_id)}")
        return None if data is None else answers.task(data)

    def _cancelled(self, kind: Kind, task_id: str) -> Task | None:
        try:
            return answers.task(self.line.ask("POST", f"/{kind}/{fit(ID, task_id)}/cancel"))
        except Refused as refused:
            if refused.status not in (400, 404, 409, 422):
                raise_for(refused)
            task = self._task(kind, task_id)  # one that is over already need not be stopped
            if task is not None and not task.is_over:
                raise_for(refused)
            return task

    def _found(self, path: str) -> Mapping[str, Any] | None:
        """None for what is not there; an empty answer is none, and not taken for that."""
        try:
            return answers.mapping(self.line.ask("GET", path), "found")
        except Refused as refused:
            if refused.status == 404:
                return None
            raise_for(refused)

    def _deleted(self, path: str) -> None:
        try:
            self.line.ask("DELETE", path)
        except Refused as refused:
            if refused.status != 404:
                raise_for(refused)

    def _asked(self, method: str, path: str, **request: Any) -> Any:
        try:
            return self.line.ask(method, path, **request)
        except Refused as refused:
            raise_for(refused)


def bell(url: str, events: Sequence[Event]) -> dict[str, Any]:
    return {"webhook": url, "webhook_events_filter": list(events)} if url else {}
