"""Which indicators `--only` names."""

from fnmatch import fnmatchcase

from llm_extract.cli._catalogue import known_or_error
from llm_extract.schemas import indicators


def patterns(only: tuple[str, ...]) -> tuple[str, ...]:
    """The globs of --only, each of which must fit some indicator."""
    given = tuple(glob for text in only for glob in text.split(","))
    for glob in given:
        if not any(fnmatchcase(name, glob) for name in indicators()):
            known_or_error(glob, what="--only: ")
    return given
