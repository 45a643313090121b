"""A small load generator: keeps a number of connections busy and notes how long answers took.

Run as ``python -m tests.benchmarks.load`` with a Plan as JSON on standard input; so it has a core
and an interpreter of its own. One thread, plain sockets, requests made ready beforehand.
"""

import json
import selectors
import socket
import statistics
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from itertools import cycle

from tests.benchmarks.figures import percentile

HOST = "127.0.0.1"
CHUNK = 1 << 18
FEWEST = 8  # answers, however long they take
END_OF_CHUNKS = b"\r\n0\r\n\r\n"


@dataclass(frozen=True)
class Plan:
    """Whom to ask what: each connection has its cookie and begins elsewhere in the addresses."""

    port: int
    addresses: list[str]
    cookies: list[str]
    connections: int
    seconds: float
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Load:
    """What came of it; times in milliseconds."""

    answers: int
    failures: int
    seconds: float
    p50: float
    p99: float

    @property
    def per_second(self) -> float:
        return self.answers / self.seconds


class Visitor:
    """One connection, kept open as long as the server keeps it."""

    def __init__(self, plan: Plan, number: int) -> None:
        self.port = plan.port
        start = number * 7 % len(plan.addresses)
        headers = {"Host": HOST} | plan.headers
        if plan.cookies:
            headers["Cookie"] = plan.cookies[number % len(plan.cookies)]
        turned = plan.addresses[start:] + plan.addresses[:start]
        self.requests = cycle([request(one, headers) for one in turned])
        self.connect()

    def connect(self) -> None:
        self.socket = socket.create_connection((HOST, self.port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self) -> None:
        """Send the next request."""
        self.sent_at = time.perf_counter()
        self.request = next(self.requests)
        self.send()

    def send(self) -> None:
        self.received = bytearray()
        with suppress(ConnectionError):  # found out when the answer is read
            self.socket.sendall(self.request)

    def has_answer(self) -> bool:
        """Read what is there; say whether the answer is whole."""
        try:
            part = self.socket.recv(CHUNK)
        except ConnectionResetError:
            part = b""
        self.received += part
        return not part or is_whole(self.received)

    @property
    def closes(self) -> bool:
        head = bytes(self.received.partition(b"\r\n\r\n")[0]).lower()
        return not self.received or b"\r\nconnection: close" in head

    @property
    def is_ok(self) -> bool:
        return bytes(self.received[9:12]) in {b"200", b"304"}


def request(address: str, headers: dict[str, str]) -> bytes:
    lines = [f"GET {address} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def is_whole(received: bytearray) -> bool:
    """Say whether an answer has come to its end."""
    head, _, body = received.partition(b"\r\n\r\n")
    for line in bytes(head).lower().split(b"\r\n"):
        if line.startswith(b"http/1.1 304"):
            return True
        if line.startswith(b"content-length:"):
            return len(body) >= int(line[15:])
        if line.startswith(b"transfer-encoding:"):
            return body.endswith(END_OF_CHUNKS)
    return False


def run(plan: Plan) -> Load:
    """Ask for the planned time, longer where answers are few. Raises OSError after a minute."""
    times: list[float] = []
    failures = 0
    with selectors.DefaultSelector() as selector:
        for number in range(plan.connections):
            visitor = Visitor(plan, number)
            selector.register(visitor.socket, selectors.EVENT_READ, visitor)
            visitor.ask()
        started = time.perf_counter()
        while len(times) < FEWEST or time.perf_counter() - started < plan.seconds:
            ready = selector.select(timeout=60)
            if not ready:
                raise TimeoutError("no answer within a minute")
            for key, _ in ready:
                visitor = key.data
                if not visitor.has_answer():
                    continue
                if visitor.closes:
                    selector.unregister(visitor.socket)
                    visitor.connect()
                    selector.register(visitor.socket, selectors.EVENT_READ, visitor)
                if not visitor.received:  # closed while idle, just as the question was sent
                    visitor.send()
                    continue
                times.append((time.perf_counter() - visitor.sent_at) * 1000)
                failures += not visitor.is_ok
                visitor.ask()
        seconds = time.perf_counter() - started
    return Load(len(times), failures, seconds, statistics.median(times), percentile(times, 0.99))


def put_load(plan: Plan) -> Load:
    """Run a plan in a process of its own. Raises RuntimeError when any answer was not 200."""
    done = subprocess.run(
        [sys.executable, "-m", __name__],
        input=json.dumps(asdict(plan)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    load = Load(**json.loads(done.stdout))
    if load.failures:
        raise RuntimeError(f"{load.failures} of {load.answers} answers failed: {plan.addresses[0]}")
    return load


if __name__ == "__main__":
    print(json.dumps(asdict(run(Plan(**json.loads(sys.stdin.read()))))))
