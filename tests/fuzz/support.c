/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the fuzz targets share. */
#include <string.h>

#include <rpm/rpmlog.h>
#include <rpm/rpmutil.h>

#include "units/catalog.h"
#include "rules/check.h"
#include "fuzz.h"

static const char catalog_text[] =
	"[libvirtd]\nName=legacy\nSockPrefix=libvirt\n"
	"Sockets=main ro admin tcp tls\nSocketMode=0666\n"
	"[virtqemud]\nName=QEMU\nSocketMode=0666\n"
	"[virtlogd]\nName=logging\nSockets=main admin\nUpgrade=reload\n";

void fuzz_begin(void)
{
	static FILE *null;

	if (null == NULL) {
		null = fopen("/dev/null", "w");
		REQUIRE(null != NULL);
		rpmlogSetFile(null);
	}
	rpmlogClose();
}

char *fuzz_cut(const uint8_t *data, size_t size, struct piece *pieces, size_t n)
{
	char *copy = rmalloc(size + 1);
	char *p = copy, *end = copy + size;

	if (size > 0)
		memcpy(copy, data, size);
	*end = '\0';
	for (size_t i = 0; i < n; i++) {
		pieces[i] = (struct piece){p, strlen(p)};
		p += pieces[i].size;
		p += p < end;
	}
	return copy;
}

void fuzz_check(struct package *package)
{
	struct catalog catalog = {0};
	struct findings findings = {0};
	const struct check_set set = {
		.catalog = &catalog,
		.packages = &package,
		.n_packages = 1,
		.old = &package,
		.n_old = 1,
	};
	struct unitfile *uf = unitfile_parse("catalog", catalog_text,
					     strlen(catalog_text), NULL);

	REQUIRE(uf != NULL && catalog_add(&catalog, uf));
	check(&set, &findings);
	for (size_t i = 0; i < findings.n; i++) {
		const struct finding *f = &findings.list[i];

		REQUIRE(f->package == package && *f->text != '\0');
		REQUIRE(f->rule >= 0 && f->rule < check_rules());
	}
	findings_free(&findings);
	catalog_free(&catalog);
}
