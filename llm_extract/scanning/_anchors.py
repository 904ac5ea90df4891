"""Which words an expression cannot match without: to look for them costs less than to try it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from itertools import chain, product
from typing import Any

_LENGTH = 2  # characters of an anchor; shorter where the expression has no longer word
_MOST = 64  # words of one expression
_STOCK = ("政府信息公开", "主动公开")  # what stands in nearly every sentence

_NO_SIGNS = frozenset({"CATEGORY_DIGIT", "CATEGORY_WORD"})

_syntax: Any = import_module("re._parser")  # the standard library's own, it has no public name


def anchors(pattern: str) -> frozenset[str]:
    """Every match holds at least one of these; empty where there is no such set of words."""
    return _anchored(_read(_syntax.parse(pattern)).needed)


def tells(found: frozenset[str]) -> tuple[bool, bool]:
    """How much it says that none of these stands in a text: greater is more."""
    return (bool(found), found.isdisjoint(_EVERYWHERE))


def may_hold(pattern: str, character: str) -> bool:
    """Is there a match that takes this character? Looking at it is not taking it."""
    return any(_may_take(part, ord(character)) for part in _syntax.parse(pattern))


@dataclass(frozen=True, slots=True)
class _Words:
    """What is known of an expression: all that it can match, or else words it must hold."""

    all: frozenset[str] | None  # None where there are too many to tell
    some: frozenset[str] = frozenset()

    @property
    def needed(self) -> frozenset[str]:
        return _best((self.all or frozenset(), self.some))


_EMPTY = _Words(frozenset({""}))
_UNKNOWN = _Words(None)


def _read(parsed: Iterable[tuple[Any, Any]]) -> _Words:
    """The words of a sequence: neighbours whose words are all known make longer words."""
    found: list[frozenset[str]] = []
    run: frozenset[str] = frozenset({""})
    broken = False
    for operation, argument in parsed:
        reader = _READERS.get(str(operation))
        words = reader(argument) if reader else _UNKNOWN
        joined = None if words.all is None else frozenset(map("".join, product(run, words.all)))
        if joined is not None and len(joined) <= _MOST:
            run = joined
        else:
            found += run, words.needed
            run, broken = words.all or frozenset({""}), True
    return _Words(None, _best([*found, run])) if broken else _Words(run)


def _best(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """The set with the longest anchors, then the rarest, then the fewest; no word may be empty."""
    fit = [words for words in sets if words and "" not in words]
    return max(fit, key=_worth, default=frozenset())


def _worth(words: frozenset[str]) -> tuple[int, tuple[bool, bool], int]:
    found = _anchored(words)
    return (min(map(len, found)), tells(found), -len(found))


def _anchored(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(_anchor, words))


def _anchor(word: str) -> str:
    """Where a number stands beside a word is rarer than any word, and most are than the stock."""
    pairs = _pairs(word)
    rare = (pair for pair in pairs if pair not in _EVERYWHERE)
    return next((pair for pair in pairs if "#" in pair), next(rare, word[:_LENGTH]))


def _pairs(word: str) -> list[str]:
    return [word[at : at + _LENGTH] for at in range(len(word) - _LENGTH + 1)]


_EVERYWHERE = frozenset(chain.from_iterable(map(_pairs, _STOCK)))


def _literal(code: int) -> _Words:
    return _Words(frozenset({chr(code)}))


def _class(items: list[tuple[Any, Any]]) -> _Words:
    if any(str(operation) != "LITERAL" for operation, _ in items):
        return _UNKNOWN
    return _Words(frozenset(chr(code) for _, code in items))


def _group(argument: tuple[Any, int, int, Any]) -> _Words:
    _, flags, _, inner = argument
    return _UNKNOWN if flags else _read(inner)  # (?i:…) matches more than it says


def _branch(argument: tuple[None, list[Any]]) -> _Words:
    read = [_read(branch) for branch in argument[1]]
    needed = [words.needed for words in read]
    known = [words.all for words in read if words.all is not None]
    if len(known) == len(read):
        return _Words(frozenset().union(*known))
    return _Words(None, frozenset().union(*needed) if all(needed) else frozenset())


def _repeat(argument: tuple[int, Any, Any]) -> _Words:
    least, most, repeated = argument
    words = _read(repeated)
    if words.all is not None and most == 1:
        return _Words(words.all | ({""} if not least else frozenset()))
    return _Words(None, words.needed if least else frozenset())


def _nothing(_: Any) -> _Words:
    """Assertions take no characters."""
    return _EMPTY


_READERS: dict[str, Callable[[Any], _Words]] = {
    "LITERAL": _literal,
    "IN": _class,
    "SUBPATTERN": _group,
    "BRANCH": _branch,
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": _repeat,
    "POSSESSIVE_REPEAT": _repeat,
    "AT": _nothing,
    "ASSERT": _nothing,
    "ASSERT_NOT": _nothing,
}


def _may_take(part: tuple[Any, Any], code: int) -> bool:
    operation, argument = str(part[0]), part[1]
    match operation:
        case "LITERAL":
            return bool(argument == code)
        case "IN":
            return _lists(argument, code)
        case "SUBPATTERN" | "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return any(_may_take(inner, code) for inner in argument[-1])
        case "BRANCH":
            return any(_may_take(inner, code) for branch in argument[1] for inner in branch)
    return operation not in ("AT", "ASSERT", "ASSERT_NOT")


def _lists(items: list[tuple[Any, Any]], code: int) -> bool:
    """Does a class hold the character? Signs are neither digits nor parts of words."""
    listed = negated = False
    for operation, argument in items:
        match str(operation):
            case "NEGATE":
                negated = True
            case "LITERAL":
                listed = listed or code == argument
            case "RANGE":
                listed = listed or argument[0] <= code <= argument[1]
            case _ if str(argument) not in _NO_SIGNS or chr(code).isalnum():
                return True
    return listed != negated
