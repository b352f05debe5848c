import re

import pytest

from app.markup import escaped

HOSTILE = ["<script>", "**b**", "[x](javascript:y)", ":red[x]", "$x$", "`x`", "# x"]


@pytest.mark.parametrize("text", HOSTILE)
def test_every_special_character_is_escaped_and_nothing_is_lost(text):
    shown = escaped(text)

    assert re.sub(r"\\(.)", r"\1", shown) == text
    assert not re.search(r"(?<!\\)[<>*`$#\[\]:]", shown)
