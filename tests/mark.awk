# SPDX-License-Identifier: LGPL-2.1-or-later
# The TAP of a whole suite as one of another: each test is said to be one of
# SUITE (-v), and plan and totals are left to that. Exits 1 if a test failed, or
# if what ran them did without one that failed.
function result(word)
{
	sub(/^(not )?ok ([0-9]+ )?(- )?/, "")
	print word " - " suite ": " $0
}
/^ok / { result("ok"); next }
/^not ok .*# SKIP/ { result("ok"); next }
/^not ok / { failed = 1; result("not ok"); next }
/^1\.\.[0-9]+$/ || /^[0-9]+ passed, / { next }
/: exit status/ && !failed { failed = 1; $0 = "not ok " $0; result("not ok"); next }
{ sub(/^# /, ""); print "# " $0 }
END { exit failed }
