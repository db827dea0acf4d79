/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of templates.c: search order, extras, and every error. */
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"
#include "units/templates.h"

static struct daemon daemon_a = {.service = "a", .extras = ""};

/* The set of the directories DIRS (NULL at the end). */
static struct templates *open_dirs(const char *const dirs[])
{
	struct templates *set = templates_new();

	for (; *dirs != NULL; dirs++)
		assert_true(templates_add_dir(set, *dirs));
	return set;
}

#define OPEN(...) open_dirs((const char *const[]){__VA_ARGS__, NULL})

/* The lines of the template of daemon a, as text; static. */
static const char *get(struct templates *set, enum unit_kind kind)
{
	static char text[1000];
	struct unitfile *uf = templates_get(set, &daemon_a, kind);

	if (uf == NULL)
		return NULL;
	text[0] = '\0';
	for (size_t i = 0; i < uf->n_sections; i++)
		for (size_t j = 0; j < uf->sections[i].n_lines; j++) {
			strcat(text, uf->sections[i].lines[j].text);
			strcat(text, "\n");
		}
	unitfile_free(uf);
	return text;
}

static void check_error(struct templates *set, enum unit_kind kind,
			const char *expected)
{
	assert_null(get(set, kind));
	assert_messages(expected);
	templates_free(set);
}

static void test_names(void **state)
{
	struct templates *set;

	(void)state;
	put_file("d/virtd.socket.in", "[Unit]\nX=virtd\n");
	put_file("d/virtd-ro.socket.in", "[Unit]\nX=virtd-ro\n");
	put_file("d/a-ro.socket.in", "[Unit]\nX=a-ro\n");
	put_file("d/virtd.service.in", "[Unit]\nX=service\n");
	put_file("d/a.socket", "[Unit]\nX=not a template\n");
	set = OPEN("d");
	assert_string_equal(get(set, KIND_MAIN), "X=virtd\n");
	assert_string_equal(get(set, KIND_RO), "X=a-ro\n");
	assert_string_equal(get(set, KIND_SERVICE), "X=service\n");
	assert_messages("");
	check_error(set, KIND_TCP,
		    "error: no template \"a-tcp.socket.in\" or "
		    "\"virtd-tcp.socket.in\" for a-tcp.socket; name its "
		    "directory with --templates\n");
}

static void test_order(void **state)
{
	struct templates *set;

	(void)state;
	put_file("1/virtd.socket.in", "[Unit]\nX=1\n");
	put_file("2/virtd.socket.in", "[Unit]\nX=2\n");
	put_file("2/virtd-ro.socket.in", "[Unit]\nX=2\n");
	put_file("3/a-ro.socket.in", "[Unit]\nX=3\n");
	set = OPEN("1", "2", "3");
	assert_string_equal(get(set, KIND_MAIN), "X=1\n");
	/* the daemon's own wins even in a later directory */
	assert_string_equal(get(set, KIND_RO), "X=3\n");
	templates_free(set);
	set = OPEN("2/", "1");
	assert_string_equal(get(set, KIND_MAIN), "X=2\n");
	templates_free(set);
	assert_messages("");
}

static void test_subdirectories(void **state)
{
	struct templates *set;

	(void)state;
	put_file("d/virtd.socket.in", "[Unit]\nX=direct\n");
	put_file("d/sub/virtd.socket.in", "[Unit]\nX=sub\n");
	put_file("d/tub/virtd.socket.in", "[Unit]\nX=tub\n");
	put_file("d/sub/a-ro.socket.in", "[Unit]\nX=sub\n");
	put_file("d/sub/deep/a-tcp.socket.in", "[Unit]\nX=deep\n");
	put_file("d/.git/a-tls.socket.in", "[Unit]\nX=hidden\n");
	assert_int_equal(symlink("sub", "d/.link"), 0);
	put_file("e/a-ro.socket.in", "[Unit]\nX=e\n");
	set = OPEN("d", "e");
	assert_string_equal(get(set, KIND_MAIN), "X=direct\n");
	assert_string_equal(get(set, KIND_RO), "X=sub\n");
	assert_null(get(set, KIND_TCP));
	assert_null(get(set, KIND_TLS));
	templates_free(set);
	messages();
	assert_int_equal(symlink("../e", "d/zlink"), 0);
	set = OPEN("d/");
	assert_string_equal(get(set, KIND_MAIN), "X=direct\n");
	check_error(set, KIND_RO,
		    "error: \"d//sub/a-ro.socket.in\" and "
		    "\"d//zlink/a-ro.socket.in\" are both found in \"d/\"; "
		    "name the directory that is meant\n");
}

static void test_extras(void **state)
{
	struct templates *set;

	(void)state;
	put_file("d/virtd.socket.in", "[Unit]\nX=1\n[Socket]\nY=1\n");
	put_file("d/virtd-ro.socket.in", "[Unit]\nX=2\n");
	put_file("d/sub/a.socket.extra.in", "# gone\n[Unit]\nX=extra\n");
	put_file("d/virtd.service.in", "[Service]\nX=3\n");
	put_file("d/a.service.extra.in", "[Service]\nX=own\n");
	put_file("d/virtd.service.one.extra.in", "[Service]\nX=one\n");
	put_file("d/virtd.service.two.extra.in", "[Service]\nX=two\n");
	set = OPEN("d");
	assert_string_equal(get(set, KIND_MAIN), "X=1\nX=extra\nY=1\n");
	/* twice: the cached template has not changed */
	assert_string_equal(get(set, KIND_MAIN), "X=1\nX=extra\nY=1\n");
	assert_string_equal(get(set, KIND_RO), "X=2\nX=extra\n");
	assert_string_equal(get(set, KIND_SERVICE), "X=3\nX=own\n");
	daemon_a.extras = " two  one";
	assert_string_equal(get(set, KIND_SERVICE),
			    "X=3\nX=own\nX=two\nX=one\n");
	assert_string_equal(get(set, KIND_RO), "X=2\nX=extra\n");
	assert_messages("");
	daemon_a.extras = "none";
	assert_null(get(set, KIND_SERVICE));
	daemon_a.extras = "";
	assert_messages("error: no template \"virtd.service.none.extra.in\" "
			"for a.service; name its directory with "
			"--templates\n");
	templates_free(set);
}

static void test_extra_errors(void **state)
{
	(void)state;
	put_file("d/virtd.socket.in", "[Unit]\nX=1\n");
	put_file("d/a.socket.extra.in", "[Socket]\nX=2\n");
	check_error(OPEN("d"), KIND_MAIN,
		    "error: d/a.socket.extra.in:2: section [Socket] does not "
		    "exist in \"d/virtd.socket.in\"\n");
	put_file("d/a.socket.extra.in", "X=2\n");
	check_error(OPEN("d"), KIND_MAIN,
		    "error: d/a.socket.extra.in:1: \"X=2\" stands before the "
		    "first section\n");
	put_file("d/virtd.socket.in", "[Foo]\nX=1\n");
	check_error(OPEN("d"), KIND_MAIN,
		    "error: d/virtd.socket.in:1: unknown section [Foo]\n");
}

static void test_strange_files(void **state)
{
	(void)state;
	/* beside the templates, never asked for: no harm */
	put_file("d/virtd.socket.in", "[Unit]\nX=1\n");
	put_file("d/broken.socket.in", "broken\n");
	assert_int_equal(mkdir("d/dir.socket.in", 0755), 0);
	assert_int_equal(symlink("missing", "d/dangling"), 0);
	struct templates *set = OPEN("d");
	assert_string_equal(get(set, KIND_MAIN), "X=1\n");
	templates_free(set);
	assert_messages("");
	assert_int_equal(mkdir("d/a.socket.in", 0755), 0);
	check_error(OPEN("d"), KIND_MAIN,
		    "error: cannot read \"d/a.socket.in\": not a regular "
		    "file\n");
	assert_int_equal(symlink("missing", "d/a-ro.socket.in"), 0);
	check_error(OPEN("d"), KIND_RO,
		    "error: cannot open \"d/a-ro.socket.in\": No such file or "
		    "directory\n");
}

static void test_bad_directory(void **state)
{
	struct templates *set = templates_new();

	(void)state;
	assert_false(templates_add_dir(set, "missing"));
	assert_messages("error: cannot read the template directory "
			"\"missing\": No such file or directory\n");
	put_file("file", "");
	assert_false(templates_add_dir(set, "file"));
	assert_messages("error: cannot read the template directory \"file\": "
			"Not a directory\n");
	check_error(set, KIND_MAIN,
		    "error: no template \"a.socket.in\" or \"virtd.socket.in\" "
		    "for a.socket; name its directory with --templates\n");
	templates_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_directory(test_names),
		test_in_directory(test_order),
		test_in_directory(test_subdirectories),
		test_in_directory(test_extras),
		test_in_directory(test_extra_errors),
		test_in_directory(test_strange_files),
		test_in_directory(test_bad_directory),
	};

	return cmocka_run_group_tests_name("templates", tests, NULL, NULL);
}
