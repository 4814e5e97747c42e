# gen.awk - makes enum query and its texts from db/queries/*.sql.
# Usage: awk -v out=header|source -f base/quote.awk -f db/gen.awk FILES.  A query starts at `-- name: noun_verb`.
function flush() {
	if (name == "") return
	gsub(/^[ \t\n]+|[ \t\n;]+$/, "", sql)
	names[++count] = name; texts[count] = sql
}
/^-- name: / { flush(); name = $3; sql = ""; if (seen[name]++) { print FILENAME ": " name " stands twice" > "/dev/stderr"; exit 1 } next }
/^[ \t]*--/ { next }
{ sql = sql $0 "\n" }
END {
	flush()
	if (out == "header") {
		print "/* generated from db/queries by db/gen.awk */\n#ifndef DB_QUERY_H\n#define DB_QUERY_H\n#include <stdbool.h>\nenum query {"
		for (i = 1; i <= count; i++) print "\tQUERY_" toupper(names[i]) ","
		print "\tQUERY_COUNT\n};\nstruct query_text {\n\tconst char *name;\n\tconst char *sql;\n\tbool is_copy;\n};\nextern const struct query_text query_text[QUERY_COUNT];\n#endif"
	} else {
		print "/* generated from db/queries by db/gen.awk */\n#include \"db/query.h\"\nconst struct query_text query_text[QUERY_COUNT] = {"
		for (i = 1; i <= count; i++) {
			t = texts[i]; copy = tolower(substr(t, 1, 4)) == "copy" ? "true" : "false"
			t = c_text(t); gsub(/\n/, "\\n\"\n\t    \"", t)
			print "\t{\"" names[i] "\",\n\t    \"" t "\", " copy "},"
		}
		print "};"
	}
}
