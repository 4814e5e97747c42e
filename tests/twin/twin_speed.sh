#!/bin/sh
# twin_speed.sh - requests a second and the twin's own CPU a request, with wrk: tests/twin/twin_speed.sh [seconds]
# Webhooks are lost by the script, so that only the answering side is measured; /api has none anyway.
set -eu
cd "$(dirname "$0")/../.."
command -v wrk >/dev/null || { echo "wrk is not installed"; exit 69; }
seconds=${1:-5}
dir=$(mktemp -d)
echo 'all: {webhooks: {lost: 1.0}}' >"$dir/script.yaml"
ticks=$(getconf CLK_TCK)
for part in api smsc kannel unisender-go; do
	: >"$dir/out"
	${B:-build}/dozvon-twin serve --script "$dir/script.yaml" ${TWIN_OPTIONS:-} >"$dir/out" &
	pid=$!
	while [ ! -s "$dir/out" ] && kill -0 $pid; do sleep 0.1; done
	port=$(awk '{print $2}' "$dir/out")
	wrk -t1 -c"${CONNECTIONS:-64}" -d"${seconds}s" -s tests/twin/load.lua "http://127.0.0.1:$port/" -- $part >"$dir/wrk"
	cpu=$(awk '{print $14 + $15}' /proc/$pid/stat)
	processed=$(curl -s "http://127.0.0.1:$port/twin/count" | sed "s/.*\"$part\":{[^}]*\"processed\":\([0-9]*\).*/\1/")
	memory=$(awk '/VmRSS/ {print int($2 / 1024)}' /proc/$pid/status)
	rate=$(awk '/Requests\/sec/ {print $2}' "$dir/wrk")
	awk -v p=$part -v r="$rate" -v c="$cpu" -v t="$ticks" -v n="$processed" -v m="$memory" \
	    'BEGIN {printf "%-13s %8.0f requests/s  %5.2f us CPU a request  %d processed  %d MiB\n", p, r, c / t * 1e6 / n, n, m}'
	grep -E 'Non-2xx|Socket' "$dir/wrk" || true
	kill $pid; wait $pid 2>/dev/null || true
done
rm -r "$dir"
