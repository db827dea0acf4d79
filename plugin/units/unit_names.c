/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The names of other units in a unit. */
#include <ctype.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"
#include "units/unit_names.h"

/* systemd.unit(5), systemd.socket(5) and systemd.service(5) of systemd 257 */
static const char *const keys[] = {
	"Wants",
	"Requires",
	"Requisite",
	"BindsTo",
	"PartOf",
	"Upholds",
	"Conflicts",
	"Before",
	"After",
	"OnFailure",
	"OnSuccess",
	"PropagatesReloadTo",
	"ReloadPropagatedFrom",
	"PropagatesStopTo",
	"StopPropagatedFrom",
	"JoinsNamespaceOf",
	"WantedBy",
	"RequiredBy",
	"UpheldBy",
	"Also",
	"Alias",
	"Service",
	"Sockets",
};

static const char *const suffixes[] = {
	"service", "socket", "target", "device", "mount", "automount",
	"swap",	   "timer",  "path",   "slice",	 "scope",
};

static bool is_unit_name(const char *word, size_t len)
{
	const char *dot = memrchr(word, '.', len);
	char suffix[16];
	size_t n;

	for (size_t i = 0; i < len; i++)
		if (!isascii((unsigned char)word[i]) ||
		    (!isalnum((unsigned char)word[i]) &&
		     strchr(":-_.\\@%", word[i]) == NULL))
			return false;
	if (dot == NULL || dot == word)
		return false;
	n = len - (dot + 1 - word);
	if (n >= sizeof(suffix))
		return false;
	memcpy(suffix, dot + 1, n);
	suffix[n] = '\0';
	return WORDS_HAVE(suffixes, suffix);
}

/* The key of LINE if it takes names of units, or NULL. */
static const char *find_key(const struct unit_line *line)
{
	size_t len = strcspn(line->text, "= \t");

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (keys[i][0] == line->text[0] &&
		    strncmp(line->text, keys[i], len) == 0 &&
		    keys[i][len] == '\0')
			return keys[i];
	return NULL;
}

bool unit_names_check(const struct unit_line *line)
{
	const char *key = find_key(line), *p;

	if (key == NULL || !unit_line_is(line, key, &p))
		return true;
	for (p += strspn(p, " \t\n"); *p != '\0'; p += strspn(p, " \t\n")) {
		size_t len = strcspn(p, " \t\n");
		/* a backslash before the end of a line is white space */
		size_t n = len - (p[len] == '\n' && p[len - 1] == '\\');

		if (n > 0 && !is_unit_name(p, n)) {
			error("%s:%u: %s=: \"%.*s\" is no name of a unit",
			      line->file, line->lineno, key, (int)n, p);
			return false;
		}
		p += len;
	}
	return true;
}
