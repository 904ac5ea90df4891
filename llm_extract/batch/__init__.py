"""Many documents: extracted in one process or many, finished ones on disk at once, runs continued.

`orders` are what is to be done, `engines` do it, `outcomes` come back; `keeping` puts them where a
killed run leaves them, `planning` tells what is left to do.
"""

__all__: list[str] = []
