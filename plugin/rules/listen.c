/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Rules about where and with which modes sockets listen. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/text.h"
#include "base/grow.h"
#include "rules/rules.h"

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
	size_t start = strlen("libvirt/");

	if (unit->daemon != NULL)
		return rstrdup(unit->daemon->sockprefix);
	main_unit =
		index_find(&c->index, unit_name(unit->service, KIND_MAIN, name),
			   unit->package);
	if (main_unit != NULL)
		listen = unit_first(main_unit, KEY_LISTEN_STREAM);
	path = listen != NULL ? index_run_path(&c->index, listen->text) : NULL;
	if (path == NULL || strlen(path) <= start ||
	    !text_ends(path + start, suffix))
		return NULL;
	return copy_text(path + start, strlen(path) - start - strlen(suffix));
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
		path = index_run_path(&c->index, text);
		if (path != NULL && strcmp(path, wanted) == 0)
			return true;
	}
	return false;
}

void rule_listen_stream(struct checker *c, const struct unit *unit)
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
		report_unit(c, SEVERITY_ERROR, unit, value,
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

void rule_socket_mode(struct checker *c, const struct unit *unit)
{
	const struct unit_value *value = unit_first(unit, KEY_SOCKET_MODE);
	/* systemd.socket(5): the default is 0666 */
	const char *text = value != NULL ? value->text : "0666";
	unsigned long mode;
	char *end;

	/* of a unit that is elsewhere only what a drop-in says can be judged */
	if (!is_local(unit) || (!has_values(unit) && unit->source != NULL) ||
	    (value == NULL && unit->source == NULL))
		return;
	mode = strtoul(text, &end, 8);
	if (*end != '\0' || mode > 07777)
		report_unit(c, SEVERITY_ERROR, unit, value,
			    "SocketMode=%s is no mode", text);
	else if (mode & ~widest_mode(unit))
		report_unit(c, SEVERITY_ERROR, unit, value,
			    value != NULL
				    ? "SocketMode=%s is wider than %04o"
				    : "SocketMode= is missing and therefore "
				      "%s, wider than %04o",
			    text, widest_mode(unit));
}

/* systemd.socket(5): paths, abstract names, and those with a specifier. */
static bool is_port_or_host(const char *listen)
{
	return strchr("/@%", *listen) == NULL;
}

void rule_listen_port(struct checker *c, const struct unit *unit)
{
	for (size_t i = 0; is_local(unit) && i < unit->n_values; i++) {
		const struct unit_value *value = &unit->values[i];

		if ((value->key == KEY_LISTEN_STREAM ||
		     value->key == KEY_LISTEN_OTHER) &&
		    is_port_or_host(value->text))
			report_unit(c, SEVERITY_ERROR, unit, value,
				    "%s listens at %s, on the network: that is "
				    "for the tcp and tls sockets",
				    unit->name, value->text);
	}
}

enum { N_PAIRS = 4096 };

/* One address that a socket listens at. */
struct address {
	const char *text; /* without the run directory */
	const struct unit *unit;
	const struct unit_value *value;
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
	for (size_t i = 0; i < c->index.n_units; i++) {
		const struct unit *unit = &c->index.units[i];

		for (size_t k = 0; !unit->shadowed && k < unit->n_values; k++) {
			const struct unit_value *v = &unit->values[k];
			const char *path = index_run_path(&c->index, v->text);

			if (v->key != KEY_LISTEN_STREAM)
				continue;
			GROW(list, *n);
			list[(*n)++] = (struct address){
				path != NULL ? path : v->text, unit, v};
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

/* What tolerate() said of two units; they can share many addresses. */
struct pair {
	const struct unit *a, *b;
	bool tolerated;
};

static bool is_tolerated(struct pair pairs[N_PAIRS], const struct unit *a,
			 const struct unit *b)
{
	struct pair *pair =
		&pairs[((size_t)a * 31 + (size_t)b) / sizeof(*a) % N_PAIRS];

	if (pair->a != a || pair->b != b)
		*pair = (struct pair){a, b, tolerate(a, b)};
	return pair->tolerated;
}

void rule_listen_shared(struct checker *c)
{
	/* of many at one address, those nearby say enough */
	enum { NEARBY = 16 };
	size_t n;
	struct address *list = find_addresses(c, &n);
	struct pair *pairs = rcalloc(N_PAIRS, sizeof(*pairs));

	for (size_t i = 1; i < n; i++)
		for (size_t k = i > NEARBY ? i - NEARBY : 0; k < i; k++) {
			if (strcmp(list[k].text, list[i].text) != 0 ||
			    is_tolerated(pairs, list[k].unit, list[i].unit))
				continue;
			report_unit(c, SEVERITY_ERROR, list[i].unit,
				    list[i].value,
				    "%s listens at the same address, and "
				    "neither has Conflicts= with the other",
				    list[k].unit->name);
			break;
		}
	free(list);
	free(pairs);
}
