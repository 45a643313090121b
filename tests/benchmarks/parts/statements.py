"""What an answer page asks of the main database."""

from typing import Any

from sqlalchemy import event

from portal.extensions import db
from tests.benchmarks import questions
from tests.benchmarks.databases import Directories
from tests.benchmarks.figures import Figure
from tests.benchmarks.portals import addresses, asker, make_portal, sign_in


def measure(directories: Directories) -> list[Figure]:
    """Return the number of statements of one answer page; BEGIN and COMMIT are none."""
    app = make_portal(str(directories.middle))
    get = asker(app, sign_in(app, 1)[0])
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
    pages = addresses(text for text, _, _ in questions.pages())
    get(pages[0])  # may build the snapshot
    statements.clear()
    get(pages[1])
    tables = ", ".join(  # what the first FROM of each names
        statement.partition("FROM ")[2].split()[0] for statement in statements
    )
    return [Figure("statements of a page on the main database", 1, 0, len(statements), "", tables)]
