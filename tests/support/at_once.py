"""Two who send at the same moment, or one who clicks twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.models.journal import DirectoryState
from tests.support.client import PageClient
from tests.support.databases import opened


def send_twice_at_once(
    client: PageClient, send: Callable[[PageClient], TestResponse]
) -> list[TestResponse]:
    """Let two clients of one session send; return both answers.

    What every change of the directory takes first is held back until both are on their way, so that
    each has looked at what is there before the other has written anything.
    """
    twins = [twin_of(client) for _ in range(2)]
    with ThreadPoolExecutor(len(twins)) as pool:
        with opened(client.application) as session:
            session.scalars(select(DirectoryState).with_for_update()).all()
            sent = [pool.submit(send, twin) for twin in twins]
            assert not wait(sent, timeout=0.5).done
        return [one.result() for one in sent]


def twin_of(client: PageClient) -> PageClient:
    """Return another client of the same session, which another thread may use meanwhile."""
    twin = client.application.test_client()
    assert isinstance(twin, PageClient)
    cookie = client.get_cookie("session")
    assert cookie is not None
    twin.set_cookie("session", cookie.value)
    return twin
