"""What WebWork's calls take."""

from datetime import date
from typing import Annotated

from timeclock.paging import Window
from timeclock.wire.bodies import LenientBody
from timeclock.wire.fields import MaybeText, Whole, day, strict_text, whole, whole_within
from timeclock.wire.readers import may_be_null, needed

_MOST = 2**31 - 1
_MaybeWhole = Annotated[int | None, may_be_null(whole)]
_Page = Annotated[int, needed(whole_within(1, _MOST))]


class WebworkStop(LenientBody):
    """Whose tracker to stop, and where."""

    workspace_id: Whole
    user_id: Whole


class WebworkStart(WebworkStop):
    """Whose tracker to start; the contract is a job, and `task_id` means nothing here."""

    contract_id: _MaybeWhole = None
    task_id: _MaybeWhole = None
    activity_description: MaybeText = None


class Tracker(LenientBody):
    """Whose tracker to look at."""

    workspace_id: Whole
    user_id: Whole


class WebworkPaging(LenientBody):
    """Which page of a list, from 1; WebWork's own default and most."""

    page: _Page = 1
    per_page: Annotated[int, needed(whole_within(1, 100))] = 20

    @property
    def window(self) -> Window:
        """The page's place in the list."""
        return Window.of_page(self.page, self.per_page)


class Here(LenientBody):
    """In which workspace; that of the key unless it is said."""

    workspace_id: _MaybeWhole = None


class WebworkMembers(WebworkPaging, Here):
    """Which members; role and status in WebWork's words, and with others there is no one."""

    email: Annotated[str | None, may_be_null(strict_text)] = None
    status: Annotated[str | None, may_be_null(strict_text)] = None
    role: Annotated[str | None, may_be_null(strict_text)] = None


class WebworkEntries(WebworkPaging):
    """Whose entries of which day; a page has 50 at most. No entry has a task."""

    workspace_id: Whole
    user_id: Whole
    date: Annotated[date, needed(day)]
    project_id: _MaybeWhole = None
    task_id: _MaybeWhole = None
    per_page: Annotated[int, needed(whole_within(1, 50))] = 20
