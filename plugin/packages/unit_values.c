/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Those values of a unit that verify looks at. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstrpool.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "packages/unit_values.h"

static const struct {
	const char *section;
	const char *name;
	bool scalar; /* the last one holds */
} keys[N_UNIT_KEYS] = {
	[KEY_AFTER] = {"Unit", "After", false},
	[KEY_BINDS_TO] = {"Unit", "BindsTo", false},
	[KEY_CONFLICTS] = {"Unit", "Conflicts", false},
	[KEY_REQUIRES] = {"Unit", "Requires", false},
	[KEY_LISTEN_STREAM] = {"Socket", "ListenStream", false},
	[KEY_SERVICE] = {"Socket", "Service", true},
	[KEY_SOCKET_MODE] = {"Socket", "SocketMode", true},
	[KEY_ALSO] = {"Install", "Also", false},
};

static const char *keep(struct rpmstrPool_s *pool, const char *text, size_t len)
{
	return rpmstrPoolStr(pool, rpmstrPoolIdn(pool, text, len, 1));
}

static void drop(struct unit *unit, enum unit_key key)
{
	size_t n = 0;

	for (size_t i = 0; i < unit->n_values; i++)
		if (unit->values[i].key != key)
			unit->values[n++] = unit->values[i];
	unit->n_values = n;
}

static void add(struct unit *unit, enum unit_key key, const char *text,
		unsigned line)
{
	GROW(unit->values, unit->n_values);
	unit->values[unit->n_values++] = (struct unit_value){text, line, key};
}

/* The length of "@name@" at P, or 0. */
static size_t placeholder(const char *p)
{
	size_t len = 1;

	if (!isalpha((unsigned char)p[1]) && p[1] != '_')
		return 0;
	while (isalnum((unsigned char)p[len]) || p[len] == '_')
		len++;
	return p[len] == '@' ? len + 1 : 0;
}

static void find_placeholders(struct unit *unit, const struct unit_line *line,
			      struct rpmstrPool_s *pool)
{
	const char *p = line->text;

	while ((p = strchr(p, '@')) != NULL) {
		size_t len = placeholder(p);

		/* user@host@... is none: a name does not follow a name */
		if (len > 0 &&
		    (p == line->text || !isalnum((unsigned char)p[-1]))) {
			add(unit, KEY_PLACEHOLDER, keep(pool, p, len),
			    line->lineno);
			p += len;
		} else {
			p++;
		}
	}
}

static void set(struct unit *unit, enum unit_key key, const char *value,
		unsigned line, struct rpmstrPool_s *pool)
{
	if (keys[key].scalar || (key == KEY_LISTEN_STREAM && *value == '\0'))
		drop(unit, key);
	if (*value != '\0')
		add(unit, key, keep(pool, value, strlen(value)), line);
}

/*
 * The text of the assignment at LINES[*I] with its continuation lines, a new
 * string; *I becomes the index of its last line.
 */
static char *join(const struct unit_section *s, size_t *i)
{
	const char *text = s->lines[*i].text;
	size_t len = strlen(text), n;
	char *joined = rstrdup(text);

	while (len > 0 && joined[len - 1] == '\\' && *i + 1 < s->n_lines) {
		text = s->lines[++*i].text;
		if (*text == '#' || *text == ';')
			continue;
		joined[len - 1] = ' ';
		n = strlen(text);
		joined = rrealloc(joined, len + n + 1);
		memcpy(joined + len, text, n + 1);
		len += n;
	}
	return joined;
}

static void read_assignment(struct unit *unit, const struct unit_section *s,
			    size_t *i, struct rpmstrPool_s *pool)
{
	unsigned lineno = s->lines[*i].lineno;
	struct unit_line line = {.lineno = lineno};
	char *text = join(s, i);
	const char *value;

	line.text = text;
	find_placeholders(unit, &line, pool);
	for (int k = 0; k < KEY_PLACEHOLDER; k++)
		if (strcmp(s->name, keys[k].section) == 0 &&
		    unit_line_is(&line, keys[k].name, &value))
			set(unit, k, value, lineno, pool);
	free(text);
}

void unitvalues_read(struct unit *unit, const struct unitfile *uf,
		     struct rpmstrPool_s *pool)
{
	for (size_t k = 0; k < uf->n_sections; k++) {
		const struct unit_section *s = &uf->sections[k];

		for (size_t i = 0; i < s->n_lines; i++)
			if (*s->lines[i].text != '#' &&
			    *s->lines[i].text != ';')
				read_assignment(unit, s, &i, pool);
	}
}

const struct unit_value *unit_first(const struct unit *unit, enum unit_key key)
{
	for (size_t i = 0; i < unit->n_values; i++)
		if (unit->values[i].key == key)
			return &unit->values[i];
	return NULL;
}

static bool has_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (text += strspn(text, " \t"); *text != '\0';
	     text += strspn(text, " \t")) {
		size_t n = strcspn(text, " \t");

		if (n == len && strncmp(text, word, n) == 0)
			return true;
		text += n;
	}
	return false;
}

const struct unit_value *unit_names(const struct unit *unit, enum unit_key key,
				    const char *word)
{
	for (size_t i = 0; i < unit->n_values; i++)
		if (unit->values[i].key == key &&
		    has_word(unit->values[i].text, word))
			return &unit->values[i];
	return NULL;
}
