"""What all tests share: one browser and one shelf of finished files a process, settled examples."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture.engine import ConjectureRunner
from hypothesis.internal.constants_ast import Constants
from playwright.sync_api import Browser

from tests.shelf import Shelf
from tests.validators import chromium

# Who runs the tests in the background has interrupts ignored, and what we start would ignore them.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "searching",
    settings.get_profile("steady"),
    derandomize=False,
    max_examples=1000,
)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "steady")
settings.load_profile(PROFILE)
if PROFILE == "steady":
    # Hypothesis also draws what it reads in the modules loaded so far, and varies examples by the
    # addresses of objects: both differ with the tests that a worker happened to run before.
    still = pytest.MonkeyPatch()
    still.setattr("hypothesis.internal.conjecture.providers._get_local_constants", Constants)
    still.setattr(ConjectureRunner, "generate_mutations_from", lambda *_: None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write tests/golden anew")


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of a test process: its pages are cheap, its start is not."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Every document of the tests in every format, each made once in a session."""
    return Shelf(tmp_path_factory.mktemp("shelf"))
