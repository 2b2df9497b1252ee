"""By what hours are added up at present: the tz database, the arithmetic, the rules."""

from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.metadata import version

from timeclock.company.pay_rules.versions import RuleBook
from timeclock.worktime.hours.kept_days import RulesKept, Versions

# What decides about hours: a change of it is another arithmetic.
_PACKAGES = ("timeclock.worktime.hours", "timeclock.worktime.shifts", "timeclock.company.pay_rules")
_WEEK = timedelta(days=7)


def versions_of(first: date, after: date, book: RuleBook) -> Versions:
    """The versions for days from `first` to before `after`; rules of the week before count too."""
    since = first - _WEEK
    found = [
        RulesKept(each.first_day, each.id, each.rules.to_json())
        for each, following in zip(book.versions, (*book.versions[1:], None), strict=True)
        if each.first_day < after and (following is None or following.first_day > since)
    ]
    return Versions(tz_version(), arithmetic_version(), tuple(found))


def tz_version() -> str:
    """The release of the tz database, as its package has it: `2026.6`."""
    return version("tzdata")


@cache
def arithmetic_version() -> str:
    """Names the code that adds hours up: another text of it has another name."""
    found = sha256()
    for package in _PACKAGES:
        files = (each for each in resources.files(package).iterdir() if each.name.endswith(".py"))
        for each in sorted(files, key=lambda file: file.name):
            found.update(each.read_bytes())
    return found.hexdigest()[:12]


def present_versions() -> str:
    """The versions that an upgrade may change, in one word."""
    return f"{tz_version()} {arithmetic_version()}"
