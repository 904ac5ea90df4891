"""Is an error in a model's answer caught? Errors planted one at a time in perfect answers."""

from llm_extract.evaluation.faults.bench import run
from llm_extract.evaluation.faults.showing import page, shown, stored

__all__ = ["page", "run", "shown", "stored"]
