"""flask members import: several people from a file."""

from pathlib import Path

from tests.cli.conftest import ELI, WORKSPACE, Terminal

AT = ("--workspace", WORKSPACE)


def test_a_file_is_tried_and_then_added(
    terminal: Terminal, company: dict[str, int], tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"\ufeffName;Email;Number\nIda;ida@new.example;117\nEli;{ELI};\n")
    command = ("members", "import", *AT, str(file))
    tried = terminal.facts(*command, "--dry-run")["people"]
    assert [(one["line"], one["state"], one["url"]) for one in tried] == [
        (2, "adds", None),
        (3, "here", None),
    ]
    before = len(terminal.facts("members", "list", *AT)["members"])
    ida, eli = terminal.facts(*command)["people"]
    assert (ida["state"], eli["state"]) == ("added", "here")
    assert "/invitation/" in ida["url"]
    assert len(terminal.facts("members", "list", *AT)["members"]) == before + 1
