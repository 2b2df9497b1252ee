"""What can go wrong, in words of the product; each door has its own table to its answers."""

from collections.abc import Mapping

from timeclock.messages import ENGLISH, N_, Sentence, as_sentence


class ProductError(Exception):
    """A refusal that a person can read.

    `code` is stable and made for programs. The second argument is a text of the catalogue, whose
    `%(name)s` are the further keywords, or a `Sentence`. `details` carries the facts that a door
    may need to say the same in its own form (ids, instants).
    """

    def __init__(
        self,
        code: str,
        text: str | Sentence,
        /,
        *,
        field: str | None = None,
        details: Mapping[str, object] | None = None,
        **values: object,
    ) -> None:
        super().__init__(code, text)
        self.code = code
        self.message = as_sentence(text, values)
        self.field = field
        self.details: Mapping[str, object] = details or {}

    @property
    def sentence(self) -> str:
        """The message in the language of its reader."""
        return str(self.message)

    @property
    def tells_outcome(self) -> bool:
        """Whether the message itself says that nothing was recorded or changed."""
        return "Nothing was" in str(self)

    def __str__(self) -> str:
        """The message in English, for logs."""
        return self.message.in_words(ENGLISH)


class NotFound(ProductError):
    """It does not exist, or not for this actor: foreign and missing read the same."""


class NotAllowed(ProductError):
    """The actor is known and may not do this."""


class Invalid(ProductError):
    """A value cannot be accepted; `field` names it where one is to blame."""


class Conflict(ProductError):
    """The request is sound and the present state refuses it."""


class Outdated(Conflict):
    """Someone has changed it since it was read; nothing was overwritten."""

    def __init__(self) -> None:
        super().__init__("outdated", N_("This has changed since you read it. Read it again first."))


class Busy(ProductError):
    """Nothing was recorded because the database was not available in time; trying again is safe."""


class ReadOnly(Busy):
    """Nothing was recorded because the server only shows what is there; `why` is a sentence."""

    def __init__(self, why: str) -> None:
        super().__init__("read_only", N_("%(why)s Nothing was recorded."), why=Sentence(why))


class Unconfirmed(ProductError):
    """The connection broke while it was committing: it may or may not be recorded.

    Sending the same key again settles it and never counts twice.
    """


class KeyReused(Invalid):
    """An idempotency key came again with another request."""

    def __init__(self) -> None:
        super().__init__(
            "key_reused", N_("This idempotency key was already used for a different request.")
        )
