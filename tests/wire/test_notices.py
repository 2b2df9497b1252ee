"""What the head of an answer says of fields that were sent and not kept."""

import pytest

from timeclock.wire.notices import not_kept


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (["tagIds", "customFields"], "tagIds, customFields"),
        (["color", "color"], "color"),
        (["a\r\nSet-Cookie: x"], "another field"),
        (["\U000703b3", "", "1st", "x" * 41], "another field"),
        ([f"field{number}" for number in range(99)], ", ".join(f"field{n}" for n in range(20))),
    ],
)
def test_only_names_of_fields_are_repeated(fields: list[str], said: str) -> None:
    assert not_kept(fields) == f"{said}: not kept, because there is no such thing here"
