# migrations.awk - compiles db/migrations/*.sql in, in the order of their names.
BEGIN { print "/* generated from db/migrations by db/migrations.awk */\n#include \"db/migration.h\"\nconst struct migration migrations[] = {" }
FNR == 1 { if (started) print "\"},"; n = split(FILENAME, part, "/"); name = part[n]; sub(/\.sql$/, "", name); printf "\t{\"%s\", \"", name; started = 1 }
{ t = $0; gsub(/\\/, "\\\\", t); gsub(/"/, "\\\"", t); printf "%s\\n\"\n\t    \"", t }
END { print "\"},\n\t{0},\n};" }
