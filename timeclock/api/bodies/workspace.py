"""What is sent about the company."""

from typing import Annotated

from timeclock.api.bodies.paging import LEFT_OUT, Edit
from timeclock.wire.fields import StrictFlag, StrictText, Zone, strict_whole
from timeclock.wire.readers import needed


class WorkspaceEdit(Edit):
    """What is to be different about the company; what is left out stays."""

    name: Annotated[StrictText, LEFT_OUT]
    timezone: Annotated[Zone, LEFT_OUT]
    location_on: Annotated[StrictFlag, LEFT_OUT]
    tolerance_seconds: Annotated[Annotated[int, needed(strict_whole)], LEFT_OUT]
