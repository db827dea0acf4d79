# Checks of the sources: clang-format, clang-tidy, cppcheck, shellcheck, perl.
#
# Targets:
#   lint   check all sources; a tool that is not there is a skipped test

lint check-lint: all
	$(run) $(call bats,lint)

.PHONY: lint check-lint
