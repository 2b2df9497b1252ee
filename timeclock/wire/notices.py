"""What a script is told of a call that was done, but not with everything that it sent."""

import re
from collections.abc import Iterable

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}", re.ASCII)
_MOST = 20
# Header fields have no language: these are sentences for those who read the log of a script.
NOTICE = "X-Timeclock-Notice"
LOCATION_NOT_KEPT = "locationData: not kept, because this company does not keep locations"


def not_kept(fields: Iterable[str]) -> str:
    """That these fields were passed over; a name that is no name of a field is not repeated.

    What a client sends must not write the head of an answer.
    """
    named = (name if _NAME.fullmatch(name) else "another field" for name in fields)
    several = list(dict.fromkeys(named))[:_MOST]
    return f"{', '.join(several)}: not kept, because there is no such thing here"
