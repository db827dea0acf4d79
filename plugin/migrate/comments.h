/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Comments of definitions that go. */
#ifndef VIRTD_SOCKET_MIGRATE_COMMENTS_H
#define VIRTD_SOCKET_MIGRATE_COMMENTS_H

#include "spec/edits.h"
#include "spec/spec.h"

/*
 * Remove the comments above definitions of SPEC that EDITS remove, and blank
 * lines behind these, where nothing else stands in their paragraph. What
 * begins the file stays.
 */
void comments_remove(const struct spec *spec, struct edits *edits);

#endif
