/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of buildroot.c: nothing leads out; directories made and removed. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "files/buildroot.h"
#include "support.h"

/* What openat2(2) fails with, or 0. */
static int openat2_error;

/* a kernel before 5.6; a container that filters system calls */
static const int openat2_errors[] = {ENOSYS, EPERM};

/* Call CHECK where openat2(2) is missing in each of these ways. */
static void without_openat2(void (*check)(void))
{
	for (size_t i = 0; i < sizeof(openat2_errors) / sizeof(int); i++) {
		openat2_error = openat2_errors[i];
		check();
		openat2_error = 0;
	}
}

long __real_syscall(long number, ...);
long __wrap_syscall(long number, ...);

long __wrap_syscall(long number, ...)
{
	va_list ap;
	long a, b, c, d;

	if (openat2_error != 0) {
		errno = openat2_error;
		return -1;
	}
	va_start(ap, number);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): it is, above */
	a = va_arg(ap, long);
	b = va_arg(ap, long);
	c = va_arg(ap, long);
	d = va_arg(ap, long);
	va_end(ap);
	return __real_syscall(number, a, b, c, d);
}

/* What another program does after mkdirat(). */
static void (*meanwhile)(void);

int __real_mkdirat(int, const char *, mode_t);
int __wrap_mkdirat(int, const char *, mode_t);

int __wrap_mkdirat(int dirfd, const char *name, mode_t mode)
{
	int rc = __real_mkdirat(dirfd, name, mode);

	if (meanwhile != NULL)
		meanwhile();
	return rc;
}

/* Open DIR beneath "root". Returns errno, 0 on success. */
static int try(const char *dir, unsigned *created)
{
	int rootfd = open("root", O_RDONLY | O_DIRECTORY);
	int fd, err = 0;

	assert_true(rootfd >= 0);
	errno = 0;
	fd = buildroot_open_dir(rootfd, "root", dir, created);
	if (fd < 0)
		err = errno;
	else
		close(fd);
	close(rootfd);
	return err;
}

static void test_make(void **state)
{
	mode_t mask = umask(077);
	unsigned created = 99;
	struct stat st;

	(void)state;
	mkdir("root", 0755);
	assert_int_equal(try("/usr/lib//systemd/system/", NULL), ENOENT);
	assert_tree("root", "");
	assert_int_equal(try("/usr/lib//systemd/system/", &created), 0);
	umask(mask);
	assert_int_equal(created, 4);
	assert_tree("root", "usr\nusr/lib\nusr/lib/systemd\n"
			    "usr/lib/systemd/system\n");
	stat("root/usr/lib", &st);
	assert_int_equal(st.st_mode & 07777, 0755);
	assert_int_equal(try("/usr/lib/systemd/system", &created), 0);
	assert_int_equal(created, 0);
	assert_int_equal(try("/usr/lib/systemd/user", &created), 0);
	assert_int_equal(created, 1);
	assert_int_equal(try("/", &created), 0);
	assert_int_equal(created, 0);
	assert_int_equal(try("/", NULL), 0);
	assert_messages("");
}

static void test_remove(void **state)
{
	unsigned created;
	int rootfd;

	(void)state;
	mkdir("root", 0755);
	mkdir("root/a", 0755);
	assert_int_equal(try("/a/b/c", &created), 0);
	assert_int_equal(created, 2);
	rootfd = open("root", O_RDONLY | O_DIRECTORY);
	put_file("root/a/b/file", "");
	buildroot_remove_dirs(rootfd, "/a/b/c", 2);
	assert_tree("root", "a\na/b\na/b/file\n");
	unlink("root/a/b/file");
	buildroot_remove_dirs(rootfd, "/a/b", 1);
	assert_tree("root", "a\n");
	buildroot_remove_dirs(rootfd, "/a", 0);
	assert_tree("root", "a\n");
	/* more than there are: the root itself stays */
	buildroot_remove_dirs(rootfd, "/a", 9);
	assert_tree("root", "");
	close(rootfd);
	assert_tree(".", "root\n");
	assert_messages("");
}

static void test_links_inside(void **state)
{
	unsigned created;

	(void)state;
	need_openat2();
	mkdir("root", 0755);
	mkdir("root/usr", 0755);
	mkdir("root/usr/lib", 0755);
	assert_int_equal(symlink("usr/lib", "root/lib"), 0);
	assert_int_equal(symlink("../usr/../usr/lib", "root/usr/up"), 0);
	assert_int_equal(try("/lib/systemd", &created), 0);
	assert_int_equal(created, 1);
	assert_int_equal(try("/usr/up/systemd", NULL), 0);
	assert_messages("");
	assert_tree("root", "lib\nusr\nusr/lib\nusr/lib/systemd\nusr/up\n");
}

#define LEADS_OUT(dir)                                                         \
	"error: \"root/" dir "\" has a symbolic link that leads out of the "   \
	"build root\n"

static void check_leads_out(void)
{
	unsigned created;

	assert_int_equal(try("/out/x", NULL), EXDEV);
	assert_messages(LEADS_OUT("out/x"));
	assert_int_equal(try("/out/x", &created), EXDEV);
	assert_messages(LEADS_OUT("out/x"));
	assert_int_equal(created, 0);
	assert_int_equal(try("/abs/x", &created), EXDEV);
	assert_messages(LEADS_OUT("abs/x"));
	assert_int_equal(try("/dir/up", &created), EXDEV);
	assert_messages(LEADS_OUT("dir/up"));
	assert_tree(".", "outside\nroot\nroot/abs\nroot/dir\nroot/dir/up\n"
			 "root/out\n");
}

static void make_links_out(void)
{
	mkdir("root", 0755);
	mkdir("root/dir", 0755);
	mkdir("outside", 0755);
	assert_int_equal(symlink("../outside", "root/out"), 0);
	assert_int_equal(symlink("/tmp", "root/abs"), 0);
	assert_int_equal(symlink("../../outside", "root/dir/up"), 0);
}

static void test_links_outside(void **state)
{
	(void)state;
	make_links_out();
	check_leads_out();
}

static void test_links_outside_old(void **state)
{
	(void)state;
	make_links_out();
	without_openat2(check_leads_out);
}

static void test_dangling(void **state)
{
	unsigned created;

	(void)state;
	need_openat2();
	mkdir("root", 0755);
	assert_int_equal(symlink("missing", "root/link"), 0);
	assert_int_equal(try("/link/a", &created), ENOENT);
	assert_messages("error: cannot open the directory \"root/link\": No "
			"such file or directory\n");
	assert_int_equal(symlink("../missing", "root/out"), 0);
	assert_int_equal(try("/out/a", &created), EXDEV);
	assert_messages(LEADS_OUT("out/a"));
	assert_int_equal(symlink("loop", "root/loop"), 0);
	assert_int_equal(try("/loop", &created), ELOOP);
	assert_messages("error: cannot open the directory \"root/loop\": Too "
			"many levels of symbolic links\n");
	assert_tree(".", "root\nroot/link\nroot/loop\nroot/out\n");
}

static void check_not_a_directory(void)
{
	unsigned created;

	assert_int_equal(try("/file/x", NULL), ENOTDIR);
	assert_messages("error: cannot open the directory \"root/file/x\": Not "
			"a directory\n");
	assert_int_equal(try("/file/x", &created), ENOTDIR);
	assert_messages("error: cannot open the directory \"root/file/x\": Not "
			"a directory\n");
	assert_int_equal(try("/file", &created), ENOTDIR);
	assert_messages("error: cannot open the directory \"root/file\": Not a "
			"directory\n");
}

static void test_not_a_directory(void **state)
{
	(void)state;
	put_file("root/file", "");
	check_not_a_directory();
	without_openat2(check_not_a_directory);
}

static void check_undo(void)
{
	char *dir = repeat('x', 300);
	char path[400], expected[500];
	unsigned created = 99;

	sprintf(path, "/old/new1/new2/%s/y", dir);
	sprintf(expected,
		"error: cannot open the directory \"root/old/new1/new2/%s\": "
		"File name too long\n",
		dir);
	assert_int_equal(try(path, &created), ENAMETOOLONG);
	assert_messages(expected);
	assert_int_equal(created, 0);
	assert_tree("root", "old\n");
	free(dir);
}

/* What was made before the failure is removed again. */
static void test_undo(void **state)
{
	(void)state;
	mkdir("root", 0755);
	mkdir("root/old", 0755);
	check_undo();
	without_openat2(check_undo);
}

static void check_old_kernel(void)
{
	unsigned created;

	assert_int_equal(try("/a/b", NULL), ENOENT);
	assert_int_equal(try("/a/b", &created), 0);
	assert_int_equal(created, 2);
	assert_int_equal(try("/", NULL), 0);
	/* it follows no links, not even good ones */
	assert_int_equal(symlink("a", "root/link"), 0);
	assert_int_equal(try("/link/b", NULL), EXDEV);
	assert_messages(LEADS_OUT("link/b"));
	assert_tree("root", "a\na/b\nlink\n");
	rmdir("root/a/b");
	rmdir("root/a");
	unlink("root/link");
}

static void test_old_kernel(void **state)
{
	(void)state;
	mkdir("root", 0755);
	without_openat2(check_old_kernel);
}

static void swap_for_link(void)
{
	assert_int_equal(rmdir("root/a"), 0);
	assert_int_equal(symlink("../outside", "root/a"), 0);
}

static void swap_for_file(void)
{
	assert_int_equal(rmdir("root/a"), 0);
	put_file("root/a", "");
}

/* What another program makes of a new directory does not get its mode. */
static void test_swapped(void **state)
{
	unsigned created;
	struct stat st;

	(void)state;
	mkdir("root", 0755);
	mkdir("outside", 0700);
	meanwhile = swap_for_link;
	assert_int_equal(try("/a/b", &created), ENOTDIR);
	assert_messages("error: cannot open the directory \"root/a\": Not a "
			"directory\n");
	stat("outside", &st);
	assert_int_equal(st.st_mode & 07777, 0700);
	unlink("root/a");
	meanwhile = swap_for_file;
	assert_int_equal(try("/a/b", &created), ENOTDIR);
	meanwhile = NULL;
	assert_messages("error: cannot open the directory \"root/a\": Not a "
			"directory\n");
	assert_tree(".", "outside\nroot\nroot/a\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_directory(test_make),
		test_in_directory(test_remove),
		test_in_directory(test_links_inside),
		test_in_directory(test_links_outside),
		test_in_directory(test_links_outside_old),
		test_in_directory(test_dangling),
		test_in_directory(test_not_a_directory),
		test_in_directory(test_undo),
		test_in_directory(test_old_kernel),
		test_in_directory(test_swapped),
	};

	return cmocka_run_group_tests_name("buildroot", tests, NULL, NULL);
}
