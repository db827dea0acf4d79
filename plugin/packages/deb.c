/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading a Debian package through dpkg-deb(1). */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/copytext.h"
#include "base/message.h"
#include "packages/read.h"
#include "base/pathname.h"
#include "packages/tar.h"
#include "units/unitfile.h"

/* The largest maintainer script that is read. */
#define SCRIPT_MAX (1 << 20)

static const struct {
	const char *name;
	unsigned phases;
} scripts[] = {
	{"preinst", PHASE_INSTALL},
	{"postinst", PHASE_INSTALL},
	{"prerm", PHASE_REMOVE},
	{"postrm", PHASE_REMOVE},
};

/* A running dpkg-deb. */
struct child {
	pid_t pid;
	FILE *out;
	int errfd; /* what it writes to standard error */
};

/* In the child process: become dpkg-deb. */
static void run(const char *option, const char *path, int out, int err)
{
	int null = open("/dev/null", O_RDONLY);
	char *file = NULL;

	/* a name that looks like an option is a file all the same */
	rasprintf(&file, "%s%s", *path == '-' ? "./" : "", path);
	setenv("LC_ALL", "C", 1);
	if (null >= 0 && dup2(null, 0) == 0 && dup2(out, 1) == 1 &&
	    dup2(err, 2) == 2) {
		execlp("dpkg-deb", "dpkg-deb", option, file, NULL);
		dprintf(2, "cannot run dpkg-deb: %s\n", strerror(errno));
	}
	_exit(127);
}

static bool start(struct child *child, const char *option, const char *path)
{
	int fds[2] = {-1, -1};

	*child = (struct child){.pid = -1, .errfd = -1};
	child->errfd = memfd_create("dpkg-deb", MFD_CLOEXEC);
	if (child->errfd >= 0 && pipe2(fds, O_CLOEXEC) == 0)
		child->pid = fork();
	if (child->pid == 0)
		run(option, path, fds[1], child->errfd);
	if (fds[1] >= 0)
		close(fds[1]);
	if (child->pid > 0 && (child->out = fdopen(fds[0], "r")) != NULL)
		return true;
	error("cannot run dpkg-deb: %s", strerror(errno));
	if (fds[0] >= 0)
		close(fds[0]);
	if (child->errfd >= 0)
		close(child->errfd);
	return false;
}

/* Why reading failed: ERR, or what dpkg-deb complained of first. */
static void report(const struct child *child, const char *path, int err)
{
	static const char prefix[] = "dpkg-deb: error: ";
	char text[512] = "";
	const char *reason = text;
	ssize_t n = pread(child->errfd, text, sizeof(text) - 1, 0);

	text[n > 0 ? n : 0] = '\0';
	text[strcspn(text, "\n")] = '\0';
	if (strncmp(reason, prefix, strlen(prefix)) == 0)
		reason += strlen(prefix);
	if (err != 0)
		reason = strerror(err);
	error("cannot read \"%s\": %s", path,
	      *reason != '\0' ? reason : "the archive in it is damaged");
}

/* How far the reading of an archive came. */
enum outcome { FINE, DAMAGED, REPORTED };

/* End CHILD, which wrote an archive that was read with this OUTCOME. */
static bool finish(struct child *child, const char *path, enum outcome outcome)
{
	char buffer[4096];
	int status = 0, err = ferror(child->out) ? errno : 0;

	/* what pads the archive must be read for dpkg-deb to check all of it */
	while (outcome == FINE &&
	       fread(buffer, 1, sizeof(buffer), child->out) > 0)
		;
	fclose(child->out);
	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		;
	if (outcome == FINE && status != 0)
		outcome = DAMAGED;
	if (outcome == DAMAGED)
		report(child, path, err);
	close(child->errfd);
	return outcome == FINE;
}

/* The content of the current entry, a new string. NULL if it is damaged. */
static char *read_entry(struct tar *tar)
{
	char *data = rcalloc(1, tar->size + 1);

	if (tar_read(tar, data))
		return data;
	free(data);
	return NULL;
}

/* What #! says, a new string; NULL if there is no #!. */
static char *interpreter(const char *text)
{
	if (strncmp(text, "#!", 2) != 0)
		return NULL;
	text += 2 + strspn(text + 2, " \t");
	return copy_text(text, strcspn(text, " \t\r\n"));
}

static enum outcome take_script(struct package *package, struct tar *tar)
{
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		char *text, *shell;

		if (strcmp(path_base(tar->path), scripts[i].name) != 0 ||
		    !S_ISREG(tar->mode) || tar->size > SCRIPT_MAX)
			continue;
		text = read_entry(tar);
		if (text == NULL)
			return DAMAGED;
		shell = interpreter(text);
		package_add_script(package, scripts[i].name, scripts[i].phases,
				   shell, text, true);
		free(shell);
		free(text);
	}
	return FINE;
}

/* Make *ENTRY of the current entry; DIR is a copy of its path to be cut. */
static bool make_entry(struct package_entry *entry, const struct tar *tar,
		       char *dir)
{
	char *slash = strrchr(dir, '/');

	if (slash == NULL)
		return false;
	*slash = '\0';
	*entry = (struct package_entry){
		.dir = dir,
		.name = slash + 1,
		.mode = tar->mode,
		.size = tar->size,
		.target = tar->target,
	};
	return package_file(entry->dir, entry->name) != PACKAGE_FILE_NONE;
}

static enum outcome add_file(struct package *package, struct tar *tar,
			     const struct package_entry *entry)
{
	bool needed = package_needs_data(entry);
	char *data = needed ? read_entry(tar) : NULL;
	enum outcome outcome = DAMAGED;

	if (!needed || data != NULL)
		outcome = package_add(package, entry, data,
				      needed ? tar->size : 0)
				  ? FINE
				  : REPORTED;
	free(data);
	return outcome;
}

static enum outcome take_file(struct package *package, struct tar *tar)
{
	/* "./usr/lib" or "usr/lib": absolute on the target system */
	const char *path = tar->path + (strncmp(tar->path, "./", 2) == 0);
	struct package_entry entry;
	enum outcome outcome = FINE;
	char *dir = NULL;

	path += strspn(path, "/");
	if (path_has_dotdot(path)) {
		error("cannot read \"%s\": its file \"/%.200s\" has a \"..\"",
		      package->where, path);
		return REPORTED;
	}
	rasprintf(&dir, "/%s", path);
	if (make_entry(&entry, tar, dir))
		outcome = add_file(package, tar, &entry);
	free(dir);
	return outcome;
}

/* Give each entry of the archive that OPTION selects to TAKE. */
static bool each_entry(struct package *package, const char *option,
		       enum outcome (*take)(struct package *package,
					    struct tar *tar))
{
	enum outcome outcome = FINE;
	struct tar tar = {0};
	struct child child;
	int rc = 1;

	if (!start(&child, option, package->where))
		return false;
	tar.in = child.out;
	while (outcome == FINE && (rc = tar_next(&tar)) == 1)
		outcome = take(package, &tar);
	if (rc < 0)
		outcome = DAMAGED;
	rc = finish(&child, package->where, outcome);
	tar_free(&tar);
	return rc;
}

bool package_read_deb(struct package *package)
{
	return each_entry(package, "--ctrl-tarfile", take_script) &&
	       each_entry(package, "--fsys-tarfile", take_file);
}
