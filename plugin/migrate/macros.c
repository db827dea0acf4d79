/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The scriptlet macros that libvirt's own spec file defines. */
#include <string.h>

#include "migrate/migration.h"

#define IDENTIFIER                                                             \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

/* libvirt 11.3 libvirt.spec.in */
static const char *const names[] = {
	"libvirt_rpmstatedir",
	"libvirt_systemd_config_posttrans",
	"libvirt_systemd_config_pre",
	"libvirt_systemd_disable",
	"libvirt_systemd_inet_posttrans",
	"libvirt_systemd_inet_pre",
	"libvirt_systemd_inet_preun",
	"libvirt_systemd_noaction_pre",
	"libvirt_systemd_oneshot_posttrans",
	"libvirt_systemd_oneshot_pre",
	"libvirt_systemd_oneshot_preun",
	"libvirt_systemd_perform_preset",
	"libvirt_systemd_perform_reload",
	"libvirt_systemd_perform_restart",
	"libvirt_systemd_posttrans",
	"libvirt_systemd_preun",
	"libvirt_systemd_privileged_posttrans",
	"libvirt_systemd_privileged_pre",
	"libvirt_systemd_privileged_preun",
	"libvirt_systemd_reload_pre",
	"libvirt_systemd_restart_pre",
	"libvirt_systemd_schedule_preset",
	"libvirt_systemd_schedule_reload",
	"libvirt_systemd_schedule_restart",
	"libvirt_systemd_unix_posttrans",
	"libvirt_systemd_unix_pre",
	"libvirt_systemd_unix_preun",
};

enum { N_NAMES = sizeof(names) / sizeof(names[0]) };

/* The index of the name that TEXT begins with, or N_NAMES. */
static int find_name(const char *text)
{
	size_t len = strspn(text, IDENTIFIER);

	for (int i = 0; i < N_NAMES; i++)
		if (strlen(names[i]) == len &&
		    strncmp(text, names[i], len) == 0)
			return i;
	return N_NAMES;
}

/* The name that line I defines, or N_NAMES. */
static int defined_at(const struct spec *spec, size_t i)
{
	const char *text = spec_trimmed(spec, i), *rest;

	if (spec->lines[i].kind != LINE_MACRO)
		return N_NAMES;
	rest = spec_macro(text, "define");
	if (rest == NULL)
		rest = spec_macro(text, "global");
	return rest != NULL ? find_name(rest + strspn(rest, " \t")) : N_NAMES;
}

static void count_uses(const char *text, int except, bool used[N_NAMES])
{
	while ((text = strstr(text, "libvirt_")) != NULL) {
		int name = find_name(text);

		if (name != N_NAMES && name != except)
			used[name] = true;
		text += strspn(text, IDENTIFIER);
	}
}

/* Which names the lines that stay use, other than in their definitions. */
static void find_uses(const struct migration *m, bool used[N_NAMES])
{
	const struct spec *spec = m->spec;
	int except = N_NAMES;

	memset(used, 0, N_NAMES * sizeof(*used));
	for (size_t i = 0; i < spec->n_lines; i++) {
		if (spec->lines[i].span > 0)
			except = defined_at(spec, i);
		if (!edits_deleted(m->edits, i) &&
		    *spec_trimmed(spec, i) != '#')
			count_uses(spec->lines[i].text, except, used);
	}
}

/* Remove definitions that nothing uses. Returns whether there was one. */
static bool remove_unused(struct migration *m, const bool used[N_NAMES])
{
	const struct spec *spec = m->spec;
	bool any = false;

	for (size_t i = 0; i < spec->n_lines; i++) {
		int name = defined_at(spec, i);

		if (spec->lines[i].span == 0 || name == N_NAMES || used[name] ||
		    edits_deleted(m->edits, i))
			continue;
		edits_delete(m->edits, i, m->spec->lines[i].span);
		any = true;
	}
	return any;
}

/* The line behind the paragraph that begins at I. */
static size_t paragraph_end(const struct spec *spec, size_t i)
{
	while (i < spec->n_lines && !spec_blank(spec, i))
		i++;
	return i;
}

/* Whether lines from I to END are removed definitions and comments. */
static bool is_removed(const struct migration *m, size_t i, size_t end)
{
	bool macro = false;

	for (; i < end; i++) {
		bool comment = *spec_trimmed(m->spec, i) == '#';

		if (!comment && (!edits_deleted(m->edits, i) ||
				 m->spec->lines[i].kind != LINE_MACRO))
			return false;
		macro |= !comment;
	}
	return macro;
}

/*
 * Remove the comments of removed definitions, and blank lines behind them. A
 * comment of one line may have a blank line behind it.
 */
static void remove_comments(struct migration *m)
{
	const struct spec *spec = m->spec;

	for (size_t i = 0, end; i < spec->n_lines; i = end) {
		size_t from = i;

		end = paragraph_end(spec, i);
		if (end == i) {
			end++;
			continue;
		}
		if (!is_removed(m, i, end))
			continue;
		if (i > 1 && *spec_trimmed(spec, i - 2) == '#' &&
		    (i == 2 || spec_blank(spec, i - 3)))
			from = i - 2;
		if (end < spec->n_lines)
			end++;
		edits_delete(m->edits, from, end - from);
	}
}

void migrate_macros(struct migration *m)
{
	bool used[N_NAMES];

	do {
		find_uses(m, used);
	} while (remove_unused(m, used));
	remove_comments(m);
}
