#!/usr/bin/env python3
"""mutate.py - breaks the rules on purpose, one token at a time, and demands that the tests notice.

  python3 tests/mutation/mutate.py [--sample N [--seed N]] [--only PART-OF-A-FILE-NAME,...] [--seconds N] [--survivors] [--list]

A mutant is one change in one file: a comparison flipped, a constant moved by one or replaced, a boolean operator or a
negation turned, a condition negated, an answer exchanged.  Each is compiled alone at -O0, linked with killer.c and the objects
at hand, and run; a test that fails, crashes or does not end kills it.  What does not compile is no mutant, and what -O2
turns into the very same machine code as the original is none either.  Every other one must die, or stand in
equivalent.tsv with a proof; a line there that no mutant bears out is an error.

What was found is kept in $B/tests/mutation/found.tsv, and a run that was cut short goes on there, as long as tests, cases and packs
are the same.  --sample takes N at random (of a seed) and keeps nothing; --survivors tries those again that lived last.
"""
import argparse, collections, concurrent.futures, glob, hashlib, os, random, re, shutil, subprocess, sys, tempfile, threading, time

BUILD = os.environ.get("B", "build")
FLAGS = ["-std=c17", "-fvisibility=hidden", "-w", "-D_GNU_SOURCE", "-I.", f"-I{BUILD}/gen"]
LIBS = subprocess.run(["pkg-config", "--libs", "yaml-0.1", "jansson", "openssl"], capture_output=True, text=True).stdout.split()
LIBS += ["-lunistring", "-lcmocka", "-lpthread", "-lm"]
FOUND = f"{BUILD}/tests/mutation/found.tsv"
CPU_SECONDS = 6    # of the killer, which takes less than one; of processor time, so that a busy machine kills nothing
PATIENCE = 900     # for a killer that sleeps; none does

# Beside the rules themselves: what they call, what asks them, what the facts are derived and the verdict is kept by, and how the
# policy pack is read.
# file:function takes that function only.
HELPERS = ["gate.c", "situation.c", "situation.h", "proof.c", "suppression_scope.c", "zone_window.c", "review.c", "clearance.c",
           "consent.c", "basis.c", "frequency.c", "facts.c", "rules.c", "verdict.c", "words.c", "policy.c", "policy_values.c", "policy_rules.c",
           "policy_calendar.c", "policy_deadlines.c", "policy.h:policy_counts"]

COMPARISONS = {"<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"], "==": ["!="], "!=": ["=="]}
OPERATORS = {"&&": ["||"], "||": ["&&"], "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"], "&": ["|"], "|": ["&"],
             "|=": ["&="], "&=": ["|="], "+=": ["-="], "~": [""], "!": [""], "++": ["--"], "--": ["++"], ">>": ["<<"]}
TRI = {"TRI_YES": ["TRI_NO", "TRI_UNKNOWN"], "TRI_NO": ["TRI_YES", "TRI_UNKNOWN"], "TRI_UNKNOWN": ["TRI_NO", "TRI_YES"],
       "true": ["false"], "false": ["true"]}
WORD = re.compile(r"(PURPOSE|CHANNEL|MODE|PARTY|OWNER|CLASS|CONSENT|STATE|CONSENT_STATE|SCOPE|BASIS|IDENTITY|SIGNATURE|ADDRESS|"
                  r"CATEGORY|ENDED|OUTCOME|REASON|ACT)_[A-Za-z_]+$")
TOKEN = re.compile(r"[A-Za-z_]\w*|\d+|&&|\|\||<<=|>>=|<<|>>|<=|>=|==|!=|->|\+\+|--|[-+*/%&|^]=|[-+*/%&|<>=!~?:;,.(){}\[\]^]")


def masked(text):
    """The text with comments, strings, characters and preprocessor lines blanked, each to its own length."""
    blank = lambda m: re.sub(r"[^\n]", " ", m.group())
    return re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|^#(?:[^\n]*\\\n)*[^\n]*", blank, text,
                  flags=re.S | re.M)


def closing(tokens, i):
    """The index of the parenthesis that closes the one at i."""
    depth = 0
    for j in range(i, len(tokens)):
        depth += (tokens[j].group() == "(") - (tokens[j].group() == ")")
        if depth == 0:
            return j
    return len(tokens) - 1


def is_binary(tokens, i):
    before = tokens[i - 1].group()
    return before in (")", "]") or (re.match(r"\w", before) and before not in ("return", "case"))


def is_pointer(tokens, i):
    """A * or & that declares or dereferences; a cast's closing parenthesis is not an operand."""
    if not is_binary(tokens, i):
        return True
    before, after = tokens[i - 1].group(), tokens[i + 1].group()
    types = ("const", "int", "char", "bool", "int64_t", "void", "policy", "facts", "zone", "answer")
    declares = before in types or before.endswith(("_fact", "_event", "_t"))
    declares |= i > 1 and tokens[i - 2].group() in ("struct", "enum")
    return declares or after in (")", ",", "const", "*")


def answers(tokens, i, text):
    """Of `allow()`, `deny(x)` and the like at token i: what else could be said there."""
    name, end = tokens[i].group(), tokens[closing(tokens, i + 1)].end()
    inside = text[tokens[i + 1].end():end - 1]
    if name == "allow":
        return [(end, "deny(REASON_NO_BASIS)")]
    if name == "deny":
        return [(end, "allow()"), (end, f"review({inside})")]
    if name == "review":
        return [(end, "allow()"), (end, f"deny({inside})")]
    return [(end, "allow()"), (end, f"deny({inside.split(',')[0]})")]


def changes_at(tokens, i, text):
    """(end, replacement) of every mutant that begins with this token."""
    token, word = tokens[i], tokens[i].group()
    following = tokens[i + 1].group() if i + 1 < len(tokens) else ""
    here = [(token.end(), new) for new in COMPARISONS.get(word, []) + TRI.get(word, [])]
    if word in OPERATORS and not (word in "*&" and is_pointer(tokens, i)) and (word not in "+-" or is_binary(tokens, i)):
        here += [(token.end(), new) for new in OPERATORS[word]]
    if word.isdigit() and tokens[i - 1].group() != "[":
        here += [(token.end(), str(int(word) + 1))] + ([(token.end(), str(int(word) - 1))] if int(word) > 0 else [])
    elif WORD.match(word) and following != "=" and not word.endswith("_COUNT"):
        here += [(token.end(), f"({word} + 1)")] + ([(token.end(), f"({word} - 1)")] if not word.startswith("REASON") else [])
    elif tokens[i - 1].group() != "[" and word.isupper() and len(word) > 3 and re.match(r"^[A-Z][A-Z_]+$", word) and following not in ("=", "(", ",", "}") and word not in TRI \
            and not WORD.match(word) and word not in ("NULL", "INT32_MAX"):
        here += [(token.end(), f"({word} + 1)"), (token.end(), f"({word} - 1)")]
    elif word in ("allow", "deny", "review", "defer") and following == "(" and tokens[i - 1].group() != "answer":
        here += answers(tokens, i, text)
    elif word == "if" or word == "while":
        end = tokens[closing(tokens, i + 1)].end()
        here += [(end, f"{word} (!{text[tokens[i + 1].start():end]})")] if word == "if" else []
    elif word == "return" and following not in ("allow", "deny", "review", "defer", ";"):
        stop = next(j for j in range(i, len(tokens)) if tokens[j].group() == ";")
        expression = text[tokens[i + 1].start():tokens[stop].start()]
        if any(op in expression for op in ("&&", "||", "==", "!=", "<", ">")) and "?" not in expression:
            here += [(tokens[stop].start(), f"return !({expression})")]
    elif word == "?":
        here += [(token.end(), "&& 0 ?"), (token.end(), "|| 1 ?")]
    elif word == "continue":
        here += [(token.end(), "break")]
    return here


def is_dimension(text, token):
    """Of an array on the stack: room is no decision."""
    line = text[text.rfind("\n", 0, token.start()) + 1:text.find("\n", token.end())]
    return line.endswith("];") and "=" not in line


def function_at(code, place):
    """The name of the function that this place is in, or nothing."""
    start = max((m.start() for m in re.finditer(r"^\w+\(", code[:place], re.M)), default=place)
    return "" if "\n}" in code[start:place] or start == place else re.match(r"\w+", code[start:]).group()


class Mutant:
    def __init__(self, path, text, code, start, end, new):
        self.path, self.start = path, start
        self.text = text[:start] + new + text[end:]
        self.line = text.count("\n", 0, start) + 1
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        self.before = " ".join(text[first:last].split())
        self.after = " ".join((text[first:start] + new + text[end:last]).split())
        self.key = (path, function_at(code, start), self.before, self.after)
        self.id = hashlib.sha256((path + self.text).encode()).hexdigest()[:16]


def span_of(code, function):
    at = re.search(rf"^{function}\(", code, re.M).start()
    return at, code.index("\n}", at)


def mutants_of(path, function=None):
    text = open(path).read()
    code = masked(text)
    first, last = span_of(code, function) if function else (0, len(code))
    tokens = [t for t in TOKEN.finditer(code)]
    found, seen = [], set()
    for i, token in enumerate(tokens[1:], 1):
        if not first <= token.start() < last or is_dimension(text, token):
            continue
        for end, new in changes_at(tokens, i, text):
            mutant = Mutant(path, text, code, token.start(), end, new)
            if mutant.text not in seen:
                seen.add(mutant.text)
                found.append(mutant)
    return found


def targets():
    rules = re.findall(r"^RULE\((\w+)\)", open("compliance/rules.def").read(), re.M)
    return [f"compliance/{noun}.c" for noun in rules] + [f"compliance/{name}" for name in HELPERS]


INLINE = re.compile(r"^static inline ([^\n]*)\n(\w+\([^{]*\))\n({.*?^})", re.M | re.S)


def declared(path):
    """A folder in which the header of this path only declares its functions, and the objects of those who call them."""
    with header_lock:
        if path not in headers:
            folder = tempfile.mkdtemp(prefix="header-", dir=work)
            os.makedirs(os.path.join(folder, os.path.dirname(path)))
            text = open(path).read()
            with open(os.path.join(folder, path), "w") as out:
                out.write(INLINE.sub(r"\1\n\2;", text))
            names = {re.match(r"\w+", f.group(2)).group() for f in INLINE.finditer(text)}
            users = [f"compliance/{noun}.c" for noun in linked if names & set(re.findall(r"\w+", masked(open(f"compliance/{noun}.c").read())))]
            headers[path] = folder, [compiled(user, f"-I{folder}") for user in users]
        return headers[path]


def compiled(source, *flags, level="-O0", place=None):
    """The object of a source, or None."""
    target = os.path.join(place or tempfile.mkdtemp(prefix="object-", dir=work), os.path.basename(source)[:-2] + ".o")
    return None if command("gcc", level, *flags, *FLAGS, "-c", "-o", target, source) else target


def command(*words):
    return subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE).returncode


def compile_text(path, text, folder, level="-O0"):
    """The objects of this text in place of the file's, or None when it does not compile.  A header becomes a file of its functions."""
    source = os.path.join(folder, os.path.basename(path).replace(".h", "_header.c"))
    flags, users = [], []
    if path.endswith(".h"):
        apart, users = declared(path)
        flags.append(f"-I{apart}")
        text = f'#include "{path}"\n' + "".join(f"{f[0]}\n{f[1]}\n{f[2]}\n" for f in INLINE.findall(text))
    with open(source, "w") as out:
        out.write(text)
    made = compiled(source, *flags, level=level, place=folder)
    return made and [made] + users


def machine_code(made):
    """All that the object says, constants and relocations too; its own name stands before the third line."""
    said = subprocess.run(["objdump", "-s", "-d", "-r", made], capture_output=True, text=True, check=True).stdout
    return said.split("\n", 3)[3]


def is_same_code(mutant, folder):
    codes = []
    for text in (mutant.text, open(mutant.path).read()):
        made = compile_text(mutant.path, text, folder, "-O2")
        if made is None:
            return False
        codes.append(machine_code(made[0]))
    return codes[0] == codes[1]


def try_mutant(mutant):
    """stillborn, killed, same, alive, or untried when the time is over."""
    if time.time() > give_up_at:
        return "untried"
    if mutant.id in found:
        return found[mutant.id]
    folder = tempfile.mkdtemp(prefix="mutant-", dir=work)
    try:
        objects = compile_text(mutant.path, mutant.text, folder)
        if objects is None:
            return "stillborn"
        program = os.path.join(folder, "killer")
        if command("gcc", "-fuse-ld=gold", "-Wl,-S", "-o", program, *objects, *killer_objects, f"{BUILD}/libdozvon.a", *LIBS):
            raise SystemExit(f"does not link: {mutant.path}:{mutant.line}")
        if command("prlimit", f"--cpu={CPU_SECONDS}", "--core=0", "--as=2000000000", program) != 0:
            return "killed"
        return "same" if is_same_code(mutant, folder) else "alive"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def reviewed():
    listed = {}
    for line in open("tests/mutation/equivalent.tsv"):
        if line.startswith("#") or not line.strip():
            continue
        path, function, before, after, proof = line.rstrip("\n").split("\t")
        listed[(path, function, before, after)] = proof
    return listed


def all_mutants():
    mutants, times = [], collections.Counter()
    for target in targets():
        path, _, function = target.partition(":")
        mutants += mutants_of(path, function or None)
    for mutant in mutants:      # two lines of one function may read the same
        times[mutant.key] += 1
        if times[mutant.key] > 1:
            mutant.key = (*mutant.key[:3], f"{mutant.after} #{times[mutant.key]}")
    return mutants


def killer_parts():
    folder = f"{BUILD}/tests/mutation"
    return [f"{folder}/{name}" for name in sorted(os.listdir(folder)) if name.endswith(".o")] + \
        [f"{BUILD}/tests/support/{name}.o" for name in ("situation", "fence")]


def link_killer():
    """Links the killer as it is, and it must pass.  The map says which of our objects are in it; the hash stands for all that judges."""
    program = os.path.join(work, "whole")
    if subprocess.run(["gcc", "-Wl,-Map=" + program + ".map", "-o", program, *killer_objects, f"{BUILD}/libdozvon.a", *LIBS]).returncode:
        raise SystemExit("the killer does not link")
    if command(program):
        raise SystemExit("the tests fail without any mutant")
    nouns = sorted(set(re.findall(r"libdozvon\.a\((\w+)\.o\)", open(program + ".map").read())))
    judges = hashlib.sha256(open(program, "rb").read())
    for path in sorted(glob.glob("tests/cases/**", recursive=True) + glob.glob("config/policies/*") + glob.glob("tests/golden/policy/*")):
        judges.update(open(path, "rb").read() if os.path.isfile(path) else b"")
    return [noun for noun in nouns if os.path.exists(f"compliance/{noun}.c")], judges.hexdigest()


def recall(judges):
    """What the last run found, when the same judges sat; and which mutants lived whoever sat."""
    lines = open(FOUND).read().split("\n") if os.path.exists(FOUND) else [""]
    last = dict(line.split("\t") for line in lines[1:] if line.count("\t") == 1)
    return last if lines[0] == judges else {}, {name for name, end in last.items() if end == "alive"}


def choose(options, mutants, listed, survivors):
    chosen = [m for m in mutants if m.key not in listed and any(part in m.path for part in options.only.split(","))]
    if options.survivors:
        chosen = [m for m in chosen if m.id in survivors]
    if options.sample and options.sample < len(chosen):
        chosen = random.Random(options.seed).sample(chosen, options.sample)
    return chosen


def run(mutants, keep, jobs):
    """Tries them all; returns the ends, counted by file."""
    ends = collections.defaultdict(collections.Counter)
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for mutant, end in zip(mutants, pool.map(try_mutant, mutants)):
            ends[mutant.path][end] += 1
            if end == "alive":
                print(f"ALIVE {mutant.path}:{mutant.line} {mutant.key[1]}\n  {mutant.before}\n  {mutant.after}", flush=True)
            if keep and end != "untried":
                keep.write(f"{mutant.id}\t{end}\n")
                keep.flush()
    return ends


def report(ends, listed, seconds, table):
    words = ("killed", "alive", "untried", "same", "stillborn")
    total = sum(ends.values(), collections.Counter())
    if table:
        for path in sorted(ends):
            print(f"{path:36}" + " ".join(f"{ends[path][word]:5d} {word}" for word in words))
    print(f"{total['killed'] + total['alive'] + listed} mutants: {total['killed']} killed, {listed} proven equivalent, {total['alive']} survivors, "
          f"{total['untried']} not tried; {total['same']} made the same code, {total['stillborn']} did not compile; {seconds:.0f} s")
    return 1 if total["alive"] or total["untried"] else 0


def main():
    global killer_objects, linked, give_up_at, work, found, headers, header_lock
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, default=0, help="so many at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a part of a file name, or several with commas")
    parser.add_argument("--seconds", type=int, default=86400, help="take no new mutant after so long; those not tried are a failure")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--survivors", action="store_true", help="those only that lived last")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    mutants, listed = all_mutants(), reviewed()
    stale = [key for key in listed if key not in {m.key for m in mutants}]
    for key in stale:
        print("equivalent.tsv: no such mutant:", *key, sep="\n  ")
    if options.list:
        for m in choose(options, mutants, listed, set()):
            print(f"{m.path}:{m.line}: {m.before}  ->  {m.after}")
        return 1 if stale else 0
    os.nice(19)
    headers, header_lock, started = {}, threading.Lock(), time.time()
    give_up_at = started + options.seconds
    work = tempfile.mkdtemp(prefix="mutation-")
    try:
        killer_objects = killer_parts()
        linked, judges = link_killer()
        found, survivors = recall(judges)
        keep = None
        if options.sample:
            found = {}
        else:
            keep = open(FOUND, "w")
            keep.write(judges + "\n" + "".join(f"{name}\t{end}\n" for name, end in found.items()))
        ends = run(choose(options, mutants, listed, survivors), keep, options.jobs)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    of_these = sum(any(part in key[0] for part in options.only.split(",")) for key in listed) if not options.sample else 0
    return max(report(ends, of_these, time.time() - started, not options.sample), 1 if stale else 0)


if __name__ == "__main__":
    sys.exit(main())
