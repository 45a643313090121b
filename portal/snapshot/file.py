"""The snapshot's file: sealed by a checksum at its end, so that a damaged one is noticed."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

_SEAL_BYTES = 32
_CHUNK = 1 << 18


Identity = tuple[int, int, int] | None
"""What tells a file from the one that replaced it: inode, time, length; None of no file."""


class DamagedSnapshotError(Exception):
    """The file is no whole snapshot of this format."""


def seal(path: Path) -> None:
    """Append the checksum of a finished file and force it to the disk.

    SQLite reads only as many pages as its header names (https://www.sqlite.org/fileformat.html
    section 1.3.7), so it does not see the bytes behind them.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
    with path.open("ab") as file:
        file.write(digest)
        file.flush()
        os.fsync(file.fileno())


def check_seal(path: Path) -> None:
    """Raise DamagedSnapshotError unless the file is as it was when it was sealed."""
    for _ in read_unsealed(path):
        pass


def copy_unsealed(path: Path, copy: Path) -> None:
    """Copy a sealed file without its checksum, readable by nobody else.

    Raises FileNotFoundError where there is none, DamagedSnapshotError for a damaged one.
    """
    copy.touch(mode=0o600)
    with copy.open("wb") as file:
        for chunk in read_unsealed(path):
            file.write(chunk)


def read_unsealed(path: Path) -> Iterator[bytes]:
    """Yield a sealed file bit by bit, without its checksum.

    Raises DamagedSnapshotError at the end unless it is as it was when it was sealed.
    """
    left = path.stat().st_size - _SEAL_BYTES
    if left <= 0:
        raise DamagedSnapshotError(f"{path.name} is too short")
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            digest.update(chunk)
            yield chunk
            left -= len(chunk)
        if file.read() != digest.digest():
            raise DamagedSnapshotError(f"{path.name} does not match its checksum")


def identify(path: Path) -> Identity:
    """Return which file lies there."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return (status.st_ino, status.st_mtime_ns, status.st_size)


def sync_folder(folder: Path) -> None:
    """Force a folder's entries to the disk, so that a replaced file stays replaced."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
