#!/bin/sh
# Fails every allocation of the commands in turn: starve.sh [EVERY], where EVERY is how many are passed
# over (1: none is). Each is failed alone, and again with all that follow it.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
suite=starve

every=${1:-1}
library=$PWD/$TOOLS/tests/torture/starve.so
case $TOOLS in /*) library=$TOOLS/tests/torture/starve.so ;; esac
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
LC_ALL=C
export LC_ALL

tried=0
stack=tests/cases/101.yaml
migrations=m0

# Tries one command in one way: starve ONCE ARGUMENTS...
starve() {
	once=$1
	shift
	: >"$scratch/out"
	rm -f "$scratch/result"
	(
		export STARVE_EVERY="$every" STARVE_ONCE="$once" STARVE_RESULT="$scratch/result" LD_PRELOAD="$library"
		exec "$UNMOOR" "$@" 1<>"$scratch/out"
	) 2>"$scratch/err"
	status=$?
	if [ "$status" != 0 ] || [ ! -s "$scratch/result" ]; then
		fail "$*" "status $status $(cat "$scratch/err")"
		return
	fi
	read -r _ _ ended _ survived _ bad _ <"$scratch/result"
	tried=$((tried + ended + survived + bad))
	passed=$((passed + ended + survived))
	failed=$((failed + bad))
	if [ "$bad" != 0 ]; then
		echo "fail starve/$*: $(cat "$scratch/result")"
	fi
}

# Each command line, in both ways.
both() {
	starve 0 "$@"
	starve 1 "$@"
}

both new
both help save
both --version
both check "$stack"
both check data/examples/minimal.yaml
both report "$stack"
both report "$stack" --format json --migrate "$migrations"
both frame "$stack" --keys '? esc space t esc X esc 2 3 4 5 6 w esc i esc text:/a enter text::warn enter f text:p enter u U c esc'
both frame "$stack" --size 200x60 --keys 'D space s esc x d o z e esc : esc resize:40x12 resize:120x40 q'
for once in 0 1; do
	cp "$stack" "$scratch/stack.yaml"
	rm -f "$scratch/kept.yaml"
	starve "$once" save "$scratch/stack.yaml" --scenario a --migrate "$migrations" --to "$scratch/kept.yaml"
	left=$(find "$scratch" -name '*.tmp')
	if [ -s "$scratch/kept.yaml" ] && [ -z "$left" ]; then
		pass
	else
		fail save "nothing is saved, or something is left behind: $left"
	fi
done
[ "$tried" != 0 ] || fail all 'nothing was tried'
finish
