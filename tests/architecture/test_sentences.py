"""Each sentence of an error is a text of the catalogue with named values. No code reads it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.catalogue import KEYWORDS, messages
from timeclock.config import ROOT

# The constructors that take a sentence, and where in their arguments.
PLACES = {
    name: places[0] - 1 for name, places in KEYWORDS.items() if places and name != "ngettext"
} | {"Sentence": 0, "N_": 0}
NAMED = re.compile(r"%\((\w+)\)s")


def calls(source: str) -> Iterator[tuple[int, ast.expr]]:
    """The line and the sentence of each such call."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            place = PLACES.get(node.func.id)
            if place is not None and len(node.args) > place:
                yield node.lineno, node.args[place]


def unmarked(source: str) -> Iterator[int]:
    """The lines where an error of its own class has a sentence that no translator finds."""
    for node in ast.walk(ast.parse(source)):
        own = isinstance(node, ast.Call) and ast.unparse(node.func) == "super().__init__"
        if own and len(node.args) == 2 and isinstance(node.args[1], ast.Constant | ast.JoinedStr):
            yield node.lineno


def is_joined(node: ast.expr) -> bool:
    """Whether a sentence is built of pieces, or translated before it reaches its reader."""
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        return True
    if isinstance(node, ast.IfExp):
        return is_joined(node.body) or is_joined(node.orelse)
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute):
        return node.func.attr in ("format", "join", "replace") or node.func.attr == "gettext"
    return isinstance(node.func, ast.Name) and node.func.id in ("str", "_", "gettext", "ngettext")


def joined(path: Path) -> list[str]:
    return [f"{path}:{line}" for line, node in calls(path.read_text("utf-8")) if is_joined(node)]


def test_the_sentence_of_an_error_class_is_marked() -> None:
    for path in sorted((ROOT / "timeclock").rglob("*.py")):
        assert list(unmarked(path.read_text("utf-8"))) == [], path
    assert list(unmarked('super().__init__("outdated", "This has changed.")')) == [1]
    assert list(unmarked('super().__init__("outdated", N_("This has changed."))')) == []


def test_no_sentence_is_joined_from_pieces() -> None:
    files = sorted((ROOT / "timeclock").rglob("*.py"))
    assert sum(1 for path in files for _ in calls(path.read_text("utf-8"))) > 200
    assert [place for path in files for place in joined(path)] == []


@pytest.mark.parametrize(
    "source",
    [
        'Conflict("a", f"{name} is here.")',
        'Conflict("a", "You " + "are here.")',
        'Conflict("a", "%s is here." % name)',
        'Conflict("a", "{} is here.".format(name))',
        'Invalid("a", _("You are here."), field="b")',
        'NotFound("a", str(error))',
        'Invalid("a", "Here." if here else f"{there}.")',
        'wrong(Fault.TIME, f"Give {what}.")',
        'Problem(Fault.TIME, (), f"Give {what}.")',
        'Sentence(f"{name} is here.")',
    ],
)
def test_a_joined_sentence_is_found(source: str) -> None:
    (found,) = calls(source)
    assert is_joined(found[1])


@pytest.mark.parametrize(
    "source",
    [
        'Conflict("a", "%(name)s is here.", name=name)',
        'Conflict("a", HERE if here else THERE)',
        'Conflict("a", refusal.message)',
        'Busy("a", Sentence.from_json(found))',
    ],
)
def test_a_whole_sentence_is_not(source: str) -> None:
    assert not any(is_joined(node) for _, node in calls(source))


def test_values_have_names() -> None:
    """`%s` cannot change its place in a translation."""
    for message in messages():
        for text in [message] if isinstance(message, str) else message:
            left = NAMED.sub("", text).replace("%%", "")
            assert not re.search(r"%[a-zA-Z]", left), text


def test_both_forms_of_what_is_counted_have_the_same_values() -> None:
    counted = [message for message in messages() if not isinstance(message, str)]
    assert counted
    for one, many in counted:
        assert set(NAMED.findall(one)) <= set(NAMED.findall(many)), many


# The words of databases and their drivers, which give no code for these.
WORDS_OF_OTHERS = ("timeclock/storage/causes.py", "timeclock/storage/transactions.py")
TRANSLATORS = ("_", "gettext", "ngettext", "N_", "Sentence", "CountedSentence")
SEARCHES = ("startswith", "endswith", "find", "index", "count")


def is_words(node: ast.expr) -> bool:
    """Whether an operand is a sentence, or several words of English."""
    for part in ast.walk(node):
        match part:
            case ast.Constant(value=str(text)) if " " in text.strip():
                return True
            case ast.Attribute(attr="sentence" | "message"):
                return True
            case ast.Call(func=ast.Name(id=name)) if name in TRANSLATORS:
                return True
    return False


def compared_words(source: str) -> Iterator[int]:
    """The lines that decide by what a sentence says."""
    for node in ast.walk(ast.parse(source)):
        operands: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            operands = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            operands = [node.func.value, *node.args] if node.func.attr in SEARCHES else []
        if any(map(is_words, operands)):
            yield node.lineno


def test_no_code_decides_by_the_words_of_a_sentence() -> None:
    """A translation would change what it decides."""
    found = []
    for path in sorted((ROOT / "timeclock").rglob("*.py")):
        file = str(path.relative_to(ROOT))
        if file not in WORDS_OF_OTHERS:
            found += [f"{file}:{line}" for line in compared_words(path.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        'if "Nothing was" in str(self): ...',
        'if label == _("Approve"): ...',
        "if refusal.sentence.startswith(start): ...",
        "if error.message == other: ...",
    ],
)
def test_a_comparison_of_words_is_found(source: str) -> None:
    assert list(compared_words(source)) == [1]


def outcomes(source: str) -> Iterator[tuple[int, bool]]:
    """The errors whose own sentence says that nothing happened, and whether they are marked so."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            place = PLACES.get(node.func.id)
            own = node.args[place] if place and len(node.args) > place else None
            if own is not None and "Nothing was " in ast.unparse(own):
                yield node.lineno, any(each.arg == "tells_outcome" for each in node.keywords)


def test_an_error_that_tells_its_outcome_is_marked() -> None:
    """A page adds "Nothing was changed." to any other."""
    found = [
        (f"{path.relative_to(ROOT)}:{line}", marked)
        for path in sorted((ROOT / "timeclock").rglob("*.py"))
        for line, marked in outcomes(path.read_text("utf-8"))
    ]
    assert len(found) > 5
    assert [place for place, marked in found if not marked] == []
