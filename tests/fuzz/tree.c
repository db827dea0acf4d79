/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Fuzz target: a directory tree, really made. Pieces of an input: triples of a
 * letter (f file, d directory, l link, p FIFO), a path beneath the tree, and a
 * content or target.
 */
#include <ftw.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "fuzz.h"
#include "packages/read.h"

enum { N_PIECES = 30, MAX_PATH = 200 };

static char root[64];

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static void remove_root(void)
{
	nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void make_parents(char *path, char *from)
{
	for (char *p = strchr(from, '/'); p != NULL; p = strchr(p + 1, '/')) {
		*p = '\0';
		mkdir(path, 0755);
		*p = '/';
	}
}

/* Nothing is made outside: links in the tree lead to no parent. */
static bool is_safe(const struct piece *path)
{
	return path->size > 0 && path->size < MAX_PATH && *path->text != '/' &&
	       !path_has_dotdot(path->text);
}

static void make(char type, const struct piece *path,
		 const struct piece *content)
{
	char full[sizeof(root) + MAX_PATH];
	FILE *out;

	if (!is_safe(path))
		return;
	snprintf(full, sizeof(full), "%s/%s", root, path->text);
	make_parents(full, full + strlen(root) + 1);
	if (type == 'd') {
		mkdir(full, 0755);
	} else if (type == 'p') {
		mkfifo(full, 0644);
	} else if (type == 'l') {
		/* a directory behind a link would be written to */
		if (is_safe(content) || strcmp(content->text, "/dev/null") == 0)
			(void)!symlink(content->text, full);
	} else if ((out = fopen(full, "wx")) != NULL) {
		fwrite(content->text, 1, content->size, out);
		fclose(out);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct piece pieces[N_PIECES];
	struct package *package;
	char *copy;

	fuzz_begin();
	snprintf(root, sizeof(root), "/dev/shm/virtd-socket-fuzz.%ld",
		 (long)getpid());
	mkdir(root, 0755);
	copy = fuzz_cut(data, size, pieces, N_PIECES);
	for (int i = 0; i < N_PIECES; i += 3)
		make(*pieces[i].text, &pieces[i + 1], &pieces[i + 2]);
	package = package_read(root);
	if (package != NULL)
		fuzz_check(package);
	package_free(package);
	free(copy);
	remove_root();
	return 0;
}
