"""Connections to a PostgreSQL server that accepts them and then says nothing."""

import socket
import threading
from contextlib import ExitStack

import psycopg
import pytest

from portal.database.impatient import ImpatientConnection
from portal.database.patience import answering_within

AT_ONCE = 4


def test_an_attempt_given_up_before_its_turn_is_not_made_later() -> None:
    """Else those who ask when the server is back would wait behind what nobody waits for."""
    with ExitStack() as open_sockets:
        silent = open_sockets.enter_context(socket.create_server(("127.0.0.1", 0)))
        silent.settimeout(3)
        address = {"host": "127.0.0.1", "port": silent.getsockname()[1], "connect_timeout": 2}

        def visit() -> None:
            with pytest.raises(psycopg.OperationalError), answering_within(0.2):
                ImpatientConnection.connect(**address)

        visitors = [threading.Thread(target=visit) for _ in range(AT_ONCE * 2)]
        for visitor in visitors:
            visitor.start()
        for visitor in visitors:
            visitor.join()
        for _ in range(AT_ONCE):
            open_sockets.enter_context(silent.accept()[0])
        with pytest.raises(TimeoutError):  # by now the driver has given up the four, too
            open_sockets.enter_context(silent.accept()[0])
