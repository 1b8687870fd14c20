"""What all tests share: one browser a process, and examples that do not change from run to run."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from tests.validators import chromium

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of a test process: its pages are cheap, its start is not."""
    with chromium() as opened:
        yield opened
