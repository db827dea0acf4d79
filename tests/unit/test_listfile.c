/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of listfile.c: read, union, replace or leave. */
#include <sys/stat.h>
#include <unistd.h>

#include "files/listfile.h"
#include "support.h"

static void test_read(void **state)
{
	char *text;

	(void)state;
	assert_true(listfile_read("missing", &text));
	assert_string_equal(text, "");
	free(text);
	put_file("empty", "");
	assert_true(listfile_read("empty", &text));
	assert_string_equal(text, "");
	free(text);
	put_file("list", "a\nb");
	assert_true(listfile_read("list", &text));
	assert_string_equal(text, "a\nb");
	free(text);
	assert_messages("");
}

static void check_read_error(const char *path, const char *expected)
{
	char *text;

	assert_false(listfile_read(path, &text));
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

static void test_replace(void **state)
{
	struct listfile *list;
	struct stat st;

	(void)state;
	list = listfile_begin("list", "new\n");
	assert_non_null(list);
	assert_null(get_file("list"));
	assert_true(listfile_publish(list));
	assert_true(listfile_end(list, true));
	assert_file("list", "new\n");
	assert_int_equal(stat("list", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
	list = listfile_begin("./list", "newer\n");
	assert_non_null(list);
	assert_file("list", "new\n");
	assert_true(listfile_publish(list));
	assert_file("list", "newer\n");
	assert_true(listfile_end(list, true));
	assert_file("list", "newer\n");
	assert_tree(".", "list\n");
	assert_messages("");
}

static void test_leave(void **state)
{
	struct listfile *list;

	(void)state;
	put_file("dir/list", "old\n");
	list = listfile_begin("dir/list", "new\n");
	assert_non_null(list);
	assert_true(listfile_end(list, false));
	assert_file("dir/list", "old\n");
	list = listfile_begin("dir/other", "new\n");
	assert_true(listfile_end(list, false));
	/* also after it has been published */
	list = listfile_begin("dir/list", "new\n");
	assert_true(listfile_publish(list));
	assert_true(listfile_end(list, false));
	assert_file("dir/list", "old\n");
	list = listfile_begin("dir/other", "new\n");
	assert_true(listfile_publish(list));
	assert_true(listfile_end(list, false));
	assert_true(listfile_publish(NULL));
	assert_true(listfile_end(NULL, true));
	assert_true(listfile_end(NULL, false));
	assert_tree(".", "dir\ndir/list\n");
	assert_messages("");
}

static void test_write_errors(void **state)
{
	struct listfile *list;

	(void)state;
	assert_null(listfile_begin("missing/list", "new\n"));
	assert_messages("error: cannot write \"missing/list\": No such file or "
			"directory\n");
	put_file("file", "");
	assert_null(listfile_begin("file/list", "new\n"));
	assert_messages("error: cannot write \"file/list\": Not a directory\n");
	assert_int_equal(mkdir("dir", 0755), 0);
	list = listfile_begin("dir", "new\n");
	assert_non_null(list);
	assert_false(listfile_publish(list));
	assert_true(listfile_end(list, false));
	assert_messages("error: cannot write \"dir\": Is a directory\n");
	assert_tree(".", "dir\nfile\n");
}

static void check_union(const char *old, const char *new, const char *expected)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	listfile_union(old, new, out);
	fclose(out);
	assert_string_equal(text, expected);
	free(text);
}

static void test_union(void **state)
{
	(void)state;
	check_union("", "", "");
	check_union("", "a\nb\n", "a\nb\n");
	check_union("a\n", "", "a\n");
	check_union("b\na\n", "a\nc\n", "b\na\nc\n");
	/* old lines stay as they are, even twice */
	check_union("%dir x\na\na\n", "a\n", "%dir x\na\na\n");
	check_union("a", "b\n", "a\nb\n");
	check_union("a", "a", "a\n");
	check_union("ab\n", "a\nb\nabc\n", "ab\na\nb\nabc\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_directory(test_read),
		test_in_directory(test_read_errors),
		test_in_directory(test_replace),
		test_in_directory(test_leave),
		test_in_directory(test_write_errors),
		cmocka_unit_test(test_union),
	};

	return cmocka_run_group_tests_name("listfile", tests, NULL, NULL);
}
