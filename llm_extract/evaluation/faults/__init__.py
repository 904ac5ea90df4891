"""Is an error in a model's answer caught? Errors planted one at a time in perfect answers."""
