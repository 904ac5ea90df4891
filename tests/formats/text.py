"""A report as plain text, its tables as lines of cells, in the encodings that people use."""

from collections.abc import Sequence

from formats.describe import Block

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")


def write(blocks: Sequence[Block], encoding: str = "utf-8") -> bytes:
    return "\n".join(map(_block, blocks)).encode(encoding)


def _block(block: Block) -> str:
    if isinstance(block, str):
        return block
    return "\n".join(" | ".join(box.text for box in line) + " |" for line in block.lines())
