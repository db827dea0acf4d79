#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Make one system call of a run fail, or kill the run there, for each call.

fault.py [--all] PROGRAM SCENARIO...

strace(1) lists the system calls of a run and then injects one fault for each
run: every error on every call with --all, else one of the errors in turn; and
SIGKILL and SIGTERM, or one of them in turn, on every call of a run that writes.
What a run did has to be right, see Scenario in scenarios.py. Prints counts as TAP diagnostics; exits 1 if a run
was wrong.
"""

import collections
import concurrent.futures
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

import scenarios
from scenarios import Wrong

ERRORS = ["ENOSPC", "EIO", "EACCES", "EINTR", "EMFILE"]
# what makes the program take another way
MORE_ERRORS = {
    "renameat2": ["EINVAL", "EEXIST"],
    "openat2": ["ENOSYS", "EPERM", "EAGAIN"],
    "getrandom": ["ENOSYS"],
    "mkdirat": ["EEXIST"],
}
SIGNALS = ["KILL", "TERM"]
MEMORY = {"mmap", "munmap", "mprotect", "mremap", "madvise"}
# these do not fail, or their failure says nothing of the program
LEFT_OUT = {"execve", "exit_group", "exit", "arch_prctl", "rt_sigreturn",
            "set_tid_address", "set_robust_list", "rseq", "prlimit64",
            # the kernel has no such errors: glibc crashes
            "brk", "futex", "uname"}
CONFIGURATION = re.compile(r"/lib/rpm|/etc/rpm|/\.rpmmacros|/\.rpmrc"
                           r"|\.config/rpm|/proc/sys/crypto|/etc/gcrypt")

Call = collections.namedtuple("Call", "name number part")
Fault = collections.namedtuple("Fault", "call kind")


def strace(scenario, program, cwd, options):
    """Run the program of SCENARIO under strace; also returns the trace."""
    with tempfile.NamedTemporaryFile("r", errors="replace") as log:
        run = subprocess.run(
            ["strace", "-o", log.name, *options, program, *scenario.args],
            cwd=cwd, env=scenario.environment(), stdin=subprocess.DEVNULL,
            capture_output=True, check=False)
        return run, log.read()


def list_calls(scenario, program, cwd):
    """All system calls of an undisturbed run."""
    run, trace = strace(scenario, program, cwd, ["-y"])
    if run.returncode != scenario.status:
        raise Wrong(f"without a fault: exit status {run.returncode}: "
                    + run.stderr.decode())
    count = collections.Counter()
    calls, started = [], False
    for line in trace.splitlines():
        name = re.match(r"(\w+)\(", line)
        if name is None:
            continue
        name = name.group(1)
        count[name] += 1
        started = started or scenario.marker in line
        part = "start" if not started else (
            "rpm" if CONFIGURATION.search(line) else "program")
        if name not in LEFT_OUT | scenario.left_out:
            calls.append(Call(name, count[name], part))
    return run, calls


def faults_of(calls, scenario, everything):
    """What to try. Deterministic: the Nth call gets the Nth error."""
    for i, call in enumerate(calls):
        if call.part == "start" and not (everything and scenario.start):
            continue
        errors = [kind for kind in ERRORS if kind not in scenario.left_out]
        if call.name in MEMORY:
            errors = ["ENOMEM"]
        if not everything:
            errors = [errors[i % len(errors)]]
        for kind in errors + MORE_ERRORS.get(call.name, []):
            yield Fault(call, kind)
        if scenario.writes and call.part != "start":
            for kind in SIGNALS if everything else [SIGNALS[i % 2]]:
                yield Fault(call, kind)


def inject(fault, scenario, program, cwd):
    how = "signal" if fault.kind in SIGNALS else "error"
    call = fault.call
    run, trace = strace(scenario, program, cwd, [
        "-e", f"trace={call.name}",
        "-e", f"inject={call.name}:{how}={fault.kind}"
              f":when={call.number}"])
    # a killed process has no end of its call in the trace
    if "(INJECTED)" not in trace and fault.kind not in SIGNALS:
        raise Wrong("the call was not reached")
    return run


def judge(fault, run, scenario, state):
    """The kind of outcome of RUN, which left STATE; raises Wrong."""
    if fault.kind in SIGNALS:
        if run.returncode != -signal.Signals["SIG" + fault.kind]:
            raise Wrong(f"exit status {run.returncode} instead of the signal")
    if fault.kind == "KILL":
        scenario.check_killed(state)
        return "killed"
    if fault.kind == "TERM":
        return scenario.check_stopped(state)
    text = run.stderr.decode(errors="replace")
    reason = os.strerror(getattr(errno, fault.kind))
    failed = re.search(r"^error: .", text, re.M)
    if run.returncode == 0 or (run.returncode == scenario.status
                               and not failed):
        if re.search(f"^warning: .*{reason}$", text, re.M):
            return "warning"
        if run.stdout != scenario.stdout:
            raise Wrong("other output: " + run.stdout.decode())
        if state != scenario.after:
            raise Wrong("success, but the files are " + scenario.show(state))
        return "no harm"
    if fault.call.part == "start":
        # the dynamic loader says what it likes
        if state != scenario.before:
            raise Wrong("the files are " + scenario.show(state))
        return "did not start"
    if re.match("FATAL: .* libgcrypt", text) and state == scenario.before:
        return "libgcrypt aborts"
    if run.returncode != 1:
        raise Wrong(f"exit status {run.returncode}: {text}")
    if not failed:
        raise Wrong("no message: " + text)
    if fault.call.part == "program" and reason not in text and \
            fault.kind not in MORE_ERRORS.get(fault.call.name, []) and \
            not re.search(scenario.other_reasons, text):
        raise Wrong("a message without the reason: " + text)
    return scenario.check_failed(state, fault.call.name)


def try_fault(fault, scenario, program, base):
    cwd = tempfile.mkdtemp(dir=base)
    try:
        shutil.copytree(scenario.origin, cwd, dirs_exist_ok=True,
                        symlinks=True)
        run = inject(fault, scenario, program, cwd)
        outcome = judge(fault, run, scenario, scenarios.snapshot(cwd))
        if fault.kind == "KILL":
            again = subprocess.run(
                [program, *scenario.args], cwd=cwd, check=False,
                env=scenario.environment(), capture_output=True)
            if again.returncode != 0:
                raise Wrong("the next run: " + again.stderr.decode())
            scenario.check_next(scenarios.snapshot(cwd))
        return outcome
    except Wrong as wrong:
        return f"WRONG: {wrong}"
    finally:
        shutil.rmtree(cwd)


def run_scenario(name, scenario, program, base, everything):
    """Try all faults; prints what came out and returns whether it is right."""
    scenario.make(program, base)
    cwd = os.path.join(base, "clean")
    shutil.copytree(scenario.origin, cwd, symlinks=True)
    run, calls = list_calls(scenario, program, cwd)
    scenario.stdout = run.stdout
    scenario.after = scenarios.snapshot(cwd)
    faults = list(faults_of(calls, scenario, everything))
    wrong, counts = [], collections.defaultdict(collections.Counter)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for fault, outcome in zip(faults, pool.map(
                lambda f: try_fault(f, scenario, program, base), faults)):
            if outcome.startswith("WRONG"):
                wrong.append(f"{fault.call.name} {fault.call.number} "
                             f"({fault.call.part}) {fault.kind}: {outcome}")
                outcome = "wrong"
            counts[fault.call.part][outcome] += 1
    for part, outcomes in sorted(counts.items()):
        print(f"# {name}, {scenarios.PARTS[part]}: "
              f"{sum(outcomes.values())} faults: "
              + ", ".join(f"{n} {what}" for what, n
                          in sorted(outcomes.items())))
    for line in wrong:
        print(f"{name}: {line}")
    return not wrong and bool(faults)


def main():
    args = sys.argv[1:]
    everything = "--all" in args
    args = [arg for arg in args if arg != "--all"]
    if len(args) < 2:
        sys.exit(__doc__)
    program = os.path.realpath(args[0])
    ok = True
    for name in args[1:]:
        with tempfile.TemporaryDirectory() as base:
            try:
                ok &= run_scenario(name, scenarios.ALL[name](), program, base,
                                   everything)
            except Wrong as wrong:
                print(f"{name}: {wrong}")
                ok = False
    sys.exit(not ok)


if __name__ == "__main__":
    main()
