"""Portals as they are run for people, on a database that gets into trouble."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

from portal.app import Portal, create_app
from portal.config import FIXED
from tests.support.databases import settings
from tests.support.postgres import find_programs, start_server, wait_until_ready

HOST = "127.0.0.1"
STARTS_WITHIN_SECONDS = 60.0  # seconds of the processor, on a machine that does much else
AS_SERVED = ("-c", "python:portal.serving", "--preload")
UNLIMITED = "1000000 per minute"


def make_portal(url: str, folder: str) -> Portal:
    """Return the portal for gunicorn; it publishes, and passwords cost, as they do in use."""
    changed = {
        "TESTING": False,
        "LOOK_FOR_CHANGES_EVERY": FIXED["LOOK_FOR_CHANGES_EVERY"],
        "PASSWORD_MEMORY_KIB": 46 * 1024,
        "RATELIMIT_SIGN_IN": UNLIMITED,
        "RATELIMIT_ANSWERS": UNLIMITED,
    }
    return create_app(settings(url, Path(folder)) | changed)


@contextmanager
def serving(
    url: str, folder: Path, workers: int = 2, before: tuple[str, ...] = ()
) -> Iterator[tuple[int, psutil.Process]]:
    """Run a portal; yield its port and its first process, when it answers.

    ``before`` begins the command.
    """
    with socket.create_server((HOST, 0)) as free:
        port = int(free.getsockname()[1])
    app = f"tests.resilience.portals:make_portal({url!r}, {str(folder)!r})"
    options = ["--bind", f"{HOST}:{port}", "--workers", str(workers), "--no-control-socket"]
    command = [*before, sys.executable, "-m", "gunicorn", *AS_SERVED, *options, app]
    with (folder / "portal.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait_for(port)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=STARTS_WITHIN_SECONDS)


def wait_for(port: int) -> None:
    """Wait until a portal answers; while it starts it takes connections and says nothing."""
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError, http.client.HTTPException):
            asking = http.client.HTTPConnection(HOST, port, timeout=STARTS_WITHIN_SECONDS)
            with closing(asking) as connection:
                connection.request("GET", "/sundhed/levende")
                if connection.getresponse().status == 200:
                    return
        time.sleep(0.05)
    raise AssertionError("the portal did not start")


class Server:
    """A PostgreSQL server that can be stopped, hung and brought back."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        self.restarted: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> psutil.Process:
        """The first of its processes."""
        lines = (self.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        return psutil.Process(int(lines[0]))

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Stop it in the middle of everything, as `pg_ctl stop -m immediate` does."""
        process = self.process
        process.send_signal(signal.SIGQUIT)
        if self.restarted is None:
            wait_until(lambda: process.status() == psutil.STATUS_ZOMBIE)
        else:
            self.restarted.wait(timeout=STARTS_WITHIN_SECONDS)
        try:
            yield
        finally:
            self.restarted = start_server(find_programs(), self.folder)
            wait_until_ready(self.restarted, self.folder)

    @contextmanager
    def hung(self) -> Iterator[None]:
        """Let it keep its connections and say nothing."""
        family = [self.process, *self.process.children(recursive=True)]
        for process in family:
            process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            for process in family:
                process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """Stop the server that was started in the first one's place."""
        if self.restarted is not None:
            self.restarted.send_signal(signal.SIGINT)
            self.restarted.wait(timeout=STARTS_WITHIN_SECONDS)


def wait_until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for something that takes a moment. Fails when it does not come about."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


@contextmanager
def other_process(code: str, *arguments: Any) -> Iterator[None]:
    """Run Python code in another process; it says "ready" and is killed at the end."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        yield
    finally:
        process.kill()
        process.communicate()


def without_privileges() -> tuple[str, ...]:
    """Return the start of a command for which, even as root, a read-only file is read-only."""
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    assert setpriv, "as root the tests need `setpriv` (util-linux)"
    rights = "-dac_override,-dac_read_search,-fowner"
    return (setpriv, f"--inh-caps={rights}", f"--bounding-set={rights}")
