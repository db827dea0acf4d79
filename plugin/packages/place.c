/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where units, drop-ins and links are. */
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "packages/place.h"

static const char *const unit_dirs[] = {
	"/etc/systemd/system.control",	 "/run/systemd/system.control",
	"/etc/systemd/system",		 "/run/systemd/system",
	"/usr/local/lib/systemd/system", "/usr/lib/systemd/system",
	"/lib/systemd/system",
};
static const char *const wrong_dirs[] = {
	"/usr/lib/systemd",
	"/usr/lib/systemd/user",
	"/usr/lib64/systemd/system",
	"/usr/share/systemd/system",
};
static const char *const link_suffixes[] = {".wants", ".requires", ".upholds"};
static const char *const unit_suffixes[] = {
	".service", ".socket", ".target", ".path",     ".timer",
	".mount",   ".slice",  ".swap",	  ".automount"};
static const char *const judged_suffixes[] = {".socket", ".service"};
/* The directory may also be that of all sockets or all services. */
static const char *const dropin_suffixes[] = {".socket.d", ".service.d",
					      "/socket.d", "/service.d"};

#define N(table)	    ((int)(sizeof(table) / sizeof((table)[0])))
#define HAS(text, suffixes) has_suffix(text, suffixes, N(suffixes))

static bool has_suffix(const char *text, const char *const suffixes[], int n)
{
	for (int i = 0; i < n; i++)
		if (text_ends(text, suffixes[i]))
			return true;
	return false;
}

/* The index of the LEN bytes at DIR among the directories of units, or N. */
static int find_dir(const char *dir, size_t len)
{
	int i = 0;

	while (i < N(unit_dirs) && (strlen(unit_dirs[i]) != len ||
				    strncmp(dir, unit_dirs[i], len) != 0))
		i++;
	return i;
}

enum place place_of(const char *dir, const char *name)
{
	const char *slash = strrchr(dir, '/');
	bool here, above;

	if (slash == NULL || strstr(dir, "/systemd") == NULL)
		return PLACE_NONE;
	here = find_dir(dir, strlen(dir)) < N(unit_dirs);
	above = find_dir(dir, slash - dir) < N(unit_dirs);
	if (above && HAS(dir, dropin_suffixes))
		return text_ends(name, ".conf") ? PLACE_DROPIN : PLACE_NONE;
	if (here &&
	    (HAS(name, dropin_suffixes) || strcmp(name, "socket.d") == 0 ||
	     strcmp(name, "service.d") == 0))
		return PLACE_DROPIN_DIR;
	if (!HAS(name, unit_suffixes))
		return PLACE_NONE;
	if (here)
		return PLACE_UNIT;
	if (above && HAS(slash, link_suffixes))
		return PLACE_LINK;
	return HAS(name, judged_suffixes) && !HAS(slash, link_suffixes)
		       ? PLACE_STRAY
		       : PLACE_NONE;
}

const char *place_dir(int i)
{
	if (i < N(unit_dirs))
		return unit_dirs[i];
	i -= N(unit_dirs);
	return i < N(wrong_dirs) ? wrong_dirs[i] : NULL;
}

int place_rank(const char *dir)
{
	int rank = find_dir(dir, strlen(dir));
	const char *slash = strrchr(dir, '/');

	return rank == N(unit_dirs) && slash != NULL
		       ? find_dir(dir, slash - dir)
		       : rank;
}

bool place_is_admin(const char *dir)
{
	return strncmp(dir, "/etc/", 5) == 0 || strncmp(dir, "/run/", 5) == 0;
}
