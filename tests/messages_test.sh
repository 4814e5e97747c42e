#!/usr/bin/env bash
# messages_test.sh - every text that fail(), yaml_wrong() or say() can show to a person has its Russian line.
cd "$(dirname "$0")/.."
python3 - <<'P'
import glob, re, sys
have = {line.split('\t')[0] for path in glob.glob('*/messages.ru') for line in open(path) if '\t' in line}
call = re.compile(r'\b(?:fail\([^,()]*,\s*ERR_\w+,|fail_prefix\([^,]*,|yaml_wrong\([^;"]*?,\s*err,|\bsay\()\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')
missing = []
for folder in ('base', 'config', 'db', 'compliance', 'campaigns', 'dialer', 'cli', 'web'):
    for path in sorted(glob.glob(folder + '/*.c')):
        for found in call.finditer(open(path).read()):
            text = ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', found.group(1))).replace('\\"', '"')
            if text not in have and re.search('[A-Za-z]{3}', re.sub(r'%\w+', '', text)):
                missing.append(f'{path}: {text}')
for line in missing:
    print('FAIL messages:', line)
if not missing:
    print('PASS messages: every text has its Russian line')
sys.exit(bool(missing))
P
