#!/usr/bin/env bats
# Completion, in interactive shells on a terminal: TAB is pressed, then RETURN,
# and the program, here a shell function, prints what it was called with.

load ../lib

setup_shells() {
	mkdir bin
	: >foo.rpm
	ln -s "$VIRTD_SOCKET" bin/virtd-socket
	export PATH=$T/bin:$PATH
	put bashrc "PS1='READY>'" \
		". $BASH_COMPLETION" \
		". $TOP/plugin/completion/virtd-socket.bash" \
		'shown() { printf "<%s>" "$@"; echo "<END>"; }' \
		'complete -o filenames -F _virtd_socket_complete v' \
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
	becomes "$1" 'v scriptlets --style pos\t--sect\tposttr\t' \
		scriptlets --style posttrans --section posttrans
	becomes "$1" 'v expand --only main,adm\t' expand --only main,admin
	becomes "$1" 'v install --upgrade rel\t' install --upgrade reload
	becomes "$1" 'v gra\t--pack\tfoo\t' graph --packages foo.rpm
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
