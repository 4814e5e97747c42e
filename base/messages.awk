# messages.awk - compiles the */messages.ru catalogues in; input is sorted by LC_ALL=C sort -u; base/quote.awk goes first.
# A backslash-n in a text stands for a line break.  Conversions must be the same on both sides.
function conversions(t,   out) { out = ""; while (match(t, /%[-0-9.*]*(ll|l|z|j)?[a-zA-Z]/)) { out = out substr(t, RSTART, RLENGTH) " "; t = substr(t, RSTART + RLENGTH) } return out }
function quote(t) { t = c_text(t); gsub(/\\\\n/, "\\n", t); return "\"" t "\"" }
BEGIN { FS = "\t"; print "/* generated from messages.ru by base/messages.awk */\n#include \"base/message.h\"\nconst struct message messages[] = {" }
/^#/ || NF == 0 { next }
NF != 2 { print "messages.ru: not two columns: " $0 > "/dev/stderr"; bad = 1 }
$1 == last { print "messages.ru: stands twice: " $1 > "/dev/stderr"; bad = 1 }
conversions($1) != conversions($2) { print "messages.ru: conversions differ: " $1 > "/dev/stderr"; bad = 1 }
{ last = $1; count++; print "\t{" quote($1) ", " quote($2) "}," }
END { print "};\nconst size_t message_count = " count + 0 ";"; exit bad }
