/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions about the text of a path. */
#ifndef VIRTD_SOCKET_BASE_PATHNAME_H
#define VIRTD_SOCKET_BASE_PATHNAME_H

#include <stdbool.h>

/* Whether PATH has a ".." component. */
bool path_has_dotdot(const char *path);

/* What stands behind the last "/" of PATH; PATH itself if there is none. */
const char *path_base(const char *path);

#endif
