/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which package of a spec file the units of a call belong to. */
#include <ctype.h>
#include <string.h>

#include <rpm/rpmstring.h>

#include "base/message.h"
#include "request/owner.h"

static char *arg_package;
static char *arg_subpackage;

const struct poptOption owner_options[] = {
	{"package", 'n', POPT_ARG_STRING, &arg_package, 0,
	 "the package that the units belong to, as in %post -n PACKAGE",
	 "PACKAGE"},
	{"subpackage", 'p', POPT_ARG_STRING, &arg_subpackage, 0,
	 "the same, as in %post SUBPACKAGE", "SUBPACKAGE"},
	POPT_TABLEEND};

/* rpm 4.18 build/parsePreamble.c, ALLOWED_CHARS_NAME */
static bool is_package_name(const char *name)
{
	if (!isalnum((unsigned char)*name) && *name != '_')
		return false;
	for (; *name != '\0'; name++)
		if (!isalnum((unsigned char)*name) &&
		    strchr("-._+", *name) == NULL)
			return false;
	return true;
}

bool owner_open(char **owner)
{
	const char *name = arg_package != NULL ? arg_package : arg_subpackage;

	if (arg_package != NULL && arg_subpackage != NULL) {
		usage_error("-n and -p exclude each other");
		return false;
	}
	if (name != NULL && !is_package_name(name)) {
		usage_error("\"%s\" is not the name of a package", name);
		return false;
	}
	rasprintf(owner, "%s%s",
		  arg_package != NULL	   ? "-n "
		  : arg_subpackage != NULL ? "-p "
					   : "",
		  name != NULL ? name : "");
	return true;
}

const char *owner_section(const char *owner)
{
	return strncmp(owner, "-p ", 3) == 0 ? owner + 3 : owner;
}
