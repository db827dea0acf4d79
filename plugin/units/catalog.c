/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The catalogue: which daemons there are. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "units/catalog.h"
#include "base/grow.h"
#include "base/message.h"

static bool set_string(const char **field, const char *value)
{
	*field = value;
	return *value != '\0';
}

static bool set_name(struct daemon *d, const char *value)
{
	return set_string(&d->name, value);
}

static bool set_sockprefix(struct daemon *d, const char *value)
{
	return set_string(&d->sockprefix, value) && !strchr(value, '/');
}

static bool set_sockets(struct daemon *d, const char *value)
{
	const char *bad;

	return kinds_parse(value, KINDS_SOCKETS, &d->kinds, &bad) &&
	       d->kinds & KIND_BIT(KIND_MAIN);
}

static bool set_sockmode(struct daemon *d, const char *value)
{
	return set_string(&d->sockmode, value) && daemon_check_mode(value);
}

static bool set_upgrade(struct daemon *d, const char *value)
{
	return upgrade_parse(value, &d->upgrade);
}

static bool set_extras(struct daemon *d, const char *value)
{
	return set_string(&d->extras, value) && !strchr(value, '/');
}

static const struct key {
	const char *name;
	bool (*set)(struct daemon *d, const char *value);
	const char *expected;
} keys[] = {
	{"Name", set_name, "a text"},
	{"SockPrefix", set_sockprefix, "a file name"},
	{"Sockets", set_sockets, "main and any of ro, admin, tcp, tls"},
	{"SocketMode", set_sockmode, "four octal digits such as 0660"},
	{"Upgrade", set_upgrade, "restart, reload or none"},
	{"ServiceExtras", set_extras, "names of service extras"},
};

#define N_KEYS (sizeof(keys) / sizeof(keys[0]))

static const struct key *find_key(const struct unit_line *line,
				  const char **value)
{
	for (size_t i = 0; i < N_KEYS; i++)
		if (unit_line_is(line, keys[i].name, value))
			return &keys[i];
	return NULL;
}

/* Set what LINE says; SEEN holds one bit for each key that occurred. */
static bool read_line(struct daemon *d, const struct unit_line *line,
		      unsigned *seen)
{
	const char *value;
	const struct key *key;

	if (*line->text == '#' || *line->text == ';')
		return true;
	key = find_key(line, &value);
	if (key == NULL) {
		error("%s:%u: unknown key \"%.*s\" in [%s]", line->file,
		      line->lineno, (int)strcspn(line->text, " \t="),
		      line->text, d->service);
		return false;
	}
	if (*seen & 1u << (key - keys)) {
		error("%s:%u: %s= stands twice in [%s]", line->file,
		      line->lineno, key->name, d->service);
		return false;
	}
	*seen |= 1u << (key - keys);
	if (!key->set(d, value)) {
		error("%s:%u: \"%s\" is no value for %s=; it takes %s",
		      line->file, line->lineno, value, key->name,
		      key->expected);
		return false;
	}
	return true;
}

static void set_default(const char **field, const char *value)
{
	if (*field == NULL)
		*field = value;
}

static bool read_section(struct daemon *d, const char *file,
			 const struct unit_section *s)
{
	unsigned seen = 0;

	d->service = s->name;
	for (size_t i = 0; i < s->n_lines; i++)
		if (!read_line(d, &s->lines[i], &seen))
			return false;
	if (d->name == NULL) {
		error("%s:%u: [%s] has no Name=", file, s->lineno, s->name);
		return false;
	}
	if (d->kinds == 0)
		d->kinds = KINDS_UNIX;
	set_default(&d->sockprefix, d->service);
	set_default(&d->sockmode, "0600");
	set_default(&d->extras, "");
	return true;
}

static int compare(const void *a, const void *b)
{
	const struct daemon *da = a, *db = b;

	return strcmp(da->service, db->service);
}

static struct daemon *find_service(const struct catalog *catalog,
				   const char *service, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(catalog->daemons[i].service, service) == 0)
			return &catalog->daemons[i];
	return NULL;
}

/* Put D where OLD stands (NULL: at the end). */
static void put(struct catalog *catalog, struct daemon *old,
		const struct daemon *d)
{
	if (old == NULL) {
		GROW(catalog->daemons, catalog->n);
		old = &catalog->daemons[catalog->n++];
	}
	*old = *d;
}

static void keep_file(struct catalog *catalog, struct unitfile *uf)
{
	GROW(catalog->files, catalog->n_files);
	catalog->files[catalog->n_files++] = uf;
}

bool catalog_add(struct catalog *catalog, struct unitfile *uf)
{
	size_t before = catalog->n;

	keep_file(catalog, uf);

	for (size_t i = 0; i < uf->n_sections; i++) {
		const struct unit_section *s = &uf->sections[i];
		struct daemon d = {0};

		if (!daemon_check_name_at(uf->file, s->lineno, s->name) ||
		    !read_section(&d, uf->file, s))
			return false;
		put(catalog, find_service(catalog, d.service, before), &d);
	}
	if (catalog->n > 1)
		qsort(catalog->daemons, catalog->n, sizeof(*catalog->daemons),
		      compare);
	return true;
}

void catalog_set(struct catalog *catalog, const struct daemon *daemon)
{
	put(catalog, find_service(catalog, daemon->service, catalog->n),
	    daemon);
	qsort(catalog->daemons, catalog->n, sizeof(*catalog->daemons), compare);
}

void catalog_free(struct catalog *catalog)
{
	for (size_t i = 0; i < catalog->n_files; i++)
		unitfile_free(catalog->files[i]);
	free(catalog->files);
	free(catalog->daemons);
	*catalog = (struct catalog){0};
}

static const struct daemon *find_exact(const struct catalog *catalog,
				       const char *service)
{
	struct daemon key = {.service = service};

	return catalog->n > 0 ? bsearch(&key, catalog->daemons, catalog->n,
					sizeof(key), compare)
			      : NULL;
}

const struct daemon *catalog_find(const struct catalog *catalog,
				  const char *name)
{
	char service[SERVICE_NAME_LEN + 1];
	const struct daemon *d = find_exact(catalog, name);

	if (d != NULL || strlen(name) > SERVICE_NAME_LEN - 5)
		return d;
	stpcpy(stpcpy(stpcpy(service, "virt"), name), "d");
	return find_exact(catalog, service);
}

const struct daemon *catalog_find_unit(const struct catalog *catalog,
				       const char *name, enum unit_kind *kind)
{
	/* the main socket's suffix ends those of the others */
	static const enum unit_kind order[] = {KIND_RO,	  KIND_ADMIN,
					       KIND_TCP,  KIND_TLS,
					       KIND_MAIN, KIND_SERVICE};
	const struct daemon *d = NULL;
	char service[UNIT_NAME_LEN + 1];

	for (size_t i = 0; d == NULL && i < sizeof(order) / sizeof(order[0]);
	     i++)
		if (unit_split(name, order[i], service)) {
			*kind = order[i];
			d = find_exact(catalog, service);
		}
	return d;
}
