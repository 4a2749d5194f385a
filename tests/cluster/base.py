"""What the machines share: PostgreSQL over TCP with a password, Redis, and a bucket."""

import contextlib
import signal
import subprocess
import threading

import psycopg
from fakeredis import TcpFakeServer

from reklamai.core.embedded import binaries, place_for
from tests import bucket, stack
from tests.cluster.network import wait_until

PASSWORD = "a password, with %: signs"
QUOTED = "a%20password%2C%20with%20%25%3A%20signs"
RULES = "local all all trust\nhost all all all scram-sha-256\n"


@contextlib.contextmanager
def postgres(address, home, *, most=200):
    """The DATABASE_URL of a new server at `address`, which asks for a password. `home` must be open to `nobody`."""
    place, port = place_for(home), stack.free_port()
    place.root.mkdir(parents=True, exist_ok=True)
    place.give(place.data)
    place.give(place.sockets)
    binaries.run(
        place, "initdb", "-D", place.data, "-U", "postgres", "--encoding=UTF8", "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8", "--no-instructions", "--no-sync",
    )  # fmt: skip
    (place.data / "pg_hba.conf").write_text(RULES)
    words = {
        "listen_addresses": address, "port": port, "unix_socket_directories": place.sockets, "fsync": "off",
        "max_connections": most,
    }  # fmt: skip
    options = [word for name, value in words.items() for word in ("-c", f"{name}={value}")]
    with place.log.open("ab") as log:
        server = subprocess.Popen(
            [binaries.programs_for(place) / "postgres", "-D", place.data, *options], stdout=log, stderr=log,
            cwd="/", env=binaries.environment(), user=place.servant, group=binaries._group(place),
            extra_groups=[] if place.servant else None, start_new_session=True,
        )  # fmt: skip
    try:
        inside = f"host={place.sockets} port={port} user=postgres dbname=postgres"
        wait_until(lambda: takes_calls(inside))
        with psycopg.connect(inside, autocommit=True) as connection:
            connection.execute(f"CREATE ROLE studio LOGIN PASSWORD '{PASSWORD}'")
            connection.execute("CREATE DATABASE studio OWNER studio")
        with psycopg.connect(inside.replace("dbname=postgres", "dbname=studio"), autocommit=True) as connection:
            connection.execute("CREATE EXTENSION vector")
        yield f"postgresql://studio:{QUOTED}@{address}:{port}/studio"
    finally:
        # Fast: what a killed machine has left connected would be waited for at a SIGTERM.
        server.send_signal(signal.SIGINT)
        server.wait(30)


def takes_calls(where):
    try:
        psycopg.connect(where, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


@contextlib.contextmanager
def redis(address):
    """The REDIS_URL of a server at `address`."""
    server = TcpFakeServer((address, 0), server_type="redis")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"redis://{address}:{server.server_address[1]}/0"
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def store(address):
    """The variables of a bucket at `address`."""
    with bucket.running_moto(address) as url:
        client = bucket.client_of(url)
        client.create_bucket(Bucket="studio")
        client.close()
        yield {"S3_BUCKET": "studio", "S3_ENDPOINT_URL": url, **bucket.KEYS}
