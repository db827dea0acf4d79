/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of spec/: lines, sections, packages and conditions. */
#include <rpm/rpmstring.h>

#include "spec/parse.h"
#include "support.h"

static struct spec *parse(const char *text)
{
	return spec_parse("f", rstrdup(text));
}

static const struct spec_section *section_of(const struct spec *spec, size_t i)
{
	return &spec->sections[spec->lines[i].section];
}

static void test_sections(void **state)
{
	struct spec *spec = parse("Name: x\n"
				  "%posts\n"
				  " %post\n"
				  "%post -p /bin/sh sub\n"
				  "%post -n other -p <lua>\n"
				  "%files -f list sub\n"
				  "%postun\n"
				  "%description sub\n"
				  "%virtd_socket_scriptlets qemu\n"
				  "%%post\n");

	(void)state;
	assert_int_equal(spec->n_sections, 7);
	assert_int_equal(section_of(spec, 2)->part, PART_PREAMBLE);
	assert_int_equal(section_of(spec, 3)->part, PART_SCRIPT);
	assert_int_equal(section_of(spec, 3)->script, SECTION_POST);
	assert_string_equal(section_of(spec, 3)->words, "sub");
	assert_false(section_of(spec, 3)->program);
	assert_string_equal(section_of(spec, 4)->words, "-n other");
	assert_true(section_of(spec, 4)->program);
	assert_int_equal(section_of(spec, 5)->part, PART_FILES);
	assert_string_equal(section_of(spec, 5)->words, "sub");
	assert_int_equal(section_of(spec, 5)->end, 6);
	assert_int_equal(section_of(spec, 6)->script, SECTION_POSTUN);
	assert_int_equal(section_of(spec, 7)->part, PART_OTHER);
	assert_int_equal(section_of(spec, 9)->header, 8);
	assert_int_equal(section_of(spec, 9)->end, 10);
	spec_free(spec);
}

static void test_packages(void **state)
{
	static const struct {
		const char *name, *a, *b;
		bool same;
	} cases[] = {
		{"x", "%post", "%files", true},
		{"x", "%post sub", "%files -n x-sub", true},
		{"x", "%post sub", "%files -n %{name}-sub", true},
		{"x", "%post", "%files -n %{name}", true},
		{"%{base}", "%post sub", "%files -n %{name}-sub", true},
		{"x", "%post", "%files sub", false},
		{"x", "%post sub", "%files -n sub", false},
		{"x", "%post -n a", "%files -n b", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *text = NULL;
		struct spec *spec;

		rasprintf(&text, "Name: %s\n%s\n%s\n", cases[i].name,
			  cases[i].a, cases[i].b);
		spec = spec_parse("f", text);
		assert_int_equal(section_of(spec, 1)->package ==
					 section_of(spec, 2)->package,
				 cases[i].same);
		spec_free(spec);
	}
}

static void test_joined(void **state)
{
	struct spec *spec = parse("Name: x\n"
				  "%global a \\\n"
				  "%post \\\n"
				  "1\n"
				  "%{lua:\n"
				  "%post\n"
				  "}\n"
				  "a \\\n"
				  "b\\\\\n"
				  "%(c\n"
				  "%post\n");
	char *text = spec_joined(spec, 7);

	(void)state;
	assert_int_equal(spec->lines[1].kind, LINE_MACRO);
	assert_int_equal(spec->lines[1].span, 3);
	assert_int_equal(spec->lines[2].span, 0);
	assert_int_equal(spec->lines[4].span, 3);
	assert_int_equal(spec->lines[7].span, 2);
	assert_string_equal(text, "a  b\\\\");
	/* nothing closes it, so that it joins nothing */
	assert_int_equal(spec->lines[9].span, 1);
	assert_int_equal(spec->lines[10].kind, LINE_HEADER);
	free(text);
	spec_free(spec);
}

static void test_branches(void **state)
{
	struct spec *spec = parse("Name: x\n"	/* 0 */
				  "%if 1\n"	/* 1 */
				  "a\n"		/* 2 */
				  " %if 2\n"	/* 3 */
				  "b\n"		/* 4 */
				  " %endif\n"	/* 5 */
				  "%elif 3\n"	/* 6 */
				  "c\n"		/* 7 */
				  "%else\n"	/* 8 */
				  "d\n"		/* 9 */
				  "%endif\n"	/* 10 */
				  "  %if 1\n"	/* 11 */
				  "e\n"		/* 12 */
				  "%else\n"	/* 13 */
				  "f\n"		/* 14 */
				  "%endif\n"	/* 15 */
				  "g\n"		/* 16 */
				  "%ifarch 1\n" /* 17 */
				  "h\n"		/* 18 */
				  "%endif\n"	/* 19 */
				  "%iffy\n");	/* 20 */
	const struct spec_line *l = spec->lines;

	(void)state;
	assert_int_equal(l[0].branch, 0);
	assert_int_equal(l[16].branch, 0);
	assert_int_equal(l[1].branch, 0);
	assert_int_equal(l[10].branch, 0);
	assert_int_equal(l[3].branch, l[2].branch);
	assert_int_equal(l[20].kind, LINE_TEXT);
	/* the same conditions */
	assert_true(spec_same_branch(spec, l[2].branch, l[2].branch));
	assert_true(spec_same_branch(spec, l[2].branch, l[12].branch));
	assert_false(spec_same_branch(spec, l[2].branch, l[4].branch));
	assert_false(spec_same_branch(spec, l[2].branch, l[7].branch));
	assert_false(spec_same_branch(spec, l[9].branch, l[14].branch));
	assert_false(spec_same_branch(spec, l[2].branch, l[18].branch));
	assert_false(spec_same_branch(spec, l[0].branch, l[2].branch));
	/* opposite ones */
	assert_true(spec_exclusive(spec, l[2].branch, l[9].branch));
	assert_true(spec_exclusive(spec, l[4].branch, l[9].branch));
	assert_true(spec_exclusive(spec, l[7].branch, l[4].branch));
	assert_false(spec_exclusive(spec, l[2].branch, l[4].branch));
	assert_false(spec_exclusive(spec, l[2].branch, l[12].branch));
	assert_false(spec_exclusive(spec, l[2].branch, l[2].branch));
	assert_false(spec_exclusive(spec, l[0].branch, l[2].branch));
	spec_free(spec);
}

static void test_errors(void **state)
{
	(void)state;
	assert_null(parse("Name: x\n%if 1\n%if 2\n%endif\n"));
	assert_messages("error: f:2: %if without %endif\n");
	assert_null(parse("%files\n%elifarch y\n"));
	assert_messages("error: f:2: %elifarch without %if\n");
	assert_null(parse("Nam: x\n"));
	assert_messages("error: cannot migrate \"f\": this is no spec file, it "
			"has neither Name: nor a section such as %files\n");
	assert_null(parse(""));
	messages();
}

static void test_newline(void **state)
{
	struct spec *spec = parse("Name: x\n\n");

	(void)state;
	assert_int_equal(spec->n_lines, 2);
	assert_true(spec->newline);
	assert_true(spec_blank(spec, 1));
	spec_free(spec);
	spec = parse("Name: x\r\n%files \\");
	assert_int_equal(spec->n_lines, 2);
	assert_false(spec->newline);
	assert_int_equal(spec->n_sections, 2);
	spec_free(spec);
}

static void test_macro(void **state)
{
	(void)state;
	assert_string_equal(spec_macro("%post a", "post"), " a");
	assert_string_equal(spec_macro("%{post a}", "post"), " a}");
	assert_string_equal(spec_macro("%post", "post"), "");
	assert_null(spec_macro("%postun", "post"));
	assert_null(spec_macro("%post_x", "post"));
	assert_null(spec_macro("post", "post"));
	assert_null(spec_macro("", "post"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sections),
		cmocka_unit_test(test_packages),
		cmocka_unit_test(test_joined),
		cmocka_unit_test(test_branches),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_newline),
		cmocka_unit_test(test_macro),
	};

	return cmocka_run_group_tests_name("specfile", tests, NULL, NULL);
}
