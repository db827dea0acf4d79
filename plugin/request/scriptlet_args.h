/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the command line and rpm's configuration say about scriptlets. */
#ifndef VIRTD_SOCKET_REQUEST_SCRIPTLET_ARGS_H
#define VIRTD_SOCKET_REQUEST_SCRIPTLET_ARGS_H

#include <popt.h>

#include "request/request.h"
#include "request/variables.h"
#include "scriptlets/scriptlet.h"

/* --style, --unitdir, --localstatedir */
extern const struct poptOption scriptlet_args_options[];
/* --enable */
extern const struct poptOption scriptlet_args_enable_options[];

/* --style */
extern const struct poptOption scriptlet_args_style_options[];

/*
 * Set the style of SCRIPTLET: from --style, else from the rpm macros
 * %{virtd_socket_style} and %{suse_version}. The rest becomes empty. *DEB says
 * whether --style is deb: no style of a spec file, but for the maintainer
 * scripts of Debian, see deb_scripts.h. Returns false after an error.
 */
bool scriptlet_args_open(struct scriptlet *scriptlet, bool *deb);

/* The directories of a scriptlet. */
struct scriptlet_dirs {
	struct variables variables;
	char *state;
};

/*
 * Set the directories of SCRIPTLET, which DIRS holds: from options, else from
 * rpm's macros. Marks are kept where those of libvirt's own spec file are.
 * Returns false after an error. Call scriptlet_dirs_free() in any case.
 */
bool scriptlet_dirs_open(struct scriptlet_dirs *dirs,
			 struct scriptlet *scriptlet);

/* Free what DIRS owns. */
void scriptlet_dirs_free(struct scriptlet_dirs *dirs);

/*
 * The kinds that are enabled at installation into *KINDS: main, ro, admin and
 * those of --enable, which every daemon of REQUEST must have. Returns false
 * after an error.
 */
bool scriptlet_enable_open(const struct request *request, unsigned *kinds);

#endif
