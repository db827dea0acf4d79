/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What verbs share. */
#include <stddef.h>

#include "base/message.h"
#include "verbs/verb.h"

bool verb_has_names(const char **names)
{
	if (names != NULL && names[0] != NULL)
		return true;
	error("no daemon is named; \"virtd-socket list\" prints the known "
	      "ones");
	return false;
}
