"""What package.json and its lock may hold."""

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def lock() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((ROOT / "package-lock.json").read_bytes())
    return content


def test_lock_holds_no_download_address(lock: dict[str, Any]) -> None:
    addresses = [name for name, package in lock["packages"].items() if "resolved" in package]
    assert addresses == []


def test_every_locked_package_has_its_checksum(lock: dict[str, Any]) -> None:
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "integrity" not in package] == []


def test_lock_agrees_with_package_json(lock: dict[str, Any]) -> None:
    wanted = json.loads((ROOT / "package.json").read_bytes())
    for kind in ("dependencies", "devDependencies"):
        assert lock["packages"][""][kind] == wanted[kind]
