/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The part of a spec file that scripts and lists what calls installed. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/message.h"
#include "scriptlets/specpart.h"

#define HEADER                                                                 \
	"# Written by virtd-socket install; see virtd-socket-macros(7).\n"
#define RECORD "#: "

static int compare(const void *a, const void *b)
{
	const struct specpart_item *ia = a, *ib = b;
	int c = strcmp(ia->owner, ib->owner);

	return c != 0 ? c : strcmp(ia->service, ib->service);
}

void specpart_add(struct specpart *part, const struct specpart_item *item)
{
	size_t i = 0;

	while (i < part->n &&
	       strcmp(part->items[i].service, item->service) != 0)
		i++;
	if (i == part->n) {
		GROW(part->items, part->n);
		part->n++;
	}
	part->items[i] = *item;
	qsort(part->items, part->n, sizeof(*part->items), compare);
}

void specpart_filter(struct specpart *part,
		     bool (*keep)(void *ctx, const struct specpart_item *item),
		     void *ctx)
{
	size_t n = 0;

	for (size_t i = 0; i < part->n; i++)
		if (keep(ctx, &part->items[i]))
			part->items[n++] = part->items[i];
	part->n = n;
}

/* The fields of a record, tabs between, in this order. */
enum { OWNER, SERVICE, KINDS, ENABLE, UPGRADE, UNITS, SHAPE, N_FIELDS };

/* In a record, and behind the name of the service for the macros. */
static const struct {
	const char *word;
	const char *suffix;
} lists[N_LISTS] = {
	[LIST_SOCKETS] = {"sockets", ""},
	[LIST_SERVICE] = {"service", ".service"},
	[LIST_NOTHING] = {"nothing", ".nothing"},
};

static bool parse_files(const char *word, enum specpart_files *files)
{
	for (int i = 0; i < N_LISTS; i++)
		if (strcmp(word, lists[i].word) == 0) {
			*files = i;
			return true;
		}
	return false;
}

/* Whether WORD is YES, else NO, into *VALUE. False if it is neither. */
static bool parse_word(const char *word, const char *no, const char *yes,
		       bool *value)
{
	*value = strcmp(word, yes) == 0;
	return *value || strcmp(word, no) == 0;
}

static bool parse_record(struct specpart *part, char *line)
{
	struct specpart_item item = {0};
	char *field[N_FIELDS];
	const char *bad;
	int n = 0;

	for (char *f; n < N_FIELDS && (f = strsep(&line, "\t")) != NULL;)
		field[n++] = f;
	if (n < N_FIELDS || line != NULL ||
	    !kinds_parse(field[KINDS], KINDS_SOCKETS, &item.kinds, &bad) ||
	    !kinds_parse(field[ENABLE], KINDS_SOCKETS, &item.enable, &bad) ||
	    !upgrade_parse(field[UPGRADE], &item.upgrade) ||
	    !parse_files(field[UNITS], &item.files) ||
	    !parse_word(field[SHAPE], "catalog", "described", &item.described))
		return false;
	item.owner = field[OWNER];
	item.service = field[SERVICE];
	specpart_add(part, &item);
	return true;
}

bool specpart_parse(struct specpart *part, const char *file, const char *text)
{
	char *next, *line;
	unsigned lineno = 1;

	*part = (struct specpart){.text = rstrdup(text)};
	if (*text != '\0' && strncmp(text, HEADER, strlen(HEADER)) != 0) {
		error("%s:1: not written by virtd-socket; name another file",
		      file);
		return false;
	}
	for (next = part->text; (line = strsep(&next, "\n")) != NULL;
	     lineno++) {
		if (strncmp(line, RECORD, strlen(RECORD)) != 0 ||
		    parse_record(part, line + strlen(RECORD)))
			continue;
		error("%s:%u: damaged; remove the file and build again", file,
		      lineno);
		return false;
	}
	return true;
}

void specpart_free(struct specpart *part)
{
	free(part->items);
	free(part->text);
}

static void print_record(const struct specpart_item *item, FILE *out)
{
	char kinds[40], enable[40];

	fprintf(out, RECORD "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", item->owner,
		item->service, kinds_format(item->kinds, ',', kinds),
		kinds_format(item->enable, ',', enable),
		upgrade_name(item->upgrade), lists[item->files].word,
		item->described ? "described" : "catalog");
}

/* Tell the macros of a shape that is not the catalogue's. */
static void print_shape(const struct specpart_item *item, FILE *out)
{
	unsigned extra = item->enable & KINDS_INET;
	char kinds[40], enable[40];

	if (!item->described && extra == 0)
		return;
	fprintf(out, "%%__virtd_socket_describe -k %s -u %s%s%s %s\n",
		kinds_format(item->kinds, ',', kinds),
		upgrade_name(item->upgrade), extra ? " -e " : "",
		kinds_format(extra, ',', enable), item->service);
}

/* Write the line for N items of one owner. */
static void print_package(const struct specpart_item *items, size_t n,
			  FILE *out)
{
	fprintf(out, "%%__virtd_socket_specpart%s%s",
		*items->owner != '\0' ? " " : "", items->owner);
	for (size_t i = 0; i < n; i++)
		fprintf(out, " %s%s", items[i].service,
			lists[items[i].files].suffix);
	fputc('\n', out);
}

void specpart_print(const struct specpart *part, FILE *out)
{
	/* comments first: below a section they would belong to it */
	fputs(HEADER, out);
	for (size_t i = 0; i < part->n; i++)
		print_record(&part->items[i], out);
	for (size_t i = 0; i < part->n; i++)
		print_shape(&part->items[i], out);
	for (size_t i = 0, n; i < part->n; i += n) {
		n = 1;
		while (i + n < part->n && strcmp(part->items[i].owner,
						 part->items[i + n].owner) == 0)
			n++;
		print_package(&part->items[i], n, out);
	}
}
