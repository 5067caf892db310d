"""Rules of installed packages: entry points of the group `perflint.rules`, loaded one by one when they are asked for.

An entry point names a module or package; the rules registered in it are the plugin's. A plugin that cannot be loaded is
told of, and the rest goes on. Nothing that lies beside the data is loaded: the current folder is not looked at.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import EntryPoint

from perflint.interface import listed, say
from perflint.record import NamedTuple
from perflint.rule import Catalogue, Rule, family_of, registered_in
from perflint.spelling import hint

GROUP = "perflint.rules"


class Plugin(NamedTuple):
    """A plugin as it was loaded: its rules, or why it has none."""

    name: str
    rules: tuple[Rule, ...] = ()
    error: str | None = None

    def told(self) -> str:
        """That it is not used, and why."""
        return say("plugin-broken", name=self.name, error=self.error)


class UnknownPlugin(Exception):
    """No installed package has an entry point of that name; `known` are all there are."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name)
        self.name = name
        self.known = tuple(known)

    def hint(self) -> str:
        """The end of a sentence: the nearest that is installed, else all of them."""
        return hint(self.name, self.known) or say("plugin-known", known=listed(self.known) or "—")


class Gathered(NamedTuple):
    """A catalogue with the rules of plugins, and the plugins that have none for it."""

    catalogue: Catalogue
    broken: tuple[Plugin, ...]


def gather(known: Catalogue, names: Iterable[str]) -> Gathered:
    """`known` and the rules of the plugins. One whose code or name is taken counts as broken. Raises UnknownPlugin."""
    broken: list[Plugin] = []
    for plugin in map(load, dict.fromkeys(names)):
        error = plugin.error or _clash(known, plugin)
        if error is None:
            known = known.extended(plugin.rules)
        else:
            broken.append(plugin._replace(error=error))
    return Gathered(known, tuple(broken))


@cache
def load(name: str) -> Plugin:
    """The plugin of that name, loaded once. Raises UnknownPlugin."""
    with _installed_only():
        points = _entry_points()
        if name not in points:
            raise UnknownPlugin(name, points)
        try:
            points[name].load()
        except (Exception, SystemExit) as error:
            return Plugin(name, error=f"{type(error).__name__}: {error}")
    rules = registered_in(points[name].module)
    if not rules:
        return Plugin(name, error=say("plugin-empty"))
    return Plugin(name, tuple(rule.brought_by(name) for rule in rules))


def _clash(known: Catalogue, plugin: Plugin) -> str | None:
    """Why the rules cannot stand beside the known ones. One letter is for perflint's own families."""
    names = {rule.name for rule in known.rules.values()}
    for rule in plugin.rules:
        if len(family_of(rule.code)) < 2:
            return say("plugin-code", code=rule.code)
        if rule.code in known.rules or rule.name in names:
            return say("plugin-taken", rule=f"{rule.code} {rule.name}")
    return None


def _entry_points() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=GROUP)}


@contextmanager
def _installed_only() -> Iterator[None]:
    """Without the current folder on the path, where `python -m perflint` puts it: data and configuration lie there."""
    here = os.path.realpath(os.getcwd())
    before = sys.path[:]
    sys.path[:] = [folder for folder in before if folder and os.path.realpath(folder) != here]
    try:
        yield
    finally:
        sys.path[:] = before
