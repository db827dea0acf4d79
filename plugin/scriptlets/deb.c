/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the maintainer scripts of a Debian package do for a daemon. */
#include <string.h>

#include "scriptlets/deb.h"

static const char *const script_names[N_DEB_SCRIPTS] = {
	[DEB_POSTINST] = "postinst",
	[DEB_PRERM] = "prerm",
	[DEB_POSTRM] = "postrm",
};

const char *deb_script_name(enum deb_script script)
{
	return script_names[script];
}

bool deb_script_parse(const char *name, enum deb_script *script)
{
	for (int i = 0; i < N_DEB_SCRIPTS; i++)
		if (strcmp(name, script_names[i]) == 0) {
			*script = i;
			return true;
		}
	return false;
}

#define SERVICE KIND_BIT(KIND_SERVICE)

/* All units that the package has of the daemon. */
static unsigned owned(const struct deb_daemon *d)
{
	return d->daemon->kinds | (d->no_service ? 0 : SERVICE);
}

static unsigned enabled(const struct deb_daemon *d)
{
	return d->no_enable ? 0 : owned(d) & (d->enable | SERVICE);
}

/* Write VARIABLE='UNIT...', sockets first. */
static void put_units(const struct deb_daemon *d, const char *variable,
		      unsigned kinds, FILE *out)
{
	char buf[UNIT_NAME_LEN + 1];
	const char *separator = "";

	fprintf(out, "%s='", variable);
	for (int k = 0; k < N_UNIT_KINDS; k++)
		if (kinds & KIND_BIT(k)) {
			fprintf(out, "%s%s", separator,
				unit_name(d->daemon->service, k, buf));
			separator = " ";
		}
	fputs("'\n", out);
}

static void put_postinst(const struct deb_daemon *d, FILE *out)
{
	unsigned sockets = d->daemon->kinds & d->enable;
	/* a service with sockets starts with its first client */
	unsigned start = d->daemon->kinds != 0 ? sockets : owned(d);

	if (d->no_enable || d->no_start)
		start = 0;
	put_units(d, "_vs_service", SERVICE, out);
	put_units(d, "_vs_enable", enabled(d), out);
	put_units(d, "_vs_keep", owned(d) & ~enabled(d), out);
	put_units(d, "_vs_sockets", sockets, out);
	put_units(d, "_vs_start", start, out);
	fprintf(out, "_vs_upgrade='%s'\n",
		d->no_service ? "" : upgrade_name(d->daemon->upgrade));
}

void deb_script_print(const struct deb_daemon *d, enum deb_script script,
		      const char *body, FILE *out)
{
	if (script == DEB_POSTINST)
		put_postinst(d, out);
	else if (script == DEB_POSTRM)
		put_units(d, "_vs_units", owned(d), out);
	else {
		put_units(d, "_vs_sockets", d->daemon->kinds, out);
		put_units(d, "_vs_service", owned(d) & SERVICE, out);
	}
	fputs(body, out);
}
