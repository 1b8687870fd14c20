"""The examples of property tests: the same in every process, whatever it did before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
DRAWING = """
import sys
from importlib import import_module
from pathlib import Path
for name in sys.argv[2:]:
    import_module(name)
import tests.conftest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import documents
@settings(max_examples=20)
@given(st.data())
def test_drawn(data):
    document = data.draw(documents(Path(sys.argv[1])))
    print(repr((document, data.draw(st.integers()), data.draw(st.text()), data.draw(st.floats()))))
test_drawn()
"""


def _drawn(assets: Path, *modules: str, profile: str = "steady") -> list[str]:
    return subprocess.run(
        [sys.executable, "-c", DRAWING, assets, *modules],
        env=os.environ | {"HYPOTHESIS_PROFILE": profile, "PYTHONPATH": os.pathsep.join(sys.path)},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()


def test_examples_are_the_same_whatever_else_is_loaded(tmp_path: Path) -> None:
    alone = _drawn(tmp_path)
    assert len(alone) == 20
    loaded = _drawn(tmp_path, "coprod_formats.cli", "tests.test_narration", "tests.test_kindle")
    assert alone == loaded


def test_a_search_finds_other_examples_each_time(tmp_path: Path) -> None:
    assert _drawn(tmp_path, profile="searching") != _drawn(tmp_path, profile="searching")
