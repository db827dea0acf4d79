/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where the installed catalogue and templates are. */
#include <stdlib.h>

#include <rpm/rpmstring.h>

#include "base/datadir.h"

char *datadir_path(const char *name)
{
	const char *dir = getenv("VIRTD_SOCKET_DATADIR");
	char *path = NULL;

	if (dir == NULL || *dir == '\0')
		dir = DATADIR;
	rasprintf(&path, "%s/%s", dir, name);
	return path;
}
