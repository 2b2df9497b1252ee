"""People in batches: what is held of them at once is what a file takes of memory."""

from collections.abc import Iterator, Sequence

from timeclock.outgoing.exports.heads import MemberHead

# A year of each of a batch is in memory, and a look-up for the next costs little.
AT_ONCE = 20


def batches(people: Sequence[MemberHead]) -> Iterator[Sequence[MemberHead]]:
    """One after another, in their order."""
    for start in range(0, len(people), AT_ONCE):
        yield people[start : start + AT_ONCE]
