# shellcheck shell=sh
# What the runners share. Each says one line a failing test and ends with "SUITE: N passed, N failed".

# The program and the tools of the tests; by default those that `make check` builds.
UNMOOR=${UNMOOR:-./unmoor}
TOOLS=${TOOLS:-build/test}
UNITS=${UNITS:-build/test}
# Tests run in folders of their own.
case $UNMOOR in /*) ;; *) UNMOOR=$PWD/$UNMOOR ;; esac
case $TOOLS in /*) ;; *) TOOLS=$PWD/$TOOLS ;; esac
export UNMOOR TOOLS UNITS

suite=
passed=0
failed=0

pass() {
	passed=$((passed + 1))
}

# fail CASE WHAT...
fail() {
	failed=$((failed + 1))
	one=$1
	shift
	echo "fail $suite/$one: $*"
}

# The first line in which two files differ: wanted and got.
first_difference() {
	diff "$1" "$2" | sed -n '/^[<>]/{s/^</wanted:/;s/^>/got:/;p;}' | head -n 2 | tr '\n' ' '
}

finish() {
	echo "$suite: $passed passed, $failed failed"
	[ "$failed" = 0 ]
}
