"""Checking one chain: every link, every position, every text that is still there. Pure."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from timeclock.ledger.entry import GENESIS, commitment, link
from timeclock.messages import N_, Sentence
from timeclock.timekeeping import precise_text, utc_text


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check found; no problems means that everything holds from the first entry on."""

    chains: int
    entries: int
    problems: tuple[Sentence, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The problems in the language of their reader."""
        return tuple(map(str, self.problems))


def entry_fault(workspace_id: int, chain: str, position: int, fault: Sentence) -> Sentence:
    """What is wrong with an entry."""
    return Sentence(
        "workspace %(workspace)s, chain %(chain)s, entry %(entry)s: %(fault)s",
        workspace=workspace_id,
        chain=chain,
        entry=position,
        fault=fault,
    )


@dataclass(slots=True)
class ChainCheck:
    """The check of one chain, entry by entry; `end` is the position that its head has.

    `actors` are the pseudonyms of the company's members, None where they are not known. The check
    shows that nothing was changed, dropped or inserted since the head was written. It does not show
    that no one rebuilt everything: for that, someone else has to keep a head.
    """

    workspace_id: int
    pseudonym: str
    end: int
    actors: Mapping[int, str] | None
    reached: int = 0
    faults: list[Sentence] = field(default_factory=list)
    _head: bytes = GENESIS

    @property
    def name(self) -> Sentence:
        """The chain in a sentence."""
        return Sentence(
            "workspace %(workspace)s, chain %(chain)s",
            workspace=self.workspace_id,
            chain=self.pseudonym,
        )

    def read(self, row: Any) -> Mapping[str, Any] | None:
        """Check the next entry; returns its body, or None for one that is not readable.

        A row has the columns of the entry and `salt` and `content` of its text. Faults are added
        to `faults`.
        """
        self.reached += 1
        head = link(self._head, row.body)
        # Go on from what is stored, so that one changed entry is reported once.
        self._head = row.link
        if not hmac.compare_digest(head, row.link):
            self._fault(row, N_("its link does not fit its content and the entry before"))
        body = self._body(row)
        if row.position != self.reached:
            self.faults.append(
                Sentence(
                    "%(chain)s: entry %(entry)s is missing", chain=self.name, entry=self.reached
                )
            )
            self.reached = row.position
        return body

    def go_on_from(self, position: int, link_before: bytes | None) -> None:
        """Begin after that entry instead of at the first one."""
        self.reached, self._head = position, link_before or GENESIS

    def finish(self) -> None:
        """Compare the end with what the head says."""
        if self.end != self.reached:
            self.faults.append(
                Sentence(
                    "%(chain)s: ends at %(reached)s and should end at %(end)s",
                    chain=self.name,
                    reached=self.reached,
                    end=self.end,
                )
            )

    def _body(self, row: Any) -> Mapping[str, Any] | None:
        try:
            body: Mapping[str, Any] = json.loads(row.body)
            differ = [name for name, value in self._columns(row).items() if body[name] != value]
            bound = body["payload"]
        except (ValueError, KeyError, TypeError):
            self._fault(row, N_("its content is not readable"))
            return None
        if not self._is_by(row.actor_id, body):
            differ.append("actor")
        if differ:
            self._fault(
                row, N_("its columns differ from its content (%(names)s)"), names=", ".join(differ)
            )
        if row.content is not None and commitment(row.salt, row.content) != bound:
            self._fault(row, N_("its text differs from what it committed to"))
        return body

    def _is_by(self, actor_id: int | None, body: Mapping[str, Any]) -> bool:
        if actor_id is None or self.actors is None:
            return True
        return bool(self.actors.get(actor_id) == body["actor"])

    def _columns(self, row: Any) -> dict[str, Any]:
        return {
            "workspace": self.workspace_id,
            "chain": self.pseudonym,
            "position": row.position,
            "kind": row.kind,
            "at": utc_text(row.at),
            "received": precise_text(row.received_at),
        }

    def _fault(self, row: Any, text: str, **values: object) -> None:
        self.faults.append(
            entry_fault(self.workspace_id, self.pseudonym, row.position, Sentence(text, **values))
        )
