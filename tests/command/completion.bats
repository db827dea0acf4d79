#!/usr/bin/env bats
# Completion, in interactive shells on a terminal: TAB is pressed, then RETURN,
# and the program, here a shell function, prints what it was called with.

load ../lib

setup_shells() {
	mkdir bin
	: >foo.rpm
	: >'bla nk *.rpm'
	mkdir qemu
	put my '[mydaemond]' Name=x
	ln -s "$VIRTD_SOCKET" bin/virtd-socket
	export PATH=$T/bin:$PATH
	put bashrc "PS1='READY>'" \
		". $BASH_COMPLETION" \
		". $TOP/plugin/completion/virtd-socket.bash" \
		'shown() { printf "<%s>" "$@"; echo "<END>"; }' \
		'complete -F _virtd_socket_complete v' \
		'v() { if [ -t 1 ]; then shown "$@"; else command virtd-socket "$@"; fi; }' \
		'bind "set bell-style none" 2>/dev/null'
	put zrc/.zshrc "fpath=($TOP/plugin/completion \$fpath)" \
		'autoload -Uz compinit' "compinit -u -d $T/zrc/dump" \
		'unsetopt beep prompt_sp' \
		'v() { if [ -t 1 ]; then printf "<%s>" "$@"; echo "<END>"; else command virtd-socket "$@"; fi; }' \
		'compdef _virtd-socket v' "PROMPT='READY>'"
}

BASH_COMPLETION=/usr/share/bash-completion/bash_completion

# becomes SHELL TYPED WORD...: what the line is when RETURN is pressed
becomes() {
	local shell=$1 typed=$2 want

	shift 2
	want=$(printf '<%s>' "$@" END)
	case $shell in
	bash) python3 "$TOP/tests/command/typed.py" "$typed" bash --noprofile \
		--rcfile bashrc -i >typed 2>&1 ;;
	zsh) ZDOTDIR=$T/zrc python3 "$TOP/tests/command/typed.py" "$typed" \
		zsh -d -i >typed 2>&1 ;;
	esac
	grep -qF "$want" typed || not cat typed
}

# The same in both shells.
completes() {
	becomes "$1" 'v inst\t--buildr\t' install --buildroot
	becomes "$1" 'v expand qe\tnetw\t' expand qemu network
	becomes "$1" 'v units virtn\tetw\t' units virtnetworkd
	becomes "$1" 'v verify --disable socket-m\t' verify --disable socket-mode
	becomes "$1" 'v verify --form\tsa\t' verify --format sarif
	becomes "$1" 'v scriptlets --style pos\t--sect\tposttr\t' \
		scriptlets --style posttrans --section posttrans
	becomes "$1" 'v expand --only main,adm\t' expand --only main,admin
	becomes "$1" 'v install -u rel\t' install -u reload
	becomes "$1" 'v gra\t--pack\tfoo\t' graph --packages foo.rpm
	becomes "$1" 'v -D "a b" uni\tqe\t' -D 'a b' units qemu
	becomes "$1" 'v verify bla\t' verify 'bla nk *.rpm'
	becomes "$1" 'v expand --catalog=my\tmyd\t' expand --catalog=my mydaemond
	# a directory of this name is no daemon
	becomes "$1" 'v units qe\tnetw\t' units qemu network
	becomes "$1" 'v units virtqemud virtq\t' units virtqemud virtq
	becomes "$1" 'v install --enable t\tl\t' install --enable tls
}

@test "bash" {
	[ -e "$BASH_COMPLETION" ] || skip "bash-completion is not installed"
	setup_shells
	completes bash
}

@test "zsh" {
	command -v zsh >/dev/null || skip "zsh is not installed"
	setup_shells
	completes zsh
}

# reply WORD...: what bash offers for the last WORD, sorted
reply() {
	COMP_WORDS=(virtd-socket "$@")
	COMP_CWORD=$#
	_virtd_socket_complete
	printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort -u
}

@test "bash: all verbs, and all options of each" {
	setup_shells
	# shellcheck source=/dev/null
	. "$TOP/plugin/completion/virtd-socket.bash"
	virtd-socket --help >help
	sed -n '/^Verbs/,/^$/s/^  \([a-z]*\) .*/\1/p' help >verbs
	[ "$(wc -l <verbs)" -ge 9 ]
	reply '' | diff <(LC_ALL=C sort verbs) -
	while read -r verb; do
		virtd-socket "$verb" --help |
			grep -o '^ *\(-., \)\?--[a-z-]*' | grep -o -e '--.*' |
			LC_ALL=C sort -u >options
		grep -qx -e --define options
		reply "$verb" -- | diff options -
	done <verbs
}

@test "bash: all daemons, rules, and values that the program accepts" {
	setup_shells
	# shellcheck source=/dev/null
	. "$TOP/plugin/completion/virtd-socket.bash"
	virtd-socket list | sed 1d | awk '{ print $1; print $2 }' |
		LC_ALL=C sort -u | diff - <(reply expand '')
	virtd-socket verify --rules | awk '{ print $1 }' | LC_ALL=C sort |
		diff - <(reply verify --disable '')
	# the values are those of --help: what the program takes, no other
	reply scriptlets --enable '' | diff <(printf '%s\n' tcp tls) -
	reply scriptlets --style '' |
		diff <(printf '%s\n' deb posttrans suse systemd) -
	reply scriptlets --section '' |
		diff <(printf '%s\n' post postinst postrm posttrans postun pre \
			prerm preun) -
	reply units --only '' |
		diff <(printf '%s\n' admin main ro service tcp tls) -
	reply units --sockets '' >kinds
	reply units -k '' | diff kinds -
	for kind in main ro admin tcp tls; do
		grep -qx $kind kinds
	done
	while read -r kind; do
		# "none" leaves no units
		virtd-socket scriptlets -k "$kind" qemu >/dev/null 2>&1 ||
			virtd-socket scriptlets -k "main,$kind" qemu >/dev/null ||
			not echo "$kind"
	done <kinds
	reply units --upgrade '' >actions
	grep -qx restart actions
	grep -qx reload actions
	while read -r action; do
		virtd-socket units -u "$action" qemu >/dev/null
	done <actions
	for style in systemd suse posttrans; do
		virtd-socket scriptlets --table --style "$style" qemu >out
		[ -s out ]
	done
	for section in $(reply scriptlets --section ''); do
		case $section in
		postinst | prerm | postrm) style=deb ;;
		*) style=systemd ;;
		esac
		virtd-socket scriptlets --style $style --section "$section" \
			qemu >out
	done
	virtd-socket scriptlets --enable tcp,tls libvirtd >out
	virtd-socket units --only main,ro,admin,tcp,tls,service libvirtd >out
	[ "$(wc -l <out)" -eq 6 ]
	[ "$(reply units --only = ad)" = admin ]
	[ "$(reply units --only tcp,t)" = tcp,tls ]
	[ "$(reply units --only tcp,a)" = tcp,admin ]
}

@test "bash: options before the verb, arguments of options, operands" {
	setup_shells
	# shellcheck source=/dev/null
	. "$TOP/plugin/completion/virtd-socket.bash"
	[ "$(reply -D "'a b'" uni)" = units ]
	[ "$(reply --define = "'a b'" --quiet uni)" = units ]
	[ "$(reply --macros my)" = my ]
	[ "$(reply units --macros = my)" = my ]
	[ "$(reply install --buildroot q)" = qemu ]
	[ "$(reply verify f)" = foo.rpm ]
	[ "$(reply verify bl)" = 'bla nk *.rpm' ]
	[ "$(reply graph --packages f)" = foo.rpm ]
	[ "$(reply graph qe)" = qemu ]
	[ "$(reply units --catalog my myd)" = mydaemond ]
	[ "$(reply units --catalog = my myd)" = mydaemond ]
	[ "$(reply units --service qe)" = qemu ]
	# nothing: what is named, options behind --, an option's free text, no
	# operand, an unknown verb
	local nothing

	for nothing in 'units qemu virtq' 'units virtqemud qe' 'units -- --' \
		'expand --description ' 'list ' 'frobnicate '; do
		IFS=' ' read -ra words <<<"$nothing"
		[[ $nothing != *' ' ]] || words+=('')
		[ -z "$(reply "${words[@]}")" ] || not echo "$nothing"
	done
}

@test "bash-completion loads the installed file by the program's name" {
	[ -e "$BASH_COMPLETION" ] || skip "bash-completion is not installed"
	call make -C "$TOP" --no-print-directory install DESTDIR="$T/root" \
		B="$T/home/b" CFLAGS=-O0 rpmmacrodir=/m \
		rpmluadir=/l fileattrsdir=/f
	[ "$status" -eq 0 ]
	call env BASH_COMPLETION_USER_DIR="$T/root/usr/share/bash-completion" \
		bash --norc -c '. "$1"; _completion_loader virtd-socket
			complete -p virtd-socket' bash "$BASH_COMPLETION"
	expect 0 'complete -F _virtd_socket_complete virtd-socket'
}

# zreply WORD...: what zsh is told to offer for the last WORD, sorted
zreply() {
	# shellcheck disable=SC2016
	zsh -f -c '
		compadd() { while [[ $1 == -* && $1 != -- ]]; do
			[[ $1 == -S ]] && shift; shift; done
			[[ $1 == -- ]] && shift; print -l -- "$@" }
		_describe() { print -l -- ${${(P)2}%%:*} }
		_files() { print -r -- "FILES $*" }
		compset() { : }
		file=$1; shift
		words=(virtd-socket "$@") CURRENT=$(($# + 1)) PREFIX=${@[-1]}
		_it() { source $file }; _it' \
		zsh "$TOP/plugin/completion/_virtd-socket" "$@" |
		LC_ALL=C sort -u
}

@test "zsh offers what bash offers, for each verb and its options" {
	command -v zsh >/dev/null || skip "zsh is not installed"
	setup_shells
	# shellcheck source=/dev/null
	. "$TOP/plugin/completion/virtd-socket.bash"
	zreply '' | diff <(reply '') -
	zreply - | diff <(reply -) -
	for verb in $(reply ''); do
		zreply "$verb" - | diff <(reply "$verb" -) -
		for argument in $(virtd-socket "$verb" --help |
			sed -nE '/^Options of every/q
				s/^  (-.,|   ) (--[a-z-]+)[= ](KINDS|ACTION|STYLE|SECTION|RULE).*/\2/p'); do
			zreply "$verb" "$argument" '' |
				diff <(reply "$verb" "$argument" '') -
			[ -n "$(zreply "$verb" "$argument" '')" ]
		done
	done
	zreply units qemu '' | diff <(reply units qemu '') -
	[ "$(zreply graph --packages '')" = 'FILES ' ]
	[ "$(zreply install --buildroot '')" = 'FILES -/' ]
	[ "$(zreply verify --macros '')" = 'FILES ' ]
	[ -z "$(zreply list '')" ]
	[ -z "$(zreply expand --description '')" ]
}
