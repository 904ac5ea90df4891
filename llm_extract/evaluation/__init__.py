"""How well do providers read? Labelled reports, outcomes, figures with intervals, gates.

The way: `runs` reads the documents of a suite, `matching` holds each result against its labels,
the members of `metrics` count, `gates` decides, the members of `formats` show.
"""

__all__: list[str] = []
