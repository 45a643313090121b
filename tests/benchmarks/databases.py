"""The directories that are measured: 1,400, 30,000 and 1,000,000 contacts and offers.

The two smaller ones are databases with their published snapshots. The largest is a snapshot only:
that of 30,000 with every contact and offer copied, each copy with its own id and numbers and its
own rows in the listing and the index of words. The portal reads it like any other; to write a
million through the tables would take half an hour and say no more about reading.
"""

import shutil
import sqlite3
from contextlib import closing
from functools import cached_property
from pathlib import Path

from flask_migrate import upgrade

from portal.commands.all import with_commands
from portal.extensions import db
from portal.imports.demo import load_demo
from portal.imports.reference import load_reference
from portal.snapshot.file import seal
from portal.snapshot.listings import head_rows
from portal.snapshot.publish import publish
from tests.benchmarks.entries import fill_directory
from tests.benchmarks.portals import make_portal

SMALL, MIDDLE, LARGE = 1_400, 30_000, 1_000_000

# The fields of an entry are told by their places in the record.
COPY_ENTRIES = """
INSERT INTO entry
WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < ?)
SELECT key_of(key, n), week, json_replace(payload,
    '$[1]', json_extract(payload, '$[1]') + n * 100000,
    '$[10][0][0]', json_extract(payload, '$[10][0][0]') || n)
FROM entry, copy WHERE key GLOB 'contact:*' OR key GLOB 'offer:*'
"""
COPY_LISTING = """
INSERT INTO listing
WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < ?)
SELECT municipality_code, domain_code, class, rank || '-' || n, key_of(key, n), steady
FROM listing, copy
"""
COPY_WORDS = """
INSERT INTO word
WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < ?)
SELECT folded, municipality_code, key_of(key, n) FROM word, copy
WHERE key GLOB 'contact:*' OR key GLOB 'offer:*'
"""
PEERS_TABLE = """
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, kind TEXT, function TEXT, name TEXT, organisation TEXT,
    municipality TEXT, domain TEXT, phone TEXT, note TEXT, confirmed_at TEXT
)
"""
FILL_PEERS_TABLE = """
INSERT INTO entry (kind, function, name, organisation, municipality, domain, phone, note,
                   confirmed_at)
SELECT payload ->> 2, payload ->> 3, payload ->> 4, payload ->> 5, municipality_code, domain_code,
       payload ->> '$[10][0][0]', payload ->> 19, payload ->> 13
FROM snapshot.listing JOIN snapshot.entry USING (key) WHERE domain_code NOT IN ('', '-')
    AND instr(domain_code, '+') = 0
"""


class Directories:
    """The folders of the three sizes, and the table that peers show; each made when first asked."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def empty(self) -> Path:
        """A portal with its reference data and its demo."""
        return load(self.root / "empty")

    @cached_property
    def small(self) -> Path:
        """1,400 entries."""
        return fill(self.empty, self.root / "small", SMALL)

    @cached_property
    def middle(self) -> Path:
        """30,000 entries."""
        return fill(self.empty, self.root / "middle", MIDDLE)

    @cached_property
    def large(self) -> Path:
        """1,000,000 entries, in the snapshot only."""
        folder = Path(shutil.copytree(self.middle, self.root / "large"))
        multiply(folder / "snapshot.sqlite", LARGE // MIDDLE)
        return folder

    @cached_property
    def peers(self) -> Path:
        """The table of peers."""
        path = self.root / "peers.db"
        make_peers_table(self.middle / "snapshot.sqlite", path)
        return path


def load(folder: Path) -> Path:
    """Set up a portal with its reference data and its demo."""
    folder.mkdir()
    app = with_commands(make_portal(str(folder)))
    with app.app_context():
        upgrade()
        load_reference()
        load_demo()
        db.session.commit()
        db.engine.dispose()
    return folder


def fill(source: Path, folder: Path, total: int) -> Path:
    """Copy a portal and bring it to a total of contacts and offers."""
    shutil.copytree(source, folder)
    app = make_portal(str(folder))
    with app.app_context():
        fill_directory(total)
        db.session.commit()
        publish()
        db.engine.dispose()
    return folder


def multiply(path: Path, times: int) -> None:
    """Copy every contact and offer of a snapshot until there are ``times`` of each."""
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size - 32)  # the seal, which is made anew
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.create_function("key_of", 2, key_of, deterministic=True)
        file.execute("PRAGMA journal_mode=OFF")
        file.execute("PRAGMA synchronous=OFF")
        file.execute("PRAGMA cache_size=-1000000")  # a gigabyte: rows come in no order
        file.execute("BEGIN")
        file.execute(COPY_ENTRIES, [times - 1])
        file.execute(COPY_LISTING, [times - 1])
        file.execute(COPY_WORDS, [times - 1])
        file.execute("DELETE FROM head")
        listing = file.execute("SELECT * FROM listing ORDER BY 1, 2, 3, 4, 5")
        file.executemany("INSERT INTO head VALUES (?, ?, ?, ?)", head_rows(listing))
        file.execute("COMMIT")
    seal(path)


def key_of(key: str, copy: int) -> str:
    """Return the key of an entry's copy, whose id is its own."""
    kind, entry_id = key.split(":")
    return f"{kind}:{int(entry_id) + copy * 100_000}"


def make_peers_table(snapshot: Path, path: Path) -> None:
    """Write the same directory as one table, a row for each entry in each of its domains."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("ATTACH ? AS snapshot", [str(snapshot)])
        file.execute(PEERS_TABLE)
        file.execute(FILL_PEERS_TABLE)
        file.execute("CREATE INDEX place ON entry (municipality, domain)")
        file.commit()
