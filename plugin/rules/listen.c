/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules about where and with which modes sockets listen. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "rules/rules.h"
#include "base/copytext.h"
#include "base/grow.h"

/* libvirt 11.3 src/virtd*.socket.in. */
static const struct {
	const char *suffix; /* of the path, behind the prefix of the daemon */
	const char *port;
	const char *mode; /* that it may have; NULL: the catalogue's */
} kinds[N_SOCKET_KINDS] = {
	[KIND_MAIN] = {"-sock", NULL, NULL},
	[KIND_RO] = {"-sock-ro", NULL, "0666"},
	[KIND_ADMIN] = {"-admin-sock", NULL, "0600"},
	[KIND_TCP] = {NULL, "16509", NULL},
	[KIND_TLS] = {NULL, "16514", NULL},
};

/*
 * What the socket files of UNIT's daemon start with, a new string; NULL if
 * that is unknown. It follows from the main socket unless the catalogue says.
 */
static char *prefix(const struct checker *c, const struct unit *unit)
{
	char name[UNIT_NAME_LEN + 1];
	const struct unit *main_unit;
	const struct unit_value *listen = NULL;
	const char *path, *suffix = kinds[KIND_MAIN].suffix;
	size_t len, n = strlen(suffix);

	if (unit->daemon != NULL)
		return rstrdup(unit->daemon->sockprefix);
	main_unit = find_unit(c, unit_name(unit->service, KIND_MAIN, name),
			      unit->package);
	if (main_unit != NULL)
		listen = unit_first(main_unit, KEY_LISTEN_STREAM);
	path = listen != NULL ? run_path(c, listen->text) : NULL;
	len = path != NULL ? strlen(path) : 0;
	if (len <= 8 + n || strcmp(path + len - n, suffix) != 0)
		return NULL;
	return copy_text(path + 8, len - 8 - n);
}

static bool is_port(const char *listen, const char *port)
{
	const char *colon = strrchr(listen, ':');

	return strcmp(colon != NULL ? colon + 1 : listen, port) == 0;
}

/* Whether UNIT listens at WANTED, a path in a run directory or a port. */
static bool listens(const struct checker *c, const struct unit *unit,
		    const char *wanted)
{
	for (size_t i = 0; i < unit->n_values; i++) {
		const char *text = unit->values[i].text, *path;

		if (unit->values[i].key != KEY_LISTEN_STREAM)
			continue;
		if (kinds[unit->kind].port != NULL && is_port(text, wanted))
			return true;
		path = run_path(c, text);
		if (path != NULL && strcmp(path, wanted) == 0)
			return true;
	}
	return false;
}

void rule_listen_stream(struct checker *c, struct unit *unit)
{
	const struct unit_value *value = unit_first(unit, KEY_LISTEN_STREAM);
	char *wanted = NULL, *start;
	bool port;

	if (!is_socket(unit) || !has_values(unit))
		return;
	port = kinds[unit->kind].port != NULL;
	start = port ? rstrdup("") : prefix(c, unit);
	if (start != NULL && port)
		wanted = rstrdup(kinds[unit->kind].port);
	else if (start != NULL)
		rasprintf(&wanted, "libvirt/%s%s", start,
			  kinds[unit->kind].suffix);
	if (wanted != NULL && !listens(c, unit, wanted))
		report_unit(c, SEVERITY_ERROR, unit,
			    value != NULL ? value->line : 0,
			    "ListenStream=%s; clients look for %s%s",
			    value != NULL ? value->text : "",
			    port ? "port " : "/run/", wanted);
	free(wanted);
	free(start);
}

/* The mode that UNIT may have at most. */
static unsigned widest_mode(const struct unit *unit)
{
	const char *mode = kinds[unit->kind].mode;

	if (mode == NULL)
		mode = unit->daemon != NULL ? unit->daemon->sockmode : "0666";
	return strtoul(mode, NULL, 8);
}

void rule_socket_mode(struct checker *c, struct unit *unit)
{
	const struct unit_value *value = unit_first(unit, KEY_SOCKET_MODE);
	/* systemd.socket(5): the default is 0666 */
	const char *text = value != NULL ? value->text : "0666";
	unsigned line = value != NULL ? value->line : 0;
	unsigned long mode;
	char *end;

	if (!is_socket(unit) || !has_values(unit) ||
	    kinds[unit->kind].port != NULL)
		return;
	mode = strtoul(text, &end, 8);
	if (*end != '\0' || mode > 07777)
		report_unit(c, SEVERITY_ERROR, unit, line,
			    "SocketMode=%s is no mode", text);
	else if (mode & ~widest_mode(unit))
		report_unit(c, SEVERITY_ERROR, unit, line,
			    value != NULL
				    ? "SocketMode=%s is wider than %04o"
				    : "SocketMode= is missing and therefore "
				      "%s, wider than %04o",
			    text, widest_mode(unit));
}

/* One address that a socket listens at. */
struct address {
	const char *text; /* without the run directory */
	const struct unit *unit;
	unsigned line;
};

static int compare(const void *a, const void *b)
{
	const struct address *aa = a, *ab = b;
	int rc = strcmp(aa->text, ab->text);

	return rc != 0 ? rc : strcmp(aa->unit->name, ab->unit->name);
}

static struct address *find_addresses(const struct checker *c, size_t *n)
{
	struct address *list = NULL;

	*n = 0;
	for (size_t i = 0; i < c->n_units; i++) {
		const struct unit *unit = c->by_name[i];

		for (size_t k = 0; !unit->shadowed && k < unit->n_values; k++) {
			const struct unit_value *v = &unit->values[k];
			const char *path = run_path(c, v->text);

			if (v->key != KEY_LISTEN_STREAM)
				continue;
			GROW(list, *n);
			list[(*n)++] = (struct address){
				path != NULL ? path : v->text, unit, v->line};
		}
	}
	if (*n > 1)
		qsort(list, *n, sizeof(*list), compare);
	return list;
}

/* Whether both sockets may listen at one address. */
static bool tolerate(const struct unit *a, const struct unit *b)
{
	if (a->service == NULL && b->service == NULL)
		return true;
	if (strcmp(a->name, b->name) == 0 || !has_values(a) || !has_values(b))
		return true;
	/* two of one daemon: that is for the other rules */
	if (a->service != NULL && b->service != NULL &&
	    strcmp(a->service, b->service) == 0)
		return true;
	return unit_names(a, KEY_CONFLICTS, b->name) != NULL ||
	       unit_names(b, KEY_CONFLICTS, a->name) != NULL;
}

void rule_listen_shared(struct checker *c)
{
	/* of many at one address, those nearby say enough */
	enum { NEARBY = 16 };
	size_t n;
	struct address *list = find_addresses(c, &n);

	for (size_t i = 1; i < n; i++)
		for (size_t k = i > NEARBY ? i - NEARBY : 0; k < i; k++) {
			if (strcmp(list[k].text, list[i].text) != 0 ||
			    tolerate(list[k].unit, list[i].unit))
				continue;
			report_unit(c, SEVERITY_ERROR, list[i].unit,
				    list[i].line,
				    "%s listens at the same address, and "
				    "neither has Conflicts= with the other",
				    list[k].unit->name);
			break;
		}
	free(list);
}

/* The addresses of UNIT, a new string. */
static char *addresses(const struct unit *unit)
{
	char *text = rstrdup("");

	for (size_t i = 0; i < unit->n_values; i++)
		if (unit->values[i].key == KEY_LISTEN_STREAM)
			text = rstrscat(&text, *text ? " " : "",
					unit->values[i].text, NULL);
	return text;
}

static const struct unit *find_old(const struct checker *c,
				   const struct unit *unit)
{
	const struct unit *old = NULL;

	for (size_t i = 0; old == NULL && i < c->set->n_old; i++)
		old = package_find_unit(c->set->old[i], unit->name);
	return old;
}

void rule_socket_changed(struct checker *c, struct unit *unit)
{
	const struct unit_value *new = unit_first(unit, KEY_SOCKET_MODE);
	const struct unit_value *was;
	const struct unit *old;
	char *a, *b;

	if (c->set->n_old == 0 || !is_socket(unit) || !has_values(unit) ||
	    (old = find_old(c, unit)) == NULL)
		return;
	a = addresses(old);
	b = addresses(unit);
	if (strcmp(a, b) != 0)
		report_unit(c, SEVERITY_WARNING, unit, 0,
			    "ListenStream= was %s and is %s: only a restart of "
			    "the socket applies it",
			    *a ? a : "not there", *b ? b : "not there");
	free(a);
	free(b);
	was = unit_first(old, KEY_SOCKET_MODE);
	if (strcmp(was ? was->text : "0666", new ? new->text : "0666") != 0)
		report_unit(c, SEVERITY_WARNING, unit, 0,
			    "SocketMode= was %s and is %s: only a restart of "
			    "the socket applies it",
			    was ? was->text : "0666", new ? new->text : "0666");
}
