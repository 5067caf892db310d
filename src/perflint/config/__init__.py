"""Configuration: `perflint.toml` or `[tool.perflint]`, what it may say, and what holds for a file in the end.

`lookup` finds the file and is all that a run without one imports; `toml` reads it with places; `settings` is the one
table of what may be set; `layers` reads and checks a file and what it extends; `effective` puts layers together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perflint.config.toml import Complaint


class ConfigError(Exception):
    """A configuration that cannot be followed; `complaints` are all that is wrong in it, each with its place."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__(*map(str, self.complaints))
