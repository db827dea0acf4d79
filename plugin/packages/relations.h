/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What packages say of each other. */
#ifndef VIRTD_SOCKET_PACKAGES_RELATIONS_H
#define VIRTD_SOCKET_PACKAGES_RELATIONS_H

#include "packages/package.h"

/*
 * Take name and relations of PACKAGE from the TEXT of a Debian control file,
 * deb-control(5). All alternatives count, whatever their versions.
 */
void relations_read_control(struct package *package, const char *text);

/*
 * Take one dependency of an RPM: a name, a path, or all names of a rich one,
 * "(a if b)", see rpm's docs/manual/boolean_dependencies.md.
 */
void relations_read_rpm(struct package *package, enum relationship kind,
			const char *dependency);

#endif
