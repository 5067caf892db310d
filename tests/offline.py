"""Runs perflint so that it ends with 99 as soon as it asks for the network or starts a program: `offline.py WORDS…`."""

import os
import sys

FORBIDDEN = ("socket.", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "urllib.", "http.")


def watch(event: str, _: object) -> None:
    if event.startswith(FORBIDDEN):
        os.write(2, f"asked for {event}\n".encode())
        os._exit(99)


sys.addaudithook(watch)
if sys.argv[1] == "--exec":
    exec(sys.argv[2])  # to see that the watch sees
else:
    sys.argv[0] = "perflint"
    from perflint.__main__ import run

    run()
