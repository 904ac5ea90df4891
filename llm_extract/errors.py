"""Everything that can go wrong, as a tree. Split by who can mend it.

ExtractError
├── ConfigError          the user, in the settings or on the command line
├── DocumentError        nobody here: this file cannot be read as a report
└── ProviderError        the model service failed; see `.retryable`
    ├── ProviderRefused  the vendor: wrong key, wrong model, content filter
    ├── ProviderBusy     time: rate limit, timeout, 5xx
    └── AnswerError      the model: it answered, but not in the shape we asked for
"""


class ExtractError(Exception):
    """Base of all errors raised on purpose. The command line prints it without a traceback."""


class ConfigError(ExtractError):
    """The user can mend it: a setting, a flag, a path."""


class DocumentError(ExtractError):
    """This file cannot be read as a report; the others can."""


class ProviderError(ExtractError):
    """The model service failed."""

    retryable = False


class ProviderRefused(ProviderError):
    """Wrong key, wrong model, content filter."""


class ProviderBusy(ProviderError):
    """Rate limit, timeout, 5xx: worth another try."""

    retryable = True


class AnswerError(ProviderError):
    """It answered, but not in the shape we asked for."""
