#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""mixtures.py FIRST LAST [OPTION...]: write the same kind of package in mixtures of
habits, one spec file for each number, migrate it, and compare what rpm makes of both,
called with the options.

Number N is always the same mixture. In what "rpmspec -P" prints, %files must
have the same units, and scriptlets each unit once: what is gone, or new, needs a
warning; so does everything that is left. A second migrate must find nothing.

Runs in the current directory with rpm's configuration in $HOME, where
%systemd_post and the like are macros that print fake_systemd_post and their
arguments. VIRTD_SOCKET is the program. Prints what is wrong, and a summary.
"""

import collections
import os
import random
import re
import subprocess
import sys

DAEMONS = {
    "qemu": ("virtqemud", ["", "-ro", "-admin"]),
    "network": ("virtnetworkd", ["", "-ro", "-admin"]),
    "log": ("virtlogd", ["", "-admin"]),
    "lock": ("virtlockd", ["", "-admin"]),
    "proxy": ("virtproxyd", ["", "-ro", "-admin", "-tcp", "-tls"]),
    "storage": ("virtstoraged", ["", "-ro", "-admin"]),
}
WORLDS = [[], ["-D", "with_extra 1"], ["-D", "suse_version 1600"]]


class Mixture:
    """One spec file."""

    def __init__(self, number):
        self.random = random.Random(number)
        self.head = ["Name: foo", "Version: 1", "Release: 1", "Summary: x",
                     "License: x", "BuildArch: noarch",
                     "BuildRequires: systemd-rpm-macros"]
        self.macros = []
        self.build = []
        self.install = ["make install"]
        self.scripts = []
        self.files = []
        self.scheme = self.pick(["systemd"] * 5 + ["suse", "both", "both",
                                                   "wrapped", "libvirt"])
        self.late = self.chance(8)
        self.define_schemes()

    def chance(self, one_in):
        return self.random.randrange(one_in) == 0

    def pick(self, choices):
        return self.random.choice(choices)

    def define_schemes(self):
        """The macros that the spec has around those of systemd."""
        if self.scheme == "wrapped":
            self.macros += [
                "# For daemons with only UNIX sockets",
                "%define own_post() %systemd_post %1.socket %1-ro.socket"
                " %1-admin.socket %1.service",
                "%define own_preun() %systemd_preun %1.service %1-ro.socket"
                " %1-admin.socket %1.socket",
                "%define own_postun() \\",
                "  %systemd_postun_with_restart %1.service \\",
                "  %{nil}", ""]
        if self.scheme == "libvirt":
            for name in ("restart_pre", "posttrans", "preun"):
                self.macros.append("%%define libvirt_systemd_%s() "
                                   "fake_libvirt_%s %%{?*}" % (name, name))
            for name, call in (("pre", "restart_pre"),
                               ("posttrans", "posttrans"),
                               ("preun", "preun")):
                self.macros.append(
                    "%%define libvirt_systemd_unix_%s() %%libvirt_systemd_%s "
                    "%%1.service %%1.socket %%1-ro.socket %%1-admin.socket"
                    % (name, call))
            self.macros.append("")

    def units(self, names, service, kinds):
        """The units of a daemon as a list of words, in some notation."""
        sockets = [service + kind + ".socket" for kind in kinds]
        notation = self.pick(["words", "words", "braces", "list", "name",
                              "mixed"])
        if notation == "braces" and len(kinds) > 1:
            sockets = ["%s{%s}.socket" % (service, ",".join(kinds))]
        elif notation == "list":
            name = "units_" + service
            if name not in names:
                names.add(name)
                self.macros.append("%%global %s %s" % (name,
                                                      " ".join(sockets)))
            elif self.macros.count("%%global %s %s"
                                   % (name, " ".join(sockets))) == 0:
                return sockets
            sockets = ["%{" + name + "}"]
        elif notation == "name":
            name = "name_" + service
            if name not in names:
                names.add(name)
                self.macros.append("%%define %s %s" % (name, service))
            sockets = [s.replace(service, "%{" + name + "}") for s in sockets]
        elif notation == "mixed":
            self.random.shuffle(sockets)
        return sockets

    def call(self, macro, words):
        """Lines that call MACRO with WORDS, maybe with units of others."""
        words = list(words)
        if self.chance(6):
            words.insert(self.random.randrange(len(words) + 1), "foo.service")
        if self.chance(40):
            words.append(self.pick(["%{unknown_units}", "%{?more}.timer"]))
        if self.chance(8):
            return ["%%{%s %s}" % (macro, " ".join(words))]
        if self.chance(8) and len(words) > 1:
            return ["%%%s %s" % (macro, word) for word in words]
        indent = self.pick(["", "", "  ", "\t"])
        end = self.pick(["", "", "", " || :", " "])
        return [indent + "%" + macro + " " + " ".join(words) + end]

    def body(self, macro, words):
        """A call with what stands around it."""
        lines = self.call(macro, words)
        if self.chance(5):
            lines.insert(0, "# treat the units")
        if self.chance(20):
            lines = ["%if 0%{?with_extra}"] + lines + ["%endif"]
        if self.chance(60):
            lines = ["if [ -e /run/x ]; then"] + lines + ["fi"]
        return lines

    def both(self, systemd, suse):
        return (["%if 0%{?suse_version}"] + suse + ["%else"] + systemd
                + ["%endif"])

    def sections(self, names, service, kinds):
        """What each section has for one daemon: section -> lines."""
        sections = collections.OrderedDict()
        first = self.units(names, service, kinds)
        restart = self.random.randrange(5)
        owned = [service + ".service"]
        post = self.pick([owned, owned, []])
        if self.scheme == "libvirt":
            for section in ("pre", "posttrans", "preun"):
                sections[section] = ["%%libvirt_systemd_unix_%s %s"
                                     % (section, service)]
            return sections
        if self.scheme == "wrapped" and kinds == ["", "-ro", "-admin"]:
            for section in ("post", "preun", "postun"):
                sections[section] = ["%%own_%s %s" % (section, service)]
            return sections
        words = post + first
        if self.scheme == "suse":
            sections["pre"] = self.body("service_add_pre", owned + first)
            sections["post"] = self.body("service_add_post", owned + first)
            sections["preun"] = self.body("service_del_preun", owned + first)
            sections["postun"] = (
                self.body("service_del_postun_without_restart", first)
                + self.body("service_del_postun", owned))
            return sections
        sections["post"] = self.body("systemd_post", words)
        if not self.chance(10):
            sections["preun"] = self.body("systemd_preun", first + owned)
        if restart < 3:
            sections["postun"] = self.body("systemd_postun_with_restart",
                                           owned)
        elif restart == 3:
            sections["postun"] = [
                "if [ $1 -ge 1 ]; then",
                "    /bin/systemctl try-restart %s >/dev/null 2>&1 || :"
                % owned[0], "fi"]
        if self.scheme == "both":
            sections = collections.OrderedDict(
                (name, self.both(lines, [
                    "%%service_%s %s" % ({"post": "add_post",
                                          "preun": "del_preun",
                                          "postun": "del_postun"}[name],
                                         " ".join(owned + first))]))
                for name, lines in sections.items())
            sections["pre"] = ["%if 0%{?suse_version}", "%service_add_pre "
                               + " ".join(owned + first), "%endif"]
        return sections

    def listing(self, service, kinds):
        """Lines of %files; whether the service is among them."""
        directory = self.pick(["%{_unitdir}/"] * 3
                              + ["%_unitdir/", "/usr/lib/systemd/system/",
                                 "%{_prefix}/lib/systemd/system/"])
        paths = [directory + service + kind + ".socket" for kind in kinds]
        way = self.pick(["each", "each", "braces", "sockets", "all", "attr"])
        listed = self.random.randrange(5) > 0
        if way == "braces" and len(kinds) > 1:
            paths = ["%s%s{%s}.socket" % (directory, service,
                                          ",".join(kinds))]
        elif way == "sockets":
            paths = ["%s%s*.socket" % (directory, service)]
        elif way == "all":
            paths = [directory + service + "*"]
        elif way == "attr":
            paths = ["%attr(0644, root, root) " + path for path in paths]
        if self.chance(40):
            paths = [directory + "virt*.socket"]
        if self.chance(40):
            paths.append("%exclude " + directory + service + "-admin.socket")
        if listed and way != "all":
            paths.append(directory + service + ".service")
        return paths

    def copies(self, service, kinds):
        """Lines of %install that copy the sockets by hand."""
        names = [service + kind + ".socket" for kind in kinds]
        if self.chance(2):
            return ["install -Dpm 644 %s %%{buildroot}%%{_unitdir}/%s"
                    % (name, name) for name in names]
        return ["for s in %s; do" % " ".join(names),
                "  cp src/$s %{buildroot}%{_unitdir}/$s", "done"]

    def package(self, names, header, drivers):
        """Scriptlets and %files of one package."""
        sections = collections.OrderedDict()
        files = []
        guard = self.pick(["", "", "", "", "%if 0%{?with_extra}"])
        for driver in drivers:
            service, kinds = DAEMONS[driver]
            if self.chance(8) and len(kinds) > 2:
                kinds = kinds[:2]
            for name, lines in self.sections(names, service, kinds).items():
                sections.setdefault(name, []).extend(lines)
            files += self.listing(service, kinds)
            if self.chance(8):
                self.install += self.copies(service, kinds)
        if self.chance(8):
            sections.setdefault(self.pick(list(sections)), []).append(
                self.pick(["systemctl start %s.socket"
                           % DAEMONS[drivers[0]][0],
                           "%%my_macro_service %s" % DAEMONS[drivers[0]][0],
                           "echo %s.service" % DAEMONS[drivers[0]][0]]))
        scripts = []
        for name, lines in sections.items():
            where = self.random.randrange(6)
            if where == 0:
                lines = ["echo own"] + lines
            elif where == 1:
                lines = lines + ["echo own"]
            program = self.pick(["", "", "", " -p /bin/sh"])
            scripts += ["%" + name + program + header] + lines + [""]
        if self.chance(6):
            scripts = self.other_scripts(header, sections) + scripts
        listed = ["%files" + header] + files + ["/etc/foo" + header[-1:], ""]
        if guard:
            scripts = [guard] + scripts[:-1] + ["%endif", ""]
            listed = [guard] + listed[:-1] + ["%endif", ""]
        if self.chance(6):
            self.scripts += scripts + listed
        elif self.chance(8):
            self.files += listed + scripts
        else:
            self.scripts += scripts
            self.files += listed

    def other_scripts(self, header, sections):
        """A section of the package that has no call."""
        free = [s for s in ("pre", "posttrans", "postun")
                if s not in sections]
        if not free:
            return []
        return ["%" + self.pick(free)
                + (" -p <lua>" if self.chance(6) else "") + header,
                "print(1)", ""]

    def restarter(self, header, driver):
        service = DAEMONS[driver][0]
        self.scripts += ["%postun" + header,
                         "%systemd_postun_with_restart " + service
                         + ".service", ""]
        self.files += ["%files" + header, "/etc/bar", ""]

    def text(self):
        """The spec file."""
        names = set()
        drivers = list(DAEMONS)
        self.random.shuffle(drivers)
        if self.scheme == "libvirt":
            drivers = [d for d in drivers if len(DAEMONS[d][1]) == 3]
        headers = [("", [])]
        for sub in ("a", "b"):
            header = self.pick([" " + sub, " -n foo-" + sub,
                                " -n %{name}-" + sub, " -n lib" + sub])
            headers.append((header, ["%package" + header, "Summary: x",
                                     "%description" + header, "x", ""]))
        packages = []
        for header, lines in headers:
            packages += lines
            n = self.random.randrange(3)
            if n > 0 and drivers:
                self.package(names, header, drivers[:n])
                drivers = drivers[n:]
            else:
                self.files += ["%files" + header, "/etc/foo", ""]
        if self.chance(4) and self.scheme != "libvirt":
            packages += ["%package conf", "Summary: x", "%description conf",
                         "x", ""]
            self.restarter(" conf", self.pick(list(DAEMONS)))
        if self.chance(6):
            self.build = ["%build", "./configure \\", "%if 1", "  --a \\",
                          "%endif", "  --b", ""]
        if self.chance(10):
            self.install.append("make more \\")
        # definitions stand in front of the sections, or behind %install
        before = self.macros if self.chance(2) else []
        after = [] if before else [""] + self.macros
        return "\n".join(before + self.head + ["%description", "x", ""]
                         + packages + self.build + ["%install"]
                         + self.install + after + [""] + self.scripts
                         + self.files
                         + ["%changelog", "* Sun Nov 22 2026 A B <a@b> - 1-1",
                            "- %post virtqemud.socket"]) + "\n"


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, universal_newlines=True)
    return done.returncode, done.stdout, done.stderr


UNIT = re.compile(r"(?<![\w.-])(virt\w+d)((?:-\w+)?\.(?:socket|service))\b")
HEADER = re.compile(r"%(pre|post|preun|postun|posttrans|files|package|install"
                    r"|description|build|changelog)(\s.*|$)", re.IGNORECASE)
SECTIONS = ("pre", "post", "preun", "postun", "posttrans", "files")
# what lines of scriptlets do, as the spec file writes it and as our macros do
WHAT = [("preset", re.compile(
            r"fake_(systemd_post|service_add_post|libvirt_posttrans) "
            r"|^for unit in |--no-reload preset virt")),
        ("remove", re.compile(
            r"fake_(systemd_preun|service_del_preun|libvirt_preun) "
            r"| disable --now ")),
        ("restart", re.compile(
            r"fake_(systemd_postun_with_re\w+|service_del_postun"
            r"|libvirt_restart_pre) |systemctl try-restart virt"))]
MARK = re.compile(r"restart-(virt\w+\.service) \|\| verb=")


def package_of(words):
    words = re.sub(r"-p \S+", "", words).split()
    if words[:1] == ["-n"]:
        return words[1]
    return "foo-" + words[0] if words else "foo"


def expand(path, world):
    """What each package does to units: (package, what, unit) -> how often."""
    status, text, error = run("rpmspec", "-P", *sys.argv[3:], *world, path)
    if status != 0:
        return None, error
    section, package = "", ""
    facts = collections.Counter()
    for line in text.splitlines():
        header = HEADER.match(line)
        if header:
            section = header.group(1).lower()
            if section in SECTIONS:
                package = package_of(header.group(2))
                continue
        if section not in SECTIONS or line.lstrip().startswith("#"):
            continue
        if section == "files":
            for match in UNIT.finditer(listed(line)):
                facts[package, "files", match.group(0)] += 1
            continue
        for mark in MARK.findall(line):
            facts[package, "restart", mark] += 1
        what = next((w for w, lines in WHAT if lines.search(line)), None)
        # in %pre they are only marked
        if what and (section != "pre" or what == "restart"):
            for match in UNIT.finditer(braces(line)):
                facts[package, what, match.group(0)] += 1
    return facts, ""


def braces(line):
    """A line with its words in braces written out."""
    return re.sub(r"(\w+)\{([^}]*,[^}]*)\}(\.\w+)",
                  lambda m: " ".join(m.group(1) + kind + m.group(3)
                                     for kind in m.group(2).split(",")), line)


def listed(line):
    """A line of %files as the names that it means, as far as we know units."""
    path = braces(line.split("/")[-1].strip())
    if line.startswith("%exclude"):
        return ""
    match = re.match(r"(virt\w*)\*(\.socket)?$", path)
    if match:
        return " ".join(
            service + kind + ".socket"
            for service, kinds in DAEMONS.values() for kind in kinds
            if service.startswith(match.group(1))) + " " + " ".join(
                service + ".service" for service, _ in DAEMONS.values()
                if service.startswith(match.group(1)) and not match.group(2))
    return path


class Check:
    """Compares a mixture before and after."""

    def __init__(self, number):
        self.number = number
        self.name = "mixture%d.spec" % number
        self.problems = []

    def wrong(self, text):
        self.problems.append("mixture %d: %s" % (self.number, text))

    def warned(self, *words):
        return any(all(word in line for word in words)
                   for line in self.warnings)

    def service(self, unit):
        return UNIT.match(unit).group(1)

    def changed(self, fact, before, after):
        """A number that differs must have been said."""
        package, what, unit = fact
        service = self.service(unit)
        text = "%s: %s of %s: %d, now %d" % (package, what, unit, before,
                                            after)
        if what == "files":
            # a pattern for what was there is one for what is there
            self.wrong(text)
        elif after > 1 and after > before:
            self.wrong(text + ", doubled")
        elif after == 0:
            # a socket that is restarted is lost
            if not (self.warned("no longer preset", service)
                    or self.warned("no longer treat", service)
                    or what == "restart" and (
                        unit.endswith(".socket")
                        or self.warned("no longer restarts", service)
                        or self.warned("reloaded, not restarted", service))):
                self.wrong(text + ", in silence")
        elif before == 0 and what != "remove":
            if not (self.warned("from now on", service)):
                self.wrong(text + ", in silence")

    def compare(self, world):
        before, error = expand(self.name, world)
        after, error_after = expand("after-" + self.name, world)
        if before is None:
            self.wrong("rpm does not take it: " + error)
            return
        if after is None:
            self.wrong("rpm does not take the result: " + error_after)
            return
        for fact in sorted(set(before) | set(after)):
            if before[fact] != after[fact]:
                self.changed(fact, before[fact], after[fact])

    def left(self, text):
        """What is still there was left with a warning."""
        for service, _ in DAEMONS.values():
            if re.search(r"^\s*%\{?(systemd|service|own|libvirt)_\S* .*"
                         + service, text, re.MULTILINE) and not self.warned(
                             "left as before", service):
                self.wrong(service + " is left in silence")

    def run(self):
        mixture = Mixture(self.number)
        with open(self.name, "w") as out:
            out.write(mixture.text())
        program = os.environ["VIRTD_SOCKET"]
        status, diff, error = run(program, "migrate", self.name)
        self.warnings = error.splitlines()
        if status != 0:
            self.wrong("migrate: " + error)
            return False
        with open("diff", "w") as out:
            out.write(diff)
        status, out, error = run("sh", "-c", "cp %s after-%s && patch -s "
                                 "after-%s <diff" % ((self.name,) * 3))
        if status != 0:
            self.wrong("patch: " + out + error)
        status, diff_again, error = run(program, "migrate",
                                        "after-" + self.name)
        if diff_again:
            self.wrong("the second time: " + diff_again)
        with open("after-" + self.name) as done:
            self.left(done.read())
        for world in WORLDS:
            suse = "suse_version" in str(world)
            # each dialect where it is spoken
            if mixture.scheme == "both" or suse == (mixture.scheme == "suse"):
                self.compare(world)
        return diff != ""


def main():
    first, last = int(sys.argv[1]), int(sys.argv[2])
    migrated = warned = 0
    failed = False
    for number in range(first, last + 1):
        check = Check(number)
        migrated += check.run()
        warned += any("left as before" in w for w in check.warnings)
        for problem in check.problems:
            print(problem)
            failed = True
        if not check.problems:
            os.remove(check.name)
            os.remove("after-" + check.name)
    print("%d mixtures: %d migrated, something left in %d"
          % (last + 1 - first, migrated, warned))
    sys.exit(failed)


main()
