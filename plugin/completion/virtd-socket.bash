# SPDX-License-Identifier: LGPL-2.1-or-later
# Completion of virtd-socket for bash. Verbs, options, operands, daemons and
# rules are what the program prints.

# "SHORT|LONG|ARGUMENT" for each option of "virtd-socket $1"
_virtd_socket_options() {
	"$program" "$@" --help 2>/dev/null | sed -nE \
		's/^  (-(.),|   ) --([a-z-]+)([= ]([^ ]+))?.*/\2|\3|\5/p'
}

_virtd_socket_verbs() {
	"$program" --help 2>/dev/null |
		sed -nE '/^Verbs/,/^$/s/^  ([a-z]+) .*/\1/p'
}

# The values of --$1: what stands behind the colon in its description
_virtd_socket_values() {
	"$program" "$verb" --help 2>/dev/null | awk -v name="$1" '
		/^  (-.,|   ) --/ {
			ours = $0 ~ "^  (-.,|   ) --" name "[= ]"
		}
		/^[^ ]|^$/ { ours = 0 }
		ours { text = text " " $0 }
		END {
			if (!sub(/.*: +/, "", text))
				exit
			gsub(/[,;]/, " ", text)
			n = split(text, words)
			for (i = 1; i <= n; i++)
				if (words[i] !~ /^(and|any|of|or)$/)
					print words[i]
		}'
}

# The daemons that are not named yet
_virtd_socket_names() {
	"$program" list "${catalogs[@]}" 2>/dev/null |
		awk -v named=" ${operands[*]} " 'NR > 1 &&
			!index(named, " " $1 " ") && !index(named, " " $2 " ") {
				print $1; print $2
			}'
}

# Offer the words that begin like the current one.
_virtd_socket_words() {
	local IFS=$' \t\n' found

	mapfile -t found < <(compgen -W "$*" -- "$cur")
	COMPREPLY+=("${found[@]}")
}

# The same for a list with commas, in which each word stands once.
_virtd_socket_list() {
	local before='' word rest=()

	[[ $cur != *,* ]] || before=${cur%,*},
	for word; do
		[[ ,$before == *,$word,* ]] || rest+=("$before$word")
	done
	compopt -o nospace 2>/dev/null || :
	_virtd_socket_words "${rest[@]}"
}

# Offer files, or with -d directories.
_virtd_socket_files() {
	local found

	compopt -o filenames 2>/dev/null || :
	mapfile -t found < <(compgen "$1" -- "$cur")
	COMPREPLY+=("${found[@]}")
}

# Offer what --$1, whose argument is called $2, can have.
# shellcheck disable=SC2046 # words
_virtd_socket_argument() {
	case $1,$2 in
	*,KINDS) _virtd_socket_list $(_virtd_socket_values "$1") ;;
	*,ACTION | *,STYLE | *,SECTION | *,FORMAT)
		_virtd_socket_words "$(_virtd_socket_values "$1")"
		;;
	*,RULE)
		_virtd_socket_words "$("$program" verify --rules 2>/dev/null |
			sed 's/ .*//')"
		;;
	*,DIR) _virtd_socket_files -d ;;
	*,*FILE* | *,OLD) _virtd_socket_files -f ;;
	esac
}

# Offer operands, which are what the usage line says behind the options.
_virtd_socket_operand() {
	local usage

	usage=$("$program" "$verb" --help 2>/dev/null |
		sed -nE '1s/.*\[OPTION\.\.\.\] ?(--[a-z]+ [A-Z]+ )?//p')
	# "THIS|--option THAT"
	if [[ $usage =~ (.*)\|(--[a-z]+)\ (.*) ]]; then
		case " ${given[*]} " in
		*" ${BASH_REMATCH[2]} "*) usage=${BASH_REMATCH[3]} ;;
		*) usage=${BASH_REMATCH[1]} ;;
		esac
	fi
	case $usage in
	NAME...) _virtd_socket_words "$(_virtd_socket_names)" ;;
	?*) _virtd_socket_files -f ;;
	esac
}

# Whether the option $1 takes an argument; sets LONG and ARGUMENT.
_virtd_socket_takes() {
	local short

	while IFS='|' read -r short long argument; do
		[[ $1 != "--$long" && $1 != "-$short" ]] ||
			[[ -z $argument ]] || return 0
	done <<<"$options"
	return 1
}

_virtd_socket_complete() {
	local IFS=$' \t\n' cur=${COMP_WORDS[COMP_CWORD]} i word
	local program=${COMP_WORDS[0]/#\~\//$HOME/} verb='' options
	local pending='' long argument dashes=''
	local operands=() catalogs=() given=()

	COMPREPLY=()
	# "--option=value" is three words
	[[ $cur != = ]] || cur=''
	options=$(_virtd_socket_options)
	for ((i = 1; i < COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if [[ $pending ]]; then
			[[ $word != = ]] || continue
			[[ $long != catalog ]] || catalogs+=("--catalog=$word")
			pending=
		elif [[ $word == -- ]]; then
			dashes=1
		elif [[ $word == -* && ! $dashes ]]; then
			given+=("$word")
			! _virtd_socket_takes "$word" || pending=1
		elif [[ ! $verb ]]; then
			verb=$word
			options=$(_virtd_socket_options "$verb")
		else
			operands+=("$word")
		fi
	done
	if [[ $pending ]]; then
		_virtd_socket_argument "$long" "$argument"
	elif [[ $cur == -* && ! $dashes ]]; then
		_virtd_socket_words "$(sed -E -e 's/^(.)\|/-\1\n|/' \
			-e 's/\|([^|]*)\|.*/--\1/' <<<"$options")"
	elif [[ ! $verb ]]; then
		_virtd_socket_words "$(_virtd_socket_verbs)"
	else
		_virtd_socket_operand
	fi
}

complete -F _virtd_socket_complete virtd-socket
