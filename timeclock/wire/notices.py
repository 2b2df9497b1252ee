"""What a script is told of a call that was done, but not with everything that it sent."""

# Header fields have no language: these are sentences for those who read the log of a script.
NOTICE = "X-Timeclock-Notice"
LOCATION_NOT_KEPT = "locationData: not kept, because this company does not keep locations"


def not_kept(fields: list[str]) -> str:
    """That these fields were passed over."""
    return f"{', '.join(fields)}: not kept, because there is no such thing here"
