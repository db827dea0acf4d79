# SPDX-License-Identifier: LGPL-2.1-or-later
# Completion of virtd-socket for bash. All words come from the program.

# The options of "virtd-socket $1 --help", or its verbs.
_virtd_socket_options() {
	"$_virtd_socket" "$@" --help 2>/dev/null | sed -n \
		-e 's/^  -\([a-zA-Z?]\), \(--[a-z-]*\).*/-\1\n\2/p' \
		-e 's/^      \(--[a-z-]*\).*/\1/p'
}

_virtd_socket_verbs() {
	"$_virtd_socket" --help 2>/dev/null |
		sed -n '/^Verbs/,/^$/s/^  \([a-z]*\)  .*/\1/p'
}

# The names that "list" prints: drivers and services.
_virtd_socket_names() {
	"$_virtd_socket" list 2>/dev/null | sed -e 1d -e 's/  */\n/' |
		sed 's/ .*//'
}

# What the option $2 of the verb $1 is followed by, from its help.
_virtd_socket_argument() {
	"$_virtd_socket" "$1" --help 2>/dev/null | sed -n \
		-e "s/^  *\(-., \)\{0,1\}$2\(, --[a-z-]*\)\{0,1\}[= ]\([A-Z]*\) .*/\3/p" |
		head -n 1
}

_virtd_socket_values() {
	case $1 in
	KINDS) echo main ro admin tcp tls service ;;
	ACTION) echo restart reload ;;
	STYLE) echo systemd suse posttrans ;;
	SECTION) echo pre post preun postun posttrans ;;
	RULE) "$_virtd_socket" verify --rules 2>/dev/null | sed 's/ .*//' ;;
	esac
}

_virtd_socket_complete() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
	local _virtd_socket=${COMP_WORDS[0]} verb=${COMP_WORDS[1]} argument=
	local IFS=$' \t\n' list

	COMPREPLY=()
	# "--option=value" is three words
	if [ "$cur" = = ]; then
		cur=
	elif [ "$prev" = = ]; then
		prev=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	if [ "$COMP_CWORD" -eq 1 ]; then
		case $cur in
		-*) list=$(_virtd_socket_options) ;;
		*) list=$(_virtd_socket_verbs) ;;
		esac
		COMPREPLY=($(compgen -W "$list" -- "$cur"))
		return
	fi
	case $prev in
	-?|--*) argument=$(_virtd_socket_argument "$verb" "$prev") ;;
	esac
	case $argument in
	DIR) COMPREPLY=($(compgen -d -- "$cur")); return ;;
	FILE|OLD) COMPREPLY=($(compgen -f -- "$cur")); return ;;
	?*)
		list=$(_virtd_socket_values "$argument")
		# lists of kinds have commas
		case $argument,$cur in
		KINDS,*,*)
			COMPREPLY=($(compgen -P "${cur%,*}," -W "$list" \
				-- "${cur##*,}"))
			return ;;
		esac
		COMPREPLY=($(compgen -W "$list" -- "$cur"))
		return ;;
	esac
	case $cur in
	-*)
		COMPREPLY=($(compgen -W "$(_virtd_socket_options "$verb")" \
			-- "$cur"))
		return ;;
	esac
	# operands are what the usage line says
	list=$("$_virtd_socket" "$verb" --help 2>/dev/null | head -n 1)
	case " ${COMP_WORDS[*]} $list" in
	*' --packages '*PACKAGE*) list=PACKAGE ;;
	esac
	case $list in
	*NAME...*)
		COMPREPLY=($(compgen -W "$(_virtd_socket_names)" -- "$cur")) ;;
	*PACKAGE*|*FILE*|*SPEC*|*DIR*) COMPREPLY=($(compgen -f -- "$cur")) ;;
	esac
}

complete -o filenames -F _virtd_socket_complete virtd-socket
