/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What verify knows of a file that says how a unit is. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstrpool.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "packages/source.h"

/* An empty ListenStream= forgets the addresses of all types. */
#define LISTEN (KEY_BIT(KEY_LISTEN_STREAM) | KEY_BIT(KEY_LISTEN_OTHER))

static const struct {
	const char *section;
	const char *name;
	enum unit_key key;
} names[] = {
	{"Unit", "After", KEY_AFTER},
	{"Unit", "BindsTo", KEY_BINDS_TO},
	{"Unit", "Conflicts", KEY_CONFLICTS},
	{"Unit", "Requires", KEY_REQUIRES},
	{"Socket", "ListenStream", KEY_LISTEN_STREAM},
	{"Socket", "ListenDatagram", KEY_LISTEN_OTHER},
	{"Socket", "ListenSequentialPacket", KEY_LISTEN_OTHER},
	{"Socket", "Service", KEY_SERVICE},
	{"Socket", "SocketMode", KEY_SOCKET_MODE},
	{"Install", "Also", KEY_ALSO},
	{"Install", "WantedBy", KEY_WANTED_BY},
	{"Install", "RequiredBy", KEY_WANTED_BY},
};

static const struct {
	bool scalar;
	unsigned resets;
} keys[N_UNIT_KEYS] = {
	[KEY_CONDITION] = {false, KEY_BIT(KEY_CONDITION)},
	[KEY_LISTEN_STREAM] = {false, LISTEN},
	[KEY_LISTEN_OTHER] = {false, LISTEN},
	[KEY_SERVICE] = {true, 0},
	[KEY_SOCKET_MODE] = {true, 0},
	[KEY_WANTED_BY] = {false, KEY_BIT(KEY_WANTED_BY)},
};

bool unit_key_is_scalar(enum unit_key key)
{
	return keys[key].scalar;
}

unsigned unit_key_resets(enum unit_key key)
{
	return keys[key].resets;
}

static void add(struct source *source, enum unit_key key, const char *text,
		size_t len, unsigned line, struct rpmstrPool_s *pool)
{
	rpmsid id = rpmstrPoolIdn(pool, text, len, 1);

	GROW(source->assignments, source->n);
	source->assignments[source->n++] =
		(struct assignment){rpmstrPoolStr(pool, id), line, key};
}

static void find_placeholders(struct source *source,
			      const struct unit_line *line,
			      struct rpmstrPool_s *pool)
{
	const char *p = line->text;

	while ((p = strchr(p, '@')) != NULL) {
		size_t len = unit_placeholder(p);

		/* user@host@... is none: a name does not follow a name */
		if (len > 0 &&
		    (p == line->text || !isalnum((unsigned char)p[-1]))) {
			add(source, KEY_PLACEHOLDER, p, len + 2, line->lineno,
			    pool);
			p += len + 2;
		} else {
			p++;
		}
	}
}

/* Take LINE of SECTION as an assignment to one of the keys, if it is one. */
static void find_key(struct source *source, const char *section,
		     const struct unit_line *line, struct rpmstrPool_s *pool)
{
	static const char condition[] = "Condition";
	const char *value;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(section, names[i].section) == 0 &&
		    unit_line_is(line, names[i].name, &value))
			add(source, names[i].key, value, strlen(value),
			    line->lineno, pool);
	if (strcmp(section, "Unit") == 0 &&
	    strncmp(line->text, condition, strlen(condition)) == 0) {
		value = strchr(line->text, '=');
		add(source, KEY_CONDITION, line->text,
		    value == NULL || value[1] == '\0' ? 0 : strlen(line->text),
		    line->lineno, pool);
	}
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
		if (unit_is_comment(text))
			continue;
		joined[len - 1] = ' ';
		n = strlen(text);
		joined = rrealloc(joined, len + n + 1);
		memcpy(joined + len, text, n + 1);
		len += n;
	}
	return joined;
}

static void read_assignment(struct source *source, const struct unit_section *s,
			    size_t *i, struct rpmstrPool_s *pool)
{
	struct unit_line line = {.lineno = s->lines[*i].lineno};
	char *text = join(s, i);

	line.text = text;
	find_placeholders(source, &line, pool);
	find_key(source, s->name, &line, pool);
	free(text);
}

void source_read(struct source *source, const struct unitfile *uf,
		 struct rpmstrPool_s *pool)
{
	for (size_t k = 0; k < uf->n_sections; k++) {
		const struct unit_section *s = &uf->sections[k];

		for (size_t i = 0; i < s->n_lines; i++)
			if (!unit_is_comment(s->lines[i].text))
				read_assignment(source, s, &i, pool);
	}
}
