"""Speed and memory of the program, measured; `make bench` prints them."""
