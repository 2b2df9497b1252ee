"""What WebWork's calls take."""

from timeclock.wire.bodies import LenientBody
from timeclock.wire.fields import Whole


class Stop(LenientBody):
    """Whose tracker to stop, and where."""

    workspace_id: Whole
    user_id: Whole
