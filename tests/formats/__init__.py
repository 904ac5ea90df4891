"""One description of a report, and a writer of it for every file format."""
