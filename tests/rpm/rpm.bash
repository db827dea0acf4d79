# Shared by the tests that run rpmbuild: a home directory with the macros under
# test, spec files, and exact comparison of what is in the packages.
#
# VIRTD_SOCKET may name the program of another build directory, with
# macros.virtd-socket beside it, or an installed program; then the macros in
# rpm's macro directory are tested.

load "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../lib.bash"

MACROS=$(dirname "$VIRTD_SOCKET")/macros.virtd-socket
EXAMPLES=$TOP/packaging/examples

# Write ~/.rpmmacros: where to build, the macros under test, and LINE...
rpmmacros() {
	mkdir -p "$HOME/tmp"
	{
		echo "%_topdir $HOME/rpmbuild"
		echo "%_tmppath $HOME/tmp"
		echo "%_buildhost localhost"
		if [ -e "$MACROS" ]; then
			sed "s|require(|(function(name) package.path = '$TOP/macros/lua/?.lua' return require(name) end)(|" \
				"$MACROS"
			echo "%__virtd_socket $VIRTD_SOCKET"
			echo "%__virtd_socket_datadir ${MACROS%/*}"
		fi
		[ $# -eq 0 ] || printf '%s\n' "$@"
	} >"$HOME/.rpmmacros"
}

# macro_files NAME...: for rpm's option --macros, its files without macros.NAME...,
# which may be installed. Unlike --undefine, that holds when rpm reads them again.
macro_files() {
	local dir file files

	dir=$(rpm --eval '%{_rpmconfigdir}')
	files=$dir/macros
	for file in "$dir"/macros.d/macros.*; do
		[[ " $* " = *" ${file##*/macros.} "* ]] || files+=:$file
	done
	echo "$files:$dir/platform/%{_target}/macros:$dir/fileattrs/*.attr:$dir/%{_vendor}/macros:/etc/rpm/macros.*:/etc/rpm/macros:$HOME/.rpmmacros"
}

# Options that hide the macros of systemd, where a test has some of its own.
MACRO_OPTIONS=()

# The style systemd, with systemd's own macros.
use_systemd() {
	MACRO_OPTIONS=()
	rpmmacros "$@"
	[ "$(rpm --eval '%{?systemd_post:1}')" != 1 ] || return 0
	"$TOP/tests/fetch-systemd-macros.sh" "$T/systemd" 2>"$T/why" ||
		skip "no macros of systemd: $(head -n 1 "$T/why")"
	cat "$T/systemd/macros.systemd" >>"$HOME/.rpmmacros"
}

# fake NAME...: macros that only show what they were called with
FAKE=
fake() {
	local name

	FAKE='--disable not-enabled --disable not-disabled'
	MACRO_OPTIONS=("--macros=$(macro_files systemd)")
	for name; do
		echo "%$name() fake_$name %*"
	done >>"$HOME/.rpmmacros"
}

# The style systemd, with such macros.
use_fake_systemd() {
	rpmmacros "$@"
	fake systemd_post systemd_preun systemd_postun_with_restart
}

# The style suse, with such macros.
use_suse() {
	rpmmacros "$@"
	fake service_add_pre service_add_post service_del_preun \
		service_del_postun service_del_postun_without_restart
}

# The style posttrans, which needs no macros of a distribution.
use_posttrans() {
	rpmmacros "%virtd_socket_style posttrans" "$@"
}

# spec NAME [LINE...]: write NAME.spec: a preamble, LINE..., standard input.
# "%subpackage X" stands for a whole subpackage.
spec() {
	local name=$1

	shift
	{
		printf '%s\n' "Name: $name" "Version: 1" "Release: 1" \
			"Summary: A test" "License: MIT" "BuildArch: noarch" \
			"$@" "%description" "A test."
		sed 's/^%subpackage \(.*\)/%package \1\nSummary: A test\n%description \1\nA test./'
	} >"$name.spec"
}

# Run rpmbuild without the trace of its shell; errors of it name no directory.
rpmbuild_quietly() {
	call rpmbuild --quiet --nodeps "${MACRO_OPTIONS[@]}" "$@"
	# rpm repeats its errors in the end, and since 4.20 "parsing failed"
	sed -i -e '/^RPM build \(errors\|warnings\):/,$d' -e '/^    /d' \
		-e '/^error: parsing failed$/d' -e '/^[[:space:]]*$/d' \
		-e 's|[^ ]*/rpm-tmp\.[A-Za-z0-9]*|rpm-tmp|g' \
		-e "s|$T/||g" "$T/home/err"
}

# build SPEC...: make the packages, without a word; and options of rpmbuild
build() {
	rpmbuild_quietly -bb "$@"
	expect 0
	# shellcheck disable=SC2086 # two words for each rule
	find "$(rpm --eval '%{_rpmdir}')" -name '*.rpm' -exec \
		"$TOP/tests/verify-built.sh" "$VIRTD_SOCKET" $FAKE ${ODD-} {} +
}

# build_fails SPEC STDERR: a build that %install stops
build_fails() {
	rpmbuild_quietly -bb "$1"
	expect 1 '' "${2:+$2
}error: Bad exit status from rpm-tmp (%install)"
}

# spec_fails FILE LINE MESSAGE [SPEC]: a spec that is not accepted, because of LINE
# of this FILE, which is the spec unless one is named
spec_fails() {
	rpmbuild_quietly -bb "${4-$1}"
	expect 1 '' "error: $1:$2: $3"
	# nothing was written
	[ ! -e "$HOME/rpmbuild/RPMS" ]
}

# package NAME: the path of what was built
package() {
	echo "$HOME/rpmbuild/RPMS/noarch/$1-1-1.noarch.rpm"
}

# Standard input, with its lines that begin with "%" expanded, without blank
# lines and spaces at the end of lines: rpm versions differ there.
expanded() {
	local line

	while IFS= read -r line; do
		case $line in
		%*) rpm --eval "$line" ;;
		*) printf '%s\n' "$line" ;;
		esac
	done | squeezed
}

squeezed() {
	sed -e 's/[[:space:]]*$//' -e '/^$/d'
}

# expect_scripts NAME: the scriptlets are those of standard input, as "rpm -qp
# --scripts" prints them, with macros
expect_scripts() {
	expanded >"$T/expected"
	rpm -qp --scripts "$(package "$1")" | squeezed |
		diff -u --label expected --label "scriptlets of $1" \
			"$T/expected" -
}

# expect_files NAME [PATH...]: all files, sorted
expect_files() {
	local rpm

	rpm=$(package "$1")
	shift
	rpm -qp --qf '[%{FILENAMES}\n]' "$rpm" >"$T/list"
	same "files" "$(printf '%s\n' "$@" | LC_ALL=C sort)" "$T/list"
}

# The paths of the units of SERVICE with SUFFIX...
units() {
	local service=$1 suffix

	shift
	for suffix; do
		echo "$UNITDIR/$service$suffix"
	done
}

# unpack NAME DIR
unpack() {
	mkdir -p "$2"
	rpm2archive - <"$(package "$1")" | tar -xzf - -C "$2"
}

# tag NAME TAG: one of the package's tags
tag() {
	rpm -qp --qf "[%{$2}\n]" "$(package "$1")"
}

# has NAME SERVICE...: the package lists the sockets of these services and no
# other units, and has each of them scripted once, in each section
has() {
	local name=$1 service

	shift
	: >"$T/units"
	for service; do
		"$VIRTD_SOCKET" units "$service" | sed "s|^|$UNITDIR/|" \
			>>"$T/units"
	done
	tag "$name" FILENAMES | grep "^$UNITDIR/.*socket$" | sort |
		diff -u --label expected --label "units of $name" \
			<(sort "$T/units") -
	for service; do
		once "$name" PREIN "touch start-$service.service"
		once "$name" POSTIN "^fake_systemd_post $service.socket "
		once "$name" PREUN "^fake_systemd_preun $service.socket "
		once "$name" POSTTRANS "systemctl restart $service.service"
	done
	[ "$(tag "$name" POSTIN | grep -c '^fake_systemd_post .*\.socket')" \
		-eq $# ]
}

# once NAME TAG REGEX
once() {
	[ "$(tag "$1" "$2" | grep -c -e "$3")" -eq 1 ] || {
		echo "$1: not one '$3' in $2"
		tag "$1" "$2"
		return 1
	}
}
