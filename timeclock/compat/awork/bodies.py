"""What awork's calls take."""

from timeclock.wire.bodies import LenientBody
from timeclock.wire.fields import MaybeFlag, MaybeText, Text, Zone


class Nothing(LenientBody):
    """A body without meaning; it has to be JSON all the same."""


class Start(LenientBody):
    """What a start takes; `projectId` is the job."""

    typeOfWorkId: Text  # noqa: N815  (the contract's names)
    timezone: Zone
    projectId: MaybeText = None  # noqa: N815
    taskId: MaybeText = None  # noqa: N815
    note: MaybeText = None
    isBillable: MaybeFlag = None  # noqa: N815
