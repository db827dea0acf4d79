/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the command line says about the maintainer scripts of Debian. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>

#include "base/datadir.h"
#include "base/message.h"
#include "base/readfile.h"
#include "scriptlets/deb.h"
#include "request/deb_scripts.h"

static int arg_no_enable;
static int arg_no_start;

const struct poptOption deb_scripts_options[] = {
	{"no-enable", '\0', POPT_ARG_NONE, &arg_no_enable, 0,
	 "with --style deb, neither enable nor start units at installation",
	 NULL},
	{"no-start", '\0', POPT_ARG_NONE, &arg_no_start, 0,
	 "with --style deb, start nothing at installation", NULL},
	POPT_TABLEEND};

bool deb_scripts_open(struct deb_scripts *scripts, bool deb)
{
	*scripts = (struct deb_scripts){arg_no_enable, arg_no_start};
	if (!deb && (arg_no_enable || arg_no_start)) {
		usage_error("--no-enable and --no-start are for --style deb");
		return false;
	}
	return true;
}

/* The shell of SCRIPT, for free(), less its head; or NULL after an error. */
static char *read_body(enum deb_script script)
{
	char *name = NULL, *path, *text, *body = NULL;
	const char *head_end;

	rasprintf(&name, "maintscripts/%s", deb_script_name(script));
	path = datadir_path(name);
	text = readfile_text(open(path, READFILE_FLAGS), path);
	if (text != NULL && (head_end = strstr(text, "\n\n")) != NULL)
		body = rstrdup(head_end + 2);
	else if (text != NULL)
		error("\"%s\" has no shell behind its head", path);
	free(text);
	free(path);
	free(name);
	return body;
}

static bool print_script(const struct deb_scripts *scripts,
			 const struct request *request, unsigned enable,
			 enum deb_script script, bool sockets_only)
{
	char *body = read_body(script);

	if (body == NULL)
		return false;
	for (size_t i = 0; i < request->n; i++) {
		const struct deb_daemon d = {
			.daemon = &request->daemons[i],
			.enable = enable,
			.no_service = sockets_only,
			.no_enable = scripts->no_enable,
			.no_start = scripts->no_start,
		};

		deb_script_print(&d, script, body, stdout);
	}
	free(body);
	return true;
}

/* Without service and sockets there is nothing to script. */
static bool check(const struct request *request, bool sockets_only)
{
	for (size_t i = 0; i < request->n; i++)
		if (sockets_only && request->daemons[i].kinds == 0) {
			usage_error("-S: %s has no sockets",
				    request->daemons[i].service);
			return false;
		}
	return true;
}

bool deb_scripts_print(const struct deb_scripts *scripts,
		       const struct request *request, unsigned enable,
		       const char *section, bool sockets_only)
{
	enum deb_script only;

	if (!check(request, sockets_only))
		return false;
	if (section != NULL) {
		if (deb_script_parse(section, &only))
			return print_script(scripts, request, enable, only,
					    sockets_only);
		usage_error("unknown section \"%s\"; use postinst, prerm or "
			    "postrm",
			    section);
		return false;
	}
	for (int script = 0; script < N_DEB_SCRIPTS; script++) {
		printf("%s# %s\n", script > 0 ? "\n" : "",
		       deb_script_name(script));
		if (!print_script(scripts, request, enable, script,
				  sockets_only))
			return false;
	}
	return true;
}
