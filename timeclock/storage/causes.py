"""Why the database did not do its work: the cause in a sentence, and the operator's next step."""

import errno
from dataclasses import dataclass

from timeclock.messages import N_, Sentence


@dataclass(frozen=True, slots=True)
class Cause:
    """`code` is for programs, `fact` is for everyone, `step` is for the operator."""

    code: str
    fact: str
    step: str

    @property
    def message(self) -> Sentence:
        """The fact and the step for the reader."""
        return Sentence("%(fact)s %(step)s", fact=Sentence(self.fact), step=Sentence(self.step))

    def __str__(self) -> str:
        return f"{self.fact} {self.step}"


DISK_FULL = Cause(
    "disk_full",
    N_("The disk is full."),
    N_("Free some space on the disk of the database. Timeclock then goes on by itself."),
)
DISK_FAULT = Cause(
    "disk_fault",
    N_("The disk could not be read or written."),
    N_("Check the disk, its free space and the limits on the size of files."),
)
DAMAGED = Cause(
    "damaged",
    N_("The database is damaged."),
    N_(
        "Stop the server and restore the newest backup, on SQLite with"
        " .venv/bin/flask --app app backup restore --replace FILE, on PostgreSQL with pg_restore."
    ),
)
LOCKED = Cause(
    "locked",
    N_("The database is locked by another program."),
    N_("End the program that keeps the database open for writing, then try again."),
)
READ_ONLY = Cause(
    "read_only",
    N_("The database can only be read."),
    N_(
        "On SQLite give the server's user the right to write the file and its folder;"
        " on PostgreSQL connect to the primary server."
    ),
)
NO_PERMISSION = Cause(
    "no_permission",
    N_("The server may not use the database."),
    N_(
        "The server's user needs the right to read and write the database:"
        " on SQLite the file and its folder, on PostgreSQL the database and its tables."
    ),
)
MISSING = Cause(
    "missing",
    N_("The database cannot be opened."),
    N_(
        "See that the file and its folder exist and belong to the server's user,"
        " or correct TIMECLOCK_DATABASE_URL."
    ),
)
BUSY = Cause(
    "busy",
    N_("The database is busy."),
    N_("Try again. If it stays so, look for long work in the database or allow more connections."),
)
UNREACHABLE = Cause(
    "unreachable",
    N_("The database could not be reached."),
    N_("Start PostgreSQL, or correct TIMECLOCK_DATABASE_URL."),
)

# By the name of SQLite's primary code; an extended one begins with it.
_SQLITE = {
    "SQLITE_FULL": DISK_FULL,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_PROTOCOL": LOCKED,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": NO_PERMISSION,
    "SQLITE_AUTH": NO_PERMISSION,
    "SQLITE_CANTOPEN": MISSING,
    "SQLITE_IOERR": DISK_FAULT,
}
_SQLSTATE = {
    "53100": DISK_FULL,
    "58030": DISK_FAULT,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
    "55P03": LOCKED,
    "25006": READ_ONLY,
    "42501": NO_PERMISSION,
    "28000": NO_PERMISSION,
    "28P01": NO_PERMISSION,
    "3D000": MISSING,
    "40001": BUSY,
    "40P01": BUSY,
    "53300": BUSY,
    "57014": BUSY,
}
_ERRNO = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EFBIG: DISK_FAULT,
    errno.EIO: DISK_FAULT,
    errno.EROFS: READ_ONLY,
    errno.EACCES: NO_PERMISSION,
    errno.EPERM: NO_PERMISSION,
    errno.ENOENT: MISSING,
}


def cause_of(error: BaseException) -> Cause | None:
    """The cause of a fault of the database or of a file; None where it is not one of these.

    Takes the driver's error, or SQLAlchemy's around it. A connection that PostgreSQL refused or
    that broke has no code of its own: the caller knows whether that is what happened.
    """
    driver = getattr(error, "orig", None) or error
    name: str = getattr(driver, "sqlite_errorname", None) or ""
    found = next((cause for code, cause in _SQLITE.items() if name.startswith(code)), None)
    if found is None:
        found = _SQLSTATE.get(getattr(driver, "sqlstate", None) or "")
    if found is None and isinstance(driver, OSError):
        found = _ERRNO.get(driver.errno or 0)
    return found or _refused(str(driver))


def _refused(said: str) -> Cause | None:
    """What PostgreSQL says before there is a session, where the driver keeps no code."""
    if "password authentication failed" in said or "no pg_hba.conf entry" in said:
        return NO_PERMISSION
    if "does not exist" in said and "FATAL" in said:
        return MISSING
    if "too many clients" in said or "QueuePool limit" in said:
        return BUSY
    return None
