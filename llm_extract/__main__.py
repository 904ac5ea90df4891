"""`python -m llm_extract` is `llm-extract`."""

from llm_extract.cli import main

if __name__ == "__main__":
    main()
