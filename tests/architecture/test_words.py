"""What people read uses the words of docs/glossary.md."""

import re
from collections.abc import Iterator

import pytest

from tests.fixtures.catalogue import located_messages

RETIRED = re.compile(
    r"\b(whoever|nobody|somebody|anybody|what became of|your word|lies (over|in|before)|stands?"
    r"|taken? up|hand(ed)? on|e-mail)\b|^Give\b|\bDiscard\b|^Keep it$|^Leave it as it is$"
    r"|\bSearch for less\b",
    re.IGNORECASE,
)


# What is wrong with a value in JSON is said in sentences that clients know: they stay as they are.
JSON = ("timeclock/wire/", "timeclock/compat/")


def texts() -> Iterator[str]:
    for file, message in located_messages():
        if not file.startswith(JSON):
            yield from [message] if isinstance(message, str) else message


def test_there_are_messages_to_read() -> None:
    assert len(set(texts())) > 1000


def test_no_message_has_a_retired_word() -> None:
    assert sorted({message for message in texts() if RETIRED.search(message)}) == []


@pytest.mark.parametrize(
    "text", ["Somebody has to decide.", "Give a time.", "Your e-mail address", "Discard", "Keep it"]
)
def test_retired_words_are_found(text: str) -> None:
    assert RETIRED.search(text)
