"""The doors of the stand-in: the API host, the upload host, the results host, and one for the tests."""

import json
import time
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from tests.providers.kie_server.results import MAKERS, speech

DENIED = (401, "You do not have access permissions")
EMPTY = (402, "Credits insufficient. Please top up and try again")
TOO_FAST = (429, "Your call frequency is too high. Please try again later.")
CREATE_FAULTS = {
    "429": TOO_FAST, "455": (455, "maintenance"), "500": (500, "Server exception, please try again later"),
    "field": (500, "This field is required"), "moderated": (422, "CONTENT_POLICY_BLOCKED: flagged as sensitive"),
}  # fmt: skip


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def state(self):
        return self.server.state

    def log_message(self, *_arguments):
        """The journal tells the tests what they need."""

    def do_GET(self):
        self.answer_to("GET", b"")

    def do_POST(self):
        self.answer_to("POST", self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def answer_to(self, method, body):
        parts = urlsplit(self.path)
        self.serve(method, parts.path, {k: v[0] for k, v in parse_qs(parts.query).items()}, body)

    def send(self, content, *, status=200, kind="application/json;charset=UTF-8", length=None, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
        if length is not None and length != len(content):
            self.close_connection = True

    def say(self, data, *, code=200, msg="success"):
        """The envelope: HTTP 200 whatever it says."""
        self.send(json.dumps({"code": code, "msg": msg, "data": data}).encode())

    def refuse(self, code, msg):
        self.say(None, code=code, msg=msg)

    def hang_up(self):
        """No answer at all, after the request was read."""
        self.close_connection = True
        self.connection.shutdown(2)

    def let_in(self):
        return self.headers.get("Authorization") == f"Bearer {self.state.key}"


class ApiDoor(Door):
    """api.kie.ai."""

    def serve(self, method, path, query, body):
        if not self.let_in():
            return self.refuse(*DENIED)
        if path == "/api/v1/jobs/createTask" and method == "POST":
            return self.create(json.loads(body))
        if path == "/api/v1/jobs/recordInfo":
            return self.record(query.get("taskId", ""))
        if path == "/api/v1/chat/credit":
            return self.say(self.state.balance)
        if path == "/api/v1/common/download-url":
            return self.renew(json.loads(body)["url"])
        return self.catalogue(path)

    def create(self, body):
        state = self.state
        fault = state.fault("create")
        state.note("create", model=body.get("model"), body=body, fault=fault)
        if fault == "html403":
            return self.send(b"<html>error code: 1010</html>", status=403, kind="text/html")
        if fault == "cut_before":
            return self.hang_up()
        if fault in CREATE_FAULTS:
            return self.refuse(*CREATE_FAULTS[fault])
        if state.too_many():
            return self.refuse(*TOO_FAST)
        if state.balance < 4:
            return self.refuse(*EMPTY)
        task = state.create(body)
        state.note("created", task=task.id, words=task.words)
        if fault == "cut_after":
            return self.hang_up()
        if fault == "gateway":
            return self.send(b"<html>Bad gateway</html>", status=502, kind="text/html")
        return self.say({"taskId": task.id, "recordId": task.id})

    def record(self, task_id):
        fault = self.state.fault("query")
        self.state.note("query", task=task_id, fault=fault)
        if fault == "cut":
            return self.hang_up()
        if fault == "429":
            return self.refuse(*TOO_FAST)
        if fault == "gateway":
            return self.send(b"<html>Bad gateway</html>", status=502, kind="text/html")
        task = self.state.tasks.get(task_id)
        if task is None or task.age < self.state.late_record_s:
            return self.refuse(422, "recordInfo is null")
        return self.say(self.state.record(task))

    def renew(self, url):
        self.state.note("download-url", url=url)
        if not url.startswith(self.state.bases["results"]):
            return self.refuse(422, "url is wrong")
        return self.say(f"{url}?fresh=1")

    def catalogue(self, path):
        self.state.note("catalogue", path=path)
        found = getattr(self.state, "catalogue", {})
        if path == "/api/v1/models":
            return self.say({"total": len(found), "models": [row["row"] for row in found.values()]})
        model, _, what = path.removeprefix("/api/v1/models/").rpartition("/")
        if model not in found or what not in ("schema", "price"):
            return self.refuse(404, "The model name you specified is not supported. Please check")
        key = {"schema": "openapi", "price": "pricingDesc"}[what]
        return self.say({"model": model, key: found[model].get(what)})


class UploadDoor(Door):
    """kieai.redpandaai.co: three paths, 404 for all others."""

    def serve(self, method, path, query, body):
        if not self.let_in():
            return self.refuse(*DENIED)
        fault = self.state.fault("upload")
        if fault == "cut":
            return self.hang_up()
        if path == "/api/file-stream-upload":
            name, content, kind = self.multipart(body)
        elif path in ("/api/file-base64-upload", "/api/file-url-upload"):
            given = json.loads(body)
            name, content, kind = (
                given["fileName"],
                (given.get("base64Data") or given["fileUrl"]).encode(),
                "text/plain",
            )
        else:
            return self.send(b'{"error":"POST /api/file-stream-upload, ..."}', status=404)
        url = f"{self.state.bases['results']}/u/{name}"
        self.state.uploads[url] = content
        self.state.note("upload", path=path, name=name, size=len(content), url=url)
        data = {"success": True, "fileName": name, "downloadUrl": url, "fileSize": len(content), "mimeType": kind}
        return self.send(json.dumps({"success": True, "code": 200, "msg": "ok", "data": data}).encode())

    def multipart(self, body):
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        parts = {part.get_param("name", header="content-disposition"): part for part in
                 BytesParser(policy=HTTP).parsebytes(head + body).iter_parts()}  # fmt: skip
        file = parts["file"]
        return parts["fileName"].get_content().strip(), file.get_payload(decode=True), file.get_content_type()


class ResultsDoor(Door):
    """Where results lie; a fresh address serves what an expired one no longer does."""

    def serve(self, method, path, query, body):
        if path.startswith("/u/"):
            return self.send(
                self.state.uploads[f"{self.state.bases['results']}{path}"], kind="application/octet-stream"
            )
        _, _, task_id, name = path.split("/")
        task = self.state.tasks[task_id]
        task.served += 1
        self.state.note("file", task=task_id, fresh="fresh" in query)
        kind, make = MAKERS[name.rpartition(".")[2]]
        content = speech(task.words) if self.state.speaks and name.endswith("wav") else make(f"{task_id}/{name}")
        fault = task.plan.get("file_fault")
        if fault == "expired" and "fresh" not in query:
            return self.send(b"<Error>AccessDenied</Error>", status=403, kind="application/xml")
        if fault == "truncated" and task.served < 3:  # the third download comes whole
            return self.send(content[: len(content) // 2], kind=kind, length=len(content))
        if fault == "mistyped":
            return self.send(b"<html>not a picture</html>", kind=kind)
        if fault == "huge":
            return self.send(b"x", kind=kind, length=10**12)
        if fault == "private":
            return self.send(b"", status=302, Location="http://169.254.169.254/latest/meta-data")
        return self.send(content, kind=kind)


class TestDoor(Door):
    """For the tests alone: faults, the journal, the tasks."""

    def serve(self, method, path, query, body):
        state = self.state
        if path == "/_test/set":
            state.set(json.loads(body))
        if path == "/_test/end":
            for task in state.tasks.values():
                if task.id in query.get("tasks", task.id):
                    task.ended, task.run_s, task.created = True, 0.0, min(task.created, time.time())
        with state.lock:
            tasks = [
                {"id": task.id, "model": task.model, "body": task.body, "words": task.words, "over": task.is_over,
                 "callback": task.callback, "state": state.record(task)["state"]}
                for task in state.tasks.values()
            ]  # fmt: skip
            answer = {"journal": state.journal, "tasks": tasks, "balance": state.balance}
            self.send(json.dumps(answer).encode())
