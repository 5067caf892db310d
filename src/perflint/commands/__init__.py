"""The subcommands, one module each, imported when asked for.

A module has `arguments()`, what may stand on its command line, and `run(namespace)`, which returns the exit code.
"""

COMMANDS = ("check", "baseline", "completion", "convert", "files", "init", "man", "parse", "rule", "schema", "settings")
