"""Build static/vendor from the npm packages and our own files: ``python -m portal.frontend``.

One style sheet, one script, one sheet of icons, two fonts: a first visit is few requests and little
weight. Nothing is done while the inputs are the same as last time.
"""

import gzip
import hashlib
import json
import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
MANIFEST = "manifest.json"
PACKAGES = ROOT / "node_modules"
DESIGN_SYSTEM = PACKAGES / "dkfds" / "dist"
OWN_ICONS = STATIC / "images" / "icons"
MARK = STATIC / "images" / "favicon.svg"

# The design system's icons that templates draw, by name; our own lie in static/images/icons/.
ICONS = (
    "account",
    "arrow-back",
    "arrow-downward",
    "arrow-forward",
    "arrow-upward",
    "calendar-month",
    "check",
    "chevron-right",
    "close",
    "copy",
    "delete",
    "download",
    "edit",
    "email",
    "error",
    "flag",
    "groups",
    "home",
    "info",
    "location",
    "lock",
    "map",
    "menu",
    "open-in-new",
    "person",
    "plus",
    "print",
    "refresh",
    "save",
    "search",
    "send",
    "settings",
    "success",
    "time",
    "warning",
)

# Two weights are enough: 500 falls to 400, 700 to 600. Latin 1 holds every Danish letter.
FONTS = {
    "regular.woff2": "IBMPlexSans-Regular-Latin1.woff2",
    "semibold.woff2": "IBMPlexSans-SemiBold-Latin1.woff2",
}

SYMBOL = re.compile(r'<symbol id="([^"]+)".*?</symbol>', re.DOTALL)
ADDRESS = re.compile(r'url\("?((?:img|fonts)/[^")]+)"?\)')


class BuildError(RuntimeError):
    """Why the assets could not be built, and what to do."""


def build(vendor: Path = VENDOR) -> bool:
    """Build the folder ``vendor`` unless it is up to date; say whether anything was built.

    Files are replaced one by one, whole, so a server or a second build beside this one never sees
    half a file. Raises BuildError when the npm packages are missing or the design system does not
    compile.
    """
    inputs = hash_inputs()
    if is_up_to_date(vendor, inputs):
        return False
    if not DESIGN_SYSTEM.is_dir():
        raise BuildError("The npm packages are missing. Run: npm ci")
    built = fonts() | {"icons.svg": icon_sheet().encode(), "portal.js": script().encode()}
    built["portal.css"] = style(built).encode()
    for name, content in built.items():
        write(vendor / name, content)
    write_manifest(vendor, inputs, built)
    return True


def hash_inputs() -> str:
    """Return one hash over everything that the result depends on."""
    folders = [STATIC / name for name in ("css", "js", "images", "images/icons")]
    own = [path for folder in folders for path in folder.glob("*.*")]
    digest = hashlib.sha256()
    for path in (ROOT / "package-lock.json", Path(__file__), *sorted(own)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_up_to_date(vendor: Path, inputs: str) -> bool:
    """The manifest is written last, so a build that was cut short is built again."""
    manifest = vendor / MANIFEST
    return manifest.is_file() and json.loads(manifest.read_bytes())["inputs"] == inputs


def write(path: Path, content: bytes) -> None:
    """Write one file and, unless it is a font, the same compressed beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, content)
    if path.suffix != ".woff2":
        replace(path.with_name(path.name + ".gz"), gzip.compress(content, 9, mtime=0))


def replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)


def write_manifest(vendor: Path, inputs: str, built: dict[str, bytes]) -> None:
    """Write what was built from what: each file's name and version."""
    files = {name: version_of(content) for name, content in sorted(built.items())}
    content = json.dumps({"inputs": inputs, "files": files}, indent=1)
    replace(vendor / MANIFEST, content.encode())


def version_of(content: bytes) -> str:
    """Return the eight characters after ``?v=`` in a file's address."""
    return hashlib.sha256(content).hexdigest()[:8]


def fonts() -> dict[str, bytes]:
    """Return the font files by the names our style calls them."""
    folder = DESIGN_SYSTEM / "fonts" / "IBMPlexSans" / "split" / "woff2"
    return {f"fonts/{name}": (folder / source).read_bytes() for name, source in FONTS.items()}


def icon_sheet() -> str:
    """Return the icons in use as one SVG of symbols; an unknown name is an error, not a hole.

    What is seen of the sheet itself is the portal's mark, so it is the favicon too.
    """
    sheet = (DESIGN_SYSTEM / "img" / "all-svg-icons.svg").read_text()
    known = {match[1]: match[0] for match in SYMBOL.finditer(sheet)}
    missing = [name for name in ICONS if name not in known]
    if missing:
        raise BuildError(f"The design system has no icon called {', '.join(missing)}")
    own = [path.read_text().strip() for path in sorted(OWN_ICONS.glob("*.svg"))]
    symbols = "".join([*(known[name] for name in ICONS), *own])
    return MARK.read_text().strip().replace("</svg>", f"{symbols}</svg>")


def script() -> str:
    """Return htmx and our own scripts as one."""
    htmx = PACKAGES / "htmx.org" / "dist" / "htmx.min.js"
    parts = [htmx, *sorted((STATIC / "js").glob("*.js"))]
    return ";\n".join(path.read_text() for path in parts)


def style(files: dict[str, bytes]) -> str:
    """Return the design system inside its layer, then our own style.

    The pictures that its rules refer to are added to ``files``; addresses carry versions.
    """
    own = "\n".join(path.read_text() for path in sorted((STATIC / "css").glob("*.css")))
    rules = f"@layer fds{{{compile_design_system()}}}\n{own}"
    for name in set(ADDRESS.findall(rules)) - files.keys():
        files[name] = (DESIGN_SYSTEM / "img" / "svg-icons" / Path(name).name).read_bytes()
    return ADDRESS.sub(lambda match: f'url("{match[1]}?v={version_of(files[match[1]])}")', rules)


def compile_design_system() -> str:
    """Compile static/css/dkfds.scss with the Sass that the design system was made with."""
    command = [
        str(PACKAGES / ".bin" / "sass"),
        "--style=compressed",
        "--no-source-map",
        "--no-charset",
        f"--load-path={PACKAGES}",
        str(STATIC / "css" / "dkfds.scss"),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if run.returncode:
        raise BuildError(f"The design system does not compile:\n{run.stderr}")
    return run.stdout.strip()


def main() -> None:
    """Build, and say in one line what came of it."""
    try:
        built = build()
    except BuildError as error:
        raise SystemExit(f"Front end not built: {error}") from error
    print("Front end built in static/vendor" if built else "Front end is up to date")


if __name__ == "__main__":
    main()
