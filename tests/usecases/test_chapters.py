"""The package's own index: whoever looks for an act finds its module in a chapter."""

import re
from pathlib import Path

from bot import usecases


def test_every_module_stands_once_in_a_chapter_of_the_index():
    chapters = (usecases.__doc__ or "").split("read it:")[1]
    listed = [name for line in chapters.splitlines() for name in re.split(r",\s*", line[18:]) if name]
    assert sorted(listed) == sorted(
        path.stem for path in Path(usecases.__file__).parent.glob("*.py") if path.stem != "__init__"
    )
