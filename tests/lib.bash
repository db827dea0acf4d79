# Shared by all command tests: the program under test, a directory for each
# test, and exact comparison of exit status, standard output and error.
#
#   VIRTD_SOCKET           the program; default: the build tree's
#   VIRTD_SOCKET_DATADIR   its data; default: the tree's plugin/data for the
#                          default program, else what is installed

TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [ -z "${VIRTD_SOCKET:-}" ]; then
	VIRTD_SOCKET=$TOP/build/virtd-socket
	: "${VIRTD_SOCKET_DATADIR:=$TOP/plugin/data}"
fi
VIRTD_SOCKET=$(command -v "$VIRTD_SOCKET")
VIRTD_SOCKET=$(realpath "$VIRTD_SOCKET")
if [ -n "${VIRTD_SOCKET_DATADIR:-}" ]; then
	VIRTD_SOCKET_DATADIR=$(realpath "$VIRTD_SOCKET_DATADIR")
	export VIRTD_SOCKET_DATADIR
fi
# where messages say that catalogue and templates are
DATADIR=${VIRTD_SOCKET_DATADIR:-/usr/share/virtd-socket}
UNITDIR=$(rpm --eval '%{?_unitdir}%{!?_unitdir:/usr/lib/systemd/system}')

# what tests fetch is kept where the user's caches are
export VIRTD_TEST_CACHE=${VIRTD_TEST_CACHE:-$HOME/.cache/virtd-socket-tests}

# A directory of its own, which an unprivileged user can enter, too.
setup() {
	T=$(mktemp -d /tmp/virtd-socket-test.XXXXXX)
	chmod 755 "$T"
	cd "$T" || return
	mkdir home root
	export HOME=$T/home LC_ALL=C SHELL=/bin/sh TZ=UTC
	export LSAN_OPTIONS=suppressions=$TOP/tests/lsan.supp:print_suppressions=0
	unset SOURCE_DATE_EPOCH LD_PRELOAD
	umask 022
}

teardown() {
	cd /
	chmod -R u+rwx "$T"
	rm -rf "$T"
}

# Run a command; what it does is for expect.
call() {
	status=0
	"$@" >"$T/home/out" 2>"$T/home/err" || status=$?
}

# Run the program under test.
try() {
	call "$VIRTD_SOCKET" "$@"
}

# same WHAT TEXT FILE: fail and show how FILE is not exactly TEXT, lines
same() {
	if [ -n "$2" ]; then
		printf '%s\n' "$2"
	fi | diff -u --label "expected $1" --label "$1" - "$3"
}

# expect STATUS [STDOUT [STDERR]]: what the last call did
expect() {
	local ok=0
	if [ "$status" -ne "$1" ]; then
		echo "exit status is $status, not $1"
		ok=1
	fi
	same "standard output" "${2-}" "$T/home/out" || ok=1
	same "standard error" "${3-}" "$T/home/err" || ok=1
	return $ok
}

# expect_tree DIR PATHS: the files and directories beneath DIR, sorted
expect_tree() {
	(cd "$1" && find . -mindepth 1 | sed 's|^\./||' | sort) >"$T/home/tree"
	same "content of $1" "$2" "$T/home/tree"
}

# The build root has nothing, nor have its surroundings.
expect_nothing_written() {
	expect_tree root ''
}

# expect_file FILE TEXT
expect_file() {
	same "$1" "$2" "$1"
}

# The names of the units of virtqemud beneath the build root.
qemu_tree() {
	local d path=

	for d in $(echo "${1:-$UNITDIR}" | tr / ' '); do
		path=${path:+$path/}$d
		echo "$path"
	done
	printf '%s\n' "$path"/virtqemud{-admin,-ro,}.socket
}

# Run a command as a user who may not do everything.
as_user() {
	if [ "$(id -u)" = 0 ]; then
		chown -R 65534:65534 "$T/home"
		setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"
	else
		"$@"
	fi
}

# Run a shell command in mount name space of its own, or skip the test.
with_mounts() {
	local ns=(unshare -m)

	[ "$(id -u)" = 0 ] || ns=(unshare -r -m)
	"${ns[@]}" mount -t tmpfs none "$T/home" 2>/dev/null ||
		skip "cannot mount a file system here"
	call "${ns[@]}" sh -ec "$@"
}

# put FILE [LINE...]
put() {
	local file=$1

	shift
	mkdir -p "$(dirname "$file")"
	printf '%s\n' "$@" >"$file"
}

# "! command" never fails a test: bats sees no error in it. This one does.
not() {
	! "$@"
}

# verify UNIT...: what systemd-analyze says about units beneath root/u; skips
# the test where it does not work, as in some containers.
verify() {
	local analyze=(systemd-analyze verify --man=no --generators=no)

	command -v systemd-analyze >/dev/null || skip "there is no systemd-analyze"
	put probe/probe.service '[Service]' ExecStart=/bin/true
	call "${analyze[@]}" ./probe/probe.service
	if [ "$status" -ne 0 ]; then
		skip "systemd-analyze does not work here: $(head -n 1 home/err)"
	fi
	call env SYSTEMD_UNIT_PATH="$T/root/u:" "${analyze[@]}" "$@"
}
