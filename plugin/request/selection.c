/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which units of the daemons of a request a command line asks for. */
#include "base/message.h"
#include "request/selection.h"

static char *arg_only;
static int arg_service;

const struct poptOption selection_service_options[] = {
	{"service", 's', POPT_ARG_NONE, &arg_service, 0, "the service, too",
	 NULL},
	POPT_TABLEEND};

const struct poptOption selection_only_options[] = {
	{"only", '\0', POPT_ARG_STRING, &arg_only, 0,
	 "only these units: main, ro, admin, tcp, tls, service", "KINDS"},
	POPT_TABLEEND};

static bool no_unit(const struct selection *s)
{
	char kinds[KINDS_SIZE];

	kinds_format(s->kinds, ',', kinds);
	if (s->request->n == 1)
		error("--only: %s has no socket of kind %s",
		      s->request->daemons[0].service, kinds);
	else
		error("--only: none of the daemons has a socket of kind %s",
		      kinds);
	return false;
}

bool selection_open(struct selection *selection, const struct request *request)
{
	const unsigned service = KIND_BIT(KIND_SERVICE);
	struct selected unit = {0};
	char bad[KINDS_SIZE];

	*selection = (struct selection){
		request, KINDS_SOCKETS | (arg_service ? service : 0)};
	if (arg_only == NULL)
		return true;
	if (kinds_parse(arg_only, KINDS_SOCKETS | service, &selection->kinds,
			bad))
		return selection_next(selection, &unit) || no_unit(selection);
	usage_error("--only: \"%s\" is no kind of unit; use main, ro, admin, "
		    "tcp, tls, service",
		    bad);
	return false;
}

bool selection_next(const struct selection *selection, struct selected *unit)
{
	const struct request *request = selection->request;
	const struct daemon *end = request->daemons + request->n;
	int kind = unit->kind;

	if (unit->daemon == NULL) {
		unit->daemon = request->daemons;
	} else {
		unit->index++;
		kind++;
	}
	for (; unit->daemon < end; unit->daemon++, kind = 0)
		for (; kind < N_UNIT_KINDS; kind++) {
			unsigned has =
				unit->daemon->kinds | KIND_BIT(KIND_SERVICE);

			if (!(has & selection->kinds & KIND_BIT(kind)))
				continue;
			unit->kind = kind;
			unit_name(unit->daemon->service, kind, unit->name);
			return true;
		}
	return false;
}
