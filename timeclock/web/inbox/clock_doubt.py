"""What executive managers and owners are told while a clock of the server cannot be believed."""

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, may
from timeclock.ledger.keeper import present_keeper
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.hours.explaining import length_text


def clock_doubt(actor: Actor) -> str:
    """The sentence for this reader, empty while every clock agrees and for everybody else."""
    keeper = present_keeper()
    if keeper is None or not may(actor, Permission.SEE_EVERYONE):
        return ""
    off_by, apart = (round(each.total_seconds()) for each in (keeper.off_by, keeper.apart))
    values = {"length": length_text(abs(off_by or apart))}
    if off_by > 0:
        return _("It is %(length)s ahead of what was expected.", **values)
    if off_by < 0:
        return _("It is %(length)s behind what was expected.", **values)
    if apart > 0:
        return _("It is %(length)s ahead of the database's clock, which times punches.", **values)
    if apart < 0:
        return _("It is %(length)s behind the database's clock, which times punches.", **values)
    return ""
