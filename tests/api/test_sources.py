"""Answers that are read field by field from facts or attributes."""

from dataclasses import dataclass
from typing import Annotated

import pytest
from typing_extensions import TypedDict

from timeclock.api.shapes.sources import From, from_attributes, from_facts


class Shelf(TypedDict):
    """Three fields: under its own name, under another, and written otherwise."""

    name: str
    id: Annotated[int, From("shelf")]
    boards: Annotated[str, From("boards", str)]


@dataclass
class Stored:
    """What an answer is read from."""

    name: str
    shelf: int
    boards: int


GIVEN = {"name": "Flour", "id": 7, "boards": "3"}


def test_fields_are_read_from_facts_in_the_order_of_the_shape() -> None:
    said = from_facts(Shelf)({"boards": 3, "shelf": 7, "name": "Flour", "more": 1})
    assert list(said.items()) == list(GIVEN.items())


def test_fields_are_read_from_attributes() -> None:
    assert from_attributes(Shelf)(Stored("Flour", 7, 3)) == GIVEN


def test_a_fact_that_is_missing_is_not_left_out_of_the_answer() -> None:
    with pytest.raises(KeyError):
        from_facts(Shelf)({"name": "Flour", "boards": 3})
