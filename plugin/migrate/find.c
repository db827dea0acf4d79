/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where a spec file has units of the daemons: in scriptlets and in %files. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "migrate/migration.h"
#include "base/words.h"

static void add(struct migration *m, const struct mention *mention)
{
	size_t n = m->n_mentions;

	GROW(m->mentions, n);
	m->mentions[n] = *mention;
	m->mentions[n].order = n;
	m->n_mentions++;
}

static size_t package_of(const struct migration *m, size_t i)
{
	return m->spec->sections[m->spec->lines[i].section].package;
}

static void read_script_line(struct migration *m, size_t i)
{
	const struct daemon *daemon = NULL;
	struct call call = {0};
	char *text;

	if (migrate_call(m, i, &call)) {
		for (size_t k = 0; k < call.n; k++)
			add(m, &(struct mention){
				       .line = i,
				       .package = package_of(m, i),
				       .daemon = call.parts[k].daemon,
				       .kinds = call.parts[k].kinds,
				       .macro = call.macro,
			       });
		migrate_call_free(&call);
		return;
	}
	migrate_call_free(&call);
	if (*spec_trimmed(m->spec, i) == '#')
		return;
	text = spec_joined(m->spec, i);
	daemon = migrate_named(m, text);
	free(text);
	if (daemon != NULL)
		migrate_leave(m, i,
			      "it is no macro call that virtd-socket knows");
}

static const char *const directories[] = {
	"%{_unitdir}/",
	"%_unitdir/",
	"%{?_unitdir}/",
	"/usr/lib/systemd/system/",
	"/lib/systemd/system/",
	"%{_prefix}/lib/systemd/system/",
	"%_prefix/lib/systemd/system/",
};

/* What needs no saying; spaces are left out. */
static const char *const attributes[] = {"", "%attr(0644,root,root)",
					 "%attr(644,root,root)",
					 "%attr(-,root,root)"};

const char *migrate_unit_in(const char *text)
{
	const char *unit = WORDS_BEHIND(directories, text);

	return unit != NULL && strchr(unit, '/') == NULL ? unit : NULL;
}

/* Where mentions on one line of %files go. */
struct listing {
	struct migration *m;
	size_t first; /* of its mentions */
	size_t line;
};

static void put(void *ctx, size_t daemon, unsigned kinds)
{
	const struct listing *l = ctx;
	struct migration *m = l->m;

	for (size_t i = l->first; i < m->n_mentions; i++)
		if (m->mentions[i].daemon == daemon) {
			m->mentions[i].kinds |= kinds;
			return;
		}
	add(m, &(struct mention){
		       .line = l->line,
		       .package = package_of(m, l->line),
		       .daemon = daemon,
		       .kinds = kinds,
	       });
}

/* Cut the path from the end of TEXT, and all spaces from the rest. */
static char *split_path(char *text)
{
	size_t len = strlen(text);
	char *path, *to = text;

	while (len > 0 && strchr(SPEC_BLANK, text[len - 1]) != NULL)
		text[--len] = '\0';
	while (len > 0 && strchr(" \t", text[len - 1]) == NULL)
		len--;
	path = rstrdup(text + len);
	text[len] = '\0';
	for (const char *from = text; *from != '\0'; from++)
		if (strchr(" \t", *from) == NULL)
			*to++ = *from;
	*to = '\0';
	return path;
}

static void read_files_line(struct migration *m, size_t i)
{
	struct listing l = {m, m->n_mentions, i};
	char *text = spec_joined(m->spec, i), *path = split_path(text);
	const char *unit = migrate_unit_in(path), *why;

	if (unit != NULL && *text != '#') {
		why = migrate_units(m, unit, put, &l);
		if (why == NULL && !WORDS_HAVE(attributes, text))
			why = "it has attributes";
		if (why == NULL && m->n_mentions - l.first > 1)
			why = "it names units of several daemons";
		for (size_t k = l.first; k < m->n_mentions; k++)
			m->mentions[k].why = why;
	}
	free(path);
	free(text);
}

static void read_lines(struct migration *m, enum spec_part part,
		       void (*read)(struct migration *m, size_t i))
{
	const struct spec *spec = m->spec;

	for (size_t i = 0; i < spec->n_lines; i++) {
		const struct spec_line *line = &spec->lines[i];

		if (line->kind == LINE_TEXT && line->span > 0 &&
		    spec->sections[line->section].part == part)
			read(m, i);
	}
}

void migrate_find(struct migration *m)
{
	/* first: services without sockets are known by their calls */
	read_lines(m, PART_SCRIPT, read_script_line);
	read_lines(m, PART_FILES, read_files_line);
}
