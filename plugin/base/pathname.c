/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions about the text of a path. */
#include <string.h>

#include "base/pathname.h"

bool path_has_dotdot(const char *path)
{
	for (; path != NULL; path = strchr(path, '/')) {
		path += strspn(path, "/");
		if (strncmp(path, "..", 2) == 0 &&
		    (path[2] == '/' || path[2] == '\0'))
			return true;
	}
	return false;
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}
