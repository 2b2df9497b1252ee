"""The anchor file: what a crash leaves of it is read, and it does not grow without end."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from timeclock.ledger.heads import ChainHead
from timeclock.operations.anchor import file as anchor_file
from timeclock.operations.anchor.file import AnchorFile

RECEIVED = datetime(2026, 3, 2, 7, 0, 0, 123456, tzinfo=UTC)


def head(chain: int, position: int) -> ChainHead:
    link = bytes([chain, position % 256]) * 16
    return ChainHead(1, chain, f"{chain:032x}", position, link, RECEIVED)


def positions(file: AnchorFile) -> dict[int, int]:
    content = file.read()
    assert content is not None
    return {each.chain_id: each.position for each in content.heads.values()}


@pytest.fixture
def file(tmp_path: Path) -> AnchorFile:
    return AnchorFile(tmp_path / "clock.anchor")


def test_there_is_nothing_to_read_before_it_is_made(file: AnchorFile) -> None:
    assert file.read() is None
    assert file.generation() is None


def test_what_is_written_is_read(file: AnchorFile) -> None:
    generation = file.replace([head(1, 3), head(2, 5)])
    file.append([head(1, 4), head(3, 1)])
    content = file.read()
    assert content is not None
    assert set(content.heads.values()) == {head(1, 4), head(2, 5), head(3, 1)}
    assert (content.generation, content.damaged) == (generation, 0)
    assert file.generation() == generation


def test_a_head_never_moves_back(file: AnchorFile) -> None:
    file.replace([head(1, 3)])
    file.append([head(1, 5)])
    file.append([head(1, 4)])
    assert positions(file) == {1: 5}


def test_only_its_owner_may_read_it(file: AnchorFile) -> None:
    file.replace([head(1, 3)])
    assert file.path.stat().st_mode & 0o777 == 0o600


def test_a_write_cut_short_at_any_byte_loses_that_write_only(file: AnchorFile) -> None:
    file.replace([head(1, 3)])
    whole = file.path.read_bytes()
    file.append([head(1, 4)])
    added = file.path.read_bytes()[len(whole) :]
    for length in range(len(added)):
        file.path.write_bytes(whole + added[:length])
        # The line is whole without its line feed, too.
        assert positions(file) == {1: 4 if length == len(added) - 1 else 3}
        file.append([head(2, 1)])
        assert positions(file)[2] == 1, length


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_flipped_bit_costs_one_line(file: AnchorFile, number: int) -> None:
    file.replace([head(1, 3), head(2, 5)])
    lines = file.path.read_bytes().splitlines(keepends=True)
    middle = len(lines[number]) // 2
    flipped = bytes([lines[number][middle] ^ 1])
    lines[number] = lines[number][:middle] + flipped + lines[number][middle + 1 :]
    file.path.write_bytes(b"".join(lines))
    content = file.read()
    assert content is not None
    assert content.damaged == 1
    assert len(content.heads) == (2 if number == 0 else 1)
    assert (content.generation is None) == (number == 0)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\x00" * 50, b"Oven two is cold\n"])
def test_what_is_no_anchor_holds_nothing(file: AnchorFile, content: bytes) -> None:
    file.path.write_bytes(content)
    found = file.read()
    assert found is not None
    assert (found.heads, found.generation) == ({}, None)


def test_it_is_compacted(file: AnchorFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchor_file, "COMPACT_FROM", 4096)
    generation = file.replace([head(1, 1), head(2, 1)])
    largest = 0
    for position in range(2, 500):
        file.append([head(1, position)])
        largest = max(largest, file.path.stat().st_size)
    assert largest < 2 * 4096
    assert positions(file) == {1: 499, 2: 1}
    assert file.generation() == generation


def test_what_a_killed_process_left_is_in_no_ones_way(file: AnchorFile) -> None:
    file.path.with_name(f"{file.path.name}.new").write_text("half")
    file.replace([head(1, 3)])
    assert positions(file) == {1: 3}
    assert [path.name for path in file.path.parent.iterdir()] == [file.path.name]
