"""Each sentence of an error is a text of the catalogue, and values have names in it."""

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
