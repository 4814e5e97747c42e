#!/usr/bin/env bash
# model_test.sh - the protocol of refusals and claims, checked exhaustively: it must hold with the party's lock and the
# listener, and each must be needed. Prints PASS|FAIL|SKIP lines.
set -u
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v spin >/dev/null; then
	echo "SKIP model refusal: spin is not installed (apt-get install spin)"
	exit 0
fi
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0

# check NAME WANTED(holds|breaks) DEFINES...
check() {
	local name=$1 wanted=$2; shift 2
	rm -f pan* ./*.trail
	if ! spin -a "$@" "$here/refusal.pml" >spin.log 2>&1 || ! gcc -O2 -w -DSAFETY -DMEMLIM=2048 -o pan pan.c >>spin.log 2>&1; then
		echo "FAIL model $name: does not build"; cat spin.log; failed=1; return
	fi
	./pan -m200000 >pan.log 2>&1
	local errors states
	errors=$(sed -n 's/.*errors: \([0-9]*\).*/\1/p' pan.log) states=$(sed -n 's/ *\([0-9.e+]*\) states, stored.*/\1/p' pan.log)
	if grep -q 'max search depth too small\|out of memory' pan.log || [ -z "$errors" ]; then
		echo "FAIL model $name: the search is not exhaustive"; cat pan.log; failed=1
	elif { [ "$wanted" = holds ] && [ "$errors" = 0 ]; } ||
	    { [ "$wanted" = breaks ] && [ "$errors" != 0 ] && grep -q 'assertion violated' pan.log; }; then
		echo "PASS model $name ($states states, errors: $errors)"
	else
		echo "FAIL model $name: errors: $errors, it should be that it $wanted"; head -5 pan.log; failed=1
	fi
}

check "a refusal beats every later clearance, 2 dispatchers" holds -DPARTY_LOCK -DLISTENER
check "a refusal beats every later clearance, 3 dispatchers" holds -DPARTY_LOCK -DLISTENER -DDISPATCHERS=3
check "without the party's lock a clearance slips through" breaks -DLISTENER
check "without the listener a clearance is sent after the refusal was heard" breaks -DPARTY_LOCK
exit $failed
