"""What every list of pages is asked with, and how an edit leaves alone what it does not name."""

from typing import Annotated, Any

from pydantic import Field

from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import StrictMaybeText, whole_within
from timeclock.wire.readers import needed

MOST = 200
# A default that no document shows: what is left out stays as it is.
LEFT_OUT = Field(default_factory=lambda: None)


class Paged(StrictBody):
    """How many at most, and from where on: the `next_cursor` of the page before."""

    limit: Annotated[int, needed(whole_within(1, MOST))] = 50
    cursor: StrictMaybeText = None


class Edit(StrictBody):
    """An edit: what it does not name stays as it is."""

    @property
    def given(self) -> dict[str, Any]:
        """What it names."""
        return {name: getattr(self, name) for name in self.model_fields_set}
