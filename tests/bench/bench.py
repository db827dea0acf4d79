#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""bench.py BUILDDIR DIR: print how fast the helper and the macros are, as
ratios to what packages do without them. Both sides run in turn; the figures
are medians. hyperfine runs one side behind the other, which a busy machine
favours or not."""
import os
import shutil
import statistics
import subprocess
import sys
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD, DIR = (os.path.abspath(a) for a in sys.argv[1:3])
HELPER = BUILD + "/virtd-socket"
UNITDIR = "/usr/lib/systemd/system"
ROOTS = [DIR + "/ours", DIR + "/theirs"]


def run(argv):
    """Run ARGV without output; return the seconds that it took."""
    start = time.perf_counter()
    pid = os.posix_spawnp(argv[0], argv, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
    if os.waitpid(pid, 0)[1] != 0:
        sys.exit("bench: failed: " + " ".join(argv[:6]))
    return time.perf_counter() - start


def compare(what, target, ours, theirs, rounds, prepare=lambda: None):
    """Print the ratio of the times of OURS to those of THEIRS."""
    times = [[], []]
    for i in range(-1, rounds):  # the first one warms up
        for side, argv in enumerate((ours, theirs)):
            prepare()
            seconds = run(argv)
            if i >= 0:
                times[side].append(seconds * 1000)
    a, b = (statistics.median(t) for t in times)
    verdict = "ok" if a / b <= target else "MISSED"
    print(f"{what:<44} {a:9.1f} {b:9.1f} {a / b:6.2f} {target:7.2f}  {verdict}",
          flush=True)


def empty_roots():
    for root in ROOTS:
        shutil.rmtree(root, ignore_errors=True)
        os.makedirs(root + UNITDIR)
    os.sync()  # what was removed is not the next one's burden


def output(*argv):
    return subprocess.run(argv, check=True, stdout=subprocess.PIPE,
                          universal_newlines=True).stdout


def catalogue():
    """Yield driver, service and kinds; vz is not packaged for most machines."""
    for line in output(HELPER, "list").splitlines()[1:]:
        driver, service, kinds, mode, prefix = line.split()[:5]
        name = " ".join(line.split()[6:])
        if driver != "vz":
            yield driver, service, kinds.split(","), mode, prefix, name


def sed_loop(daemons):
    """What a spec does without the helper: one sed for each unit."""
    lines = ["set -e"]
    for _, service, kinds, mode, prefix, name in daemons:
        for kind in kinds:
            end = ".socket" if kind == "main" else f"-{kind}.socket"
            own = f"{TOP}/plugin/data/templates/{service}{end}.in"
            shared = f"{TOP}/plugin/data/templates/virtd{end}.in"
            lines.append(
                f"sed -e 's|@name@|{name}|' -e 's|@service@|{service}|'"
                f" -e 's|@sockprefix@|{prefix}|' -e 's|@sockmode@|{mode}|'"
                f" -e 's|@runstatedir@|/run|'"
                f" '{own if os.path.exists(own) else shared}'"
                f" >'{ROOTS[1]}{UNITDIR}/{service}{end}'")
    script = DIR + "/loop.sh"
    with open(script, "w") as file:
        file.write("\n".join(lines) + "\n")
    return ["sh", script]


def install(*names):
    """What %virtd_socket runs."""
    return [HELPER, "install", "--buildroot", ROOTS[0], "--unitdir", UNITDIR,
            "--runstatedir", "/run", "--sbindir", "/usr/sbin",
            "--sysconfdir", "/etc", "--initconfdir", "/etc/sysconfig",
            "--libexecdir", "/usr/libexec", "--localstatedir", "/var", *names]


def bench_seds(what, target, daemons):
    n = sum(len(d[2]) for d in daemons)
    ours = install(*[d[0] for d in daemons])
    theirs = sed_loop(daemons)
    compare(f"{what}, {n} sockets: install / {n} sed", target, ours, theirs, 60,
            empty_roots)
    if len(daemons) == 1:
        run(ours)
        subprocess.run(["diff", "-r", *ROOTS], check=True)


def many(n):
    return install("-k", "main,ro,admin", "--description", "one of many",
                   *[f"d{i}" for i in range(n)])


def bench_writer(daemons):
    empty_roots()
    run(many(daemons))
    unit = f"{ROOTS[0]}{UNITDIR}/d{daemons - 1}-ro.socket"
    writer = [BUILD + "/bench-writer", str(3 * daemons),
              str(os.path.getsize(unit)), ROOTS[1] + UNITDIR]
    compare(f"{daemons} daemons: install / write and rename", 1.5,
            many(daemons), writer, 5, empty_roots)


def bench_spec():
    """libvirt.spec with our macros and as it is."""
    what = "libvirt.spec with / without our macros"
    if not os.path.exists(TOP + "/packaging/examples/libvirt.spec.patch"):
        return skip(what, "no packaging/examples/libvirt.spec.patch")
    fetch = subprocess.run([TOP + "/tests/fetch-orig.sh", "libvirt", "trixie"],
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           universal_newlines=True)
    if fetch.returncode != 0:
        return skip(what, fetch.stderr.strip())
    for side in ("ours", "theirs"):
        os.makedirs(f"{DIR}/spec-{side}", exist_ok=True)
        with open(f"{DIR}/spec-{side}/libvirt.spec.in", "w") as file:
            file.write(output("tar", "-xOf", fetch.stdout.strip(),
                              "--wildcards", "*/libvirt.spec.in"))
    run(["patch", "-s", "-d", DIR + "/spec-ours", "-p0", "-i",
         TOP + "/packaging/examples/libvirt.spec.patch"])
    for side in ("ours", "theirs"):
        with open(f"{DIR}/spec-{side}/libvirt.spec.in") as file:
            text = file.read().replace("@VERSION@", "11.3.0")
        with open(f"{DIR}/spec-{side}/libvirt.spec", "w") as file:
            file.write(text)
    os.environ["HOME"] = DIR
    with open(DIR + "/.rpmmacros", "w") as file, \
            open(BUILD + "/macros.virtd-socket") as macros:
        file.write(macros.read())
        file.write(f"%__virtd_socket {HELPER}\n"
                   f"%__virtd_socket_datadir {BUILD}\n")
    compare(what, 1.15,
            ["rpmspec", "-P", "-D", "fedora 42", DIR + "/spec-ours/libvirt.spec"],
            ["rpmspec", "-P", "-D", "fedora 42", DIR + "/spec-theirs/libvirt.spec"],
            30)


def bench_verify():
    """One RPM of a trio, as rpm itself reads it."""
    what = "one RPM: verify / rpm -qp --scripts --list"
    if not shutil.which("rpmbuild"):
        return skip(what, "no rpmbuild")
    with open(DIR + "/trio.spec", "w") as file:
        file.write("Name: trio\nVersion: 1\nRelease: 1\nSummary: x\n"
                   "License: MIT\nBuildArch: noarch\n%description\nx\n"
                   "%install\ncp -a " + ROOTS[0] + "/. %{buildroot}\n"
                   "%post\n[ $1 -gt 1 ] || systemctl preset virtqemud.socket\n"
                   "%preun\n[ $1 -gt 0 ] || systemctl disable virtqemud.socket\n"
                   "%files\n/*\n")
    empty_roots()
    run(install("qemu"))
    with open(f"{ROOTS[0]}{UNITDIR}/virtqemud.service", "w") as file:
        file.write("[Service]\nExecStart=/bin/true\n")
    run(["rpmbuild", "-bb", "--quiet", "-D", "_topdir " + DIR + "/rpm",
         DIR + "/trio.spec"])
    rpm = DIR + "/rpm/RPMS/noarch/trio-1-1.noarch.rpm"
    compare(what, 0.5, [HELPER, "verify", "--quiet", rpm],
            ["rpm", "-qp", "--scripts", "--list", rpm], 60)
    shutil.rmtree(DIR + "/rpm")


def bench_migrate():
    """Ten times as many subpackages take ten times as long."""
    specs = []
    for n in (10000, 1000):
        specs.append(f"{DIR}/many{n}.spec")
        with open(specs[-1], "w") as file:
            file.write("Name: x\n%install\nmake install\n")
            for i in range(n):
                file.write(f"%pre p{i}\n%libvirt_systemd_noaction_pre"
                           f" s{i}.service\n%posttrans p{i}\n"
                           f"%libvirt_systemd_posttrans s{i}.service\n"
                           f"%preun p{i}\n%libvirt_systemd_preun"
                           f" s{i}.service\n"
                           f"%files p{i}\n%{{_unitdir}}/s{i}.service\n")
    compare("migrate: 10000 subpackages / 1000", 13,
            *([HELPER, "migrate", spec] for spec in specs), 5)


def skip(what, why):
    print(f"{what:<44} skipped: {why}", flush=True)


def peak_memory(argv):
    """In KiB, by GNU time: a child of ours would inherit our own peak."""
    if not shutil.which("time"):
        return "no GNU time"
    report = DIR + "/peak"
    subprocess.run(["time", "-o", report, "-f", "%M", *argv], check=True)
    with open(report) as file:
        return file.read().strip()


def bench_memory():
    print(f"\n{'daemons':>10} {'files':>7} {'ms':>9} {'KiB':>7}")
    for n in (1, 15, 1000, 10000):
        times = []
        for _ in range(3):
            empty_roots()
            times.append(run(many(n)))
        empty_roots()
        print(f"{n:10} {3 * n:7} {statistics.median(times) * 1000:9.1f}"
              f" {peak_memory(many(n)):>7}", flush=True)


def main():
    os.environ["VIRTD_SOCKET_DATADIR"] = TOP + "/plugin/data"
    os.environ["LC_ALL"] = "C"
    os.makedirs(DIR, exist_ok=True)
    daemons = list(catalogue())
    print(f"{'':44} {'ms':>9} {'ms':>9} {'ratio':>6} {'target':>7}")
    bench_seds("one daemon", 0.6, [d for d in daemons if d[0] == "qemu"])
    bench_seds(f"{len(daemons)} daemons", 0.12, daemons)
    bench_spec()
    bench_verify()
    bench_migrate()
    bench_writer(10000)
    bench_memory()
    for root in ROOTS:
        shutil.rmtree(root)


main()
