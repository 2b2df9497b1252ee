"""The tags to choose from."""

from collections.abc import Collection

from wtforms import SelectChoice

from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.queries import labels


def tag_choices(workspace_id: int, kept: Collection[int] = ()) -> list[SelectChoice]:
    """The tags on offer by name, and the archived ones that a shift has already."""
    found = labels(workspace_id, LabelKind.TAG, include_archived=bool(kept))
    return [
        SelectChoice(str(each.id), each.name)
        for each in found
        if each.archived_at is None or each.id in kept
    ]
