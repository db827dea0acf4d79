#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# typed.py TEXT SHELL...: type TEXT into an interactive shell on a terminal, and
# print what it wrote. In TEXT "\t" is TAB. The shell says READY> when it waits.
import os
import pty
import sys

text = sys.argv[1].replace("\\t", "\t")
pid, fd = pty.fork()
if pid == 0:
    os.environ["TERM"] = "dumb"
    os.execvp(sys.argv[2], sys.argv[2:])

seen = b""


def read_until(word):
    """Read until WORD comes, or the shell ends."""
    global seen
    start = len(seen)
    while word not in seen[start:]:
        try:
            data = os.read(fd, 65536)
        except OSError:
            data = b""
        if not data:
            sys.exit("the shell ended: " + seen.decode(errors="replace"))
        seen += data


read_until(b"READY>")
os.write(fd, text.encode())
# the rest of the line goes to a function that prints it as words
os.write(fd, b"\r")
read_until(b"<END>")
os.write(fd, b"\x15exit\r")
while True:
    try:
        data = os.read(fd, 65536)
    except OSError:
        break
    if not data:
        break
os.waitpid(pid, 0)
sys.stdout.write(seen.decode(errors="replace").replace("\r", ""))
