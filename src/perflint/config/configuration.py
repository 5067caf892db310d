"""The configuration of a run: for the run itself what holds in the folder that its paths share, for each file what
holds where the file stands. A run that finds no file and sets no key imports nothing for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from perflint.config import lookup
from perflint.config.settings import BY_KEY, FIXES

if TYPE_CHECKING:
    from perflint.config.effective import Effective
    from perflint.linter import Options


class Bare:
    """No file: what the options of the command line say, and the defaults."""

    def __init__(self, given: Mapping[str, Any], fixes: Mapping[str, str]) -> None:
        self._given = given
        self._fixes = fixes
        self._options: Options | None = None

    def value(self, key: str) -> Any:
        return self._given.get(key, BY_KEY[key].default)

    def options(self, path: str | None = None) -> Options:
        if self._options is None:
            from perflint.linter import Options
            from perflint.rule import Selection

            choosing = Selection(*(tuple(self._given.get(key, ())) for key in ("select", "extend-select", "ignore")))
            self._options = Options(
                year=self.value("year"),
                policy=self.value("policy"),
                fixes=self._fixes,
                layers=(choosing,),
            )
        return self._options

    def excludes(self, path: str) -> bool:
        return False

    def notices(self) -> list[str]:
        return []


class Configuration:
    """What is set for a run on `paths`.

    `given` is what options of the command line set, by key. `words` are the values of `--config`: `KEY=VALUE`, or the
    path of a file that takes the place of all that would be found. `isolated`: no file is looked for. Raises
    ConfigError; so do the methods, for a file that is found on the way.
    """

    def __init__(
        self, given: Mapping[str, Any], words: Iterable[str] = (), *, paths: Sequence[str] = (), isolated: bool = False
    ) -> None:
        self._fixes = given.get(FIXES, {})
        self._given = {key: value for key, value in given.items() if key != FIXES}
        self._set = tuple(word for word in words if "=" in word)
        self._named = next((os.path.abspath(word) for word in words if "=" not in word), None)
        self._isolated = isolated
        self._known: dict[str | None, Bare | Effective] = {}
        self._by_folder: dict[str, Bare | Effective] = {}
        self._by_path: dict[str, Options] = {}
        self.file = self._file_for(lookup.start(paths))
        self.main = self._of(self.file)

    def value(self, key: str) -> Any:
        """What holds for the run."""
        return self.main.value(key)

    def options(self) -> Options:
        """The options of the run itself."""
        return self.main.options()

    def options_of(self, path: str) -> Options:
        """The options of a file."""
        found = self._by_path.get(path)
        if found is None:
            found = self._by_path[path] = self.at(path).options(path)
        return found

    def excludes(self, path: str) -> bool:
        """Whether a file or folder is left out."""
        return self.at(path).excludes(path)

    def notices(self) -> list[str]:
        """What is no error and yet not as it looks: patterns of `exclude` that mean nothing that is there."""
        return self.main.notices()

    def at(self, path: str) -> Bare | Effective:
        """What holds where a file stands."""
        folder = os.path.dirname(path)
        found = self._by_folder.get(folder)
        if found is None:
            found = self._by_folder[folder] = self._of(self._file_for(lookup.folder_of(path)))
        return found

    def whole(self) -> Effective:
        """What holds for the run, with the origin of every value, even where there is no file."""
        from perflint.config import effective

        if isinstance(self.main, effective.Effective):
            return self.main
        return effective.Effective([], [effective.of_options(self._given, os.getcwd())])

    @property
    def shown_file(self) -> str | None:
        """The configuration file of the run as people like to read it."""
        from perflint.config.layers import shown

        return shown(self.file) if self.file else None

    def _file_for(self, folder: str) -> str | None:
        if self._isolated or self._named:
            return self._named
        return lookup.nearest(folder)

    def _of(self, file: str | None) -> Bare | Effective:
        if file not in self._known:
            self._known[file] = self._read(file)
        return self._known[file]

    def _read(self, file: str | None) -> Bare | Effective:
        if file is None and not self._set and not self._given.get("plugins"):
            return Bare(self._given, self._fixes)
        from perflint.config import effective, layers

        commands, wrong = layers.of_options(self._set)
        files, more = layers.of_file(file) if file else ([], [])
        given = effective.of_options(self._given, os.getcwd())
        return effective.Effective(files, (commands, given), (*wrong, *more), self._fixes)
