"""An example of a perflint plugin; the rules are in `rules`."""
