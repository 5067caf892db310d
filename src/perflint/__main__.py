"""`python -m perflint`, and the command `perflint`: one command line, one process."""

import gc
import sys


def run() -> None:
    """Run the process's command line and end it. What it makes lives until its end: the collector only costs time."""
    gc.disable()
    from perflint.cli import main

    code = main()
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    run()
