"""What can go wrong, in words of the product; each door has its own table to its answers."""

from collections.abc import Mapping

from timeclock.messages import ENGLISH, N_, Sentence, as_sentence


class WordedError(Exception):
    """An error that a person can read: a text of the catalogue and its values, or a `Sentence`."""

    message: Sentence

    @property
    def sentence(self) -> str:
        """The message in the language of its reader."""
        return str(self.message)

    def __str__(self) -> str:
        """The message in English, for logs."""
        return self.message.in_words(ENGLISH)


class StartRefused(WordedError):
    """The server or its database is not as it must be; the message is for the operator."""

    def __init__(self, text: str | Sentence, /, **values: object) -> None:
        super().__init__(text)
        self.message = as_sentence(text, values)


class SettingsError(StartRefused):
    """A setting that stops the start."""


class ProductError(WordedError):
    """A refusal that a person can read.

    `code` is stable and made for programs. The second argument is a text of the catalogue, whose
    `%(name)s` are the further keywords, or a `Sentence`. `details` carries the facts that a door
    may need to say the same in its own form (ids, instants).

    `tells_outcome` says that the message itself tells that nothing was recorded or changed; a page
    adds that to any other.
    """

    tells_outcome = False

    def __init__(
        self,
        code: str,
        text: str | Sentence,
        /,
        *,
        field: str | None = None,
        details: Mapping[str, object] | None = None,
        tells_outcome: bool | None = None,
        **values: object,
    ) -> None:
        super().__init__(code, text)
        self.code = code
        self.message = as_sentence(text, values)
        self.field = field
        self.details: Mapping[str, object] = details or {}
        if tells_outcome is not None:
            self.tells_outcome = tells_outcome


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

    tells_outcome = True

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
