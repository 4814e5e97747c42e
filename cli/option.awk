# option.awk - every option that a command asks for, gathered from the sources: a slip of the pen is none of them.
{
  while (match($0, /"--[a-z][a-z0-9-]*"/)) {
    name = substr($0, RSTART, RLENGTH)
    if (!(name in seen)) { seen[name] = 1; list = list "\t" name ",\n" }
    $0 = substr($0, RSTART + RLENGTH)
  }
}
END { printf "/* generated from the sources of cli by cli/option.awk */\n#include \"cli/cli.h\"\nconst char *const cli_options[] = {\n%s\tNULL,\n};\n", list }
