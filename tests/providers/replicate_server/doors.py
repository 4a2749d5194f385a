"""The doors of the stand-in: the API, the host of results, and one for the tests."""

import json
import re
import time
from email.parser import BytesParser
from email.policy import HTTP

from tests.providers.replicate_server.door import THROTTLED, Door
from tests.providers.replicate_server.results import picture, weights

NAME = r"([\w.-]+/[\w.-]+)"
ROUTES = [
    ("GET", r"/v1/account", "account"),
    ("GET", r"/v1/webhooks/default/secret", "secret"),
    ("POST", r"/v1/files", "upload"),
    ("GET", r"/v1/files/(\w+)", "file"),
    ("DELETE", r"/v1/files/(\w+)", "delete_file"),
    ("POST", r"/v1/models", "create_model"),
    ("GET", rf"/v1/models/{NAME}", "model"),
    ("DELETE", rf"/v1/models/{NAME}", "delete_model"),
    ("GET", rf"/v1/models/{NAME}/versions/(\w+)", "version"),
    ("DELETE", rf"/v1/models/{NAME}/versions/(\w+)", "delete_version"),
    ("POST", rf"/v1/models/{NAME}/versions/(\w+)/trainings", "train"),
    ("POST", rf"/v1/models/{NAME}/predictions", "predict_by"),
    ("POST", r"/v1/predictions", "predict"),
    ("GET", r"/v1/(trainings|predictions)/(\w+)", "task"),
    ("POST", r"/v1/(trainings|predictions)/(\w+)/cancel", "cancel"),
]
MADE = ("cut_after", "gateway", "unavailable", "500", "half", "list", "null", "deep", "text", "shapes", "endless")
"""Faults that an order meets only after it was taken."""
DESTINATION = "The specified training destination does not exist"
NO_CREDIT = "You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing"


class ApiDoor(Door):
    """api.replicate.com."""

    def serve(self, method, path, body):
        self.body = body
        if self.headers.get("Authorization") != f"Bearer {self.state.key}":
            return self.refuse(401, "You did not pass a valid authentication token", title="Unauthenticated")
        for verb, pattern, name in ROUTES:
            found = re.fullmatch(pattern, path)
            if verb == method and found:
                self.state.note(name, path=path, agent=self.headers["User-Agent"])
                return getattr(self, name)(*found.groups())
        return self.refuse(404, "Not found")

    def account(self):
        if not self.broken(self.state.fault("account")):
            self.say({"type": "organization", "username": self.state.owner, "name": "Acme", "github_url": None})

    def secret(self):
        if not self.broken(self.state.fault("account")):
            self.say({"key": self.state.secret})

    def upload(self):
        fault = self.state.fault("upload")
        if fault in ("429", "cut_before") and self.broken(fault):
            return
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        parts = BytesParser(policy=HTTP).parsebytes(head + self.body).iter_parts()
        file = {part.get_param("name", header="content-disposition"): part for part in parts}["content"]
        content = file.get_payload(decode=True)
        about = self.state.keep(
            file.get_filename(), file.get_content_type(), content[: 10 if fault == "damaged" else None]
        )
        if not self.broken(fault):
            self.say(about, status=201)

    def file(self, file_id):
        found = self.state.file(file_id)
        return self.send(found["content"]) if found else self.refuse(404, "Not found")

    def delete_file(self, file_id):
        found = self.state.files.pop(file_id, None)
        if not self.broken(self.state.fault("delete")):
            self.send(b"", status=204) if found else self.refuse(404, "Not found")

    def create_model(self):
        given, fault = json.loads(self.body), self.state.fault("model")
        name = f"{given['owner']}/{given['name']}"
        if fault in ("429", "cut_before") and self.broken(fault):
            return None
        if given["owner"] != self.state.owner:
            return self.refuse(403, "You do not have permission to create a model for this owner")
        if name in self.state.names:
            return self.refuse(409, "This model already exists. Try a different name!", title="Conflict")
        self.state.names.add(name)
        self.state.models[name] = {"visibility": given["visibility"], "versions": {}}
        return None if self.broken(fault) else self.say(self.about(name), status=201)

    def about(self, name):
        owner, _, short = name.partition("/")
        found = self.state.models[name]
        latest = next(reversed(found["versions"]), None)
        return {
            "url": f"https://replicate.com/{name}", "owner": owner, "name": short, "description": None,
            "visibility": found["visibility"], "run_count": 0, "latest_version": latest and {"id": latest},
        }  # fmt: skip

    def model(self, name):
        if not self.broken(self.state.fault("query")):
            self.say(self.about(name)) if name in self.state.models else self.refuse(404, "Not found")

    def version(self, name, version):
        if not self.broken(self.state.fault("query")):
            known = version in self.state.models.get(name, {}).get("versions", {})
            self.say({"id": version}) if known else self.refuse(404, "Not found")

    def delete_version(self, name, version):
        versions = self.state.models.get(name, {}).get("versions", {})
        known = version in versions
        if known:
            versions[version] = "going"
        if not self.broken(self.state.fault("delete")):
            self.send(b"", status=202) if known else self.refuse(404, "Not found")

    def delete_model(self, name):
        found, fault = self.state.models.get(name), self.state.fault("delete")
        if found is None or found["visibility"] != "private":
            return self.refuse(404, "Not found")
        if found["versions"]:
            return self.refuse(400, "You can only delete models that have no versions associated with them")
        del self.state.models[name]
        return None if self.broken(fault) else self.send(b"", status=204)

    def train(self, trainer, version):
        given = json.loads(self.body)
        if version not in self.state.models.get(trainer, {}).get("versions", {}):
            return self.refuse(404, "The specified version does not exist")
        if given.get("destination") not in self.state.models:
            return self.refuse(404, DESTINATION)
        if "input_images" not in given["input"]:
            return self.invalid("- input: input_images is required")
        if not 3 <= given["input"].get("steps", 1000) <= 6000:
            return self.invalid("- input.steps: Must be less than or equal to 6000")
        return self.create("trainings", trainer, version, given)

    def predict_by(self, model):
        if model not in self.state.models:
            return self.refuse(404, "Not found")
        return self.create("predictions", model, "hidden", json.loads(self.body))

    def predict(self):
        given = json.loads(self.body)
        owner = next(
            (name for name, each in self.state.models.items() if given.get("version") in each["versions"]), None
        )
        if owner is None:
            return self.refuse(422, "The specified version does not exist", title="Invalid version or not permitted")
        if "prompt" not in given["input"]:
            return self.invalid("- input: prompt is required")
        return self.create("predictions", owner, given["version"], given)

    def invalid(self, detail):
        return self.refuse(422, f"{detail}\n", title="Input validation failed", invalid_fields=[])

    def create(self, kind, model, version, given):
        state, hook = self.state, given.get("webhook", "")
        fault = state.fault("create")
        state.note("create", kind=kind, body=given, fault=fault, cancel_after=self.headers.get("Cancel-After"))
        if hook and not hook.startswith(("https://", "http://127.0.0.1:")):
            return self.invalid("- webhook: Does not match format 'https'")
        if state.balance <= 0 or fault == "402":
            return self.refuse(402, NO_CREDIT, title="Insufficient credit")
        if kind == "predictions" and state.too_many():
            return self.refuse(429, THROTTLED)
        if fault not in MADE and self.broken(fault):
            return None
        task = state.create(kind, model, version, given)
        state.note("created", task=task.id)
        return None if self.broken(fault) else self.say(state.told(task), status=201)

    def task(self, kind, task_id):
        if self.broken(self.state.fault("query")):
            return None
        task = self.state.tasks.get(task_id)
        return self.say(self.state.told(task)) if task and task.kind == kind else self.refuse(404, "Not found")

    def cancel(self, kind, task_id):
        task, fault = self.state.tasks.get(task_id), self.state.fault("cancel")
        if task is None or task.kind != kind:
            return self.refuse(404, "Not found")
        if fault == "over":
            return self.refuse(409, "It has ended already")
        self.state.cancel(task)
        return None if self.broken(fault) else self.say(self.state.told(task))


class DeliveryDoor(Door):
    """replicate.delivery: where results lie, for an hour after their end."""

    def serve(self, method, path, body):
        _, task_id, name = path.split("/")
        task = self.state.tasks[task_id]
        task.served += 1
        self.state.note("result", task=task_id, authorization=self.headers.get("Authorization"))
        if time.time() > task.ends + self.state.kept_s:
            return self.send(b"<Error>NoSuchKey</Error>", status=404, kind="application/xml")
        trigger = str(task.inputs.get("trigger_word", "TOK"))
        content = weights(path, trigger) if name.endswith(".tar") else picture(path)
        kind = "application/x-tar" if name.endswith(".tar") else "image/png"
        fault = task.plan.get("file_fault")
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

    def serve(self, method, path, body):
        state = self.state
        if path == "/_test/set":
            state.set(json.loads(body))
        if path == "/_test/settle":
            state.settle()
        with state.lock:
            if path == "/_test/end":
                named = json.loads(body) or list(state.tasks)
                for task in (state.tasks[each] for each in named):
                    task.ended = task.ended or time.time()
            tasks = [
                {"id": task.id, "kind": task.kind, "inputs": task.inputs, "webhook": task.webhook,
                 "events": task.events, "state": state.told(task)["status"], "destination": task.destination}
                for task in state.tasks.values()
            ]  # fmt: skip
            kept = {"files": sorted(state.files), "models": state.models, "names": sorted(state.names)}
            self.say({"journal": state.journal, "tasks": tasks, "kept": kept})
