"""What people read uses the words of docs/glossary.md, and so do comments, docstrings and names."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.catalogue import located_messages
from timeclock.config import ROOT

RETIRED = re.compile(
    r"\b(whoever|nobody|somebody|anybody|what became of|your word|lies (over|in|before)|stands?"
    r"|taken? up|hand(ed)? on|e-mail)\b|^Give\b|\bDiscard\b|^Keep it$|^Leave it as it is$"
    r"|\bSearch for less\b|\bclaimed (time|start|end)s?\b|\btimes claimed\b"
    r"|\b(entered|claimed) afterwards\b|\bmarked as edited\b",
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
    "text",
    [
        "Somebody has to decide.",
        "Give a time.",
        "Your e-mail address",
        "Discard",
        "Keep it",
        "Claimed time: 12:26",
        "times claimed, not confirmed",
        "Times entered afterwards",
        "An earlier end is marked as edited.",
    ],
)
def test_retired_words_are_found(text: str) -> None:
    assert RETIRED.search(text)


# In comments, docstrings and names of functions and classes. "Stands" is also a word of laws.
RETIRED_IN_CODE = re.compile(
    r"\b(whoever|nobody|somebody|anybody|what became of|became of (it|that)|lies|stands|knocks?"
    r"|dress(es|ed)?|gone over|nursery|street|take up an invitation)\b",
    re.IGNORECASE,
)
# The account of the system that owns nothing, and addresses of accounts that do not exist.
OF_THE_SYSTEM = re.compile(r"`?nobody`?(?=@|\(\)|`)|^nobody$")
# A function says what it does: `find_answer`, not `told`. A view is named by its address.
RETIRED_FUNCTIONS = ("told", "said", "asked", "stands", "knock", "dressed", "take", "keep")
FOLDERS = ("timeclock", "tests", "benchmarks", "docs")


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path != Path(__file__) and "migrations/versions" not in str(path):
                yield path
    yield from sorted(ROOT.glob("*.py"))


def prose(source: str) -> Iterator[tuple[int, str]]:
    """The comments, docstrings and names of functions and classes, each with its line."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield getattr(node, "lineno", 1), ast.get_docstring(node) or ""
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.lineno, node.name.replace("_", " ")


def own_words(source: str) -> Iterator[tuple[int, str]]:
    """The texts and the names of variables of a test, each with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, node.value
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id.replace("_", " ")
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg.replace("_", " ")


def retired(text: str) -> bool:
    return RETIRED_IN_CODE.search(OF_THE_SYSTEM.sub("", text)) is not None


def test_no_comment_docstring_or_name_has_a_retired_word() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text[:80]}"
        for path in sources()
        for line, text in prose(path.read_text("utf-8"))
        if retired(text)
    ]
    assert found == []


def test_no_text_or_variable_of_a_test_has_a_retired_word() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text[:80]}"
        for path in sources()
        if path.is_relative_to(ROOT / "tests") or path.is_relative_to(ROOT / "benchmarks")
        for line, text in own_words(path.read_text("utf-8"))
        if retired(text)
    ]
    assert found == []


def test_a_function_says_what_it_does() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}"
        for path in sources()
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and node.name in RETIRED_FUNCTIONS
        and not any("blueprint." in ast.unparse(each) for each in node.decorator_list)
    ]
    assert found == []


def test_no_document_has_a_retired_word() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line[:80]}"
        for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
        for line in path.read_text("utf-8").splitlines()
        if path.name != "CHANGELOG.md" and RETIRED_IN_CODE.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "# Whoever asks.",
        '"""Nobody may."""',
        'def stands():\n    """Yes."""',
        "def test_whoever_asks(): ...",
        "class Street: ...",
    ],
)
def test_retired_words_in_code_are_found(source: str) -> None:
    assert any(retired(text) for _, text in prose(source))


def test_the_account_of_the_system_is_not_a_retired_word() -> None:
    assert not any(
        map(retired, ("as root a copy that `nobody` can read", "nobody@1.example", "nobody"))
    )
    assert all(map(retired, ("nobody may", "nobody's password")))
