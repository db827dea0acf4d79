/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Running dpkg-deb(1), which writes the archives of a Debian package. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <rpm/rpmstring.h>

#include "base/message.h"
#include "packages/dpkg_deb.h"

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

bool dpkg_deb_start(struct dpkg_deb *child, const char *option,
		    const char *path)
{
	int fds[2] = {-1, -1};

	*child = (struct dpkg_deb){.pid = -1, .errfd = -1};
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
static void report(const struct dpkg_deb *child, const char *path, int err)
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

bool dpkg_deb_end(struct dpkg_deb *child, const char *path,
		  enum outcome outcome)
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
