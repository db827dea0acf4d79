#!/usr/bin/env bats
# SPDX-License-Identifier: LGPL-2.1-or-later
# Work grows as the input does: twice as much of it, twice the instructions.
# They are counted by valgrind, so that no clock and no other load matters.

load common

# made KIND N: p.deb with N of what KIND says
made() {
	python3 - "$@" <<-'END'
		import io, sys, tarfile

		kind, n = sys.argv[1], int(sys.argv[2])
		units = "./usr/lib/systemd/system/"

		def each(*lines):
		    return "".join(line % {"i": i} + "\n" for i in range(n) for line in lines)

		def sockets(*lines):
		    return {units + "v%d.socket" % i: "[Socket]\nListenStream=/run/libvirt/v%d\n" % i
		            + "".join(line % {"i": i} + "\n" for line in lines) for i in range(n)}

		data, control = {}, {"./control": "Package: p\nVersion: 1\n"}
		data[units + "virtqemud.socket"] = "[Socket]\nListenStream=/run/libvirt/virtqemud-sock\n"
		if kind == "units":
		    data.update(sockets("[Install]", "WantedBy=sockets.target"))
		elif kind == "comments":
		    control["./postinst"] = "#!/bin/sh\n" + each("# systemctl enable v%(i)d.socket")
		elif kind == "commands":
		    control["./postinst"] = "#!/bin/sh\n" + each("systemctl enable v%(i)d.socket || :")
		elif kind == "branches":
		    control["./prerm"] = "#!/bin/sh\n" + each('if [ "$1" = x%(i)d ]; then a=$1; case $a in y) systemctl stop v%(i)d;; esac; fi')
		elif kind == "lists":
		    control["./postinst"] = "#!/bin/sh\n" + each('u="$u v%(i)d.socket"; systemctl restart $u v$u.socket')
		elif kind == "functions":
		    control["./postinst"] = "#!/bin/sh\n" + each('f%(i)d() { systemctl restart $1; }', "f%(i)d v%(i)d", "f1 v%(i)d")
		elif kind == "stops":
		    control["./prerm"] = "#!/bin/sh\n" + each("systemctl stop virtqemud.socket v%(i)d.socket")
		    control["./postinst"] = "#!/bin/sh\n" + each("systemctl start v%(i)d.socket; systemctl restart w%(i)d")
		elif kind == "patterns":
		    control["./postinst"] = "#!/bin/sh\n" + each("systemctl restart v*%(i)dx w*x; systemctl enable v%(i)d*x")
		    data.update(sockets())
		elif kind == "perl":
		    control["./postinst"] = "#!/usr/bin/perl\n" + each("v%(i)d.socket")
		    data.update(sockets())
		elif kind == "drop":
		    data[units + "virtqemud.socket"] = "[Install]\n" + each("Also=a") + "[Socket]\n" + each("Service=a.service", "ListenStream=")
		elif kind == "also":
		    data.update(sockets())
		    data[units + "virtqemud.socket"] += "[Install]\n" + each("Also=v%(i)d.socket v*%(i)d")
		    control["./postinst"] = "#!/bin/sh\nsystemctl enable virtqemud.socket\n"
		elif kind == "conditions":
		    data[units + "virtqemud.socket"] += "[Unit]\n" + each("ConditionHost=%(i)d")
		    data[units + "virtqemud.service"] = "[Unit]\n" + each("ConditionHost=x%(i)d")
		elif kind == "shared":
		    for i in range(20):
		        data[units + "v%d.socket" % i] = "[Socket]\n" + each("ListenStream=/run/libvirt/s%(i)d") + "[Unit]\n" + each("Conflicts=c%(i)d.socket")
		elif kind == "drop-ins":
		    data.update({units + "virtqemud.socket.d/%d.conf" % i: "[Socket]\nSocketMode=0600\n" for i in range(n)})
		elif kind == "prefixes":
		    data.update(sockets())
		    data.update({units + "v%d-%d.socket" % (i, i): "[Socket]\nListenStream=/run/libvirt/w%d\n" % i for i in range(n)})
		    data.update({units + "v%d-.socket.d/x.conf" % i: "[Socket]\nSocketMode=0600\n" for i in range(n)})
		elif kind == "relations":
		    control["./control"] += "Depends: " + ", ".join("a%d" % i for i in range(n)) + "\nProvides: " + ", ".join("b%d" % i for i in range(n)) + "\n"
		elif kind == "links":
		    control["./postinst"] = "#!/bin/sh\n"
		    data.update(sockets())
		else:
		    sys.exit(kind)

		def tar(entries, links=()):
		    out = io.BytesIO()
		    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as t:
		        for name, text in entries.items():
		            info = tarfile.TarInfo(name)
		            info.size, info.mode = len(text), 0o644
		            t.addfile(info, io.BytesIO(text.encode()))
		        for i in links:
		            info = tarfile.TarInfo(units + "sockets.target.wants/v%d.socket" % i)
		            info.type, info.linkname = tarfile.SYMTYPE, "../x"
		            t.addfile(info)
		            info = tarfile.TarInfo(units + "w%d.socket" % i)
		            info.type, info.linkname = tarfile.LNKTYPE, units + "v%d.socket" % i
		            t.addfile(info)
		    return out.getvalue()

		with open("p.deb", "wb") as f:
		    f.write(b"!<arch>\n")
		    for name, body in ((b"debian-binary", b"2.0\n"), (b"control.tar", tar(control)),
		                       (b"data.tar", tar(data, range(n) if kind == "links" else ()))):
		        f.write(b"%-16s%-12d%-6d%-6d%-8o%-10d`\n" % (name, 0, 0, 0, 0o100644, len(body)))
		        f.write(body + b"\n" * (len(body) % 2))
	END
}

# instructions: how many verify of p.deb takes
instructions() {
	call valgrind --tool=callgrind --callgrind-out-file=/dev/null \
		"$VIRTD_SOCKET" verify --quiet p.deb
	[ "$status" -le 1 ] || cat home/err >&2
	sed -n 's/.*Collected *: *//p' home/err
}

# linear KIND N: the step from 4N to 8N costs at most 2.5 of that from 2N to 4N
linear() {
	local kind=$1 n=$2 a b c

	command -v valgrind >/dev/null || skip "there is no valgrind"
	[ -z "${VIRTD_SANITIZED:-}" ] || skip "valgrind and sanitizers exclude each other"
	made "$kind" $((n * 2))
	a=$(instructions)
	made "$kind" $((n * 4))
	b=$(instructions)
	made "$kind" $((n * 8))
	c=$(instructions)
	[ $(((c - b) * 10)) -le $(((b - a) * 25)) ] ||
		{ echo "$kind: $a $b $c instructions for $n times 2, 4 and 8"; return 1; }
}

@test "units" {
	linear units 100
	linear links 100
}

@test "bytes of scriptlets" {
	linear comments 1000
	linear commands 200
	linear branches 100
	linear lists 200
	linear functions 200
	linear stops 200
	linear perl 100
}

@test "patterns in scriptlets, and units" {
	linear patterns 100
}

@test "lines of units" {
	linear drop 1000
	linear also 100
	linear conditions 200
	linear shared 20
}

@test "drop-ins" {
	linear drop-ins 100
	linear prefixes 100
}

@test "relations of packages" {
	linear relations 500
}
