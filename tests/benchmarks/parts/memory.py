"""The memory of two workers on 30,000 entries."""

from tests.benchmarks import questions
from tests.benchmarks.databases import Directories
from tests.benchmarks.figures import Figure
from tests.benchmarks.load import Plan, put_load
from tests.benchmarks.portals import addresses, make_portal, sign_in
from tests.benchmarks.servers import portal_server


def measure(directories: Directories) -> list[Figure]:
    """Return the memory after some seconds of questions; shared pages count once."""
    cookies = sign_in(make_portal(str(directories.middle)), 16)
    with portal_server(directories.middle, workers=2) as server:
        put_load(Plan(server.port, addresses(questions.many()), cookies, 16, 5))
        used = server.memory_mib()
    return [Figure("memory of 2 workers (PSS)", 160, 120, used, "MiB", "after 5 s of questions")]
