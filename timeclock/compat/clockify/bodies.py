"""What Clockify's calls take."""

from timeclock.wire.bodies import LenientBody
from timeclock.wire.fields import Moment


class Stop(LenientBody):
    """When the running entry ends."""

    end: Moment
