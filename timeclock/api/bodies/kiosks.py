"""What is sent about kiosks, PINs and badges."""

from typing import Annotated

from timeclock.api.bodies.paging import Paged
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import MaybeIdText, StrictFlag, StrictMaybeText, StrictText, strict_whole
from timeclock.wire.readers import needed

_Id = Annotated[int, needed(strict_whole)]


class NewKiosk(StrictBody):
    """A tablet that is to become a kiosk of a clock."""

    clock_id: _Id
    name: StrictText


class KioskName(StrictBody):
    """What the tablet is called."""

    name: StrictText


class ChosenWays(StrictBody):
    """How people say who they are: by a badge, by number and PIN, or by name and PIN."""

    badges: StrictFlag
    numbers: StrictFlag
    names: StrictFlag


class BadgesAsked(Paged):
    """Whose badges to list: one's own unless a user is given."""

    user_id: MaybeIdText = None


class NewBadge(StrictBody):
    """A badge for a person; `text` is what a reader reads of a card that they have already."""

    user_id: _Id
    name: StrictText
    text: StrictMaybeText = None
