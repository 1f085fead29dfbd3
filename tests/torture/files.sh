#!/bin/sh
# Files that are wrong in ways that cost time or memory: each must end with a message, soon, and
# within a gigabyte. One check a file.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
suite=files

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
LC_ALL=C.UTF-8
export LC_ALL
head='unmoor: 1
as_of: 2026-11-01
catalog: none
rate: 1
overrun: 1
overlap: 1'
file=$scratch/s.yaml
body=$scratch/body

# run COMMAND...: within ten seconds and a gigabyte (which a sanitizer does not fit into).
run() {
	(
		case $UNMOOR in */asan/*) ;; *) eval 'ulimit -v 1000000' 2>/dev/null ;; esac
		exec timeout 10 "$@"
	) >"$scratch/out" 2>"$scratch/err" </dev/null
	status=$?
}

# expect NAME STATUS WORDS: what the last run gave.
expect() {
	if [ "$status" != "$2" ]; then
		fail "$1" "status $status, wanted $2: $(head -c 300 "$scratch/err")"
	elif ! grep -q -e "$3" "$scratch/err" && [ -n "$3" ]; then
		fail "$1" "does not say '$3': $(head -c 300 "$scratch/err")"
	elif [ "$(wc -l <"$scratch/err")" -gt 25 ]; then
		fail "$1" "says $(wc -l <"$scratch/err") lines"
	else
		pass
	fi
}

# check NAME STATUS WORDS: the body under the usual head.
check() {
	{
		echo "$head"
		cat "$body"
	} >"$file"
	run "$UNMOOR" check "$file"
	expect "$@"
}

# many COUNT FORMAT: so many lines, %d is the number.
many() {
	awk -v n="$1" -v f="$2" 'BEGIN { for (i = 1; i <= n; i++) printf f, i, i, i }'
}

# --- what is no file of text ---
run "$UNMOOR" check "$scratch/none.yaml"
expect 'no file' 1 'no such file'
run "$UNMOOR" check "$scratch"
expect 'a folder' 1 'folder'
run "$UNMOOR" check /dev/null
expect 'a device' 1 'is a device'
: >"$scratch/empty.yaml"
run "$UNMOOR" check "$scratch/empty.yaml"
expect 'nothing' 1 'empty'
ln -s loop.yaml "$scratch/loop.yaml"
run "$UNMOOR" check "$scratch/loop.yaml"
expect 'a circle of links' 1 'loop.yaml'
run "$UNMOOR" check /dev/zero
expect 'endless zeros' 1 'is a device'
run sh -c "'$UNMOOR' check - </dev/zero"
expect 'endless zeros at standard input' 1 '256 MiB'
head -c 3000000 /dev/urandom >"$scratch/random.yaml"
run "$UNMOOR" check "$scratch/random.yaml"
expect 'three million random bytes' 1 'error'
head -c 5000000 /dev/zero | tr '\0' a >"$scratch/long.yaml"
run "$UNMOOR" check "$scratch/long.yaml"
expect 'five million letters' 1 'error'
if truncate -s 5G "$scratch/sparse.yaml" 2>/dev/null; then
	run "$UNMOOR" check "$scratch/sparse.yaml"
	expect 'five gigabytes' 1 '4 GiB'
	rm -f "$scratch/sparse.yaml"
fi
run sh -c "yes 'unmoor: 1' | '$UNMOOR' check -"
expect 'an endless pipe' 1 '256 MiB'

# --- depth ---
{ echo 'components:'; many 62 ' ['; } >"$body"
check 'depth 64' 1 ''
{ echo 'components:'; many 70 ' ['; } >"$body"
check 'depth 72' 1 'nest'
{ echo 'components:'; many 1000000 ' ['; } >"$body"
check 'a million brackets' 1 'nest'
{ echo 'components:'; many 1000000 ' {a:'; } >"$body"
check 'a million braces' 1 'nest'
{ echo 'components:'; many 300000 '- '; } >"$body"
check 'many dashes' 1 'nest'
{ echo 'components:'; many 1000000 '? '; } >"$body"
check 'many question marks' 1 ''

# --- size ---
{ printf 'title: '; head -c 65000 /dev/zero | tr '\0' a; echo; } >"$body"
check 'a text of 65,000 bytes' 0 ''
{ printf 'title: '; head -c 66000 /dev/zero | tr '\0' a; echo; } >"$body"
check 'a text of 66,000 bytes' 1 '64 KiB'
{ printf 'title: "'; head -c 50000000 /dev/zero | tr '\0' a; echo '"'; } >"$body"
check 'a text of 50 million bytes' 1 ''
{ printf 'title: |\n'; many 3000000 ' a\n'; } >"$body"
check 'a text of three million lines' 1 ''
{ head -c 5000000 /dev/zero | tr '\0' '#'; echo; } >"$body"
check 'a comment of five million bytes' 0 ''
{ head -c 5000000 /dev/zero | tr '\0' ' '; echo; } >"$body"
check 'five million blanks' 0 ''
many 100000 'k%d: 1\n' >"$body"
check 'a hundred thousand wrong keys' 1 'more errors'
many 300000 'as_of: 2026-11-01\n' >"$body"
check 'one key three hundred thousand times' 1 'more errors'
{ echo 'components:'; many 100000 '- {id: c%d, depends_on: [d%d]}\n'; } >"$body"
check 'a hundred thousand unknown ids' 1 'more errors'
{ echo 'components:'; many 100000 '- {id: c}\n'; } >"$body"
check 'one id a hundred thousand times' 1 'more errors'
{ echo 'components:'; many 100000 '- {id: c%d}\n'; } >"$body"
check 'a hundred thousand components' 0 ''
crowd() {
	echo 'providers: [{id: p, kind: lab}, {id: q, kind: lab}]'
	echo 'offerings: [{id: p/o, provider: p, kind: k}, {id: q/o, provider: q, kind: k}]'
	echo 'components: [{id: c, bindings: [{offering: p/o, monthly: 1}]}]'
	echo 'migrations:'
	many "$1" '- {id: m%d, from: p/o, to: q/o}\n'
}
crowd 1000 >"$body"
check 'a thousand migrations of one binding' 0 ''
crowd 1001 >"$body"
check 'one migration of it more' 1 "1011.*more than 1000 migrations move 'c@p/o'"
crowd 100000 >"$body"
check 'a hundred thousand of them' 1 'more than 1000 migrations'

# --- anchors ---
{
	echo 'needs: &a0 {x: 1}'
	many 40 'title%d: &a%d [*a0, *a0, *a0]\n'
} >"$body"
check 'aliases' 1 ''
{
	echo 'x: &x1 [x, x, x, x, x, x, x, x, x, x]'
	awk 'BEGIN { for (i = 2; i < 30; i++) { printf "x%d: &x%d [", i, i; for (k = 0; k < 10; k++) printf "%s*x%d", k ? ", " : "", i - 1; print "]" } }'
	echo 'components: *x29'
} >"$body"
check 'a billion laughs' 1 ''
{
	echo 'components:'
	echo '- &c1 {id: c1}'
	awk 'BEGIN { for (i = 2; i < 3000; i++) printf "- &c%d {<<: *c%d, id: c%d}\n", i, i - 1, i }'
} >"$body"
check 'merges of merges' 1 ''
{ echo 'components:'; many 50000 '- &a%d {id: c%d}\n'; } >"$body"
check 'two hundred thousand anchors' 0 ''
{ echo 'title: &a *a'; } >"$body"
check 'an anchor of itself' 1 ''
{ echo 'needs: &n {<<: *n}'; } >"$body"
check 'a merge of itself' 1 ''

# --- what can be large in the figures ---
{
	echo 'providers: [{id: p, kind: lab}]'
	echo 'offerings:'
	many 5000 '- {id: p/o%d, provider: p, kind: k}\n'
	echo 'components:'
	awk 'BEGIN { for (i = 1; i <= 5000; i++) printf "- {id: c%d, depends_on: [c%d], bindings: [{offering: p/o%d, monthly: 1}]}\n", i, i % 5000 + 1, i }'
} >"$body"
check 'a circle of five thousand' 0 ''
run "$UNMOOR" report "$file" --format json
expect 'its report' 0 ''
{
	echo 'providers:'
	awk 'BEGIN { print "- {id: p0, kind: lab}"; for (i = 1; i <= 5000; i++) printf "- {id: p%d, kind: lab, parent: p%d}\n", i, i - 1 }'
} >"$body"
check 'parents of parents' 0 ''
run "$UNMOOR" report "$file"
expect 'its report' 0 ''
{
	echo 'providers:'
	many 40 '- {id: p%d, kind: lab}\n'
	echo 'flows:'
	awk 'BEGIN { for (i = 1; i <= 40; i++) for (k = 1; k <= 40; k++) if (i != k) printf "- {from: p%d, to: p%d, kind: equity, amount: 1}\n", i, k }'
} >"$body"
check 'flows between all' 0 ''
run "$UNMOOR" report "$file"
expect 'its report' 0 ''

# --- beside the stack ---
cp tests/cases/101.yaml "$file"
beside=$scratch/s.scenarios.yaml
for kind in folder link fifo; do
	rm -rf "$beside"
	case $kind in
	folder) mkdir "$beside" ;;
	link) ln -s s.scenarios.yaml "$beside" ;;
	fifo) mkfifo "$beside" ;;
	esac
	run "$UNMOOR" check "$file"
	expect "scenarios: a $kind" 0 'warning'
	run "$UNMOOR" save "$file" --scenario a --migrate m0
	expect "scenarios to a $kind" 1 'error'
done
rm -rf "$beside"
for name in ../x.yaml /etc/passwd a/../../x.yaml; do
	{ echo "include: [$name]"; } >"$body"
	check "include of $name" 1 'folder'
done
mkfifo "$scratch/part.yaml"
echo 'include: [part.yaml]' >"$body"
check 'include of a FIFO' 1 ''
echo 'include: [s.yaml]' >"$body"
check 'include of itself' 1 ''
ln -sf /etc/passwd "$scratch/out.yaml"
echo 'include: [out.yaml]' >"$body"
check 'include through a link that leads out' 1 ''
# --- a limit on the size of files ---
cp tests/cases/101.yaml "$file"
run sh -c "ulimit -f 1; exec '$UNMOOR' report '$file'"
expect 'a report over the limit' 1 'cannot write standard output'
run sh -c "(ulimit -f 0; '$UNMOOR' save '$file' --scenario a --migrate m0; echo status \$?) 2>&1 | cat >&2"
expect 'a save over the limit' 0 'status 1'
expect 'its message' 0 'cannot be written: '
if ls -A "$scratch" | grep -q '^[.]unmoor'; then
	fail 'a save over the limit' 'leaves a temporary file'
else
	pass
fi
finish
