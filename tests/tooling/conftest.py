from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tooling.small_house import SmallHouse


@pytest.fixture
def house(tmp_path: Path) -> Iterator[SmallHouse]:
    built = SmallHouse(tmp_path / "a house, by the sea")
    built.build()
    yield built
    built.finish()
