"""What is sent about ids in another system."""

from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import StrictMaybeText


class ExternalIdBody(StrictBody):
    """The id in another system; null forgets it."""

    external_id: StrictMaybeText
