/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the command line and rpm's configuration say about scriptlets. */
#include <stdlib.h>

#include <rpm/rpmstring.h>

#include "base/message.h"
#include "request/options.h"
#include "base/rpmconf.h"
#include "request/scriptlet_args.h"
#include "request/variables.h"

#define DEFAULT_STYLE                                                          \
	"%{?virtd_socket_style}%{!?virtd_socket_style:"                        \
	"%{?suse_version:suse}%{!?suse_version:systemd}}"

static char *style;
static char *enable;
static char *statedir;

const struct poptOption scriptlet_args_enable_options[] = {
	{"enable", 'e', POPT_ARG_STRING, &enable, 0,
	 "enable these, too, at installation: tcp, tls", "KINDS"},
	POPT_TABLEEND};

const struct poptOption scriptlet_args_style_options[] = {
	{"style", '\0', POPT_ARG_STRING, &style, 0,
	 "what the scriptlets use: " STYLES_TEXT, "STYLE"},
	POPT_TABLEEND};

const struct poptOption scriptlet_args_options[] = {
	INCLUDE_OPTIONS(scriptlet_args_style_options, NULL),
	INCLUDE_OPTIONS(variables_unitdir_options, NULL),
	INCLUDE_OPTIONS(variables_statedir_options, NULL), POPT_TABLEEND};

static bool find_style(enum style *found)
{
	bool given = style != NULL;

	if (!given)
		style = rpmconf_expand(DEFAULT_STYLE);
	if (style == NULL)
		return false;
	if (style_parse(style, found))
		return true;
	(given ? usage_error : error)("unknown style \"%s\"; use " STYLES_TEXT,
				      style);
	return false;
}

bool scriptlet_args_open(struct scriptlet *scriptlet)
{
	*scriptlet = (struct scriptlet){.enable = KINDS_UNIX};
	return find_style(&scriptlet->style);
}

bool scriptlet_args_dirs(struct scriptlet *scriptlet)
{
	const char *state;

	if (!variables_check())
		return false;
	scriptlet->unitdir = variables_dir("unitdir");
	state = variables_dir("localstatedir");
	if (scriptlet->unitdir == NULL || state == NULL)
		return false;
	rasprintf(&statedir, "%s/lib/rpm-state/libvirt", state);
	scriptlet->statedir = statedir;
	return true;
}

void scriptlet_args_free(void)
{
	free(style);
	free(statedir);
}

bool scriptlet_args_enable(const struct request *request, unsigned *kinds)
{
	const char *bad;
	char buf[40];

	*kinds = 0;
	if (enable != NULL && !kinds_parse(enable, KINDS_INET, kinds, &bad)) {
		usage_error(
			"--enable: \"%s\" is neither tcp nor tls; the other "
			"sockets are always enabled",
			bad);
		return false;
	}
	for (size_t i = 0; i < request->n; i++) {
		unsigned lacks = *kinds & ~request->daemons[i].kinds;

		if (lacks != 0) {
			error("--enable: %s has no socket of kind %s",
			      request->daemons[i].service,
			      kinds_format(lacks, ',', buf));
			return false;
		}
	}
	*kinds |= KINDS_UNIX;
	return true;
}
