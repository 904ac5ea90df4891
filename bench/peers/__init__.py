"""The same work by this program, by langextract and by a bare openai loop: `make bench-peers`."""
