"""A worker: one JSON task a line comes in, one JSON answer a line goes out; nothing but stdlib."""

import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from typing import Any

Json = dict[str, Any]


def serve(tasks: Mapping[str, Callable[[Json], Json]]) -> None:
    """Answer tasks until the input ends; what the libraries print goes to standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        task = json.loads(line)
        try:
            answer = tasks[task["task"]](task)
        except Exception as error:
            traceback.print_exc()
            answer = {"error": f"{type(error).__name__}: {error}"}
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()
