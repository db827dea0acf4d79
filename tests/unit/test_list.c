/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of list.c: read, and add lines. */
#include <sys/stat.h>
#include <unistd.h>

#include "files/list.h"
#include "support.h"

static void check_read(const char *path, const char *expected)
{
	char *text;

	assert_true(list_read(path, &text));
	assert_string_equal(text, expected);
	free(text);
	assert_messages("");
}

static void test_read(void **state)
{
	char *text, *large = repeat('x', 100000);

	(void)state;
	assert_true(list_read("missing", &text));
	assert_null(text);
	put_file("empty", "");
	check_read("empty", "");
	put_file("list", "a\nb");
	check_read("list", "a\nb");
	put_file("large", large);
	check_read("large", large);
	free(large);
}

static void check_read_error(const char *path, const char *expected)
{
	char *text;

	assert_false(list_read(path, &text));
	assert_null(text);
	assert_messages(expected);
}

static void test_read_errors(void **state)
{
	FILE *out = fopen("nul", "w");

	(void)state;
	fwrite("a\nb\0c\n", 1, 6, out);
	fclose(out);
	check_read_error("nul", "error: cannot read \"nul\": NUL byte; this is "
				"not a text file\n");
	check_read_error(".", "error: cannot read \".\": not a regular file\n");
	assert_int_equal(mkfifo("fifo", 0600), 0);
	check_read_error("fifo",
			 "error: cannot read \"fifo\": not a regular file\n");
	check_read_error("/dev/null", "error: cannot read \"/dev/null\": not a "
				      "regular file\n");
	check_read_error("nul/x",
			 "error: cannot read \"nul/x\": Not a directory\n");
}

/* It would be replaced, whatever it leads to. */
static void test_link(void **state)
{
	static const char *const targets[] = {"list", "missing", "/dev/null",
					      "link"};

	(void)state;
	put_file("list", "a\n");
	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		assert_int_equal(symlink(targets[i], "link"), 0);
		check_read_error("link",
				 "error: cannot replace \"link\": it is a "
				 "symbolic link; name the file that it leads "
				 "to\n");
		unlink("link");
	}
}

static void check_add(const char *old, const char *more, const char *expected)
{
	struct buffer out = {0};

	list_add(old, more, &out);
	assert_string_equal(out.text, expected);
	free(out.text);
}

static void test_add(void **state)
{
	(void)state;
	check_add("", "", "");
	check_add("", "a\nb\n", "a\nb\n");
	check_add("a\n", "", "a\n");
	check_add("b\na\n", "a\nc\n", "b\na\nc\n");
	/* old lines stay as they are, even twice */
	check_add("%dir x\n\na\na\n", "a\n", "%dir x\n\na\na\n");
	check_add("a", "b\n", "a\nb\n");
	check_add("a", "a", "a\n");
	check_add("ab\n", "a\nb\nabc\n", "ab\na\nb\nabc\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_directory(test_read),
		test_in_directory(test_read_errors),
		test_in_directory(test_link),
		cmocka_unit_test(test_add),
	};

	return cmocka_run_group_tests_name("list", tests, NULL, NULL);
}
