/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of output.c and transaction.c: whole files or none, and the way back.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/output.h"
#include "support.h"

#define UNITS "/lib/units"

/* What renameat2() with flags fails with, or 0; then without them, too. */
static int flags_error, plain_error;

/* What another program does before each renameat2(). */
static void (*meanwhile)(void);

int __real_renameat2(int, const char *, int, const char *, unsigned);
int __wrap_renameat2(int, const char *, int, const char *, unsigned);

int __wrap_renameat2(int fromfd, const char *from, int tofd, const char *to,
		     unsigned flags)
{
	int error = flags != 0 ? flags_error : plain_error;

	if (meanwhile != NULL)
		meanwhile();
	if (error == 0)
		return __real_renameat2(fromfd, from, tofd, to, flags);
	errno = error;
	return -1;
}

/* How many calls of unlinkat() fail. */
static int bad_unlinks;

int __real_unlinkat(int, const char *, int);
int __wrap_unlinkat(int, const char *, int);

int __wrap_unlinkat(int dirfd, const char *name, int flags)
{
	if (bad_unlinks == 0)
		return __real_unlinkat(dirfd, name, flags);
	bad_unlinks--;
	errno = EIO;
	return -1;
}

/* What the next close() says, or 0. */
static int close_error;

int __real_close(int);
int __wrap_close(int);

int __wrap_close(int fd)
{
	int rc = __real_close(fd);

	if (close_error == 0)
		return rc;
	errno = close_error;
	close_error = 0;
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

static mode_t mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static void test_new(void **state)
{
	mode_t mask = umask(077);
	struct output *out = begin(false);

	(void)state;
	assert_true(output_check(out, "a", "A\n"));
	assert_tree("root", "");
	assert_true(output_write(out, "a", "A\n"));
	assert_true(output_write(out, "b", ""));
	assert_messages("");
	assert_true(output_end(out, true));
	umask(mask);
	assert_messages("info: Wrote: root/lib/units/a\n"
			"info: Wrote: root/lib/units/b\n");
	assert_tree("root", "lib\nlib/units\nlib/units/a\nlib/units/b\n");
	assert_file("root/lib/units/a", "A\n");
	assert_file("root/lib/units/b", "");
	assert_int_equal(mode_of("root/lib/units/a"), 0644);
	assert_int_equal(mode_of("root/lib/units/b"), 0644);
}

static void test_same(void **state)
{
	struct stat before, after;

	(void)state;
	put_file("root/lib/units/a", "A\n");
	stat("root/lib/units/a", &before);
	for (int force = 0; force < 2; force++) {
		struct output *out = begin(force);

		assert_true(output_check(out, "a", "A\n"));
		assert_true(output_write(out, "a", "A\n"));
		/* it was not written, so it stays */
		assert_false(output_end(out, false));
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
		assert_false(output_check(out, "a", cases[i].new));
		assert_messages(expected);
		assert_false(output_write(out, "a", cases[i].new));
		assert_messages(expected);
		assert_false(output_end(out, false));
		assert_file("root/lib/units/a", cases[i].old);
		assert_tree("root", "lib\nlib/units\nlib/units/a\n");
	}
}

static void test_force(void **state)
{
	(void)state;
	put_file("root/lib/units/a", "old\n");
	for (int done = 0; done < 2; done++) {
		struct output *out = begin(true);

		assert_true(output_check(out, "a", "new\n"));
		assert_file("root/lib/units/a", "old\n");
		assert_true(output_write(out, "a", "new\n"));
		assert_file("root/lib/units/a", "new\n");
		assert_messages("");
		assert_int_equal(output_end(out, done), done);
		assert_file("root/lib/units/a", done ? "new\n" : "old\n");
		assert_tree("root", "lib\nlib/units\nlib/units/a\n");
	}
	assert_messages("info: Wrote: root/lib/units/a\n");
}

/* What cannot be kept comes back, with all behind it. */
static void test_keep_error(void **state)
{
	struct output *out;

	(void)state;
	put_file("root/lib/units/a", "old\n");
	put_file("root/lib/units/b", "old\n");
	out = begin(true);
	assert_true(output_write(out, "a", "new\n"));
	assert_true(output_write(out, "b", "new\n"));
	assert_true(output_write(out, "c", "new\n"));
	bad_unlinks = 1;
	assert_false(output_end(out, true));
	assert_messages("error: cannot remove the old version of "
			"\"root/lib/units/a\": Input/output error\n");
	assert_file("root/lib/units/a", "old\n");
	assert_file("root/lib/units/b", "old\n");
	assert_tree("root", "lib\nlib/units\nlib/units/a\nlib/units/b\n");
}

static void test_undo_error(void **state)
{
	struct output *out;

	(void)state;
	put_file("root/lib/units/b", "old\n");
	out = begin(true);
	assert_true(output_write(out, "a", "A\n"));
	assert_true(output_write(out, "b", "B\n"));
	unlink("root/lib/units/a");
	plain_error = EIO;
	assert_false(output_end(out, false));
	plain_error = 0;
	assert_messages("error: cannot remove \"root/lib/units/a\": No such "
			"file or directory\n"
			"error: cannot restore \"root/lib/units/b\": "
			"Input/output error\n");
}

static void test_undo(void **state)
{
	struct output *out = begin(false);

	(void)state;
	assert_true(output_write(out, "a", "A\n"));
	assert_true(output_write(out, "b", "B\n"));
	assert_false(output_end(out, false));
	assert_tree("root", "");
	/* what was there before stays */
	mkdir("root/lib", 0755);
	out = begin(false);
	assert_true(output_write(out, "a", "A\n"));
	assert_false(output_end(out, false));
	assert_tree("root", "lib\n");
	assert_messages("");
	assert_true(output_end(NULL, true));
	assert_false(output_end(NULL, false));
}

/* file systems that do not know RENAME_EXCHANGE and RENAME_NOREPLACE */
static void test_no_flags(void **state)
{
	static const int errors[] = {EINVAL, ENOSYS};

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		struct output *out;

		put_file("root/lib/units/a", "old\n");
		flags_error = errors[i];
		out = begin(true);
		assert_true(output_write(out, "a", "new\n"));
		assert_true(output_write(out, "b", "B\n"));
		assert_false(output_end(out, false));
		/* the old file cannot come back there */
		assert_messages("error: cannot restore \"root/lib/units/a\": "
				"Operation not supported\n");
		assert_file("root/lib/units/a", "new\n");
		assert_tree("root", "lib\nlib/units\nlib/units/a\n");
		out = begin(true);
		assert_true(output_write(out, "a", "newer\n"));
		assert_true(output_end(out, true));
		assert_messages("info: Wrote: root/lib/units/a\n");
		assert_file("root/lib/units/a", "newer\n");
		assert_tree("root", "lib\nlib/units\nlib/units/a\n");
		flags_error = 0;
	}
}

static void test_rename_error(void **state)
{
	struct output *out = begin(false);

	(void)state;
	flags_error = EIO;
	assert_false(output_write(out, "a", "A\n"));
	flags_error = 0;
	assert_messages("error: cannot write \"root/lib/units/a\": "
			"Input/output error\n");
	assert_false(output_end(out, false));
	assert_tree("root", "");
}

static void test_close_error(void **state)
{
	struct output *out;

	(void)state;
	mkdir("root", 0755);
	mkdir("root/lib", 0755);
	mkdir("root/lib/units", 0755);
	out = begin(false);
	close_error = EIO;
	assert_false(output_write(out, "a", "A\n"));
	assert_messages("error: cannot write \"root/lib/units/a\": "
			"Input/output error\n");
	assert_tree("root", "lib\nlib/units\n");
	/* it is closed all the same */
	close_error = EINTR;
	assert_true(output_write(out, "a", "A\n"));
	assert_true(output_end(out, true));
	assert_messages("info: Wrote: root/lib/units/a\n");
	assert_file("root/lib/units/a", "A\n");
}

static const char *other; /* what the other program writes */

static void write_other(void)
{
	meanwhile = NULL;
	put_file("root/lib/units/a", other);
}

static void remove_a(void)
{
	meanwhile = NULL;
	unlink("root/lib/units/a");
}

static void toggle_a(void)
{
	if (unlink("root/lib/units/a") < 0)
		put_file("root/lib/units/a", "other\n");
}

/* Write "a" while another program does WHAT. */
static bool race(void (*what)(void), bool force, const char *text)
{
	struct output *out = begin(force);
	bool ok = output_check(out, "a", text);

	other = text;
	meanwhile = what;
	ok = ok && output_write(out, "a", text);
	meanwhile = NULL;
	return output_end(out, ok);
}

static void write_different(void)
{
	other = "other\n";
	write_other();
}

static void test_races(void **state)
{
	(void)state;
	for (int flags = 0; flags < 2; flags++) {
		flags_error = flags ? 0 : EINVAL;
		/* another one makes the same file: it is theirs */
		assert_true(race(write_other, false, "A\n"));
		assert_messages("");
		assert_file("root/lib/units/a", "A\n");
		unlink("root/lib/units/a");
		assert_false(race(write_different, false, "A\n"));
		assert_messages("error: \"root/lib/units/a\" exists and "
				"differs; line 1 is \"other\", not \"A\"; "
				"--force replaces it\n");
		assert_file("root/lib/units/a", "other\n");
		unlink("root/lib/units/a");
		assert_true(race(write_different, true, "A\n"));
		assert_messages("info: Wrote: root/lib/units/a\n");
		assert_file("root/lib/units/a", "A\n");
		assert_tree("root", "lib\nlib/units\nlib/units/a\n");
		unlink("root/lib/units/a");
	}
	/* it removes the file that would be replaced */
	put_file("root/lib/units/a", "old\n");
	assert_true(race(remove_a, true, "A\n"));
	assert_messages("info: Wrote: root/lib/units/a\n");
	assert_file("root/lib/units/a", "A\n");
	/* it makes and removes it again and again */
	put_file("root/lib/units/a", "old\n");
	assert_false(race(toggle_a, true, "B\n"));
	assert_messages("error: cannot write \"root/lib/units/a\": another "
			"program keeps changing it\n");
	assert_tree("root", "lib\nlib/units\nlib/units/a\n");
}

static void check_both(struct output *out, const char *name, const char *said)
{
	assert_false(output_check(out, name, "new\n"));
	assert_messages(said);
	assert_false(output_write(out, name, "new\n"));
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
		assert_false(output_end(out, false));
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
	assert_true(output_write(out, "a", "A\n"));
	assert_true(output_end(out, true));
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
}

static void test_epoch(void **state)
{
	static const char *const bad[] = {"x",	 "1x", "-1",
					  "1.5", " ",  "9223372036854775808"};
	struct output *out;
	struct stat st;

	(void)state;
	setenv("SOURCE_DATE_EPOCH", "1234567890", 1);
	out = begin(false);
	assert_true(output_write(out, "a", "A\n"));
	assert_true(output_end(out, true));
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
	assert_true(output_end(out, true));
	unsetenv("SOURCE_DATE_EPOCH");
	assert_messages("");
}

/* Add LINES to the list at PATH, with the unit "a", and end DONE. */
static bool add(const char *path, const char *lines, bool done)
{
	struct output *out = begin(true);
	bool ok =
		output_write(out, "a", "A\n") && output_list(out, path, lines);

	return output_end(out, ok && done);
}

static void test_list(void **state)
{
	(void)state;
	assert_true(add("list", "a\nb\n", true));
	assert_messages("info: Wrote: root/lib/units/a\n");
	assert_file("list", "a\nb\n");
	assert_int_equal(mode_of("list"), 0644);
	assert_true(add("./list", "c\nb\n", true));
	assert_file("list", "a\nb\nc\n");
	mkdir("dir", 0755);
	assert_true(add("dir/list", "x\n", true));
	assert_file("dir/list", "x\n");
	assert_messages("");
	/* it ends with all the others */
	unlink("root/lib/units/a");
	assert_false(add("list", "d\n", false));
	assert_false(add("dir/new", "d\n", false));
	assert_file("list", "a\nb\nc\n");
	assert_messages("");
	assert_tree(".", "dir\ndir/list\nlist\nroot\nroot/lib\n"
			 "root/lib/units\n");
}

static void check_list_error(const char *path, const char *said)
{
	assert_false(add(path, "x\n", true));
	assert_messages(said);
	assert_null(get_file("root/lib/units/a"));
}

static void make_list(void)
{
	meanwhile = NULL;
	put_file("list", "other\n");
}

static void test_list_errors(void **state)
{
	(void)state;
	check_list_error("missing/list",
			 "error: cannot write \"missing/list\": No such file "
			 "or directory\n");
	put_file("file", "");
	check_list_error("file/list",
			 "error: cannot read \"file/list\": Not a directory\n");
	mkdir("dir", 0755);
	check_list_error("dir",
			 "error: cannot read \"dir\": not a regular file\n");
	check_list_error("", "error: cannot write \"\": No such file or "
			     "directory\n");
	assert_tree(".", "dir\nfile\nroot\n");
}

/* What another program puts there meanwhile stays. */
static void test_list_race(void **state)
{
	struct output *out = begin(false);

	(void)state;
	meanwhile = make_list;
	assert_false(output_list(out, "list", "x\n"));
	assert_messages("error: cannot write \"list\": File exists\n");
	assert_false(output_end(out, false));
	assert_file("list", "other\n");
	assert_tree(".", "list\nroot\n");
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
		test_in_directory(test_rename_error),
		test_in_directory(test_close_error),
		test_in_directory(test_races),
		test_in_directory(test_strange_targets),
		test_in_directory(test_links_inside),
		test_in_directory(test_begin_errors),
		test_in_directory(test_epoch),
		test_in_directory(test_list),
		test_in_directory(test_list_errors),
		test_in_directory(test_list_race),
	};

	unsetenv("SOURCE_DATE_EPOCH");
	return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
