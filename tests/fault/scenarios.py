# SPDX-License-Identifier: LGPL-2.1-or-later
"""The runs that fault.py disturbs, and what has to hold after each of them."""

import os
import re
import stat
import subprocess

DATADIR = os.environ.get("VIRTD_SOCKET_DATADIR", "/usr/share/virtd-socket")
PARTS = {
    "start": "loader and libraries",
    "rpm": "rpm's configuration",
    "program": "the program itself",
}
TEMPORARY = re.compile(r"(^|/)\.[^/]+\.[0-9a-f]{8}$")
DIRS = ["--unitdir", "/u/s", "--runstatedir", "/run"]
LISTS = ["--filelist", "list"]


class Wrong(Exception):
    """A run did what it must not do."""


def snapshot(top):
    """Path -> mode and content of everything beneath TOP."""
    found = {}
    for where, dirs, files in os.walk(top):
        for name in dirs + files:
            path = os.path.join(where, name)
            mode = os.lstat(path).st_mode
            data = None
            if stat.S_ISREG(mode):
                with open(path, "rb") as file:
                    data = file.read()
            found[os.path.relpath(path, top)] = (mode, data)
    return found


def put(top, path, text):
    path = os.path.join(top, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def is_file(entry):
    return entry is not None and stat.S_ISREG(entry[0])


class Scenario:
    """One command line, in a directory made like ORIGIN."""

    args = ()
    status = 0
    writes = False
    replaces = False
    start = False          # also faults before the program's own first call
    marker = DATADIR + "/"  # what the program's own first call names
    left_out = set()        # system calls and errors that are not tried
    other_reasons = "(?!)"  # messages that do not name the reason

    def __init__(self):
        self.origin = None
        self.home = None
        self.before = self.after = {}
        self.stdout = b""

    def environment(self):
        return {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": self.home,
                "VIRTD_SOCKET_DATADIR": DATADIR}

    def make(self, program, base):
        self.origin = os.path.join(base, "origin")
        self.home = os.path.join(base, "home")
        os.mkdir(self.origin)
        os.mkdir(self.home)
        self.prepare(program, self.origin)
        self.before = snapshot(self.origin)

    def prepare(self, program, top):
        """Make what the command finds in the directory TOP."""

    def run(self, program, top, *args):
        subprocess.run([program, *args], cwd=top, check=True,
                       env=self.environment(), stdout=subprocess.DEVNULL)

    def show(self, state):
        """How STATE is neither what was there nor what should be."""
        return " ".join(
            f"{path}:" + ("extra" if path not in self.after else
                          "missing" if path not in state else "other")
            for path in sorted(state.keys() | self.after.keys())
            if state.get(path) != self.after.get(path))

    def check_whole(self, state):
        """Every file that counts is the complete old or new one."""
        for path in state.keys() | self.before.keys() | self.after.keys():
            have = state.get(path)
            if TEMPORARY.search(path) or \
                    have in (self.before.get(path), self.after.get(path)):
                continue
            if have is None or is_file(have) or path not in self.after:
                raise Wrong(f"{path} is neither old nor new")

    def check_killed(self, state):
        self.check_whole(state)

    def check_stopped(self, state):
        """STATE after SIGTERM; returns the kind of outcome."""
        if state == self.before:
            return "stopped, all as before"
        if state == self.after:
            return "stopped, all new"
        raise Wrong("a signal, but the files are " + self.show(state))

    def check_failed(self, state, call):
        """STATE after CALL failed; returns the kind of outcome."""
        if state == self.before:
            return "error, all as before"
        temporary = [path for path in state if TEMPORARY.search(path)]
        if temporary:
            raise Wrong("temporary files: " + " ".join(temporary))
        self.check_whole(state)
        # the lines "Wrote:" come last
        if state == self.after and call == "write":
            return "error, all new"
        # some old versions are gone already
        if self.replaces and call == "unlinkat":
            return "error, old and new files"
        raise Wrong("an error, but the files are " + self.show(state))

    def check_next(self, state):
        """STATE after the run that came after one that was killed."""
        for path in [path for path in state if TEMPORARY.search(path)]:
            del state[path]
        if state != self.after:
            raise Wrong("after the next run: " + self.show(state))


class New(Scenario):
    """A trio into an empty build root, with the lists."""

    args = ["install", "-v", "--buildroot", "root", *DIRS, *LISTS, "qemu"]
    writes = True
    start = True

    def prepare(self, program, top):
        os.mkdir(os.path.join(top, "root"))


class Macros(New):
    """Directories come from rpm's macros."""

    args = ["install", "--buildroot", "root", "qemu"]
    start = False


class Force(Scenario):
    """Old files that differ, one that does not, lists with other lines."""

    args = ["install", "-v", "--force", "--buildroot", "root", *DIRS, *LISTS,
            "log", "qemu"]
    writes = True
    replaces = True

    def prepare(self, program, top):
        put(top, "root/other", "x")
        self.run(program, top, "install", "--buildroot", "root", *DIRS,
                 *LISTS, "log")
        for name in ["virtqemud.socket", "virtqemud-ro.socket"]:
            put(top, f"root/u/s/{name}", "[Unit]\nDescription=old\n" * 50)
        with open(os.path.join(top, "list"), "a", encoding="ascii") as file:
            file.write("%doc a-line-of-the-package-itself\n" * 500)


class Same(Force):
    """Everything is there already."""

    def prepare(self, program, top):
        super().prepare(program, top)
        self.run(program, top, *self.args)


class Expand(Scenario):
    """Two directories of templates, a catalogue, an extra."""

    args = ["expand", "--runstatedir", "/run", "--templates", "src",
            "--catalog", "catalog", "--sysconfdir", "/etc", "-s", "mine"]

    def prepare(self, program, top):
        put(top, "catalog", "[mine]\nName=Mine\nSockets=main ro\n")
        put(top, "src/mine/mine.socket.in", "[Unit]\nDescription=@name@\n")
        put(top, "real/mine.service.in", "[Unit]\nA=@sysconfdir@\n")
        put(top, "real/mine.service.extra.in", "[Unit]\nB=1\n")
        # is_directory() has to ask where a link leads
        os.symlink("../real", os.path.join(top, "src/linked"))


class Units(Expand):
    args = ["units", "--catalog", "catalog", "mine", "qemu"]


class Tree(Scenario):
    """A tree with findings in every directory that is read."""

    args = ["verify", "tree"]
    status = 1
    marker = ', "tree", '

    def prepare(self, program, top):
        units = "usr/lib/systemd/system"
        os.mkdir(os.path.join(top, "tree"))
        self.run(program, top, "install", "--buildroot", "tree", "--unitdir",
                 "/" + units, "--runstatedir", "/run", "qemu", "libvirtd",
                 "log")
        os.unlink(os.path.join(top, "tree", units, "virtlogd-admin.socket"))
        wants = "tree/etc/systemd/system/sockets.target.wants"
        os.makedirs(os.path.join(top, wants))
        for name in ["virtqemud.socket", "libvirtd.socket", "virtlogd.socket"]:
            os.symlink(f"/{units}/{name}", os.path.join(top, wants, name))
        put(top, "tree/usr/lib/systemd/stray.socket", "[Socket]\n")
        os.symlink("usr/lib", os.path.join(top, "tree/lib"))
        os.symlink("/dev/null", os.path.join(
            top, "tree/etc/systemd/system/virtqemud-ro.socket"))


class Deb(Tree):
    args = ["verify", "x.deb"]
    marker = ', "x.deb", '
    # strace does not close: the pipe to dpkg-deb would stay open
    left_out = {"close"}

    def prepare(self, program, top):
        super().prepare(program, top)
        put(top, "tree/DEBIAN/control",
            "Package: x\nVersion: 1\nArchitecture: all\n"
            "Maintainer: x <x@example.org>\nDescription: x\n")
        put(top, "tree/DEBIAN/postinst",
            "#!/bin/sh\nsystemctl restart virtqemud.socket\n")
        os.chmod(os.path.join(top, "tree/DEBIAN/postinst"), 0o755)
        subprocess.run(["dpkg-deb", "--root-owner-group", "-b", "tree",
                        "x.deb"], cwd=top, check=True,
                       stdout=subprocess.DEVNULL)


class Rpm(Tree):
    args = ["verify", "x.rpm"]
    marker = ', "x.rpm", '
    # Fread() of rpm 4.18 never ends where gzread() says EINTR
    left_out = {"EINTR"}
    # librpm does not say more
    other_reasons = "read (returned )?-1|payload is damaged"

    def prepare(self, program, top):
        super().prepare(program, top)
        put(top, "x.spec",
            "Name: x\nVersion: 1\nRelease: 1\nSummary: x\nLicense: MIT\n"
            "BuildArch: noarch\n%description\nx\n%install\n"
            f"cp -a {top}/tree/. %{{buildroot}}\n"
            "%post\nsystemctl restart virtqemud.socket\n%files\n/*\n")
        subprocess.run(["rpmbuild", "-bb", "--quiet", "-D",
                        f"_topdir {self.home}/rpm", "x.spec"], cwd=top,
                       check=True, capture_output=True,
                       env=self.environment())
        os.rename(f"{self.home}/rpm/RPMS/noarch/x-1-1.noarch.rpm",
                  os.path.join(top, "x.rpm"))


ALL = {c.__name__.lower(): c for c in
       (New, Macros, Force, Same, Expand, Units, Tree, Deb, Rpm)}
