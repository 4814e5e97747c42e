#!/usr/bin/env bash
# includes_test.sh - who may include whom (docs/design section 3): includes run one way.
# Prints a PASS or FAIL line for each folder and each forbidden include; exit code 1 when one fails.
set -u
cd "$(dirname "$0")/.."
failed=0
# allowed FOLDER: the folders it may include from; tests may include anything and are not asked.
allowed() {
  case $1 in
    base)       echo base ;;
    db)         echo base db ;;
    config)     echo base config ;;
    compliance) echo base db config compliance ;;
    campaigns)  echo base db config compliance campaigns ;;
    dialer)     echo base db config compliance campaigns dialer ;;
    web)        echo base db config compliance campaigns dialer web ;;
    cli)        echo base db config compliance campaigns dialer web cli ;;
  esac
}
for folder in base db config compliance campaigns dialer web cli; do
  bad=0
  while IFS=: read -r file line include; do
    from=${include#*\"}; from=${from%%/*}
    case " $(allowed $folder) " in
      *" $from "*) ;;
      *) echo "FAIL $file:$line includes $from, which $folder may not"; bad=1 ;;
    esac
  done < <(grep -nHE '^ *# *include +"[a-z]+/' "$folder"/*.[ch] "$folder"/*.def 2>/dev/null)
  # One file knows evhttp, the compliance words are nobody's settings, SQL results stay in db.
  if [ "$folder" = web ]; then
    while read -r file; do
      [ "$file" = web/http_server.c ] || { echo "FAIL $file includes evhttp; only web/http_server.c may"; bad=1; }
    done < <(grep -lE '^#include <event2/http' web/*.[ch])
  fi
  if [ "$folder" != db ]; then
    while read -r file; do
      echo "FAIL $file includes libpq or db/wire.h; only db may"; bad=1
    done < <(grep -lE '^#include (<libpq-fe.h>|"db/wire.h")' "$folder"/*.[ch] 2>/dev/null)
  fi
  if [ $bad = 0 ]; then echo "PASS includes of $folder"; else failed=1; fi
done
exit $failed
