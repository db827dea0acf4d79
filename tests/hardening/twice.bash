# SPDX-License-Identifier: LGPL-2.1-or-later
# Built twice, the second time in another directory, at another time, with
# another locale, time zone, umask, user, host name, shell environment and order
# of files.
# shellcheck disable=SC2034 # tests use DEB

load ../rpm/rpm

# copy DIR [SORTOPTION]: the source, its files made in this order
copy() {
	mkdir -p "$1"
	(cd "$TOP" && find LICENSE Makefile README.md macros packaging plugin \
		tests -type f | LC_ALL=C sort ${2-}) >files
	tar -C "$TOP" --no-recursion -c -T files | tar -C "$1" -x
}

# twice PREPARE BUILD: run "PREPARE DIR [-r]", then the shell command BUILD in
# DIR, for DIR one and two/elsewhere
twice() {
	local user=() host=()

	command -v faketime >/dev/null || skip "there is no faketime"
	mkdir -p home/one home/two/elsewhere
	"$1" home/one
	"$1" home/two/elsewhere -r
	(cd home/one && TZ=UTC LC_ALL=C call bash -ec "$2"; well)
	[ "$(id -u)" != 0 ] || chown -R 65534:65534 home
	if [ "$(id -u)" = 0 ]; then
		user=(setpriv --reuid=65534 --regid=65534 --clear-groups --)
		host=(unshare -u sh -ec 'hostname elsewhere; exec "$@"' sh)
		"${host[@]}" true 2>/dev/null || host=()
	fi
	(cd home/two/elsewhere && umask 077 &&
		TZ=XXX-13 LC_ALL=C.UTF-8 LANGUAGE=fr USER=other SOMETHING=else \
			NO_FAKE_STAT=1 call "${host[@]}" "${user[@]}" \
			faketime -f +400d bash -ec "$2"; well)
}

# The last call did what it should.
well() {
	[ "$status" -eq 0 ] || {
		tail -n 20 "$T/home/out" "$T/home/err"
		return 1
	}
}

# same_files PATTERN: what both directories have is the same; there is some
same_files() {
	local file n=0

	while read -r file; do
		cmp "home/one/$file" "home/two/elsewhere/$file" || {
			differ "$file" home/one home/two/elsewhere
			return 1
		}
		n=$((n + 1))
	done < <(cd home/one && find . -path "$1" -type f)
	echo "# $1: $n files, to the last bit" >&3
	[ $n -gt 0 ]
}

# differ FILE DIR DIR: what a package that differs has inside
differ() {
	local dir

	for dir in "$2" "$3"; do
		case $1 in
		*.rpm) rpm -qp --dump --scripts --xml "$dir/$1" ;;
		*.deb) ar tv "$dir/$1"; dpkg-deb -c "$dir/$1" ;;
		*) strings "$dir/$1" ;;
		esac >"$dir/said" 2>&1
	done
	diff "$2/said" "$3/said" | head -n 20
}

# What distributions that build reproducibly set.
reproducible_rpm() {
	local macros=("%source_date_epoch_from_changelog 1"
		"%use_source_date_epoch_as_buildtime 1"
		"%clamp_mtime_to_source_date_epoch 1"
		"%_topdir %{getenv:PWD}/rpm" "%_tmppath /tmp")

	use_systemd "${macros[@]}"
	chmod 644 home/.rpmmacros
}

# the shell command that builds packages for Debian
DEB='dpkg-buildpackage -us -uc -b -d >log 2>&1 || { cat log; exit 1; }'
