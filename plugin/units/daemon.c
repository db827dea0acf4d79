/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A daemon: its names, its service and its units. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "units/daemon.h"
#include "base/message.h"
#include "base/text.h"

static const struct {
	const char *name;
	const char *suffix;
} unit_kinds[N_UNIT_KINDS] = {
	[KIND_MAIN] = {"main", ".socket"},
	[KIND_RO] = {"ro", "-ro.socket"},
	[KIND_ADMIN] = {"admin", "-admin.socket"},
	[KIND_TCP] = {"tcp", "-tcp.socket"},
	[KIND_TLS] = {"tls", "-tls.socket"},
	[KIND_SERVICE] = {"service", ".service"},
};

static const char *const upgrades[N_UPGRADES] = {
	[UPGRADE_RESTART] = "restart",
	[UPGRADE_RELOAD] = "reload",
	[UPGRADE_NONE] = "none",
};

const char *upgrade_name(enum upgrade upgrade)
{
	return upgrades[upgrade];
}

bool upgrade_parse(const char *word, enum upgrade *upgrade)
{
	size_t found = words_find(upgrades, N_UPGRADES, word);

	if (found < N_UPGRADES)
		*upgrade = found;
	return found < N_UPGRADES;
}

#define LOWER "abcdefghijklmnopqrstuvwxyz0123456789"

char *unit_name(const char *service, enum unit_kind kind,
		char buf[UNIT_NAME_LEN + 1])
{
	size_t len = strnlen(service, SERVICE_NAME_LEN);

	memcpy(buf, service, len);
	strcpy(buf + len, unit_kinds[kind].suffix);
	return buf;
}

bool unit_split(const char *name, enum unit_kind kind,
		char service[UNIT_NAME_LEN + 1])
{
	const char *suffix = unit_kinds[kind].suffix;
	size_t len = strlen(name);

	if (len > UNIT_NAME_LEN || !text_ends(name, suffix))
		return false;
	len -= strlen(suffix);
	memcpy(service, name, len);
	service[len] = '\0';
	return true;
}

/* The bit of the kind that is called WORD (LEN bytes), or 0. */
static unsigned kind_parse(const char *word, size_t len)
{
	for (int k = 0; k < N_UNIT_KINDS; k++)
		if (strlen(unit_kinds[k].name) == len &&
		    strncmp(word, unit_kinds[k].name, len) == 0)
			return KIND_BIT(k);
	return 0;
}

bool kinds_parse(const char *list, unsigned allowed, unsigned *kinds,
		 char bad[KINDS_SIZE])
{
	const char *word;
	size_t len;

	*kinds = 0;
	while ((word = text_word(&list, ", ", &len)) != NULL) {
		unsigned bit = kind_parse(word, len) & allowed;

		*kinds |= bit;
		if (bit == 0) {
			snprintf(bad, KINDS_SIZE, "%.*s", (int)len, word);
			return false;
		}
	}
	*bad = '\0';
	return *kinds != 0;
}

char *kinds_format(unsigned kinds, char sep, char buf[KINDS_SIZE])
{
	char *p = buf;

	*p = '\0';
	for (int k = 0; k < N_UNIT_KINDS; k++) {
		if (!(kinds & KIND_BIT(k)))
			continue;
		if (p > buf)
			*p++ = sep;
		p = stpcpy(p, unit_kinds[k].name);
	}
	return buf;
}

size_t daemon_name_length(const char *text)
{
	return strspn(text, LOWER "_-");
}

bool daemon_is_name(const char *name)
{
	size_t len = daemon_name_length(name);

	return name[len] == '\0' && strspn(name, LOWER) > 0 &&
	       len <= SERVICE_NAME_LEN;
}

bool daemon_check_name_at(const char *file, unsigned lineno, const char *name)
{
	size_t len = daemon_name_length(name);
	char *where = NULL;

	if (daemon_is_name(name))
		return true;
	if (file != NULL)
		rasprintf(&where, "%s:%u: ", file, lineno);
	else
		where = rstrdup("");
	if (*name == '\0')
		error("%sthe name of a daemon is empty", where);
	else if (name[len] != '\0' || strspn(name, LOWER) == 0)
		error("%s\"%.80s\" cannot be the name of a daemon; use lower "
		      "case letters and digits, after the first also \"-\" "
		      "and \"_\"",
		      where, name);
	else
		error("%s\"%.20s...\" has %zu characters; systemd accepts no "
		      "more than %d in the name of a daemon",
		      where, name, len, SERVICE_NAME_LEN);
	free(where);
	return false;
}

bool daemon_check_name(const char *name)
{
	return daemon_check_name_at(NULL, 0, name);
}

bool daemon_check_mode(const char *mode)
{
	return strlen(mode) == 4 && mode[0] == '0' &&
	       strspn(mode, "01234567") == 4;
}

char *daemon_driver(const struct daemon *daemon, char buf[SERVICE_NAME_LEN + 1])
{
	const char *service = daemon->service;
	int len = (int)strlen(service);
	bool is_driver = len > 5 && strncmp(service, "virt", 4) == 0 &&
			 service[len - 1] == 'd';

	snprintf(buf, SERVICE_NAME_LEN + 1, "%.*s", is_driver ? len - 5 : len,
		 is_driver ? service + 4 : service);
	return buf;
}
