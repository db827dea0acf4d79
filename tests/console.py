#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Follow a Markdown file literally: run its console blocks, compare output.

usage: console.py [--root COMMAND] [--user COMMAND] [--skip REGEX]
                  [--instead REGEX COMMAND] [--used COMMAND] FILE

A line that starts with "# " is run by root, one with "$ " by a user: bash runs
it in the current directory, after the words of COMMAND, where given. Lines that
follow are what it must print; a line "…" stands for any lines, and where none
follow, all output will do. Each command must have exit status 0. Commands that
REGEX is found in are left out, or COMMAND is run instead, which is said. The seconds that each took are said,
too, and the megabytes by which the number that --used prints, of KiB, has grown.
"""
import argparse
import re
import shlex
import subprocess
import sys
import time


def blocks(lines):
    """The lines of the blocks in the language console, with their numbers."""
    block = None
    for number, line in enumerate(lines, 1):
        if line.startswith("```"):
            if block is not None:
                yield block
            block = [] if line == "```console" else None
        elif block is not None:
            block.append((number, line))


def steps(block):
    """(line number, prompt, command, expected lines) of each command."""
    found = []
    more = False
    for number, line in block:
        if more:
            found[-1][2] += "\n" + line
        elif line[:2] in ("# ", "$ "):
            found.append([number, line[0], line[2:], []])
        elif not found:
            sys.exit(f"console.py: line {number}: \"{line}\": no command "
                     "stands before this output")
        else:
            found[-1][3].append(line)
            continue
        more = line.endswith("\\")
    return found


def matches(expected, printed):
    """Whether the lines are as expected."""
    pattern = "".join("(?:.*\n)*" if line == "…" else re.escape(line) + "\n"
                      for line in expected)
    return re.fullmatch(pattern, "".join(p + "\n" for p in printed)) is not None


def used(command):
    """The KiB that COMMAND says; 0 without one."""
    return int(subprocess.run(command, stdout=subprocess.PIPE,
                              check=True).stdout.split()[-1]) if command else 0


def follow(step, name, prefix, measure):
    """Run one command; whether it did what the text says."""
    number, prompt, command, expected = step
    before = used(measure)
    start = time.monotonic()
    run = subprocess.run(prefix[prompt] + ["bash", "-c", command],
                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, text=True, errors="replace",
                         check=False)
    printed = run.stdout.splitlines()
    good = run.returncode == 0 and (not expected or matches(expected, printed))
    cost = f"{time.monotonic() - start:.0f} s"
    if measure:
        cost += f", {(used(measure) - before) / 1024:.0f} MB"
    print(f"{'ok' if good else 'not ok'}: {name}:{number}: {prompt} {command}"
          f"  [{cost}]")
    if not good:
        print(f"exit status {run.returncode}, printed:", *printed, sep="\n")
        if expected:
            print("expected:", *expected, sep="\n")
    sys.stdout.flush()
    return good


def main():
    """Follow the file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default="")
    parser.add_argument("--user", default="")
    parser.add_argument("--skip")
    parser.add_argument("--instead", nargs=2, metavar=("REGEX", "COMMAND"))
    parser.add_argument("--used", default="")
    parser.add_argument("file")
    args = parser.parse_args()
    prefix = {"#": shlex.split(args.root), "$": shlex.split(args.user)}
    with open(args.file, encoding="utf-8") as file:
        lines = file.read().splitlines()
    good = True
    n = 0
    for block in blocks(lines):
        for step in steps(block):
            if args.skip and re.search(args.skip, f"{step[1]} {step[2]}"):
                print(f"left out: {args.file}:{step[0]}: {step[1]} {step[2]}")
                continue
            if args.instead and re.search(args.instead[0], step[2]):
                print(f"instead of {step[2]}:")
                step[2:] = args.instead[1], []
            n += 1
            good = follow(step, args.file, prefix,
                          shlex.split(args.used)) and good
    if n == 0:
        sys.exit(f"console.py: {args.file} has no command to run")
    sys.exit(not good)


main()
