#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""mutate.py [OPTION...]: change one line of plugin/, see whether a test fails.

  --seed N     what picks the changes (1)
  --count N    how many changes (60), spread over all rooms
  --room ROOM  only this one; can be given more than once
  --file FILE  only this one, such as files/output.c; likewise
  --suite NAME run these (unit, command, verify, fault, rpm); likewise
  --jobs N     how many at a time (2)
  --allow N    exit 1 if more than these survive (6)
  --list       only print the changes

The changes: a comparison or a condition is turned round, a constant is one more
or less, "and" becomes "or", a statement is dropped, another value is returned.
What only gives memory or descriptors back is left alone: no test sees that but
those of the sanitizers; so is the difference between descriptors 0 and -1. Each job has a copy of the tree beneath build/mutation,
a file system of its own that is read-only but for that, and runs the test files
of unit, command, verify, fault and rpm one after the other, those of the room
first, until one fails that does not fail without the change. Prints a table.
"""

import argparse
import concurrent.futures
import glob
import os
import queue
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
WORK = TOP + "/build/mutation"
CACHE = os.environ.get("VIRTD_TEST_CACHE",
                       os.path.expanduser("~/.cache/virtd-socket-tests"))
SUITES = ["unit", "command", "verify", "fault", "rpm"]
# test files that have most to do with a room come first
FIRST = {
    "main": ["command/common"], "verbs": ["command/"],
    "request": ["command/"], "base": ["unit/", "command/common"],
    "files": ["unit/test_output", "command/install", "command/lists",
              "fault/system"],
    "units": ["unit/", "command/expand", "command/files", "command/names"],
    "scriptlets": ["unit/test_scriptlet", "command/scriptlets"],
    "migrate": ["command/migrate"], "spec": ["unit/", "command/migrate"],
    "shell": ["unit/", "verify/"], "rules": ["unit/", "verify/"],
    "index": ["verify/"], "graph": ["command/graph"], "packages": ["verify/"],
}
# 0 is no descriptor of a file that a test lets be opened
DESCRIPTOR = re.compile(r"fd (<= 0|< 1|> 0|>= 1)\b")
LEAKS = re.compile(r"\b(\w*free|\w*Free|f?close|closedir|tdestroy)\w*\(")
CODE = r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|/\*.*?\*/'


def code_lines(path):
    """Yield number and text of the lines inside functions, less comments."""
    inside = comment = False
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            text = line.rstrip("\n")
            if comment or text.lstrip().startswith("/*"):
                comment = "*/" not in text
                continue
            if text == "{":
                inside = True
            elif text.startswith("}"):
                inside = False
            elif inside and not text.startswith("#") and text.strip():
                yield number, text


def outside_strings(pattern, text):
    """Matches of PATTERN that are neither in a string nor in a comment."""
    blank = re.sub(CODE, lambda m: "\1" * len(m.group()), text)
    return re.finditer(pattern, blank)


def swap(text, match, new):
    return text[:match.start()] + new + text[match.end():]


def operators(text):
    table = {" == ": [" != "], " != ": [" == "], " < ": [" <= ", " >= "],
             " > ": [" >= ", " <= "], " <= ": [" < "], " >= ": [" > "],
             " && ": [" || "], " || ": [" && "], " + ": [" - "],
             " - ": [" + "]}
    for match in outside_strings("|".join(map(re.escape, table)), text):
        for new in table[match.group()]:
            yield swap(text, match, new)


def constants(text):
    for match in outside_strings(r"(?<![\w.\"])\d+(?![\w.x])", text):
        value = int(match.group())
        yield swap(text, match, str(value + 1))
        if value > 0:
            yield swap(text, match, str(value - 1))


def conditions(text):
    match = re.fullmatch(r"(\s*(?:\} else )?if )\((.*)\)( \{)?", text)
    if match and match.group(2).count("(") == match.group(2).count(")"):
        yield f"{match.group(1)}(!({match.group(2)})){match.group(3) or ''}"


def statements(text):
    # an assignment or a call on one line, no declaration
    if re.fullmatch(r"\t+[\w>.*\[\]()-]+(?: [-+|&]?= .*|\(.*\)|\+\+|--);",
                    text) and not LEAKS.search(text):
        yield re.match(r"\t+", text).group() + ";"


def returns(text):
    for old, new in [("true", "false"), ("false", "true"), ("-1", "0")]:
        if text.strip() == f"return {old};":
            yield text.replace(old, new)


def changes_of(path):
    """All changes of a file: (number, old line, new line)."""
    found = set()
    for number, text in code_lines(path):
        for kind in (operators, constants, conditions, statements, returns):
            found |= {(number, text, new) for new in kind(text)
                      if not DESCRIPTOR.search(new)}
    return sorted(found)


def pick(args):
    """Changes in the order in which they are tried, spread over the rooms."""
    rng = random.Random(args.seed)
    rooms = {}
    for path in sorted(glob.glob(TOP + "/plugin/**/*.c", recursive=True)):
        name = os.path.relpath(path, TOP + "/plugin")
        room = os.path.dirname(name) or "main"
        if (args.room and room not in args.room) or \
                (args.file and name not in args.file):
            continue
        changes = [(name, *change) for change in changes_of(path)]
        rng.shuffle(changes)
        rooms.setdefault(room, []).append(changes)
    # each room in turn, in a room each file in turn
    lists = []
    for files in rooms.values():
        rng.shuffle(files)
        turn = [change for row in zip_all(files) for change in row]
        lists.append(turn)
    rng.shuffle(lists)
    return [change for row in zip_all(lists) for change in row]


def zip_all(lists):
    for i in range(max(map(len, lists), default=0)):
        yield [row[i] for row in lists if i < len(row)]


class Tree:
    """A copy of the tree, in which one change at a time is tried."""

    def __init__(self, number, suites):
        self.top = f"{WORK}/{number}"
        self.suites = suites
        shutil.rmtree(self.top, ignore_errors=True)
        os.makedirs(self.top)
        files = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, check=True,
                               stdout=subprocess.PIPE).stdout
        for name in filter(None, files.decode().split("\0")):
            target = f"{self.top}/{name}"
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if os.path.lexists(f"{TOP}/{name}"):
                shutil.copy2(f"{TOP}/{name}", target, follow_symlinks=False)

    def build(self):
        return self.run(["make", "-s", "all", *self.unit_tests()], 600)[0] == 0

    def unit_tests(self):
        return ["build/tests/unit/" + os.path.basename(path)[:-2] for path
                in sorted(glob.glob(self.top + "/tests/unit/test_*.c"))]

    def files(self):
        """All test files, those of the suites in their order."""
        for suite in self.suites:
            yield from (self.unit_tests() if suite == "unit" else sorted(
                os.path.relpath(path, self.top) for path
                in glob.glob(f"{self.top}/tests/{suite}/*.bats")))

    def run(self, argv, seconds):
        """Exit status, or None where it takes too long, and the output."""
        inner = argv
        if os.geteuid() == 0:
            os.makedirs(CACHE, exist_ok=True)
            inner = ["unshare", "-m", "sh", "-ec",
                     'for d in "$1" "$2"; do mount --bind "$d" "$d"; done; '
                     "mount -o remount,bind,ro /; mount -t tmpfs tmp /tmp; mount -t tmpfs tmp /var/tmp; "
                     'cd "$1"; shift 2; exec "$@"', "sh", self.top, CACHE,
                     *argv]
        process = subprocess.Popen(
            inner, cwd=self.top, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            start_new_session=True, env={
                **os.environ, "CMOCKA_MESSAGE_OUTPUT": "TAP",
                "VIRTD_FUZZ": "", "VIRTD_TEST_JOBS": "1"})
        try:
            out, _ = process.communicate(timeout=seconds)
            return process.returncode, out.decode(errors="replace")
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None, ""

    def test(self, path, seconds=3600):
        """Names of the tests of PATH that fail; None where it hangs."""
        argv = ["bats", "--tap", path] if path.endswith(".bats") else [path]
        status, out = self.run(argv, seconds)
        if status is None:
            return None
        failed = set(re.findall(r"^not ok \d+ (?:- )?(.*)$", out, re.M))
        if status != 0 and not failed:
            failed.add("it died")
        return failed


def limit():
    """A changed program shall not eat the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 30, 2 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def baseline(tree):
    """What fails without a change, and how long each file takes."""
    if not tree.build():
        sys.exit("mutate.py: it does not build")
    known = {}
    for path in tree.files():
        start = time.monotonic()
        failed = tree.test(path)
        known[path] = failed, time.monotonic() - start
        if failed:
            print(f"{path} fails already: " + "; ".join(sorted(failed)),
                  file=sys.stderr)
    return known


def order(known, room):
    """Test files, those of the room first, then the quick ones."""
    first = FIRST.get(room, [])

    def key(path):
        hits = [i for i, part in enumerate(first) if part in path]
        return (min(hits, default=len(first)), known[path][1])
    return sorted(known, key=key)


def judge(tree, known, change):
    """How CHANGE was found; None if it cannot be built, "" if it survived."""
    name, number, old, new = change
    path = f"{tree.top}/plugin/{name}"
    with open(path, encoding="utf-8") as file:
        before = file.read()
    lines = before.split("\n")
    assert lines[number - 1] == old
    lines[number - 1] = new
    try:
        write(path, "\n".join(lines))
        if not tree.build():
            return None
        for test in order(known, os.path.dirname(name) or "main"):
            failed = tree.test(test, known[test][1] * 5 + 60)
            if failed is None:
                return f"{test}: it hangs"
            if failed - known[test][0]:
                return f"{test}: {min(failed - known[test][0])}"
        return ""
    finally:
        write(path, before)


def write(path, text):
    """With a time that make cannot take for that of what it built."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    now = time.time() + 1
    os.utime(path, (now, now))


def show(change):
    name, number, old, new = change
    return f"| {name}:{number} | `{cell(old)}` | `{cell(new)}`"


def cell(text):
    return text.strip().replace("|", "\\|")


def try_all(args, changes):
    """Try changes until COUNT of them could be built; (change, result)."""
    trees = queue.Queue()
    made = [Tree(i, args.suite or SUITES) for i in range(args.jobs)]
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        builds = [pool.submit(tree.build) for tree in made[1:]]
        known = baseline(made[0])
        for build in builds:
            build.result()
        for tree in made:
            trees.put(tree)

        def one(change):
            tree = trees.get()
            try:
                return change, judge(tree, known, change)
            finally:
                trees.put(tree)

        results, waiting, rest = [], set(), iter(changes)
        while True:
            while len(results) + len(waiting) < args.count:
                change = next(rest, None)
                if change is None:
                    break
                waiting.add(pool.submit(one, change))
            if not waiting:
                return results
            done, waiting = concurrent.futures.wait(
                waiting,
                return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                change, result = future.result()
                if result is None:
                    continue
                results.append((change, result))
                print(f"{len(results)}/{args.count} {show(change)} | "
                      f"{result or 'SURVIVED'}", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(
        usage=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--room", action="append")
    parser.add_argument("--file", action="append")
    parser.add_argument("--suite", action="append", choices=SUITES)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--allow", type=int, default=6)
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    changes = pick(args)
    if args.list:
        for change in changes[:args.count]:
            print(show(change) + " |")
        return
    limit()
    results = sorted(try_all(args, changes))
    survivors = sum(result == "" for _, result in results)
    print(f"Seed {args.seed}: {len(results)} changes, {survivors} survived.\n")
    print("| line | was | became | found by |\n|---|---|---|---|")
    for change, result in results:
        print(f"{show(change)} | {result or '**nothing**'} |")
    sys.exit(survivors > args.allow)


main()
