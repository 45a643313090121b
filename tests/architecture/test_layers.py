"""Imports run downwards only, between packages (import-linter) and inside a feature."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import PORTAL, ROOT, imported_names, shown, tree_of

# What each kind of module in a feature may not use of its own feature.
ABOVE = {
    "forms.py": {"views", "actions"},
    "actions.py": {"views", "forms"},
    "queries.py": {"views", "forms", "actions"},
}


def test_every_contract_between_packages_is_kept():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_inside_a_feature_queries_are_below_forms_and_actions_and_views_above_all():
    upwards = [
        f"{shown(path)} uses {name}"
        for kind, forbidden in ABOVE.items()
        for path in PORTAL.glob(f"*/{kind}")
        for name in imported_names(tree_of(path))
        if name.startswith(f"portal.{path.parent.name}.") and name.split(".")[2] in forbidden
    ]
    assert upwards == []
