/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which daemons, and which of their units, a command line asks for. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/datadir.h"
#include "base/message.h"
#include "request/options.h"
#include "request/request.h"
#include "request/suggest.h"
#include "units/keys.h"

static char **arg_catalogs;
static char *arg_keys[N_KEYS];

const struct poptOption request_catalog_options[] = {
	{"catalog", '\0', POPT_ARG_ARGV, &arg_catalogs, 0,
	 "add or override daemons from FILE", "FILE"},
	POPT_TABLEEND};

const struct poptOption request_options[] = {
	INCLUDE_OPTIONS(request_catalog_options, NULL),
	{"description", '\0', POPT_ARG_STRING, &arg_keys[KEY_NAME], 0,
	 "what Description= calls the daemon (the variable @name@)", "TEXT"},
	{"sockets", 'k', POPT_ARG_STRING, &arg_keys[KEY_SOCKETS], 0,
	 "the sockets of the daemon: main and any of ro, admin, tcp, tls; or "
	 "none",
	 "KINDS"},
	{"sockprefix", '\0', POPT_ARG_STRING, &arg_keys[KEY_SOCKPREFIX], 0,
	 "what the names of its socket files start with", "PREFIX"},
	{"sockmode", '\0', POPT_ARG_STRING, &arg_keys[KEY_SOCKETMODE], 0,
	 "the mode of the main socket, such as 0660", "MODE"},
	{"upgrade", 'u', POPT_ARG_STRING, &arg_keys[KEY_UPGRADE], 0,
	 "what an upgrade does to a running service: restart, reload or none",
	 "ACTION"},
	POPT_TABLEEND};

/* Set what the OPTION says of DAEMON, if anything. */
static bool describe_by(struct daemon *daemon, const struct poptOption *option,
			enum key key, const char *value)
{
	char *wrong = NULL;
	bool ok;

	if (key == KEY_SOCKETS && strcmp(value, "none") == 0)
		daemon->kinds = 0;
	else
		wrong = daemon_keys[key].set(daemon, value);
	ok = wrong == NULL;
	if (!ok)
		usage_error("--%s: %s", option->longName, wrong);
	free(wrong);
	return ok;
}

/* Set what the options, of which VALUES are the targets, say of DAEMON. */
static bool describe(struct daemon *daemon, char *const values[N_KEYS])
{
	bool ok = true;

	for (enum key key = 0; ok && key < N_KEYS; key++) {
		const struct poptOption *option = request_options;

		if (values[key] == NULL)
			continue;
		while (option->arg != &values[key])
			option++;
		ok = describe_by(daemon, option, key, values[key]);
	}
	return ok;
}

static bool add_catalog(struct request *request, const char *path)
{
	struct unitfile *uf = unitfile_read(path, NULL);

	return uf != NULL && catalog_add(&request->catalog, uf);
}

static bool read_catalogs(struct request *request, char **paths)
{
	char *path = datadir_path("catalog");
	bool ok = add_catalog(request, path);

	free(path);
	for (; ok && paths != NULL && *paths != NULL; paths++)
		ok = add_catalog(request, *paths);
	return ok;
}

/* Report that NAME names no daemon, although it COULD BE a name. */
static void unknown_daemon(const struct request *request, const char *name,
			   bool could_be)
{
	char buf[SERVICE_NAME_LEN + 1];
	const char *meant = suggest_daemon(&request->catalog, name, buf);

	if (meant != NULL)
		error(could_be ? "unknown daemon \"%s\"; did you mean '%s'?"
			       : "\"%s\" cannot be the name of a daemon; did "
				 "you mean '%s'?",
		      name, meant);
	else if (could_be)
		error("unknown daemon \"%s\"; \"virtd-socket list\" prints the "
		      "known ones, --description or --sockets describes "
		      "another",
		      name);
	else
		daemon_check_name(name);
}

static bool find_daemon(const struct request *request, const char *name,
			char *const values[N_KEYS], struct daemon *daemon)
{
	bool described =
		values[KEY_NAME] != NULL || values[KEY_SOCKETS] != NULL;
	bool could_be = daemon_is_name(name);
	const struct daemon *known =
		could_be ? catalog_find(&request->catalog, name) : NULL;

	if (known == NULL && !(could_be && described)) {
		unknown_daemon(request, name, could_be);
		return false;
	}
	*daemon = known != NULL ? *known
				: (struct daemon){
					  .service = name,
					  .name = name,
					  .sockprefix = name,
					  .sockmode = "0600",
					  .extras = "",
					  .kinds = KINDS_UNIX,
				  };
	describe(daemon, values);
	if (strpbrk(daemon->sockmode, "1357") != NULL)
		warning("%s: mode %s: a socket has no use for permission to "
			"execute it",
			daemon->service, daemon->sockmode);
	return true;
}

static int compare(const void *a, const void *b)
{
	const struct daemon *const *da = a, *const *db = b;

	return strcmp((*da)->service, (*db)->service);
}

static bool sort_daemons(struct request *request)
{
	request->by_service =
		rcalloc(request->n + 1, sizeof(*request->by_service));
	for (size_t i = 0; i < request->n; i++)
		request->by_service[i] = &request->daemons[i];
	qsort(request->by_service, request->n, sizeof(*request->by_service),
	      compare);
	for (size_t i = 1; i < request->n; i++)
		if (compare(&request->by_service[i - 1],
			    &request->by_service[i]) == 0) {
			error("%s is named twice",
			      request->by_service[i]->service);
			return false;
		}
	return true;
}

/* The daemon of REQUEST whose service is called SERVICE, or NULL. */
static const struct daemon *find_service(const struct request *request,
					 const char *service)
{
	struct daemon key = {.service = service}, *p = &key, **found;

	found = bsearch(&p, request->by_service, request->n,
			sizeof(*request->by_service), compare);
	return found != NULL ? *found : NULL;
}

/* Whether no daemon is called like another one's socket: a and a-ro. */
static bool check_units(const struct request *request)
{
	char unit[UNIT_NAME_LEN + 1], service[UNIT_NAME_LEN + 1];

	for (size_t i = 0; i < request->n; i++) {
		const struct daemon *d = &request->daemons[i], *other;

		for (int k = KIND_MAIN + 1; k < N_SOCKET_KINDS; k++) {
			if (!(d->kinds & KIND_BIT(k)))
				continue;
			unit_name(d->service, k, unit);
			unit_split(unit, KIND_MAIN, service);
			other = find_service(request, service);
			if (other == NULL)
				continue;
			error("%s and %s cannot be installed together: both "
			      "have a unit called %s",
			      d->service, other->service, unit);
			return false;
		}
	}
	return true;
}

bool request_open(struct request *request, const char **names)
{
	struct daemon any = {0};
	size_t n = 0;

	*request = (struct request){0};
	if (!describe(&any, arg_keys) || !read_catalogs(request, arg_catalogs))
		return false;
	while (names != NULL && names[n] != NULL)
		n++;
	request->daemons = rcalloc(n + 1, sizeof(*request->daemons));
	for (; request->n < n; request->n++)
		if (!find_daemon(request, names[request->n], arg_keys,
				 &request->daemons[request->n]))
			return false;
	return sort_daemons(request) && check_units(request);
}

void request_free(struct request *request)
{
	free(request->daemons);
	free(request->by_service);
	catalog_free(&request->catalog);
}

bool request_owns(const struct request *request, const struct daemon *likely,
		  const char *unit, size_t len)
{
	char name[UNIT_NAME_LEN + 1], service[UNIT_NAME_LEN + 1];

	if (len > UNIT_NAME_LEN)
		return false;
	memcpy(name, unit, len);
	name[len] = '\0';
	/* the main socket's suffix ends those of others: it is tried last */
	for (int k = N_UNIT_KINDS - 1; k >= 0; k--) {
		const struct daemon *d = likely;

		if (!unit_split(name, k, service))
			continue;
		if (strcmp(service, likely->service) != 0)
			d = find_service(request, service);
		if (d != NULL &&
		    (d->kinds | KIND_BIT(KIND_SERVICE)) & KIND_BIT(k))
			return true;
	}
	return false;
}
