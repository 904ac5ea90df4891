"""langextract at its best settings for this work; `bench/README.md` states and explains them."""

import resource
from time import perf_counter, process_time
from typing import Any

from bench.peers._loop import Json, serve

_LEAST: Json = {
    "text": "全县主动公开政府信息12条。",
    "statements": [
        {
            "indicator": "disclosure.total",
            "state": "reported",
            "number": "12",
            "unit": "条",
            "quote": "主动公开政府信息12条",
        }
    ],
}
CHUNK = 6000  # characters, as many as this program asks about at once


def run(task: Json) -> Json:
    """Extract from every text; one exception is the end of all, as it is in the library."""
    import langextract as lx
    from langextract.core.tokenizer import UnicodeTokenizer

    documents = [
        lx.data.Document(text=text, document_id=str(at)) for at, text in enumerate(task["texts"])
    ]
    wall, cpu = perf_counter(), process_time()
    code, message, found = 0, "", []
    try:
        found = lx.extract(
            documents,
            prompt_description=task["description"],
            examples=[_example(lx, each) for each in task.get("examples") or [_LEAST]],
            model=_model(task),
            max_char_buffer=CHUNK,
            batch_length=max(task["in_flight"], len(documents)),
            max_workers=task["in_flight"],
            extraction_passes=task.get("passes", 1),
            use_schema_constraints=False,
            prompt_validation_level=lx.prompt_validation.PromptValidationLevel.OFF,
            show_progress=False,
            tokenizer=UnicodeTokenizer(),
        )
    except Exception as error:
        code, message = 1, f"{type(error).__name__}: {error}"
    wall, cpu = perf_counter() - wall, process_time() - cpu
    return {
        "wall": wall,
        "cpu": cpu,
        "quotes": [e.extraction_text for each in found for e in each.extractions or ()],
        "found": [[_shape(e) for e in each.extractions or ()] for each in found],
        "code": code,
        "message": message,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def align(task: Json) -> Json:
    """Where the library finds quotes of a text, all of them in one answer."""
    import langextract as lx
    from langextract import resolver
    from langextract.core.tokenizer import UnicodeTokenizer

    tokenizer = UnicodeTokenizer()
    places, begun = [], process_time()
    for case in task["cases"]:
        aligner = resolver.WordAligner()
        given = [
            lx.data.Extraction(extraction_class="said", extraction_text=quote)
            for quote in case["quotes"]
        ]
        groups = aligner.align_extractions([given], case["text"], tokenizer_impl=tokenizer)
        found = [_place(e) for group in groups for e in group]
        places.append(found)
    return {"cpu": process_time() - begun, "places": places}


def _model(task: Json) -> Any:
    from langextract.providers.openai import OpenAILanguageModel

    return OpenAILanguageModel(
        model_id="langextract", api_key="none", base_url=task["url"], max_workers=task["in_flight"]
    )


def _example(lx: Any, example: Json) -> Any:
    """A text and what is in it; the library demands at least one."""
    said = [
        lx.data.Extraction(
            extraction_class=each["indicator"],
            extraction_text=each["quote"],
            attributes={name: each[name] for name in ("state", "number", "unit")},
        )
        for each in example["statements"]
    ]
    return lx.data.ExampleData(text=example["text"], extractions=said)


def _shape(extraction: Any) -> Json:
    return {
        "indicator": extraction.extraction_class,
        "quote": extraction.extraction_text,
        "place": _place(extraction),
        **(extraction.attributes or {}),
    }


def _place(extraction: Any) -> list[int] | None:
    interval = extraction.char_interval
    if interval is None or interval.start_pos is None:
        return None
    return [interval.start_pos, interval.end_pos]


if __name__ == "__main__":
    serve({"run": run, "align": align})
