"""What perflint itself says to people, one module a language: `TEXTS`, templates with named fields by key."""
