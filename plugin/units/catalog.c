/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The catalogue: which daemons there are. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "units/catalog.h"
#include "base/grow.h"
#include "base/message.h"
#include "units/keys.h"

/* Set what LINE says; SEEN holds one bit for each key that occurred. */
static bool read_line(struct daemon *d, const struct unit_line *line,
		      unsigned *seen)
{
	const struct daemon_key *key = daemon_keys;
	const char *value;
	unsigned bit = 1;
	char *wrong;
	bool ok;

	if (unit_is_comment(line->text))
		return true;
	for (; bit < 1u << N_KEYS && !unit_line_is(line, key->name, &value);
	     bit <<= 1)
		key++;
	if (bit == 1u << N_KEYS) {
		error("%s:%u: unknown key \"%.*s\" in [%s]", line->file,
		      line->lineno, (int)strcspn(line->text, " \t="),
		      line->text, d->service);
		return false;
	}
	if (*seen & bit) {
		error("%s:%u: %s= stands twice in [%s]", line->file,
		      line->lineno, key->name, d->service);
		return false;
	}
	*seen |= bit;
	wrong = key->set(d, value);
	ok = wrong == NULL;
	if (!ok)
		error("%s:%u: \"%s\" is no value for %s=; it takes %s",
		      line->file, line->lineno, value, key->name,
		      key->expected);
	free(wrong);
	return ok;
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

static struct daemon *find_exact(const struct catalog *catalog, size_t n,
				 const char *service)
{
	struct daemon key = {.service = service};

	return n > 0 ? bsearch(&key, catalog->daemons, n, sizeof(key), compare)
		     : NULL;
}

/* Put D behind the others, or in the place of one of the first SORTED. */
static void put(struct catalog *catalog, size_t sorted, const struct daemon *d)
{
	struct daemon *old = find_exact(catalog, sorted, d->service);

	if (old == NULL) {
		GROW(catalog->daemons, catalog->n);
		old = &catalog->daemons[catalog->n++];
	}
	*old = *d;
}

static void sort(struct catalog *catalog)
{
	if (catalog->n > 1)
		qsort(catalog->daemons, catalog->n, sizeof(*catalog->daemons),
		      compare);
}

bool catalog_add(struct catalog *catalog, struct unitfile *uf)
{
	size_t before = catalog->n;

	GROW(catalog->files, catalog->n_files);
	catalog->files[catalog->n_files++] = uf;
	for (size_t i = 0; i < uf->n_sections; i++) {
		const struct unit_section *s = &uf->sections[i];
		struct daemon d = {0};

		if (!daemon_check_name_at(uf->file, s->lineno, s->name) ||
		    !read_section(&d, uf->file, s))
			return false;
		put(catalog, before, &d);
	}
	sort(catalog);
	return true;
}

void catalog_set(struct catalog *catalog, const struct daemon *daemons,
		 size_t n)
{
	size_t before = catalog->n;

	for (size_t i = 0; i < n; i++)
		put(catalog, before, &daemons[i]);
	sort(catalog);
}

void catalog_free(struct catalog *catalog)
{
	for (size_t i = 0; i < catalog->n_files; i++)
		unitfile_free(catalog->files[i]);
	free(catalog->files);
	free(catalog->daemons);
	*catalog = (struct catalog){0};
}

const struct daemon *catalog_find(const struct catalog *catalog,
				  const char *name)
{
	char service[UNIT_NAME_LEN + sizeof("virtd")];
	const struct daemon *d = find_exact(catalog, catalog->n, name);

	if (d != NULL || strlen(name) > UNIT_NAME_LEN)
		return d;
	stpcpy(stpcpy(stpcpy(service, "virt"), name), "d");
	return find_exact(catalog, catalog->n, service);
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
			d = find_exact(catalog, catalog->n, service);
		}
	return d;
}
