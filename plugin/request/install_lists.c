/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What install tells the packaging: --filelist, --plan. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "request/install_lists.h"
#include "files/listfile.h"
#include "base/message.h"
#include "request/options.h"
#include "request/scriptlet_args.h"
#include "request/variables.h"

static char *filelist;
static unsigned enable;
static struct listfile *list;
int install_lists_plan;

const struct poptOption install_lists_options[] = {
	{"filelist", '\0', POPT_ARG_STRING, &filelist, 0,
	 "add the paths to FILE, for %files -f FILE", "FILE"},
	{"plan", '\0', POPT_ARG_NONE, &install_lists_plan, 0,
	 "write nothing, print what a package has to do with each unit", NULL},
	INCLUDE_OPTIONS(scriptlet_args_enable_options, NULL),
	POPT_TABLEEND};

bool install_lists_check(const struct request *request)
{
	return scriptlet_args_enable(request, &enable);
}

void install_lists_print_plan(const struct request *request)
{
	char name[UNIT_NAME_LEN + 1];

	for (size_t i = 0; i < request->n; i++) {
		const struct daemon *d = &request->daemons[i];

		for (int k = 0; k < N_SOCKET_KINDS; k++)
			if (d->kinds & KIND_BIT(k))
				printf("%s %s\n",
				       unit_name(d->service, k, name),
				       enable & KIND_BIT(k) ? "enable"
							    : "keep");
		printf("%s %s\n", unit_name(d->service, KIND_SERVICE, name),
		       upgrade_name(d->upgrade));
	}
}

static void put_path(void *ctx, size_t index, const char *name)
{
	(void)index;
	fprintf(ctx, "%s/%s\n", variables_dir("unitdir"), name);
}

static void put_filelist(const char *old, const struct units *units, FILE *out)
{
	char *paths = NULL;
	size_t size;
	FILE *mem = open_memstream(&paths, &size);

	if (mem == NULL)
		abort();
	units_each_name(units, put_path, mem);
	fclose(mem);
	listfile_union(old, paths, out);
	free(paths);
}

/* Prepare the new content of the list. */
static bool prepare(const struct units *units)
{
	char *old, *text = NULL;
	size_t size;
	FILE *mem;

	if (!listfile_read(filelist, &old))
		return false;
	mem = open_memstream(&text, &size);
	if (mem == NULL)
		abort();
	put_filelist(old, units, mem);
	fclose(mem);
	list = listfile_begin(filelist, text);
	free(text);
	free(old);
	return list != NULL;
}

bool install_lists_write(struct output *out, const struct units *units)
{
	return filelist == NULL ||
	       (output_lock(out) && prepare(units) && listfile_publish(list));
}

bool install_lists_end(bool done)
{
	return listfile_end(list, done) && done;
}
