/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of output.c: whole files or none, and the way back. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/output.h"
#include "support.h"

#define UNITS "/lib/units"

/* Whether the file system knows RENAME_EXCHANGE and RENAME_NOREPLACE. */
static bool has_flags = true;

int __real_renameat2(int, const char *, int, const char *, unsigned);
int __wrap_renameat2(int, const char *, int, const char *, unsigned);

int __wrap_renameat2(int fromfd, const char *from, int tofd, const char *to,
		     unsigned flags)
{
	if (has_flags || flags == 0)
		return __real_renameat2(fromfd, from, tofd, to, flags);
	errno = EINVAL;
	return -1;
}

static bool can_unlink = true;

int __real_unlinkat(int, const char *, int);
int __wrap_unlinkat(int, const char *, int);

int __wrap_unlinkat(int dirfd, const char *name, int flags)
{
	if (can_unlink)
		return __real_unlinkat(dirfd, name, flags);
	errno = EIO;
	return -1;
}

static struct output *begin(bool force)
{
	struct output *out;

	mkdir("root", 0755);
	out = output_begin("root", UNITS, force);
	assert_non_null(out);
	return out;
}

static bool check(struct output *out, const char *name, const char *data)
{
	return output_check(out, name, data, strlen(data));
}

static bool write_file(struct output *out, size_t index, const char *name,
		       const char *data)
{
	return output_write(out, index, name, data, strlen(data));
}

static void test_new(void **state)
{
	mode_t mask = umask(077);
	struct output *out = begin(false);
	struct stat st;

	(void)state;
	assert_true(check(out, "a", "A\n"));
	assert_tree("root", "");
	assert_true(write_file(out, 0, "a", "A\n"));
	assert_true(write_file(out, 1, "b", ""));
	assert_messages("");
	assert_true(output_lock(out));
	assert_true(output_keep(out, 0, "a"));
	assert_messages("info: Wrote: root/lib/units/a\n");
	assert_true(output_keep(out, 1, "b"));
	assert_messages("info: Wrote: root/lib/units/b\n");
	/* this one was not written */
	assert_true(output_keep(out, 2, "c"));
	output_end(out, true);
	umask(mask);
	assert_tree("root", "lib\nlib/units\nlib/units/a\nlib/units/b\n");
	assert_file("root/lib/units/a", "A\n");
	assert_file("root/lib/units/b", "");
	stat("root/lib/units/a", &st);
	assert_int_equal(st.st_mode & 07777, 0644);
	assert_messages("");
}

static void test_same(void **state)
{
	struct stat before, after;

	(void)state;
	put_file("root/lib/units/a", "A\n");
	stat("root/lib/units/a", &before);
	for (int force = 0; force < 2; force++) {
		struct output *out = begin(force);

		assert_true(check(out, "a", "A\n"));
		assert_true(write_file(out, 0, "a", "A\n"));
		/* it was not written, so it stays */
		output_undo(out, 0, "a");
		output_end(out, false);
	}
	stat("root/lib/units/a", &after);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_messages("");
}

static void test_different(void **state)
{
	static const struct {
		const char *old, *new, *lines;
	} cases[] = {
		{"[Unit]\nA=1\n", "[Unit]\nA=2\n", "2 is \"A=1\", not \"A=2\""},
		{"A=1\n", "A=1\nB=1\n", "2 is \"\", not \"B=1\""},
		{"A=1\nsecond line\nthird\n", "A=1\n",
		 "2 is \"second line\", not \"\""},
		{"", "A=1\n", "1 is \"\", not \"A=1\""},
		{"x\n", "", "1 is \"x\", not \"\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char expected[200];

		put_file("root/lib/units/a", cases[i].old);
		sprintf(expected,
			"error: \"root/lib/units/a\" exists and differs; line "
			"%s; --force replaces it\n",
			cases[i].lines);
		struct output *out = begin(false);
		assert_false(check(out, "a", cases[i].new));
		assert_messages(expected);
		assert_false(write_file(out, 0, "a", cases[i].new));
		assert_messages(expected);
		output_undo(out, 0, "a");
		output_end(out, false);
		assert_file("root/lib/units/a", cases[i].old);
		assert_tree("root", "lib\nlib/units\nlib/units/a\n");
	}
}

static void test_force(void **state)
{
	struct output *out;

	(void)state;
	put_file("root/lib/units/a", "old\n");
	out = begin(true);
	assert_true(check(out, "a", "new\n"));
	assert_file("root/lib/units/a", "old\n");
	assert_true(write_file(out, 0, "a", "new\n"));
	assert_file("root/lib/units/a", "new\n");
	output_undo(out, 0, "a");
	assert_file("root/lib/units/a", "old\n");
	assert_true(write_file(out, 0, "a", "new\n"));
	assert_messages("");
	assert_true(output_keep(out, 0, "a"));
	output_end(out, true);
	assert_file("root/lib/units/a", "new\n");
	assert_tree("root", "lib\nlib/units\nlib/units/a\n");
	assert_messages("info: Wrote: root/lib/units/a\n");
}

static void test_keep_error(void **state)
{
	struct output *out;

	(void)state;
	put_file("root/lib/units/a", "old\n");
	out = begin(true);
	assert_true(write_file(out, 0, "a", "new\n"));
	can_unlink = false;
	assert_false(output_keep(out, 0, "a"));
	can_unlink = true;
	output_end(out, false);
	assert_messages("error: cannot remove the old version of "
			"\"root/lib/units/a\": Input/output error\n");
	assert_file("root/lib/units/a", "old\n");
	assert_tree("root", "lib\nlib/units\nlib/units/a\n");
}

static void test_undo_error(void **state)
{
	struct output *out = begin(false);

	(void)state;
	assert_true(write_file(out, 0, "a", "A\n"));
	unlink("root/lib/units/a");
	output_undo(out, 0, "a");
	output_end(out, false);
	assert_messages("error: cannot remove \"root/lib/units/a\": No such "
			"file or directory\n");
	assert_tree("root", "");
}

static void test_undo(void **state)
{
	struct output *out = begin(false);

	(void)state;
	assert_true(write_file(out, 0, "a", "A\n"));
	assert_true(write_file(out, 200, "b", "B\n"));
	/* 100 and 300 were never written */
	output_undo(out, 100, "c");
	output_undo(out, 300, "c");
	output_undo(out, 0, "a");
	output_undo(out, 200, "b");
	output_end(out, false);
	assert_tree("root", "");
	/* what was there before stays */
	mkdir("root/lib", 0755);
	out = begin(false);
	assert_true(write_file(out, 0, "a", "A\n"));
	output_undo(out, 0, "a");
	output_end(out, false);
	assert_tree("root", "lib\n");
}

static void test_no_flags(void **state)
{
	struct output *out;

	(void)state;
	has_flags = false;
	put_file("root/lib/units/a", "old\n");
	out = begin(true);
	assert_true(write_file(out, 0, "a", "new\n"));
	assert_true(write_file(out, 1, "b", "B\n"));
	output_undo(out, 0, "a");
	output_undo(out, 1, "b");
	output_end(out, false);
	has_flags = true;
	/* the old file cannot come back there */
	assert_messages("error: cannot restore \"root/lib/units/a\": "
			"Operation not supported\n");
	assert_file("root/lib/units/a", "new\n");
	assert_tree("root", "lib\nlib/units\nlib/units/a\n");
}

static void check_both(struct output *out, const char *name, const char *said)
{
	assert_false(check(out, name, "new\n"));
	assert_messages(said);
	assert_false(write_file(out, 0, name, "new\n"));
	assert_messages(said);
}

/* --force does not help, either */
static void test_strange_targets(void **state)
{
	(void)state;
	put_file("root/lib/units/dir/x", "");
	put_file("outside", "old\n");
	assert_int_equal(symlink("../../../outside", "root/lib/units/link"), 0);
	assert_int_equal(symlink("missing", "root/lib/units/dangling"), 0);
	assert_int_equal(mkfifo("root/lib/units/fifo", 0600), 0);
	for (int force = 0; force < 2; force++) {
		struct output *out = begin(force);

		check_both(
			out, "dir",
			"error: cannot replace \"root/lib/units/dir\": it is "
			"not a regular file\n");
		check_both(out, "fifo",
			   "error: cannot replace \"root/lib/units/fifo\": it "
			   "is not a regular file\n");
		check_both(out, "link",
			   "error: cannot replace \"root/lib/units/link\": it "
			   "is a symbolic link\n");
		check_both(out, "dangling",
			   "error: cannot replace \"root/lib/units/dangling\": "
			   "it is a symbolic link\n");
		output_end(out, false);
	}
	assert_file("outside", "old\n");
	assert_tree("root", "lib\nlib/units\nlib/units/dangling\n"
			    "lib/units/dir\nlib/units/dir/x\nlib/units/fifo\n"
			    "lib/units/link\n");
}

static void test_links_inside(void **state)
{
	struct output *out;

	(void)state;
	need_openat2();
	mkdir("root", 0755);
	mkdir("root/usr", 0755);
	mkdir("root/usr/lib", 0755);
	assert_int_equal(symlink("usr/lib", "root/lib"), 0);
	out = begin(false);
	assert_true(write_file(out, 0, "a", "A\n"));
	output_end(out, true);
	assert_tree("root", "lib\nusr\nusr/lib\nusr/lib/units\n"
			    "usr/lib/units/a\n");
}

static void check_begin_error(const char *root, const char *dir,
			      const char *expected)
{
	assert_null(output_begin(root, dir, false));
	assert_messages(expected);
}

static void test_begin_errors(void **state)
{
	(void)state;
	check_begin_error("missing", UNITS,
			  "error: cannot open the build root \"missing\": No "
			  "such file or directory\n");
	put_file("file", "");
	check_begin_error("file", UNITS,
			  "error: cannot open the build root \"file\": Not a "
			  "directory\n");
	mkdir("root", 0755);
	assert_int_equal(symlink("..", "root/lib"), 0);
	check_begin_error("root", UNITS,
			  "error: \"root/lib/units\" has a symbolic link that "
			  "leads out of the build root\n");
	output_end(NULL, true);
}

static void test_epoch(void **state)
{
	static const char *const bad[] = {"x",	 "1x", "-1",
					  "1.5", " ",  "99999999999999999999"};
	struct output *out;
	struct stat st;

	(void)state;
	setenv("SOURCE_DATE_EPOCH", "1234567890", 1);
	out = begin(false);
	assert_true(write_file(out, 0, "a", "A\n"));
	output_end(out, true);
	stat("root/lib/units/a", &st);
	assert_int_equal(st.st_mtim.tv_sec, 1234567890);
	assert_int_equal(st.st_mtim.tv_nsec, 0);
	messages();
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char expected[100];

		setenv("SOURCE_DATE_EPOCH", bad[i], 1);
		sprintf(expected,
			"error: SOURCE_DATE_EPOCH: \"%s\" is not a number of "
			"seconds\n",
			bad[i]);
		check_begin_error("root", UNITS, expected);
	}
	setenv("SOURCE_DATE_EPOCH", "", 1);
	out = begin(false);
	output_end(out, true);
	unsetenv("SOURCE_DATE_EPOCH");
	assert_messages("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_directory(test_new),
		test_in_directory(test_same),
		test_in_directory(test_different),
		test_in_directory(test_force),
		test_in_directory(test_keep_error),
		test_in_directory(test_undo_error),
		test_in_directory(test_undo),
		test_in_directory(test_no_flags),
		test_in_directory(test_strange_targets),
		test_in_directory(test_links_inside),
		test_in_directory(test_begin_errors),
		test_in_directory(test_epoch),
	};

	unsetenv("SOURCE_DATE_EPOCH");
	return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
