/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of unitfile.c: parse, merge, copy, and every error. */
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"
#include "units/unitfile.h"

/* UF as text: [SECTION], then "LINENO:TEXT" for each line. For free(). */
static char *show(const struct unitfile *uf)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	for (size_t i = 0; i < uf->n_sections; i++) {
		const struct unit_section *s = &uf->sections[i];

		fprintf(out, "[%s] %u\n", s->name, s->lineno);
		for (size_t j = 0; j < s->n_lines; j++)
			fprintf(out, "%s:%u:%s\n", s->lines[j].file,
				s->lines[j].lineno, s->lines[j].text);
	}
	fclose(out);
	return text;
}

static struct unitfile *parse(const char *text)
{
	return unitfile_parse("F", text, strlen(text), unit_sections);
}

static void check_parse(const char *text, const char *expected)
{
	struct unitfile *uf = parse(text);

	assert_messages("");
	assert_non_null(uf);
	char *is = show(uf);
	assert_string_equal(is, expected);
	free(is);
	unitfile_free(uf);
}

static void check_error(const char *text, const char *expected)
{
	assert_null(parse(text));
	assert_messages(expected);
}

static void test_parse(void **state)
{
	(void)state;
	check_parse("", "");
	check_parse("\n\n", "");
	check_parse("# top\n; top\n\n[Unit]\n", "[Unit] 4\n");
	check_parse("[Unit]\nA=1\n\n# in\n ; in2 \n  B = 2\t\n"
		    "[Socket]\nC=\n[Unit]\nD=4",
		    "[Unit] 1\nF:2:A=1\nF:4:# in\nF:5:; in2\nF:6:B = 2\n"
		    "F:10:D=4\n[Socket] 7\nF:8:C=\n");
	check_parse(" [Unit] \nA=[x]\n", "[Unit] 1\nF:2:A=[x]\n");
	check_parse("[Unit]\nA=\xc3\xa4\n", "[Unit] 1\nF:2:A=\xc3\xa4\n");
}

static void test_parse_continuation(void **state)
{
	(void)state;
	check_parse("[Unit]\nA=1 \\\n[x] \\\n  # gone \\\n b\nC=1\n",
		    "[Unit] 1\nF:2:A=1 \\\nF:3:[x] \\\nF:5:b\nF:6:C=1\n");
	/* a comment is never continued */
	check_parse("[Unit]\n# a \\\nA=1\n", "[Unit] 1\nF:2:# a \\\nF:3:A=1\n");
	check_error("[Unit]\nA=1 \\\n\nB=2\n",
		    "error: F:2: the line ends with a backslash, but no line "
		    "continues it\n");
	check_error("[Unit]\nA=1 \\\n#c\n",
		    "error: F:2: the line ends with a backslash, but no line "
		    "continues it\n");
	check_error("[Unit]\nA=1 \\",
		    "error: F:2: the line ends with a backslash, but no line "
		    "continues it\n");
}

static void test_parse_any_section(void **state)
{
	const char text[] = "[virtqemud]\nName=QEMU\n";
	struct unitfile *uf = unitfile_parse("F", text, strlen(text), NULL);

	(void)state;
	assert_non_null(uf);
	assert_non_null(unitfile_section(uf, "virtqemud"));
	assert_null(unitfile_section(uf, "virtlxcd"));
	unitfile_free(uf);
	assert_messages("");
}

static void test_parse_owns(void **state)
{
	char text[] = "[Unit]\nA=1\n";
	struct unitfile *uf = unitfile_parse("F", text, 11, unit_sections);

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	assert_non_null(uf);
	assert_string_equal(uf->sections[0].lines[0].text, "A=1");
	unitfile_free(uf);
}

static void test_parse_errors(void **state)
{
	char *longline = repeat('x', 100);

	(void)state;
	check_error("A=1\n[Unit]\n",
		    "error: F:1: \"A=1\" stands before the first section\n");
	check_error("# c\n\nx\n",
		    "error: F:3: \"x\" stands before the first section\n");
	check_error("[Unit\nA=1\n",
		    "error: F:1: \"[Unit\" is not a section header\n");
	check_error("[]\n", "error: F:1: \"[]\" is not a section header\n");
	check_error("[Unit] # c\n",
		    "error: F:1: \"[Unit] # c\" is not a section header\n");
	check_error("[Mount]\n", "error: F:1: unknown section [Mount]\n");
	check_error("[unit]\n", "error: F:1: unknown section [unit]\n");
	check_error("[Unit]\nA\n",
		    "error: F:2: \"A\" is not of the form KEY=VALUE\n");
	check_error("[Unit]\n=1\n",
		    "error: F:2: \"=1\" is not of the form KEY=VALUE\n");
	check_error("[Unit]\r\nA=1\r\n",
		    "error: F:1: the line ends with CR LF; convert the file to "
		    "Unix line ends\n");
	check_error("[Unit]\nA=1\r\n",
		    "error: F:2: the line ends with CR LF; convert the file to "
		    "Unix line ends\n");
	check_error(longline,
		    "error: F:1: \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
		    "xxxxxxxxxxxxxxxx\" stands before the first section\n");
	free(longline);
}

static void test_parse_nul(void **state)
{
	(void)state;
	assert_null(unitfile_parse("F", "[Unit]\nA=\0\n", 11, unit_sections));
	assert_messages("error: F:2: NUL byte; this is not a text file\n");
	assert_null(unitfile_parse("F", "\0", 1, unit_sections));
	assert_messages("error: F:1: NUL byte; this is not a text file\n");
}

static void check_merge(const char *base, const char *extra,
			const char *expected, const char *said)
{
	struct unitfile *b = parse(base);
	struct unitfile *e =
		unitfile_parse("E", extra, strlen(extra), unit_sections);

	assert_non_null(b);
	assert_non_null(e);
	assert_int_equal(unitfile_merge(b, e), *said == '\0');
	assert_messages(said);
	char *is = show(b);
	assert_string_equal(is, expected);
	free(is);
	unitfile_free(b);
	unitfile_free(e);
}

static void test_merge(void **state)
{
	(void)state;
	check_merge("[Unit]\nA=1\n[Install]\nB=1\n",
		    "# gone\n[Install]\nB=2\n# stays\n[Unit]\nA=2\nA=3\n",
		    "[Unit] 1\nF:2:A=1\nE:6:A=2\nE:7:A=3\n"
		    "[Install] 3\nF:4:B=1\nE:3:B=2\nE:4:# stays\n",
		    "");
	/* sections without lines count as absent */
	check_merge("[Unit]\nA=1\n", "[Socket]\n", "[Unit] 1\nF:2:A=1\n", "");
	check_merge("[Unit]\nA=1\n", "", "[Unit] 1\nF:2:A=1\n", "");
}

static void test_merge_errors(void **state)
{
	(void)state;
	/* nothing of the first section is merged, either */
	check_merge("[Unit]\nA=1\n", "[Unit]\nA=2\n[Socket]\n\nB=1\n",
		    "[Unit] 1\nF:2:A=1\n",
		    "error: E:5: section [Socket] does not exist in \"F\"\n");
	check_merge("[Unit]\nA=1\n[Socket]\n", "[Socket]\nB=1\n",
		    "[Unit] 1\nF:2:A=1\n[Socket] 3\n",
		    "error: E:2: section [Socket] does not exist in \"F\"\n");
}

static void test_copy(void **state)
{
	struct unitfile *uf = parse("[Unit]\nA=1\n"), *copy;
	struct unitfile *extra = parse("[Unit]\nA=2\n");

	(void)state;
	copy = unitfile_copy(uf);
	assert_true(unitfile_merge(copy, extra));
	assert_string_equal(copy->file, "F");
	assert_int_equal(unitfile_section(copy, "Unit")->n_lines, 2);
	assert_int_equal(unitfile_section(uf, "Unit")->n_lines, 1);
	unitfile_free(copy);
	unitfile_free(extra);
	unitfile_free(uf);
	assert_null(unitfile_free(NULL));
}

static void test_many_lines(void **state)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	fputs("[Unit]\n", out);
	for (int i = 0; i < 1000; i++)
		fprintf(out, "K=%d\n", i);
	fclose(out);
	struct unitfile *uf = parse(text);
	assert_non_null(uf);
	assert_int_equal(uf->sections[0].n_lines, 1000);
	assert_string_equal(uf->sections[0].lines[999].text, "K=999");
	unitfile_free(uf);
	free(text);
}

static void test_line_is(void **state)
{
	static const struct {
		const char *text, *value;
	} cases[] = {
		{"Also=a b", "a b"}, {"Also = a", "a"}, {"Also\t=\ta", "a"},
		{"Also=", ""},	     {"Also", NULL},	{"Alsoo=a", NULL},
		{"also=a", NULL},    {"#Also=a", NULL}, {"", NULL},
	};
	const char *value;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct unit_line line = {cases[i].text, "F", 1};
		bool is = unit_line_is(&line, "Also", &value);

		assert_int_equal(is, cases[i].value != NULL);
		if (is)
			assert_string_equal(value, cases[i].value);
		assert_int_equal(unit_line_is(&line, "Also", NULL), is);
	}
}

static void test_line_continues(void **state)
{
	(void)state;
	assert_true(unit_line_continues(&(struct unit_line){"A=\\", "F", 1}));
	assert_false(unit_line_continues(&(struct unit_line){"A=", "F", 1}));
	assert_false(unit_line_continues(&(struct unit_line){"#\\", "F", 1}));
	assert_false(unit_line_continues(&(struct unit_line){"", "F", 1}));
}

static void test_read(void **state)
{
	struct unitfile *uf;

	(void)state;
	put_file("u", "[Unit]\nA=1\n");
	uf = unitfile_read("u", unit_sections);
	assert_non_null(uf);
	assert_string_equal(uf->file, "u");
	unitfile_free(uf);
	put_file("empty", "");
	uf = unitfile_read("empty", unit_sections);
	assert_non_null(uf);
	assert_int_equal(uf->n_sections, 0);
	unitfile_free(uf);
	assert_messages("");
}

static void test_read_errors(void **state)
{
	(void)state;
	assert_null(unitfile_read("missing", NULL));
	assert_messages("error: cannot open \"missing\": No such file or "
			"directory\n");
	assert_null(unitfile_read(".", NULL));
	assert_messages("error: cannot read \".\": not a regular file\n");
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_null(unitfile_read("fifo", NULL));
	assert_messages("error: cannot read \"fifo\": not a regular file\n");
	assert_null(unitfile_read("/dev/zero", NULL));
	assert_messages("error: cannot read \"/dev/zero\": not a regular "
			"file\n");
	put_file("bad", "x\n");
	assert_null(unitfile_read("bad", NULL));
	assert_messages("error: bad:1: \"x\" stands before the first "
			"section\n");
}

static void test_read_limit(void **state)
{
	char *comment = repeat('#', UNITFILE_MAX);
	struct unitfile *uf;

	(void)state;
	put_file("max", comment);
	uf = unitfile_read("max", NULL);
	assert_non_null(uf);
	unitfile_free(uf);
	assert_int_equal(truncate("max", UNITFILE_MAX + 1), 0);
	assert_null(unitfile_read("max", NULL));
	assert_messages("error: cannot read \"max\": larger than 1 MiB\n");
	free(comment);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_parse_continuation),
		cmocka_unit_test(test_parse_any_section),
		cmocka_unit_test(test_parse_owns),
		cmocka_unit_test(test_parse_errors),
		cmocka_unit_test(test_parse_nul),
		cmocka_unit_test(test_merge),
		cmocka_unit_test(test_merge_errors),
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_many_lines),
		cmocka_unit_test(test_line_is),
		cmocka_unit_test(test_line_continues),
		test_in_directory(test_read),
		test_in_directory(test_read_errors),
		test_in_directory(test_read_limit),
	};

	return cmocka_run_group_tests_name("unitfile", tests, NULL, NULL);
}
