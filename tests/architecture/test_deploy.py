"""What `docs/deploy` gives an installer is true of this repository: programs, files, variables, ports, limits."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml
from daphne.cli import CommandLineInterface
from django.conf import settings
from django.core.management import get_commands, load_command_class

from reklamai.core import paced
from reklamai.settings.env import ROOT, Environment, read, read_file
from tests.cluster.studio import PROGRAMS

DEPLOY = ROOT / "docs" / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
KNOWN = set(Environment.__dataclass_fields__)
PYTHONS = {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "DJANGO_SETTINGS_MODULE", "PATH"}
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
OURS = {name: each for name, each in COMPOSE["services"].items() if each.get("image") == "reklamai:local"}
DOCKERFILE = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
HOST_AND_PORT = ["-b", "-p"]


def unit(path):
    """The lines of [Service], as (name, value)."""
    service = path.read_text().partition("[Service]")[2].partition("[Install]")[0]
    return re.findall(r"^(\w+)=(.*)$", service, re.MULTILINE)


def values(path, name):
    return [value for each, value in unit(path) if each == name]


def check_runs(words):
    """That these words after `python` name something of ours that takes them."""
    if words[0] == "-m":
        assert words[1] == "reklamai.core.paced"
        assert issubclass(paced.Command, CommandLineInterface)
        paced.Command().parser.parse_args(words[2:])
        assert (ROOT / "reklamai" / "asgi.py").is_file()
        assert words[-1] == "reklamai.asgi:application"
        return
    assert words[0] == "manage.py"
    name, *arguments = words[1:]
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(arguments)


def without_place(words):
    """The words for the web server without where it listens and what it serves."""
    place = {index + step for index, word in enumerate(words) if word in HOST_AND_PORT for step in (0, 1)}
    return [word for index, word in enumerate(words) if index not in place and word != "reklamai.asgi:application"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_something_that_exists(path):
    [line] = values(path, "ExecStart")
    python, *words = shlex.split(line.replace("%i", "8000"))

    assert python == f"{values(path, 'WorkingDirectory')[0]}/.venv/bin/python"
    check_runs(words)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_sets_known_variables_only(path):
    names = [word.partition("=")[0] for line in values(path, "Environment") for word in shlex.split(line)]

    assert set(names) <= KNOWN | PYTHONS
    assert "DJANGO_SETTINGS_MODULE=reklamai.settings.prod" in " ".join(values(path, "Environment"))


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_comes_back_and_asks_only_its_first_process_to_stop(path):
    assert values(path, "Restart") == ["always"]
    assert values(path, "KillMode") == ["mixed"], "a signal to the whole group hangs django-q"
    assert ("NoNewPrivileges", "yes") in unit(path)
    assert values(path, "MemoryDenyWriteExecute") == [], "numba makes machine code at run time"


def test_there_is_a_unit_for_every_role_and_it_runs_what_the_tests_run():
    started = {}
    for path in UNITS:
        role = re.fullmatch(r"reklamai-(\w+)@?\.service", path.name)[1]
        started[role] = without_place(shlex.split(values(path, "ExecStart")[0])[1:])

    assert started == {role: without_place(words) for role, words in PROGRAMS.items()}
    clusters = {name for path in UNITS for name in re.findall(r"Q_CLUSTER_NAME=(\w+)", path.read_text())}
    assert clusters == {settings.Q_CLUSTER["cluster_name"], *settings.Q_CLUSTER["ALT_CLUSTERS"]}


@pytest.mark.parametrize("name", OURS)
def test_a_container_of_ours_runs_something_that_exists(name):
    words = OURS[name].get("command")

    if words is None:
        words = json.loads(re.findall(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)[-1])
    assert words[0] == "python"
    check_runs(words[1:])


@pytest.mark.parametrize("name", OURS)
def test_a_container_of_ours_sets_known_variables_to_fit_values(name):
    given = OURS[name]["environment"]
    filled = {key: re.sub(r"\$\{\w+:?[?-]?\w*\}", "", str(value)) for key, value in given.items()}
    filled |= {"PUBLIC_URL": "https://studio.example", "HEAVY_WORKERS": "1", "EMAIL_URL": ""}

    assert set(given) <= KNOWN
    assert read(filled).S3_BUCKET == "studio"


def test_containers_speak_of_services_that_there_are():
    text = (DEPLOY / "compose.yaml").read_text()
    hosts = set(re.findall(r"(?:@|//)([a-z]+):\d+", text))

    assert hosts <= set(COMPOSE["services"])
    for service in COMPOSE["services"].values():
        assert set(service.get("depends_on", ())) <= set(COMPOSE["services"])


def test_no_image_moves_under_us_and_no_secret_lies_in_the_files():
    images = [each["image"] for each in COMPOSE["services"].values() if each not in OURS.values()]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)

    assert all(re.search(r":[\w.-]*\d[\w.-]*$", image) for image in images), images
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "AWS_SECRET_ACCESS_KEY", "MINIO_ROOT_PASSWORD"):
        assert all(str(each["environment"].get(name, "${}")).startswith("${") for each in OURS.values())


def test_what_the_image_copies_is_there_and_not_kept_out():
    copied = [word for line in re.findall(r"^COPY (?!--)(.*) \S+$", DOCKERFILE, re.MULTILINE) for word in line.split()]
    kept = set(re.findall(r"^!(\S+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.MULTILINE))

    assert {"manage.py", "requirements.txt", "reklamai", "studio"} <= set(copied)
    assert all((ROOT / name).exists() for name in copied)
    assert set(copied) == kept


def test_the_image_has_every_app_and_a_python_that_the_lock_is_for():
    apps = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
    [version] = set(re.findall(r"^FROM python:(\d+\.\d+)\.", DOCKERFILE, re.MULTILINE))

    assert all(f"COPY {app} ./{app}" in DOCKERFILE for app in apps)
    assert version in ("3.11", "3.12")


def test_the_image_does_not_run_as_root_and_says_how_it_is():
    user = re.findall(r"^USER (\d+):\d+$", DOCKERFILE, re.MULTILINE)[-1]

    assert int(user) >= 10000
    assert "HEALTHCHECK" in DOCKERFILE
    assert "/healthz" in DOCKERFILE


def test_the_example_of_a_servers_variables_is_one():
    env = read(read_file(DEPLOY / "studio.env"))

    assert env.DATABASE_URL
    assert env.PUBLIC_URL == "https://studio.example"
    assert "localhost" in env.ALLOWED_HOSTS, "checks of health ask by that name"


@pytest.mark.parametrize(
    ("file", "limit"), [("nginx.conf", r"client_max_body_size (\d+)m;"), ("Caddyfile", r"max_size (\d+)MB")]
)
def test_a_proxy_lets_the_largest_body_through_but_not_much_more(file, limit):
    [megabytes] = re.findall(limit, (DEPLOY / file).read_text())

    # nginx counts in 2**20, Caddy in 10**6: both must let it through.
    assert settings.LARGEST_BODY <= int(megabytes) * 10**6 <= 1.2 * settings.LARGEST_BODY


def test_every_file_that_the_guide_names_is_there():
    guide = ROOT / "docs" / "deploy.md"
    named = re.findall(r"\]\(([\w./@-]+)\)", guide.read_text())

    assert "deploy/compose.yaml" in named
    for name in named:
        assert (guide.parent / name).exists(), name


def test_every_command_that_the_guide_names_is_there():
    text = (ROOT / "docs" / "deploy.md").read_text()
    named = set(re.findall(r"(?:manage\.py|`studio) (\w+)", text))

    assert {"prepare", "createsuperuser", "check_ledger"} <= named
    assert named <= set(get_commands())


def test_every_variable_that_the_guide_sets_is_known():
    text = (ROOT / "docs" / "deploy.md").read_text()
    others = {"POSTGRES_PASSWORD", "S3_PASSWORD", "PASSWORD", "BACKUP", "PGPASSWORD", "TOKEN"}
    named = set(re.findall(r"\b([A-Z][A-Z0-9]*_[A-Z0-9_]+|PORT|DEMO)\b(?==)", text))

    assert named
    assert named - others <= KNOWN | PYTHONS


def test_the_guide_is_named_where_people_look():
    for page in ("README.md", "docs/running.md"):
        assert "deploy.md" in Path(ROOT / page).read_text()
