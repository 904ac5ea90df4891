"""A model of random weights as a GGUF file: it knows the characters of the protocol, no more.

Whatever it says under a grammar is valid and invented. One direction of the embedding is constant,
and the output rows of closing marks lean on it, so that it comes to an end.
"""

from pathlib import Path
from typing import Any

SIZE, HEADS, INNER, CONTEXT = 64, 4, 128, 32768
BYTES = 256
CLOSING = {'"': 0.55, "}": 0.6, "]": 0.5, ",": 0.35, "</s>": 0.6, "\n": -1.5, "\u2581": -1.0}
WORDS = "的一是在不了有和人这中大为上年来用到作地于出分会可主动公开政府信息依申请条件数量本全未收费"
TEMPLATE = "{% for m in messages %}<|{{ m.role }}|>\n{{ m.content }}\n{% endfor %}<|assistant|>\n"
NORMAL, UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6


def vocabulary() -> tuple[list[str], list[int]]:
    """Special pieces, every byte, ASCII, and some Chinese characters, with their types."""
    plain = [chr(code) for code in range(33, 127)] + ["\u2581", "\n", *dict.fromkeys(WORDS)]
    pieces = ["<unk>", "<s>", "</s>", *(f"<0x{code:02X}>" for code in range(BYTES)), *plain]
    types = [UNKNOWN, CONTROL, CONTROL, *[BYTE] * BYTES, *[NORMAL] * len(plain)]
    return pieces, types


def write(path: Path) -> None:
    """Write the model; the same weights each time."""
    import gguf

    writer = gguf.GGUFWriter(str(path), "llama")
    pieces, types = vocabulary()
    _describe(writer, pieces, types)
    _weigh(writer, pieces)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _describe(writer: Any, pieces: list[str], types: list[int]) -> None:
    writer.add_name("random")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(SIZE)
    writer.add_block_count(1)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(SIZE // HEADS)
    writer.add_vocab_size(len(pieces))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(pieces)
    writer.add_token_scores([-float(i) for i in range(len(pieces))])
    writer.add_token_types(types)
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_bos_token(True)
    writer.add_chat_template(TEMPLATE)


def _weigh(writer: Any, pieces: list[str]) -> None:
    import numpy as np

    random = np.random.default_rng(0)

    def noise(*shape: int) -> Any:
        return random.normal(0, 0.05, shape).astype(np.float32)

    embedding, output = noise(len(pieces), SIZE), noise(len(pieces), SIZE)
    embedding[:, 0] = 1.0
    for piece, lean in CLOSING.items():
        output[pieces.index(piece), 0] = lean
    # Random bytes are no UTF-8, which the server answers with a 500.
    output[: 3 + BYTES, 0] = np.where(np.arange(3 + BYTES) == 2, CLOSING["</s>"], -6.0)
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output.weight", output)
    writer.add_tensor("output_norm.weight", np.ones(SIZE, np.float32))
    for norm in ("attn_norm", "ffn_norm"):
        writer.add_tensor(f"blk.0.{norm}.weight", np.ones(SIZE, np.float32))
    for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
        writer.add_tensor(f"blk.0.{part}.weight", noise(SIZE, SIZE))
    for part, shape in (("gate", (INNER, SIZE)), ("up", (INNER, SIZE)), ("down", (SIZE, INNER))):
        writer.add_tensor(f"blk.0.ffn_{part}.weight", noise(*shape))
