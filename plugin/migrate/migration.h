/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the steps of migrate() learn, and hand on. */
#ifndef VIRTD_SOCKET_MIGRATE_MIGRATION_H
#define VIRTD_SOCKET_MIGRATE_MIGRATION_H

#include <rpm/argv.h>
#include "migrate/daemons.h"
#include "migrate/macros.h"
#include "migrate/notes.h"
#include "spec/edits.h"
#include "spec/spec.h"

/* What an entry is. */
enum place {
	PLACE_CALL,   /* of a scriptlet macro, or of systemctl */
	PLACE_SCRIPT, /* other text of a scriptlet that names units */
	PLACE_FILE,   /* a line of %files */
	PLACE_COPY,   /* a command of %install that copies units */
	PLACE_INSTALL /* other text of %install that names units */
};

/* A word that names a unit, or something else. */
struct word {
	char *text;
	char *written;	/* with its directory, or NULL */
	size_t source;	/* of the entry's, which has this one */
	size_t daemon;	/* whose unit it is, or NONE */
	unsigned kinds; /* of the units that it means, as bits */
	size_t claim;	/* of that daemon, or NONE */
};

/* What one line of the spec says of units. A line may have more than one. */
struct entry {
	enum place place;
	size_t line, package;
	const struct scriptmacro *macro; /* of PLACE_CALL */
	char *start, *end; /* what stands before and behind the words */
	char **sources;	   /* the words as they are written */
	size_t n_sources;
	struct word *words;
	size_t n;
	size_t more;	 /* lines of a loop, which has nothing else */
	unsigned depth;	 /* of shell commands around it */
	bool bound;	 /* what the shell reads before it needs it */
	const char *why; /* why it cannot go, or NULL */
	bool absent;	 /* it takes units out of the package */
};

/* Text that may name units which cannot be known. */
struct doubt {
	size_t line, package;
	size_t next; /* of the same package, or NONE */
	char *pattern;
	const char *why;
};

/* A word of an entry, sorted by package and daemon. */
struct mention {
	size_t package, daemon;
	size_t entry, word;
};

enum role {
	ROLE_NONE,     /* it has units, or text about them, no scriptlet */
	ROLE_OWNER,    /* it has the sockets (or the service that has none) */
	ROLE_RESTARTER /* it restarts the daemon of another package */
};

/* All that one package has of one daemon. */
struct claim {
	size_t package, daemon;
	const struct mention *mentions; /* in the order of lines */
	size_t n;
	size_t next; /* claim of the same daemon, or NONE */
	enum role role;
	unsigned listed;  /* sockets in %files */
	unsigned called;  /* units in calls */
	unsigned preset;  /* units that every scheme of its calls presets */
	bool service;	  /* it goes from %files with the sockets */
	bool kept;	  /* %files, or another package, keeps it */
	unsigned schemes; /* of its calls */
	unsigned needed;  /* sections that our macros fill, as bits */
	enum upgrade upgrade;
	size_t branch;	  /* of its sockets in %files */
	size_t call;	  /* line of its first call, or NONE */
	char options[48]; /* of our macro: "-S -k main,ro " */
	bool left;	  /* it is not migrated */
	bool blocks;	  /* without calls: nor is the daemon elsewhere */
};

/* A package of the spec. */
struct package {
	size_t files;	/* the first header of its %files, or NONE */
	size_t section; /* its first %files or scriptlet, or NONE */
	size_t doubts;	/* the first one in it, or NONE */
	bool list;	/* other files are listed elsewhere: %files -f */
	struct claim *claims;
	size_t n_claims;
	size_t odd; /* a header that our macros do not see, or NONE */
	/* the first scriptlet for another program than a shell, or NONE */
	size_t programs[N_SECTIONS];
	/* the first scriptlet that stands behind its %files, or NONE */
	size_t late[N_SECTIONS];
	unsigned needed; /* sections, of its claims */
	bool whole;	 /* its claims can only go together */
};

/* Where our lines of %install go. */
struct site {
	size_t line;
	size_t branch;
	bool header;	 /* there is no %install yet */
	const char *why; /* why there is no such place, or NULL */
};

struct migration {
	const struct spec *spec;
	struct notes *notes;
	struct daemons daemons;
	struct entry *entries; /* in the order of lines */
	size_t n_entries;
	struct doubt *doubts;
	size_t n_doubts;
	struct mention *mentions;
	size_t n_mentions;
	struct claim *claims; /* sorted by package and daemon */
	size_t n_claims;
	size_t *first_claims;	  /* of each daemon, or NONE */
	size_t *owners;		  /* its first claim that is one, or NONE */
	size_t *installs;	  /* its claim for %install, or NONE */
	size_t *services;	  /* how many packages list its service */
	struct package *packages; /* then one more for %install */
	struct site site;
	bool attributes; /* %defattr gives some to what is read in %files */
	bool in_units;	 /* %install has gone to their directory */
	bool suse;	 /* the spec has conditions for openSUSE */
	bool posttrans;	 /* the spec has our style posttrans */
};

#endif
