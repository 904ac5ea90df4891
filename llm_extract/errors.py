"""Everything that can go wrong, as a tree. Split by who can mend it.

ExtractError
├── ConfigError          the user, in the settings or on the command line
├── DocumentError        nobody here: this file cannot be read as a report
│   └── ReaderMissing    the user, who can install what reads such files
├── BudgetSpent          the user, who set the limit
├── Stopped              the user, who interrupted the run
├── ReplayMiss           the user: the recorded answers do not hold this one
└── ProviderError        the model service failed; see `.retryable`
    ├── ProviderRefused  the vendor: wrong key, wrong model, no credit
    ├── ProviderBusy     time: rate limit, timeout, 5xx
    └── AnswerError      the model: it answered, but not in the shape we asked for
        └── BadRequest   this one request: the server will never answer it
"""


class ExtractError(Exception):
    """Base of all errors raised on purpose. The command line prints it without a traceback."""


class ConfigError(ExtractError):
    """The user can mend it: a setting, a flag, a path."""


class DocumentError(ExtractError):
    """This file cannot be read as a report; the others can."""


class ReaderMissing(DocumentError):
    """The file may be good, but what reads such files is not installed here."""


class BudgetSpent(ExtractError):
    """The next request could cost more than is left."""


class Stopped(ExtractError):
    """The user wants the run to end: nothing more is sent."""


class ReplayMiss(ExtractError):
    """A request that no recorded answer belongs to."""


class ProviderError(ExtractError):
    """The model service failed. `input_tokens` and `output_tokens` were paid; None is unknown."""

    retryable = False
    input_tokens: int | None = 0
    output_tokens: int | None = 0


class ProviderRefused(ProviderError):
    """Wrong key, wrong model, no credit: the next request would fare no better."""


class ProviderBusy(ProviderError):
    """Rate limit, timeout, 5xx: worth another try.

    `retry_after` is what the server asked for in seconds, `unreachable` that nobody answered.
    """

    retryable = True

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        unreachable: bool = False,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after
        self.unreachable = unreachable


class AnswerError(ProviderError):
    """It answered, but not in the shape we asked for; `text` is what it said, if anything."""

    def __init__(self, message: str, *, text: str = "") -> None:
        super().__init__(message)
        self.text = text


class BadRequest(AnswerError):
    """The server rejects this one request (400, 413, 422); asking it again is no use."""
