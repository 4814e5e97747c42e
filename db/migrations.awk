# migrations.awk - compiles db/migrations/*.sql in, in the order of their names; base/quote.awk goes first.
BEGIN { print "/* generated from db/migrations by db/migrations.awk */\n#include \"db/migration.h\"\nconst struct migration migrations[] = {" }
FNR == 1 { if (started) print "\"},"; n = split(FILENAME, part, "/"); name = part[n]; sub(/\.sql$/, "", name); printf "\t{\"%s\", \"", name; started = 1 }
{ printf "%s\\n\"\n\t    \"", c_text($0) }
END { print "\"},\n\t{0},\n};" }
