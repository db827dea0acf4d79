#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""bench.py BUILDDIR DIR...: print how fast the helper and the macros are, as
ratios to what packages do without them. Files are written in each DIR. Both
sides run in turn; the figures are medians. hyperfine runs one side behind the
other, which a busy machine favours or not. In memory, where nothing waits, they
are of processor time."""
import configparser
import os
import shutil
import statistics
import subprocess
import sys
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD, *DIRS = (os.path.abspath(a) for a in sys.argv[1:])
HELPER = BUILD + "/virtd-socket"
UNITDIR = "/usr/lib/systemd/system"
DIR = DIRS[0]
ROOTS = []
IN_MEMORY = False


def run(argv):
    """Run ARGV without output; return the seconds that it took, in memory
    those of a processor."""
    start = time.perf_counter()
    pid = os.posix_spawnp(argv[0], argv, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit("bench: failed: " + " ".join(argv[:6]))
    if IN_MEMORY:
        return usage.ru_utime + usage.ru_stime
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
    if not IN_MEMORY:
        os.sync()  # what was removed is not the next one's burden


def output(*argv):
    return subprocess.run(argv, check=True, stdout=subprocess.PIPE,
                          universal_newlines=True).stdout


def use(path):
    """Write beneath PATH from now on."""
    global DIR, IN_MEMORY
    DIR = path
    ROOTS[:] = [DIR + "/ours", DIR + "/theirs"]
    os.makedirs(DIR, exist_ok=True)
    IN_MEMORY = file_system(DIR) == "tmpfs"


def file_system(path):
    """The type of the file system of PATH."""
    return output("stat", "-f", "-c", "%T", path).strip()


def catalogue():
    """Yield driver, service and kinds; vz is not packaged for most machines."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(TOP + "/plugin/data/catalog")
    for service in sorted(parser.sections()):
        keys = parser[service]
        if service != "virtvzd":
            yield (service, service,
                   keys.get("Sockets", "main ro admin").split(),
                   keys["SocketMode"], keys.get("SockPrefix", service),
                   keys["Name"])


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


def bench_writer(daemons, target):
    empty_roots()
    run(many(daemons))
    unit = f"{ROOTS[0]}{UNITDIR}/d{daemons - 1}-ro.socket"
    writer = [BUILD + "/bench-writer", str(3 * daemons),
              str(os.path.getsize(unit)), ROOTS[1] + UNITDIR]
    compare(f"{daemons} daemons: install / write and rename", target,
            many(daemons), writer, 9 if IN_MEMORY else 3,
            empty_roots)


def growth(what, small, large, factor):
    """Print how much longer LARGE takes than SMALL, which is FACTOR smaller."""
    compare(f"{what}: {factor} times as many / once", factor * 1.3, large,
            small, 5)


def bench_growth():
    """Time grows like the input, or less."""
    sizes = 1000, 8000
    empty_roots()
    trees, specs, lists = [], [], []
    for n in sizes:
        trees.append(f"{DIR}/tree{n}")
        os.makedirs(trees[-1])
        run([HELPER, "install", "--buildroot", trees[-1], "--unitdir", UNITDIR,
             "--description", "x", *[f"d{i}" for i in range(n)]])
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
        lists.append([HELPER, "install", "--buildroot", ROOTS[0], "--unitdir",
                      "/u", "--filelist", DIR + "/list", "--description", "x",
                      *[f"e{i}" for i in range(n)]])
    many_daemons = DIR + "/catalog"
    with open(many_daemons, "w") as file:
        for i in range(sizes[1]):
            file.write(f"[d{i}]\nName=x\n")
    factor = sizes[1] // sizes[0]
    verify = [HELPER, "verify", "--catalog", many_daemons, "--disable",
              "service-missing"]
    growth("verify, daemons", [*verify, trees[0]], [*verify, trees[1]], factor)
    growth("migrate, packages", *([HELPER, "migrate", "--quiet", spec]
                                  for spec in specs), factor)
    growth("install --filelist again, daemons", *lists, factor)
    for path in trees:
        shutil.rmtree(path)


def our_macros(*paths):
    """What ~/.rpmmacros has to say for these macro files to work."""
    text = ""
    for path in paths:
        with open(path) as macros:
            # their modules, where they are in the tree
            text += macros.read().replace(
                "require(", "(function(name) package.path = "
                f"'{TOP}/macros/lua/?.lua' return require(name) end)(")
    return (text + f"%__virtd_socket {HELPER}\n"
            f"%__virtd_socket_datadir {BUILD}\n")


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
    with open(DIR + "/.rpmmacros", "w") as file:
        file.write(our_macros(BUILD + "/macros.virtd-socket"))
    ours, theirs = (["rpmspec", "-P", "-D", "fedora 42",
                     f"{DIR}/spec-{side}/libvirt.spec"]
                    for side in ("ours", "theirs"))
    parsed = subprocess.run(ours, stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, universal_newlines=True)
    if parsed.returncode != 0:
        return skip(what, parsed.stderr.strip())
    compare(what, 1.15, ours, theirs, 30)


def bench_attr():
    """A package of others' units, with the machine's file attributes and with
    ours beside them."""
    what = "500 foreign units: rpmbuild with / without attr"
    if not shutil.which("rpmbuild"):
        return skip(what, "no rpmbuild")
    attrs = output("rpm", "--eval", "%{_fileattrsdir}").strip()
    units = DIR + "/units" + UNITDIR
    os.makedirs(units)
    for i in range(250):
        with open(f"{units}/foreign{i}.service", "w") as file:
            file.write("[Unit]\nDescription=Foreign\nAfter=network.target\n"
                       f"Requires=foreign{i}.socket virtlogd.socket\n"
                       "[Service]\nType=notify\n"
                       f"ExecStart=/usr/sbin/foreign{i} --no-fork\n"
                       "Restart=on-failure\n[Install]\n"
                       f"WantedBy=multi-user.target\nAlso=foreign{i}.socket\n")
        with open(f"{units}/foreign{i}.socket", "w") as file:
            file.write("[Unit]\nDescription=Foreign\n[Socket]\n"
                       f"ListenStream=/run/foreign{i}\nSocketMode=0600\n"
                       "[Install]\nWantedBy=sockets.target\n")
    with open(DIR + "/foreign.spec", "w") as file:
        file.write("Name: foreign\nVersion: 1\nRelease: 1\nSummary: x\n"
                   "License: MIT\nBuildArch: noarch\n%description\nx\n"
                   f"%install\ncp -a {DIR}/units/. %{{buildroot}}\n"
                   "%files\n/*\n")
    sides = []
    for side in ("ours", "theirs"):
        home = f"{DIR}/home-{side}"
        shutil.copytree(attrs, home + "/attrs",
                        ignore=shutil.ignore_patterns("virtd_socket.attr"))
        with open(home + "/.rpmmacros", "w") as file:
            file.write(f"%_fileattrsdir {home}/attrs\n%_topdir {home}/rpm\n")
            if side == "ours":
                attr = TOP + "/macros/virtd_socket.attr"
                shutil.copy(attr, home + "/attrs")
                file.write(our_macros(BUILD + "/macros.virtd-socket", attr))
        sides.append(["env", "HOME=" + home, "rpmbuild", "-bb", "--quiet",
                      DIR + "/foreign.spec"])
    compare(what, 1.1, *sides, 9)
    for side, there in (("ours", True), ("theirs", False)):
        requires = output("rpm", "-qp", "--requires",
                          f"{DIR}/home-{side}/rpm/RPMS/noarch/"
                          "foreign-1-1.noarch.rpm")
        if ("virtd-socket(virtlogd)" in requires) != there:
            sys.exit(f"bench: dependencies of {side}: {requires}")
    for path in ("units", "home-ours", "home-theirs"):
        shutil.rmtree(f"{DIR}/{path}")


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
    for n in (1, 15, 1000, 10000, 40000):
        times = []
        for _ in range(3):
            empty_roots()
            times.append(run(many(n)))
        empty_roots()
        print(f"{n:10} {3 * n:7} {statistics.median(times) * 1000:9.1f}"
              f" {peak_memory(many(n)):>7}", flush=True)


def bench_files(daemons, target):
    """What writes files, beneath DIR."""
    print(f"\n{'on ' + file_system(DIR):44} {'ms':>9} {'ms':>9} {'ratio':>6}"
          f" {'target':>7}", flush=True)
    bench_seds("one daemon", 0.6, [d for d in daemons if d[0] == "virtqemud"])
    bench_seds(f"{len(daemons)} daemons", 0.12, daemons)
    bench_writer(10000, target)


def main():
    os.environ["VIRTD_SOCKET_DATADIR"] = TOP + "/plugin/data"
    os.environ["LC_ALL"] = "C"
    daemons = list(catalogue())
    for path in DIRS:
        use(path)
        bench_files(daemons, 1.3 if IN_MEMORY else 1.5)
        shutil.rmtree(DIR)
    use(DIRS[-1])
    print()
    bench_spec()
    bench_attr()
    bench_verify()
    bench_growth()
    bench_memory()
    for root in ROOTS:
        shutil.rmtree(root)


main()
