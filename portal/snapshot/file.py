"""The snapshot's file: sealed by a checksum at its end, so that a damaged one is noticed."""

import hashlib
import os
import shutil
from pathlib import Path

_SEAL_BYTES = 32
_CHUNK = 1 << 20


class DamagedSnapshotError(Exception):
    """The file is no whole snapshot of this format."""


def seal(path: Path) -> None:
    """Append the checksum of a finished file and force it to the disk.

    SQLite reads only as many pages as its header names (https://www.sqlite.org/fileformat.html
    section 1.3.7), so it does not see the bytes behind them.
    """
    digest = digest_of(path, path.stat().st_size)
    with path.open("ab") as file:
        file.write(digest)
        file.flush()
        os.fsync(file.fileno())


def check_seal(path: Path) -> None:
    """Raise DamagedSnapshotError unless the file is as it was when it was sealed."""
    length = path.stat().st_size - _SEAL_BYTES
    if length <= 0:
        raise DamagedSnapshotError(f"{path.name} is too short")
    with path.open("rb") as file:
        file.seek(length)
        sealed = file.read()
    if sealed != digest_of(path, length):
        raise DamagedSnapshotError(f"{path.name} does not match its checksum")


def copy_unsealed(path: Path, copy: Path) -> None:
    """Copy a sealed file without its checksum, readable by nobody else.

    Raises FileNotFoundError where there is none, DamagedSnapshotError for a damaged one.
    """
    check_seal(path)
    copy.touch(mode=0o600)
    shutil.copyfile(path, copy)
    os.truncate(copy, path.stat().st_size - _SEAL_BYTES)


def digest_of(path: Path, length: int) -> bytes:
    """Return the SHA-256 of a file's first bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while length > 0:
            chunk = file.read(min(_CHUNK, length))
            if not chunk:
                break
            digest.update(chunk)
            length -= len(chunk)
    return digest.digest()


def sync_folder(folder: Path) -> None:
    """Force a folder's entries to the disk, so that a replaced file stays replaced."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
