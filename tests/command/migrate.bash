# Shared by the tests of migrate: specs before and after.
#
# Specs stand in the tests as one text for both: "-" lines are only before,
# "+" lines only after, others begin with a space.

load ../lib

# preamble [LINE...]: 11 lines up to the last one of %install
preamble() {
	printf '%s\n' 'Name: foo' 'Version: 1' 'Release: 1' 'Summary: A test' \
		'License: MIT' 'BuildRequires:   systemd-rpm-macros' "$@" \
		'%description' 'A test.' '' '%install' 'make install'
}

# Standard input without the lines that begin with MARK, and without marks.
side() {
	sed -e "/^[$1]/d" -e 's/^.//' "$T/home/both"
}

# migrates [STDERR]: the diff for the text of standard input makes one of the
# other, and there is nothing to migrate in the result but what was left
migrates() {
	cat >home/both
	{ preamble; side +; } >foo.spec
	{ preamble 'BuildRequires:   virtd-socket-rpm-macros'; side -; } >expected
	cp foo.spec before
	try migrate foo.spec
	same "standard error" "${1-}" home/err
	[ "$status" -eq 0 ]
	diff before foo.spec
	[ "$(head -n 2 home/out)" = $'--- foo.spec\n+++ foo.spec' ]
	cp home/out diff
	patch -s foo.spec <diff
	diff -u expected foo.spec
	try migrate foo.spec
	same "second standard output" '' home/out
	[ "$status" -eq 0 ]
	tail -n 1 home/err | grep -x 'warning: foo.spec: nothing to migrate'
	# the other way to apply it
	cp before foo.spec
	patch -s -p0 <diff
	diff expected foo.spec
}

# leaves STDERR: nothing changes in the text of standard input
leaves() {
	{ preamble; cat; } >foo.spec
	try migrate foo.spec
	expect 0 '' "$1
warning: foo.spec: nothing to migrate"
}
