"""Which single change would mend a failed sum: named for whoever looks, never made."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from llm_extract.checks._compare import plain
from llm_extract.schemas.identities import Identity, Strength

Numbers = Mapping[str, Decimal]
Others = Mapping[str, Collection[Decimal]]  # what other places say of the same indicators
_TEN = Decimal(10)
_SHOWN = 3  # changes that a message names


@dataclass(frozen=True, slots=True)
class Change:
    """One operand with the number that would make the sum hold, and how it may have been lost."""

    indicator: str
    now: Decimal
    then: Decimal
    why: str

    def __str__(self) -> str:
        return f"{self.indicator} {plain(self.now)} as {plain(self.then)} ({self.why})"


def told(failed: Identity, numbers: Numbers, others: Others, rules: Iterable[Identity]) -> str:
    """The end of a message: the one change that would mend it, or that several would."""
    found = list(changes(failed, numbers, others, rules))
    if not found:
        return ""
    listed = ", or ".join(map(str, found[:_SHOWN]))
    if len(found) == 1:
        return f"; one change would mend it: {listed}"
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return f"; any one of {len(found)} changes would mend it: {listed}{more}"


def changes(
    failed: Identity, numbers: Numbers, others: Others, rules: Iterable[Identity]
) -> Iterator[Change]:
    """Changes of one number that mend the sum, look like a slip, and break no sum that holds."""
    if failed.relation != "==":
        return
    left, right = _sides(failed, numbers)
    holding = [rule for rule in rules if rule is not failed and _holds(rule, numbers)]
    split = 1 + len(failed.more)
    for place, name in enumerate(failed.operands):
        now = numbers[name]
        then = now + (right - left if place < split else left - right)
        why = "another place says so" if then in others.get(name, ()) else slip(now, then)
        if why and not any(_breaks(rule, numbers, name, then) for rule in holding):
            yield Change(name, now, then, why)


def slip(now: Decimal, then: Decimal) -> str:
    """How one whole number is mistaken for another; "" where it is no slip of reading or typing."""
    if then < 0 or now < 0 or then != then.to_integral_value() or now != now.to_integral_value():
        return ""
    if then == now * _TEN or now == then * _TEN:
        return "a power of ten"
    a, b = str(int(now)), str(int(then))
    if len(a) == len(b) > 1:
        apart = [at for at in range(len(a)) if a[at] != b[at]]
        if len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(a) == sorted(b):
            return "digits swapped"
        return "one digit" if len(apart) == 1 else ""
    long, short = (a, b) if len(a) > len(b) else (b, a)
    dropped = (long[:at] + long[at + 1 :] for at in range(len(long)))
    return "a digit lost or added" if len(short) > 1 and short in dropped else ""


def _breaks(rule: Identity, numbers: Numbers, name: str, then: Decimal) -> bool:
    return name in rule.operands and not _holds(rule, {**numbers, name: then})


def _holds(rule: Identity, numbers: Numbers) -> bool:
    """Is it a strict sum whose numbers are all there, and does it add up?"""
    if rule.relation != "==" or rule.strength is not Strength.STRICT:
        return False
    if rule.zero or any(name not in numbers for name in rule.operands):
        return False
    left, right = _sides(rule, numbers)
    return left == right


def _sides(rule: Identity, numbers: Numbers) -> tuple[Decimal, Decimal]:
    values = [numbers[name] for name in rule.operands]
    split = 1 + len(rule.more)
    return sum(values[:split], Decimal(0)), sum(values[split:], Decimal(rule.constant))
