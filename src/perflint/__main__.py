"""`python -m perflint`, and the command `perflint`: one command line, one process."""

import gc
import sys

INTERRUPTED = 130


def run() -> None:
    """Run the process's command line and end it.

    What it makes lives until its end: the collector only costs time, and so does taking all of it apart at the end.
    """
    gc.disable()
    try:
        from perflint.cli import main

        code = main()
    except KeyboardInterrupt:  # From the first import on: a third of a short run is over before anything is read.
        code = INTERRUPTED
    end(code)


def end(code: int) -> None:
    """End the process at once; as usual where somebody looks on (a profiler, a debugger)."""
    monitoring = getattr(sys, "monitoring", None)  # since Python 3.12
    if sys.getprofile() or sys.gettrace() or (monitoring and any(map(monitoring.get_tool, range(6)))):
        gc.freeze()
        sys.exit(code)
    import atexit
    import os
    from contextlib import suppress

    # What others want done at the end is done: coverage is saved, temporary files are taken away.
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # There is none, nobody reads it, it is closed.
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
