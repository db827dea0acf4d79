/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What install tells the packaging: --filelist, --specpart, --plan. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "request/install_lists.h"
#include "files/listfile.h"
#include "base/message.h"
#include "request/options.h"
#include "request/owner.h"
#include "request/scriptlet_args.h"
#include "scriptlets/specpart.h"
#include "request/variables.h"

static char *filelist;
static char *specpart;
static char *owner;
static unsigned enable;
static struct listfile *lists[2];
int install_lists_plan;

const struct poptOption install_lists_options[] = {
	{"filelist", '\0', POPT_ARG_STRING, &filelist, 0,
	 "add the paths to FILE, for %files -f FILE", "FILE"},
	{"specpart", '\0', POPT_ARG_STRING, &specpart, 0,
	 "add scriptlets and files to FILE, for %{specpartsdir}", "FILE"},
	{"plan", '\0', POPT_ARG_NONE, &install_lists_plan, 0,
	 "write nothing, print what a package has to do with each unit", NULL},
	INCLUDE_OPTIONS(scriptlet_args_enable_options, NULL),
	INCLUDE_OPTIONS(owner_options, NULL),
	POPT_TABLEEND};

bool install_lists_check(const struct request *request)
{
	if (filelist != NULL && specpart != NULL &&
	    strcmp(filelist, specpart) == 0) {
		usage_error(
			"--filelist and --specpart both name \"%s\"; they need "
			"two files",
			filelist);
		return false;
	}
	return owner_get(&owner) && scriptlet_args_enable(request, &enable);
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

/* Earlier builds may have left items whose units are not there this time. */
static bool is_installed(void *ctx, const struct specpart_item *item)
{
	char name[UNIT_NAME_LEN + 1];

	return output_exists(ctx, unit_name(item->service, KIND_MAIN, name));
}

static bool put_specpart(const char *old, struct output *out,
			 const struct request *request, FILE *mem)
{
	struct specpart part;

	if (!specpart_parse(&part, specpart, old)) {
		specpart_free(&part);
		return false;
	}
	specpart_filter(&part, is_installed, out);
	for (size_t i = 0; i < request->n; i++) {
		const struct daemon *d = &request->daemons[i];
		const struct specpart_item item = {
			.owner = owner,
			.service = d->service,
			.kinds = d->kinds,
			.enable = enable & d->kinds,
			.upgrade = d->upgrade,
			.files = filelist != NULL ? LIST_NOTHING
				 : units_service  ? LIST_SERVICE
						  : LIST_SOCKETS,
			.described = !d->builtin,
		};

		specpart_add(&part, &item);
	}
	specpart_print(&part, mem);
	specpart_free(&part);
	return true;
}

/* Prepare the new content of the list at PATH (NULL: no such list). */
static bool prepare(const char *path, struct output *out,
		    const struct request *request, const struct units *units,
		    struct listfile **list)
{
	char *old, *text = NULL;
	size_t size;
	bool ok = true;
	FILE *mem;

	*list = NULL;
	if (path == NULL)
		return true;
	if (!listfile_read(path, &old))
		return false;
	mem = open_memstream(&text, &size);
	if (mem == NULL)
		abort();
	if (path == specpart)
		ok = put_specpart(old, out, request, mem);
	else
		put_filelist(old, units, mem);
	fclose(mem);
	if (ok)
		*list = listfile_begin(path, text);
	free(text);
	free(old);
	return *list != NULL;
}

bool install_lists_write(struct output *out, const struct request *request,
			 const struct units *units)
{
	if (filelist == NULL && specpart == NULL)
		return true;
	return output_lock(out) &&
	       prepare(filelist, out, request, units, &lists[0]) &&
	       prepare(specpart, out, request, units, &lists[1]) &&
	       listfile_publish(lists[0]) && listfile_publish(lists[1]);
}

bool install_lists_end(bool done)
{
	done = listfile_end(lists[0], done) && done;
	return listfile_end(lists[1], done) && done;
}
