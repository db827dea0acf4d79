/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the command line and rpm's configuration say about scriptlets. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>

#include "base/message.h"
#include "request/options.h"
#include "base/rpmconf.h"
#include "request/scriptlet_args.h"
#include "request/variables.h"

#define DEFAULT_STYLE                                                          \
	"%{?virtd_socket_style}%{!?virtd_socket_style:"                        \
	"%{?suse_version:suse}%{!?suse_version:systemd}}"

static char *arg_style;
static char *arg_enable;

const struct poptOption scriptlet_args_enable_options[] = {
	{"enable", 'e', POPT_ARG_STRING, &arg_enable, 0,
	 "enable these, too, at installation: tcp, tls", "KINDS"},
	POPT_TABLEEND};

const struct poptOption scriptlet_args_style_options[] = {
	{"style", '\0', POPT_ARG_STRING, &arg_style, 0,
	 "what the scriptlets use: " STYLES_TEXT ", deb", "STYLE"},
	POPT_TABLEEND};

const struct poptOption scriptlet_args_options[] = {
	INCLUDE_OPTIONS(scriptlet_args_style_options, NULL),
	INCLUDE_OPTIONS(variables_unitdir_options, NULL),
	INCLUDE_OPTIONS(variables_statedir_options, NULL), POPT_TABLEEND};

bool scriptlet_args_open(struct scriptlet *scriptlet, bool *deb)
{
	char *macros = arg_style == NULL ? rpmconf_expand(DEFAULT_STYLE) : NULL;
	const char *style = arg_style != NULL ? arg_style : macros;
	bool ok;

	*scriptlet = (struct scriptlet){.enable = KINDS_UNIX};
	*deb = arg_style != NULL && strcmp(style, "deb") == 0;
	ok = *deb || (style != NULL && style_parse(style, &scriptlet->style));
	if (!ok && style != NULL)
		(arg_style != NULL ? usage_error : error)(
			"unknown style \"%s\"; use " STYLES_TEXT "%s", style,
			arg_style != NULL ? ", or deb for Debian" : "");
	free(macros);
	return ok;
}

bool scriptlet_dirs_open(struct scriptlet_dirs *dirs,
			 struct scriptlet *scriptlet)
{
	const char *state;

	*dirs = (struct scriptlet_dirs){0};
	if (!variables_open(&dirs->variables))
		return false;
	scriptlet->unitdir = variables_dir(&dirs->variables, UNITDIR);
	state = variables_dir(&dirs->variables, LOCALSTATEDIR);
	if (scriptlet->unitdir == NULL || state == NULL)
		return false;
	rasprintf(&dirs->state, "%s/lib/rpm-state/libvirt", state);
	scriptlet->statedir = dirs->state;
	return true;
}

void scriptlet_dirs_free(struct scriptlet_dirs *dirs)
{
	variables_free(&dirs->variables);
	free(dirs->state);
}

bool scriptlet_enable_open(const struct request *request, unsigned *kinds)
{
	char text[KINDS_SIZE];

	*kinds = 0;
	if (arg_enable != NULL &&
	    !kinds_parse(arg_enable, KINDS_INET, kinds, text)) {
		usage_error(
			"--enable: \"%s\" is neither tcp nor tls; the other "
			"sockets are always enabled",
			text);
		return false;
	}
	for (size_t i = 0; i < request->n; i++) {
		unsigned lacks = *kinds & ~request->daemons[i].kinds;

		if (lacks != 0) {
			error("--enable: %s has no socket of kind %s",
			      request->daemons[i].service,
			      kinds_format(lacks, ',', text));
			return false;
		}
	}
	*kinds |= KINDS_UNIX;
	return true;
}
