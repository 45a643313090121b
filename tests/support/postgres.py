"""A PostgreSQL server of the tests' own: in a temporary folder, on a Unix socket, never a port."""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

USER = "portal"
STARTS_WITHIN_SECONDS = 30.0
HOW_TO_GET_IT = (
    "The tests need a PostgreSQL server's programs and found none. Get them with "
    "`apt-get install postgresql` (Debian, Ubuntu) or `pip install pgserver`, and run again."
)
# The data are thrown away: nothing needs to survive a power cut, so nothing waits for the disk.
# What was committed does survive a killed server, so synchronous_commit stays on: without it
# PostgreSQL forgets the last half second, and a sign-in just made is gone after an outage.
SPEED = ("fsync=off", "full_page_writes=off", "listen_addresses=")


class NoPostgresError(RuntimeError):
    """There is no PostgreSQL server on this machine, or it does not start."""


@contextmanager
def running_postgres() -> Iterator[str]:
    """Run a server and yield the folder of its socket; stop it and delete its data afterwards.

    It also stops when the process that started it is killed. Raises NoPostgresError.
    """
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    server: subprocess.Popen[bytes] | None = None
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, *server_account())
        make_cluster(programs, folder)
        server = start_server(programs, folder)
        wait_until_ready(server, folder)
        yield str(folder)
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # "fast": ends open connections
            server.wait(timeout=STARTS_WITHIN_SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """Return the folder of initdb and postgres: Debian's, the one on the path, or pgserver's."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name)
    )
    if debian and (debian[-1] / "initdb").exists():
        return debian[-1]
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    pgserver = importlib.util.find_spec("pgserver")
    if pgserver and pgserver.origin:
        return Path(pgserver.origin).parent / "pginstall" / "bin"
    raise NoPostgresError(HOW_TO_GET_IT)


def server_account() -> tuple[str, str]:
    """Return user and group to run the server as when we are root, which it refuses."""
    passwd = Path("/etc/passwd").read_text(encoding="utf-8")
    return ("postgres", "postgres") if "\npostgres:" in passwd else ("nobody", "nogroup")


def unprivileged() -> list[str]:
    """Return the start of a command that gives up root, and ends when its parent does."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        if os.geteuid() == 0:
            raise NoPostgresError("As root the tests need `setpriv` (util-linux) for PostgreSQL.")
        return []
    command = [setpriv, "--pdeathsig=INT"]
    if os.geteuid() == 0:
        user, group = server_account()
        command += [f"--reuid={user}", f"--regid={group}", "--clear-groups"]
    return command


def make_cluster(programs: Path, folder: Path) -> None:
    command = [*unprivileged(), str(programs / "initdb"), "--pgdata", str(folder / "data")]
    options = ["--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C", f"--username={USER}"]
    done = subprocess.run(command + options, capture_output=True, text=True, cwd=folder)
    if done.returncode != 0:
        raise NoPostgresError(f"initdb failed:\n{done.stdout}{done.stderr}")


def start_server(programs: Path, folder: Path) -> subprocess.Popen[bytes]:
    settings = [part for setting in SPEED for part in ("-c", setting)]
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *settings]
    with (folder / "server.log").open("wb") as log:
        return subprocess.Popen([*unprivileged(), *command], stdout=log, stderr=log, cwd=folder)


def wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(host=str(folder), user=USER, dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    log = (folder / "server.log").read_text(encoding="utf-8", errors="replace")
    raise NoPostgresError(f"the PostgreSQL server did not start:\n{log}")


def make_database(folder: str, name: str) -> str:
    """Make an empty database, in place of an older one of that name; return its SQLAlchemy URL."""
    with psycopg.connect(host=folder, user=USER, dbname="postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        server.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"postgresql+psycopg://{USER}@/{name}?host={folder}"
