/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What can be said of a daemon: the keys of a catalogue, and options. */
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "units/keys.h"

#define SOCKETS_TEXT "main and any of ro, admin, tcp, tls"
#define MODE_TEXT    "four octal digits such as 0660"

/* A new string: VALUE in quotes, then WHY. */
static char *wrong(const char *value, const char *why)
{
	char *text = NULL;

	rasprintf(&text, "\"%s\" %s", value, why);
	return text;
}

static char *set_name(struct daemon *d, const char *value)
{
	d->name = value;
	return *value != '\0' ? NULL : rstrdup("the text is empty");
}

/* Whether VALUE is a part of a file name. */
static bool is_part(const char *value)
{
	return *value != '\0' && strchr(value, '/') == NULL;
}

static char *set_sockprefix(struct daemon *d, const char *value)
{
	d->sockprefix = value;
	return is_part(value) ? NULL : wrong(value, "cannot start a file name");
}

static char *set_sockets(struct daemon *d, const char *value)
{
	char bad[KINDS_SIZE];

	if (!kinds_parse(value, KINDS_SOCKETS, &d->kinds, bad))
		return wrong(bad, "is no kind of socket; use " SOCKETS_TEXT);
	if (!(d->kinds & KIND_BIT(KIND_MAIN)))
		return wrong(value, "lacks main, which the other sockets are "
				    "bound to");
	return NULL;
}

static char *set_sockmode(struct daemon *d, const char *value)
{
	d->sockmode = value;
	return daemon_check_mode(value)
		       ? NULL
		       : wrong(value,
			       "is no mode for a socket; use " MODE_TEXT);
}

static char *set_upgrade(struct daemon *d, const char *value)
{
	return upgrade_parse(value, &d->upgrade)
		       ? NULL
		       : wrong(value, "is neither restart, reload nor none");
}

static char *set_extras(struct daemon *d, const char *value)
{
	d->extras = value;
	return is_part(value) ? NULL : wrong(value, "cannot end a file name");
}

const struct daemon_key daemon_keys[N_KEYS] = {
	[KEY_NAME] = {"Name", "a text", set_name},
	[KEY_SOCKPREFIX] = {"SockPrefix", "a file name", set_sockprefix},
	[KEY_SOCKETS] = {"Sockets", SOCKETS_TEXT, set_sockets},
	[KEY_SOCKETMODE] = {"SocketMode", MODE_TEXT, set_sockmode},
	[KEY_UPGRADE] = {"Upgrade", "restart, reload or none", set_upgrade},
	[KEY_SERVICEEXTRAS] = {"ServiceExtras", "names of service extras",
			       set_extras},
};
