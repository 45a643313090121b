"""Servers under measurement: each on the first core, the load on the others."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.benchmarks.load import HOST, Load, Plan, put_load

LONGEST_START = 60.0
# As they were before this process was pinned; none where the system cannot pin.
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


class Server:
    """A running server, its processes and what they have cost."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port = port
        self.process = process

    @property
    def processes(self) -> list[psutil.Process]:
        first = psutil.Process(self.process.pid)
        return [first, *first.children(recursive=True)]

    def cpu_seconds(self) -> float:
        """Return the CPU time of all its processes so far."""
        times = (process.cpu_times() for process in self.processes)
        return float(sum(one.user + one.system for one in times))

    def memory_mib(self) -> float:
        """Return the memory of all its processes, shared pages counted once (PSS)."""
        return float(sum(one.memory_full_info().pss for one in self.processes)) / 2**20

    def cost_of_each(self, addresses: list[str], cookie: str) -> float:
        """Return the CPU milliseconds of an answer when each address is asked for once, in turn."""
        before = self.cpu_seconds()
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        for address in addresses:
            connection.request("GET", address, headers={"Cookie": cookie})
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise RuntimeError(f"{address} answered {response.status}")
        connection.close()
        return (self.cpu_seconds() - before) * 1000 / len(addresses)

    def cost(self, plan: Plan) -> tuple[float, Load]:
        """Return the CPU milliseconds of an answer, and the load that told."""
        before = self.cpu_seconds()
        load = put_load(plan)
        return (self.cpu_seconds() - before) * 1000 / load.answers, load


def free_port() -> int:
    with socket.create_server((HOST, 0)) as server:
        return int(server.getsockname()[1])


def on_core(core: int) -> None:
    """Keep this process and those it starts on one core, where the system can."""
    if CORES:
        os.sched_setaffinity(0, {CORES[core]})


@contextmanager
def running(command: list[str], port: int, log: Path, address: str = "/") -> Iterator[Server]:
    """Run a server pinned to the first core until the block ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, preexec_fn=lambda: on_core(0)
        )
        try:
            wait_for(port, address, process, log)
            yield Server(port, process)
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_for(port: int, address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=30)
            connection.request("GET", address)
            connection.getresponse().read()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
    raise RuntimeError(f"no answer from {log.stem}: {log.read_text(errors='replace')[-2000:]}")


@contextmanager
def gunicorn(app: str, folder: Path, workers: int = 1, *more: str) -> Iterator[Server]:
    """Run a WSGI application with four threads in each worker."""
    port = free_port()
    options = ["--workers", str(workers), "--threads", "4", "--log-level", "warning", *more]
    command = [sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{port}", *options, app]
    with running(command, port, folder / f"server-{port}.log") as server:
        yield server


@contextmanager
def portal_server(folder: Path, workers: int = 1) -> Iterator[Server]:
    """Run the portal on a folder's directory as ``make run`` does."""
    app = f"tests.benchmarks.portals:make_portal({str(folder)!r})"
    with gunicorn(app, folder, workers, "--config", "python:portal.serving") as server:
        yield server


@contextmanager
def datasette(database: Path, folder: Path, *settings: str) -> Iterator[Server]:
    """Run Datasette on a database; ``settings`` are pairs such as "suggest_facets", "off"."""
    port = free_port()
    options = [part for name, value in zip(settings[::2], settings[1::2], strict=True)
               for part in ("--setting", name, value)]  # fmt: skip
    command = [sys.executable, "-m", "datasette", "serve", "--immutable", str(database)]
    command += ["--host", HOST, "--port", str(port), *options]
    with running(command, port, folder / f"datasette-{port}.log") as server:
        yield server
