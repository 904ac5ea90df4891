"""A way through a page of any depth without recursion, and what its tags mean."""

from collections.abc import Callable, Iterator
from typing import Any

# Any: selectolax nodes have no public protocol, and only the html reader may import it.
Node = Any


def words(blank_separated: str) -> frozenset[str]:
    """A set of names, written as one line of them."""
    return frozenset(blank_separated.split())


SILENT = words(
    "script style noscript template iframe object embed svg head select input button textarea "
    "option map audio video canvas link meta title -comment rp rt"
)
BLOCKS = words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p "
    "pre section summary table tbody td tfoot th thead tr ul"
)


def walk(root: Node, descend: Callable[[Node], bool]) -> Iterator[tuple[Node, bool]]:
    """Every node twice, True on entering and False on leaving; in and below `root`."""
    node, end = root, root.mem_id
    while True:
        yield node, True
        child = node.child if descend(node) else None
        if child is not None:
            node = child
            continue
        yield node, False
        while node.mem_id != end and node.next is None:
            node = node.parent
            yield node, False
        if node.mem_id == end:
            return
        node = node.next
