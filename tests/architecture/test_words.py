"""What people read uses the words of docs/glossary.md."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.extract import extract_from_dir

from timeclock.config import ROOT

RETIRED = re.compile(
    r"\b(whoever|nobody|somebody|anybody|what became of|your word|lies (over|in|before)|stands?"
    r"|taken? up|hand(ed)? on|e-mail)\b|^Give\b|\bDiscard\b|^Keep it$|^Leave it as it is$"
    r"|\bSearch for less\b",
    re.IGNORECASE,
)
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}
METHODS = {
    "timeclock": [("**.py", "python")],
    "templates": [("**.html", "jinja2.ext.babel_extract")],
}


def messages() -> Iterator[str]:
    for folder, methods in METHODS.items():
        found = extract_from_dir(
            ROOT / folder,
            methods,
            {"**.html": {"extensions": "jinja2.ext.do", "trim_blocks": "true"}},
            KEYWORDS,
        )
        for _file, _line, message, _comments, _context in found:
            yield from [message] if isinstance(message, str) else message


def test_there_are_messages_to_read() -> None:
    assert len(set(messages())) > 1000


def test_no_message_has_a_retired_word() -> None:
    assert sorted({message for message in messages() if RETIRED.search(message)}) == []


@pytest.mark.parametrize(
    "text", ["Somebody has to decide.", "Give a time.", "Your e-mail address", "Discard", "Keep it"]
)
def test_retired_words_are_found(text: str) -> None:
    assert RETIRED.search(text)
