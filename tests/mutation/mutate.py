#!/usr/bin/env python3
"""mutate.py - breaks the rules on purpose, one token at a time, and demands that the tests notice.

  python3 tests/mutation/mutate.py [--sample N] [--only PART-OF-A-FILE-NAME] [--seconds N] [--list]

A mutant is one change in one file: a comparison flipped, a constant moved by one or replaced, a boolean operator or a
negation turned, a condition negated, an answer exchanged.  Each is compiled alone at -O0, linked with killer.c and the objects
at hand, and run; a test that fails, crashes or does not end kills it.  What does not compile is no mutant, and what -O2
turns into the very same machine code as the original is none either.  Every other one must die, or stand in
equivalent.tsv with a reason; a line there that no mutant bears out is an error.  --sample takes every so-many-th, N in all.
"""
import argparse, concurrent.futures, os, re, shutil, subprocess, sys, tempfile, threading, time

BUILD = os.environ.get("B", "build")
FLAGS = ["-std=c17", "-fvisibility=hidden", "-w", "-D_GNU_SOURCE", "-I.", f"-I{BUILD}/gen"]
LIBS = subprocess.run(["pkg-config", "--libs", "yaml-0.1", "jansson", "openssl"], capture_output=True, text=True).stdout.split()
LIBS += ["-lunistring", "-lcmocka", "-lpthread", "-lm"]
KILLER = f"{BUILD}/tests/mutation/killer.o"
SECONDS = 8

# Beside the rules themselves: what they call, and what asks them.  file:function takes that function only.
HELPERS = ["gate.c", "situation.c", "situation.h", "proof.c", "suppression_scope.c", "zone_window.c", "review.c", "clearance.c",
           "policy.c:policy_is_day_off", "policy.h:number_is_in", "policy.h:policy_counts"]

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


class Mutant:
    def __init__(self, path, text, start, end, new):
        self.path, self.start, self.old, self.new = path, start, text[start:end], new
        self.text = text[:start] + new + text[end:]
        self.line = text.count("\n", 0, start) + 1
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        self.before = " ".join(text[first:last].split())
        self.after = " ".join((text[first:start] + new + text[end:last]).split())
        self.key = (path, self.before, self.after)


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
            mutant = Mutant(path, text, token.start(), end, new)
            if mutant.text not in seen:
                seen.add(mutant.text)
                found.append(mutant)
    return found


def targets():
    rules = re.findall(r"^RULE\((\w+)\)", open("compliance/rules.def").read(), re.M)
    return [f"compliance/{noun}.c" for noun in rules] + [f"compliance/{name}" for name in HELPERS]


def names_that_change(mutant):
    """The function of a header that the mutant is in, and those of the same header that come to call it."""
    bodies = re.findall(r"^static inline [^\n]*\n(\w+)\((.*?)^}", masked(open(mutant.path).read()), re.M | re.S)
    changed = set(re.findall(r"^(\w+)\(", mutant.text[:mutant.start], re.M)[-1:])
    for _ in bodies:
        changed |= {name for name, body in bodies if changed & set(re.findall(r"\w+", body))}
    return changed


def users_of(mutant):
    """The sources to compile again for a mutant of a header: those of compliance/ that are linked and name what changes."""
    changed = names_that_change(mutant)
    nouns = [name[:-2] for name in sorted(os.listdir("compliance")) if name.endswith(".c") and name[:-2] in linked]
    return [f"compliance/{noun}.c" for noun in nouns
            if changed & set(re.findall(r"\w+", masked(open(f"compliance/{noun}.c").read())))]


def command(*words, timeout=120):
    return subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=timeout).returncode


def compile_mutant(mutant, folder, level="-O0"):
    """The mutant's objects, or None when it does not compile."""
    place = os.path.join(folder, mutant.path)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(place, "w") as out:
        out.write(mutant.text)
    sources = [place] if mutant.path.endswith(".c") else users_of(mutant)
    objects = []
    for source in sources:
        target = os.path.join(folder, os.path.basename(source)[:-2] + level + ".o")
        if command("gcc", level, f"-I{folder}", "-iquote", folder, *FLAGS, "-c", "-o", target, source):
            return None
        objects.append(target)
    return objects


def original_code(mutant, folder):
    shutil.rmtree(os.path.join(folder, "compliance"), ignore_errors=True)
    whole = Mutant(mutant.path, open(mutant.path).read(), mutant.start, mutant.start, "")
    return compile_mutant(whole, folder, "-O2")


def contents(objects):
    return [subprocess.run(["objdump", "-d", "-s", "-j", ".text", "-j", ".rodata", "-j", ".data.rel.ro.local", o], capture_output=True,
                           text=True).stdout.split("\n", 3)[3] for o in objects]


def is_same_code(mutant, folder):
    changed = compile_mutant(mutant, folder, "-O2")
    if changed is None:
        return False
    changed = contents(changed)
    return contents(original_code(mutant, folder)) == changed


def try_mutant(mutant):
    """stillborn, killed, same, alive, or untried when the time is over."""
    if time.time() > give_up_at:
        return "untried"
    folder = tempfile.mkdtemp(prefix="mutant-")
    try:
        objects = compile_mutant(mutant, folder)
        if objects is None:
            return "stillborn"
        program = os.path.join(folder, "killer")
        if command("gcc", "-fuse-ld=gold", "-o", program, *objects, *killer_objects, f"{BUILD}/libdozvon.a", *LIBS):
            raise SystemExit(f"does not link: {mutant.path}:{mutant.line}")
        try:
            if command(program, timeout=SECONDS) != 0:
                return "killed"
        except subprocess.TimeoutExpired:
            return "killed"
        return "same" if is_same_code(mutant, folder) else "alive"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def reviewed():
    listed = {}
    for line in open("tests/mutation/equivalent.tsv"):
        if line.startswith("#") or not line.strip():
            continue
        path, before, after, reason = line.rstrip("\n").split("\t")
        listed[(path, before, after)] = reason
    return listed


def gather(options):
    mutants = []
    for target in targets():
        path, _, function = target.partition(":")
        mutants += mutants_of(path, function or None)
    listed = reviewed()
    stale = [key for key in listed if key not in {m.key for m in mutants}]
    for key in stale:
        print("equivalent.tsv: no such mutant:", *key, sep="\n  ")
    mutants = [m for m in mutants if m.key not in listed and any(part in m.path for part in options.only.split(","))]
    if options.sample and options.sample < len(mutants):
        step = len(mutants) / options.sample
        mutants = [mutants[int(i * step)] for i in range(options.sample)]
    return mutants, listed, stale


def killer_parts():
    folder = f"{BUILD}/tests/mutation"
    return [f"{folder}/{name}" for name in sorted(os.listdir(folder)) if name.endswith(".o")] + [f"{BUILD}/tests/support/situation.o"]


def linked_nouns():
    """Links the killer as it is; the map says which of our objects are in it.  It must pass."""
    folder = tempfile.mkdtemp(prefix="killer-")
    program = os.path.join(folder, "killer")
    if subprocess.run(["gcc", "-Wl,-Map=" + program + ".map", "-o", program, *killer_objects, f"{BUILD}/libdozvon.a", *LIBS]).returncode:
        raise SystemExit("the killer does not link")
    if command(program):
        raise SystemExit("the tests fail without any mutant")
    nouns = set(re.findall(r"libdozvon\.a\((\w+)\.o\)", open(program + ".map").read()))
    shutil.rmtree(folder)
    return nouns


def main():
    global killer_objects, linked, give_up_at
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--only", default="", help="a part of a file name, or several with commas")
    parser.add_argument("--seconds", type=int, default=86400, help="take no new mutant after so long; those not tried are a failure")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    mutants, listed, stale = gather(options)
    if options.list:
        for m in mutants:
            print(f"{m.path}:{m.line}: {m.before}  ->  {m.after}")
        print(len(mutants))
        return 0
    os.nice(19)
    killer_objects = killer_parts()
    linked = linked_nouns()
    started = time.time()
    give_up_at = started + options.seconds
    count = {"stillborn": 0, "killed": 0, "same": 0, "alive": 0, "untried": 0}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for mutant, end in zip(mutants, pool.map(try_mutant, mutants)):
            count[end] += 1
            if end == "alive":
                print(f"ALIVE {mutant.path}:{mutant.line}\n  {mutant.before}\n  {mutant.after}", flush=True)
    tried = count["killed"] + count["alive"]
    if count["untried"]:
        print(f"{count['untried']} not tried: no time")
    print(f"{tried} mutants, {count['killed']} killed, {count['alive']} alive, {len(listed)} reviewed as equivalent, "
          f"{count['same']} the same code, {count['stillborn']} do not compile; {time.time() - started:.0f} s")
    return 1 if count["alive"] or count["untried"] or stale else 0


if __name__ == "__main__":
    sys.exit(main())
