"""The tags to choose from."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from wtforms import SelectChoice

from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.queries import labels


@dataclass(frozen=True, slots=True)
class TagOnOffer:
    """What a choice of tags has to know of one, as a value that outlives the session."""

    id: int
    name: str
    is_archived: bool


def read_tags(workspace_id: int) -> tuple[TagOnOffer, ...]:
    """The tags of the company by name, archived ones too."""
    found = labels(workspace_id, LabelKind.TAG, include_archived=True)
    return tuple(TagOnOffer(each.id, each.name, each.archived_at is not None) for each in found)


def tag_choices(tags: Iterable[TagOnOffer], kept: Collection[int] = ()) -> list[SelectChoice]:
    """The tags on offer, and the archived ones that a shift has already."""
    return [
        SelectChoice(str(each.id), each.name)
        for each in tags
        if not each.is_archived or each.id in kept
    ]
