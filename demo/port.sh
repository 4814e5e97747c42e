# port.sh - sourced by bin/run: a port that is this demonstration's alone from the choice until its end.
# A free port is not enough: another demonstration may choose it too before either listens, and would get the other's
# webhooks.  So each choice is a lock, held by descriptor 8 and by whoever inherits it; it needs no right to write.
take_port() {                                                # sets port; false when all are taken
  local lock
  for port in $(seq 8080 8099) $(seq 18080 18180); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue
    lock=${PORT_LOCKS:-/tmp}/dozvon-port-$port
    { [ -e "$lock" ] || : >"$lock"; } 2>/dev/null
    { exec 8<"$lock"; } 2>/dev/null && flock -n 8 && return
  done
  return 1
}
