/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which daemons, and which of their units, a command line asks for. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/datadir.h"
#include "base/message.h"
#include "base/nearest.h"
#include "request/options.h"
#include "request/request.h"

static char **catalogs;
static char *description;
static char *sockets;
static char *sockprefix;
static char *sockmode;
static char *upgrade;

const struct poptOption request_catalog_options[] = {
	{"catalog", '\0', POPT_ARG_ARGV, &catalogs, 0,
	 "add or override daemons from FILE", "FILE"},
	POPT_TABLEEND};

const struct poptOption request_options[] = {
	INCLUDE_OPTIONS(request_catalog_options, NULL),
	{"description", '\0', POPT_ARG_STRING, &description, 0,
	 "what Description= calls the daemon (the variable @name@)", "TEXT"},
	{"sockets", 'k', POPT_ARG_STRING, &sockets, 0,
	 "the sockets of the daemon: main and any of ro, admin, tcp, tls; or "
	 "none",
	 "KINDS"},
	{"sockprefix", '\0', POPT_ARG_STRING, &sockprefix, 0,
	 "what the names of its socket files start with", "PREFIX"},
	{"sockmode", '\0', POPT_ARG_STRING, &sockmode, 0,
	 "the mode of the main socket, such as 0660", "MODE"},
	{"upgrade", 'u', POPT_ARG_STRING, &upgrade, 0,
	 "what an upgrade does to a running service: restart, reload or none",
	 "ACTION"},
	POPT_TABLEEND};

static bool add_catalog(struct request *request, const char *path)
{
	struct unitfile *uf = unitfile_read(path, NULL);

	return uf != NULL && catalog_add(&request->catalog, uf);
}

static bool read_catalogs(struct request *request)
{
	char *path = datadir_path("catalog");
	bool ok = add_catalog(request, path);

	free(path);
	for (char **c = catalogs; ok && c != NULL && *c != NULL; c++)
		ok = add_catalog(request, *c);
	return ok;
}

static bool unknown_daemon(const struct request *request, const char *name)
{
	struct nearest best = {0};
	char driver[SERVICE_NAME_LEN + 1] = "";

	for (size_t i = 0; i < request->catalog.n; i++)
		nearest_try(&best, name, request->catalog.daemons[i].service);
	for (size_t i = 0; i < request->catalog.n; i++) {
		const char *word = best.word;
		char copy[SERVICE_NAME_LEN + 1];

		strcpy(copy, daemon_driver(&request->catalog.daemons[i]));
		nearest_try(&best, name, copy);
		if (best.word != word)
			best.word = strcpy(driver, copy);
	}
	if (best.word != NULL)
		error("unknown daemon \"%s\"; did you mean '%s'?", name,
		      best.word);
	else
		error("unknown daemon \"%s\"; \"virtd-socket list\" prints the "
		      "known ones, --description or --sockets describes "
		      "another",
		      name);
	return false;
}

static void replace(const char **field, const char *value)
{
	if (value != NULL)
		*field = value;
}

/* Whether the daemon is only a service. */
static bool without_sockets(void)
{
	return sockets != NULL && strcmp(sockets, "none") == 0;
}

/* Apply what the options say, which has been checked, to DAEMON. */
static void describe(struct daemon *daemon)
{
	const char *bad;

	replace(&daemon->name, description);
	replace(&daemon->sockprefix, sockprefix);
	replace(&daemon->sockmode, sockmode);
	if (without_sockets())
		daemon->kinds = 0;
	else if (sockets != NULL)
		kinds_parse(sockets, KINDS_SOCKETS, &daemon->kinds, &bad);
	if (upgrade != NULL)
		upgrade_parse(upgrade, &daemon->upgrade);
}

static bool check_options(void)
{
	unsigned kinds = KINDS_UNIX;
	enum upgrade action;
	const char *bad;

	if (sockets != NULL && !without_sockets() &&
	    !kinds_parse(sockets, KINDS_SOCKETS, &kinds, &bad)) {
		usage_error(
			"--sockets: \"%s\" is no kind of socket; use main and "
			"any of ro, admin, tcp, tls",
			bad);
		return false;
	}
	if (!(kinds & KIND_BIT(KIND_MAIN))) {
		usage_error(
			"--sockets: \"%s\" lacks main, which the other sockets "
			"are bound to",
			sockets);
		return false;
	}
	if (description != NULL && *description == '\0') {
		usage_error("--description: the text is empty");
		return false;
	}
	if (sockmode != NULL && !daemon_check_mode(sockmode)) {
		usage_error(
			"--sockmode: \"%s\" is no mode for a socket; use four "
			"octal digits such as 0660",
			sockmode);
		return false;
	}
	if (sockprefix != NULL &&
	    (*sockprefix == '\0' || strchr(sockprefix, '/') != NULL)) {
		usage_error("--sockprefix: \"%s\" cannot start a file name",
			    sockprefix);
		return false;
	}
	if (upgrade != NULL && !upgrade_parse(upgrade, &action)) {
		usage_error(
			"--upgrade: \"%s\" is neither restart, reload nor none",
			upgrade);
		return false;
	}
	return true;
}

static bool find_daemon(const struct request *request, const char *name,
			struct daemon *daemon)
{
	const struct daemon *known;

	if (!daemon_check_name(name))
		return false;
	known = catalog_find(&request->catalog, name);
	if (known == NULL && description == NULL && sockets == NULL)
		return unknown_daemon(request, name);
	if (known != NULL) {
		*daemon = *known;
	} else {
		*daemon = (struct daemon){
			.service = name,
			.name = name,
			.sockprefix = name,
			.sockmode = "0600",
			.extras = "",
			.kinds = KINDS_UNIX,
		};
	}
	describe(daemon);
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

/* The daemon of REQUEST whose service is the first LEN bytes of UNIT. */
static const struct daemon *find_service(const struct request *request,
					 const char *unit, size_t len)
{
	char service[SERVICE_NAME_LEN + 1];
	struct daemon key = {.service = service}, *p = &key, **found;

	if (len > SERVICE_NAME_LEN)
		return NULL;
	memcpy(service, unit, len);
	service[len] = '\0';
	found = bsearch(&p, request->by_service, request->n,
			sizeof(*request->by_service), compare);
	return found != NULL ? *found : NULL;
}

/* Whether no daemon is called like another one's socket: a and a-ro. */
static bool check_units(const struct request *request)
{
	char unit[UNIT_NAME_LEN + 1];

	for (size_t i = 0; i < request->n; i++) {
		const struct daemon *d = &request->daemons[i], *other;

		for (int k = KIND_MAIN + 1; k < N_SOCKET_KINDS; k++) {
			if (!(d->kinds & KIND_BIT(k)))
				continue;
			unit_name(d->service, k, unit);
			other = find_service(request, unit,
					     strlen(unit) - strlen(".socket"));
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
	size_t n = 0;

	*request = (struct request){0};
	if (!check_options() || !read_catalogs(request))
		return false;
	while (names != NULL && names[n] != NULL)
		n++;
	request->daemons = rcalloc(n + 1, sizeof(*request->daemons));
	for (; request->n < n; request->n++)
		if (!find_daemon(request, names[request->n],
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

bool request_owns(const struct request *request, const char *unit)
{
	char suffix[UNIT_NAME_LEN + 1];

	for (int k = 0; k < N_UNIT_KINDS; k++) {
		const struct daemon *d;
		size_t len = strlen(unit), n;

		n = strlen(unit_name("", k, suffix));
		if (len <= n || strcmp(unit + len - n, suffix) != 0)
			continue;
		d = find_service(request, unit, len - n);
		if (d != NULL &&
		    (d->kinds | KIND_BIT(KIND_SERVICE)) & KIND_BIT(k))
			return true;
	}
	return false;
}
