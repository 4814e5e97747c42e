# quote.awk - a text as it stands between the quotes of a C string; for the awk files that compile texts in.
# "&&" and not "\\\\": what the second one gives is not the same in all awks.
function c_text(t) { gsub(/\\/, "&&", t); gsub(/"/, "\\\"", t); return t }
