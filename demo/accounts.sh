# accounts.sh - sourced by bin/run: our books held against the twin's, against the people's refusals and against the log.
# A line that does not hold calls bad.

number_of() { jq_lite "$twin_counts" "$1" "$2"; }
# The twin's counts are flat objects inside "providers": one number of one provider.
jq_lite() { sed -n "s/.*\"$2\":{\([^}]*\)}.*/,\1,/p" <<<"$1" | sed -n "s/.*,\"$3\":\([0-9]*\),.*/\1/p"; }

lost_by() { echo $(($(number_of "$1" lost_answers) + $(number_of "$1" cut_answers) + $(number_of "$1" silent))); }
hooks_waiting() { curl -sf "$twin_url/twin/count" | sed -n 's/.*"hooks_pending":\([0-9]*\).*/\1/p'; }
quiet() {                                                    # nothing on its way in either direction, and nothing unread
  local tries
  for tries in $(seq 300); do
    [ "$(hooks_waiting)" = 0 ] && [ "$(sql -c 'select count(*) from inbox where handled_at is null')" = 0 ] &&
      [ "$(sql -c "select count(*) from target where state = 'held'")" = 0 ] && return 0
    sleep 0.1
  done
  bad "через 30 с всё ещё что-то в пути: вебхуков $(hooks_waiting)"
}

# The states in which the provider had the order.  "failed" is its refusal to take the order, unless a report said so.
had="(state in ('accepted', 'ringing', 'answered', 'delivered', 'completed', 'busy', 'no_answer', 'rejected', 'unreachable',
  'expired', 'bad_recipient', 'opted_out') or (state = 'failed' and exists (select from report r where r.decision_id =
  a.decision_id and r.applied)))"

load_seen() {
  curl -sf "$twin_url/twin/attempts" | awk '{ print $1 "\t" $2 "\t" $4 }' >"$demo/seen.tsv"
  sql -c 'create table seen (id uuid primary key, provider text not null, times int not null)' \
    -c "\\copy seen from '$demo/seen.tsv'"
}
twin_accounts() {
  local row provider left ours had_there unknown_there unknown_not lost strange twice requests distinct
  twin_counts=$(curl -sf "$twin_url/twin/count")
  load_seen
  printf '\nДвойник провайдеров и мы\n'
  while IFS='|' read -r provider left ours had_there unknown_there unknown_not lost strange twice; do
    requests=$(number_of "$provider" requests) distinct=$(number_of "$provider" distinct)
    echo "  $provider"
    printf '%11s  запросов принял двойник\n%11s  попыток ушло от нас\n' "$requests" "$left"
    printf '%11s  разных попыток взял в работу двойник\n' "$distinct"
    printf '%11s  попыток, о которых мы знаем, что они у него были\n' "$ours"
    printf '%11s  попыток с неизвестным исходом: у него были %s; вслепую ничего не повторяется\n' \
      $((unknown_there + unknown_not)) "$unknown_there"
    printf '%11s  ответов двойник потерял или оборвал; остальное о них рассказали его отчёты\n' "$(lost_by "$provider")"
    [ "$requests" = "$left" ] || bad "$provider: запросов $requests, ушло $left"
    [ "$distinct" = $((had_there + unknown_there)) ] || bad "$provider: двойник взял $distinct, у нас $had_there + $unknown_there"
    [ "$ours" = "$had_there" ] && [ "$lost" = 0 ] || bad "$provider: у нас числится, а двойник не видел: $lost"
    [ "$strange" = 0 ] || bad "$provider: двойник видел, а у нас не числится: $strange"
    [ "$twice" = 0 ] || bad "$provider: дважды: $twice"
  done < <(sql -c "with both_sides as (
      select coalesce(a.provider, s.provider) as provider, a.state, s.id is not null as there, s.times,
        a.state not in ('cleared', 'dropped') as left_us, coalesce($had, false) as had
      from attempt a full join seen s on s.id = a.decision_id)
    select provider, count(*) filter (where left_us), count(*) filter (where had), count(*) filter (where had and there),
      count(*) filter (where state in ('unknown', 'sent') and there),
      count(*) filter (where state in ('unknown', 'sent') and not there),
      count(*) filter (where had and not there),
      count(*) filter (where there and (state is null or not (had or state in ('unknown', 'sent')))),
      count(*) filter (where times > 1)
    from both_sides group by 1 order by 1")
  echo "  взято дважды: $(sql -c 'select count(*) from seen where times > 1')"
}

# What the generator knows of its lists, against what import made of them.
list_accounts() {
  local name file promised made
  printf '\nСписки: людей и компаний по счёту того, кто писал файл, и по нашему\n'
  while IFS='|' read -r name file; do
    promised=$(sed -n "s/.*\"$file\":{\([^}]*\)}.*/\1/p" "$demo/samples/summary.json" | sed -n 's/.*"parties":\([0-9]*\).*/\1/p')
    made=$(sql -c "select count(distinct c.party_id) from list l join list_row r on r.list_id = l.id join contact_point c
      on c.id = r.contact_point_id where l.name = '$name'")
    printf '%11s  %s, в файле %s\n' "$made" "$name" "$promised"
    [ "$made" = "$promised" ] || bad "$name: в файле $promised, у нас $made"
  done <<<$'Пациенты|patients.csv\nКомпании|companies.xlsx'
}

came() { sql -c "select count(*) from suppression where id > $before and path = '$1'"; }
refusal_accounts() {
  local sms link agent provider stopped pressed
  sms=$(came sms) link=$(came link) agent=$(came agent) provider=$(came provider)
  pressed=$(sed -n 's/.*"stops":\([0-9]*\).*/\1/p' "$demo/agents.out")
  printf '\nОтказы, пришедшие за время кампаний\n'
  printf '%11s  ответом СТОП (двойник отправил %s)\n' "$sms" "$(number_of kannel stops)"
  printf '%11s  ссылкой отписки в письме (двойник нажал %s)\n' "$link" "$(number_of unisender-go stops)"
  printf '%11s  клавишей оператора (операторы нажали %s)\n' "$agent" "$pressed"
  printf '%11s  сообщил провайдер: его стоп-лист, отписка у него, жалоба на спам\n' "$provider"
  stopped=$(sql -c "select count(*) from target where state in ('stopped', 'denied')")
  printf '%11s  адресатов после этого не тронуто\n' "$stopped"
  [ "$sms" = "$(number_of kannel stops)" ] || bad "СТОП: дошло $sms"
  [ "$link" = "$(number_of unisender-go stops)" ] || bad "отписки: дошло $link"
  [ "$agent" = "$pressed" ] || bad "отказы операторам: записано $agent"
  printf '%11s  поддельных вебхуков отвергнуто (двойник подделал %s)\n' \
    "$(sql -c "select count(*) from inbox where verdict = 'forged'")" "$(sum_of hooks_forged)"
  printf '%11s  повторных вебхуков ничего не изменили\n' "$(sql -c "select count(*) from inbox where verdict = 'repeated'")"
}
# What stands beside each address, where the gate reads it, against what all its events say.
consent_accounts() {
  local checked
  checked=$(dozvon consent check 2>/dev/null) || bad "согласия у адресов не те, что следуют из событий"
  printf '\nСогласия, выведенные из событий заново: %s\n' "$checked"
}
sum_of() { local p sum=0; for p in kannel mango unisender-go; do sum=$((sum + $(number_of $p "$1"))); done; echo $sum; }

log_accounts() {
  local tries entries
  printf '\nЖурнал\n'
  for tries in $(seq 300); do
    entries=$(sql -c 'select count(*) from entry')
    [ "$(sql -c 'select coalesce(max(size), 0) from checkpoint')" = "$entries" ] && break
    sleep 0.1
  done
  [ "$(sed -n 2p "$demo/log/checkpoint")" = "$entries" ] || bad "запечатано $(sed -n 2p "$demo/log/checkpoint") записей из $entries"
  echo "  dozvon audit verify $demo/log --key '$key'"
  dozvon audit verify "$demo/log" --key "$key" | sed 's/^/  /' || bad "журнал не цел"
  echo "  корень $(sed -n 3p "$demo/log/checkpoint")"
}
