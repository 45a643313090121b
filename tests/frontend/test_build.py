"""What python -m portal.frontend leaves in static/vendor. Needs the npm packages (npm ci)."""

import gzip
import json
import re
from pathlib import Path

import pytest

from portal.frontend import MANIFEST, ROOT, VENDOR, build, version_of

FIRST_VISIT = (
    "portal.css.gz",
    "portal.js.gz",
    "icons.svg.gz",
    "fonts/regular.woff2",
    "fonts/semibold.woff2",
)
WEIGHT_LIMIT = 100_000  # bytes; the page itself comes on top, and 150 KB is the promise


@pytest.fixture(autouse=True, scope="module")
def built() -> None:
    build()


def read_style() -> str:
    return (VENDOR / "portal.css").read_text()


def split_layer(style: str) -> tuple[str, str]:
    """Return the rules inside the first block of a style sheet, and those after it."""
    start = style.index("{")
    depth = 0
    for place in range(start, len(style)):
        depth += {"{": 1, "}": -1}.get(style[place], 0)
        if depth == 0:
            return style[start + 1 : place], style[place + 1 :]
    raise AssertionError("the layer is never closed")


def test_design_system_lies_in_its_layer_and_our_rules_after_it() -> None:
    style = read_style()
    assert style.startswith("@layer fds{")
    design_system, own = split_layer(style)
    assert ".form-input" in design_system
    assert "--accent" not in design_system
    assert ".ladder-step" in own


def test_fonts_are_woff2_only() -> None:
    style = read_style()
    faces = re.findall(r"@font-face\s*{[^}]*}", style)
    assert len(faces) == 2
    assert all("woff2" in face for face in faces)
    assert not re.search(r"\.(woff|eot|ttf|otf)\b", style)


def test_every_address_in_the_style_is_a_file_with_its_version() -> None:
    addresses = re.findall(r'url\("?([^")]+)"?\)', read_style())
    assert addresses
    for address in addresses:
        name, _, version = address.partition("?v=")
        assert version == version_of((VENDOR / name).read_bytes()), address


def test_nothing_needs_a_looser_content_security_policy() -> None:
    assert "data:" not in read_style()
    assert "@import" not in read_style()


def test_every_icon_that_a_template_names_is_in_the_sheet() -> None:
    known = set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "icons.svg").read_text()))
    for template in (ROOT / "templates").rglob("*.html"):
        named = set(re.findall(r'\bicon(?:\(|=)"([a-z-]+)"', template.read_text()))
        assert named <= known, template


def test_first_visit_is_light() -> None:
    assert sum((VENDOR / name).stat().st_size for name in FIRST_VISIT) <= WEIGHT_LIMIT


def test_compressed_files_hold_the_same() -> None:
    compressed = list(VENDOR.rglob("*.gz"))
    assert compressed
    for path in compressed:
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()


def test_manifest_holds_every_file_with_its_version() -> None:
    files: dict[str, str] = json.loads((VENDOR / MANIFEST).read_bytes())["files"]
    assert {"portal.css", "portal.js", "icons.svg"} <= files.keys()
    for name, version in files.items():
        assert version == version_of((VENDOR / name).read_bytes()), name


def test_second_build_does_nothing() -> None:
    before = (VENDOR / MANIFEST).stat().st_mtime_ns
    assert not build()
    assert (VENDOR / MANIFEST).stat().st_mtime_ns == before


def test_build_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "portal.css").write_text("half")
    assert build(tmp_path)
    assert (tmp_path / "portal.css").read_text() == read_style()
    assert not build(tmp_path)


def test_build_leaves_nothing_half_made_behind(tmp_path: Path) -> None:
    build(tmp_path)
    assert [path for path in tmp_path.rglob(".*") if path.is_file()] == []
