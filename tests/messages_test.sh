#!/usr/bin/env bash
# messages_test.sh - every text that fail(), yaml_wrong(), say() or the list of commands can show to a person has its Russian line, and one only.
cd "$(dirname "$0")/.."
python3 - <<'P'
import glob, re, sys
have, twice = set(), []
for path in sorted(glob.glob('*/messages.ru')):
    for line in open(path):
        text = line.split('\t')[0]
        if '\t' in line and text in have:
            twice.append(f'{path}: {text}')
        if '\t' in line:
            have.add(text)
call = re.compile(r'\b(?:fail\([^,()]*,\s*ERR_\w+,|fail_prefix\([^,]*,|yaml_wrong\([^;"]*?,\s*err,|\bsay\()\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')
missing = []
for folder in ('base', 'config', 'db', 'compliance', 'campaigns', 'dialer', 'cli', 'web'):
    for path in sorted(glob.glob(folder + '/*.c')):
        for found in call.finditer(open(path).read()):
            text = ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', found.group(1))).replace('\\"', '"')
            if text not in have and re.search('[A-Za-z]{3}', re.sub(r'%\w+', '', text)):
                missing.append(f'{path}: {text}')
for text in re.findall(r'^COMMAND\([^,]*, \w+, "([^"]*)"\)', open('cli/commands.def').read(), re.M):
    if text not in have:
        missing.append(f'cli/commands.def: {text}')
for line in missing:
    print('FAIL messages:', line)
for line in twice:
    print('FAIL messages: stands a second time:', line)
if not missing and not twice:
    print('PASS messages: every text has its Russian line')
sys.exit(bool(missing or twice))
P
