not an e-mail address	не адрес электронной почты
not a JSON object	не объект JSON
there is no such field	такого поля нет
must be a text	нужен текст
is missing	поле не заполнено
not an instant like 2026-11-23T10:00:00+03:00	нужен момент времени вида 2026-11-23T10:00:00+03:00
not an INN of 10 or 12 digits	нужен ИНН из 10 или 12 цифр
must be true or false	нужно true или false
this word is not in the list	такого слова нет в списке
must be a list of words	нужен список слов
must be an object	нужен объект
must be a number from 1	нужно число от 1
must be {"name": text, "version": number}	нужно {"name": текст, "version": число}
must be "basis"	нужно "basis"
is too long	слишком длинно
lies in the future	дата в будущем
is not after its beginning	конец не позже начала
not a UUID	не UUID
is missing: which consent is this about?	поле не заполнено: о каком согласии речь?
the policy pack does not state the deadline %s; add it to "deadlines"	в пакете правил нет срока %s; добавьте его в раздел deadlines
the production calendar of %d is missing in the policy pack; no working day of it can be counted	в пакете правил нет производственного календаря на %d год; рабочие дни этого года посчитать нельзя
expected a list of at most %d numbers like [5, 8]	нужен список не более чем из %d чисел вида [5, 8]
is not in force yet; state the figure of today	ещё не действует; укажите число, которое действует сегодня
the time zone "%s" is not known	часовой пояс «%s» неизвестен
it is closed already	оно уже закрыто
the requester is not identified: matter identify	личность заявителя не установлена: matter identify
tasks are open: matter task	есть невыполненные задачи: matter task
the leak's notice is not written: matter leak	уведомление об утечке не составлено: matter leak
not every clock is met on record: matter meet	не по каждому сроку записано выполнение: matter meet
the answer or act is missing: --document FILE	нет ответа или акта: --document ФАЙЛ
it is extended already; the law gives no second extension	срок уже продлён; второй раз закон продлить не даёт
the law gives no extension of this term	этот срок закон продлить не даёт
the term is over, met or cannot be counted; an extension has to be sent before its end	срок истёк, выполнен или не считается; продлевают до его конца
no campaign is approved while this document is overdue: %s (%s)	кампании не утверждаются, пока просрочен документ: %s (%s)
no campaign is approved while this document is missing: %s (%s)	кампании не утверждаются, пока нет документа: %s (%s)
no campaign is approved while a change is not sent to Roskomnadzor: %s	кампании не утверждаются, пока Роскомнадзору не сообщено об изменении: %s
the purpose is outside the notification to Roskomnadzor (A-04); it takes the role compliance to approve	цели нет в уведомлении Роскомнадзора (A-04); утвердить может только ответственный (роль compliance)
the purpose is outside the notification to Roskomnadzor (A-04); an approval says why: --why TEXT	цели нет в уведомлении Роскомнадзора (A-04); утверждая, укажите причину: --why ТЕКСТ
document: %s	документ: %s
the kind of document is missing or not in the list	вид документа не указан или его нет в списке
number, entity and the date from which it holds are needed	нужны номер, юрлицо и дата начала действия
it ends before it begins	конец срока раньше начала
purposes belong to the notification, and it must name them	цели указывают у уведомления Роскомнадзора, и у него они обязательны
a processing order names the provider: --provider	в поручении обработки нужен провайдер: --provider
only a change of the notification is sent: --sent	дату отправки (--sent) указывают только у сообщения об изменениях
a contract, and only it, has roles: advertiser, distributor, customer, processor	роли указывают у договора, и только у него: advertiser, distributor, customer, processor
matter %lld is closed already	обращение %lld уже закрыто
say why or how: the words are missing	напишите, почему или как: слов нет (--says)
matter %lld: %s	обращение %lld: %s
an extension needs the reasoned notice that was sent: --notice FILE	для продления нужно отправленное мотивированное уведомление: --notice ФАЙЛ
this clock is met already	по этому сроку выполнение уже записано
a matter of this kind has no such clock	у обращения этого вида такого срока нет
matter %lld has no open task %lld	у обращения %lld нет невыполненной задачи %lld
matter %lld cannot be closed: %s	обращение %lld закрыть нельзя: %s
matter %lld is no leak	обращение %lld — не утечка
the leak's notice is not written: dozvon matter leak %lld	уведомление об утечке не составлено: dozvon matter leak %lld
whose demand is it? --address is missing	чьё это требование? не указан --address
whose data is it? name an address that one person holds, or --party	чьи это данные? назовите адрес, который есть у одного человека, или --party
the same demand of this person is open already	такое же требование этого человека уже открыто
there is no matter %lld	обращения %lld нет
%s may not do this: it takes the role compliance	%s этого не может: нужна роль compliance
%s may not do this: not on the staff, or an auditor	%s этого не может: не сотрудник или аудитор
the line is longer than 64 KiB	строка длиннее 64 КиБ
nobody in the lists holds this address	этого адреса нет ни у кого в списках
several contacts hold this address: add "party_id"	адрес есть у нескольких контактов: добавьте "party_id"
several contacts hold this address: add --party ID	адрес есть у нескольких контактов: добавьте --party НОМЕР
proven	доказано
nobody checked whose address it is	никто не проверил, чей это адрес
the text that was shown is not registered	показанный текст не внесён в реестр
no signature or other act	нет подписи или иного действия
not stated whether it is a document of its own	не указано, отдельный ли это документ
not in written form	не в письменной форме
the scope is missing	не указан объём отказа
a channel belongs to ADS_CHANNEL, and only to it	канал указывается при ADS_CHANNEL, и только при нём
this address has no such consent to withdraw; a refusal is kept with "suppress add"	у этого адреса нет такого согласия, отзывать нечего; отказ записывает "suppress add"
say why: the reason is kept	назовите причину: она сохраняется
the kill switch of %s is thrown already	рубильник цели %s уже опущен
the kill switch of %s is not thrown	рубильник цели %s не опущен
nobody we know has this address	такого адреса нет ни у кого из известных нам людей
%d people have this address: say which, with the number of the party	этот адрес у %d человек: укажите, чей он, номером контакта
this person is marked as deceased; that is not undone here	этот человек отмечен как умерший; здесь это не отменяется
the state is %s already	состояние уже %s
expected the day on which these words were approved: 2026-11-22	ожидался день, когда эти слова утвердили: 2026-11-22
no letter %lld waits for an answer	письма %lld, ждущего ответа, нет
say where the answer lies: the note is the evidence	укажите, где лежит ответ: эта запись служит доказательством
there is no answer %lld to decide	нет ответа %lld, о котором надо решать
answer %lld has been decided before	об ответе %lld уже решено
a decision needs a reason	решению нужна причина
words of a person refuse one channel wholly, or all advertising: not ADS_CHANNEL	слова человека — отказ от канала целиком или от всей рекламы, но не ADS_CHANNEL
the path must be sms, link, agent, phrase, dtmf, desk, letter, web, provider, carrier or import	путь (path) — одно из слов sms, link, agent, phrase, dtmf, desk, letter, web, provider, carrier или import
the stored consents cannot be read: run "dozvon consent rebuild"	сохранённые согласия не читаются: выполните "dozvon consent rebuild"
stored states differ from their events: run "dozvon consent rebuild"	сохранённые состояния расходятся с событиями: выполните "dozvon consent rebuild"
there is no legal entity with INN %lld	нет юрлица с ИНН %lld
wording "%s" version %lld is registered already; a changed text is a new version	текст "%s" версии %lld уже внесён; изменённый текст — это новая версия
%s: after line %lld	%s: после строки %lld
a phrase has 1 to %d words	во фразе от 1 до %d слов
not a scope of a refusal in words	такого объёма отказа нет
must be a list of phrases	нужен список фраз
must be a map of scopes	нужны объёмы отказа со списками фраз
"%s" cannot name a log: it must not be empty nor hold spaces or '+'	«%s» не годится в имя журнала: оно не пустое и без пробелов и «+»
"%s" is not a verifier key: expected NAME+HEX+BASE64	«%s» — не ключ проверки: нужно ИМЯ+HEX+BASE64
the verifier key of %s is not of Ed25519	ключ проверки %s не для Ed25519
the verifier key of %s has a wrong number: mistyped?	у ключа проверки %s не тот номер: опечатка?
not a signed note: expected text, an empty line and signatures	это не подписанная запись: нужны текст, пустая строка и подписи
not a signed note: signature line %zu is damaged	это не подписанная запись: повреждена строка подписи %zu
the signature of %s is false	подпись %s неверна
not signed by %s	нет подписи %s
the checkpoint's origin is not %s	контрольная точка не журнала %s
the checkpoint's second line is not a tree size	вторая строка контрольной точки — не размер дерева
the checkpoint's third line is not a root hash	третья строка контрольной точки — не хеш корня
%s: another process is writing here	%s: сюда пишет другой процесс
%s/%s: larger than %zu bytes	%s/%s: файл больше %zu байт
%s: path too long	%s: слишком длинный путь
%s: %zu bytes instead of %zu	%s: %zu байт вместо %zu
%s ends inside entry %u	%s обрывается внутри записи %u
%s: entry %u is not what its tile has the hash of	%s: запись %u не та, чей хеш хранит её плитка
%s: bytes after the last entry	%s: лишние байты после последней записи
the tiles on disk do not lead to the root that was signed for size %llu	плитки на диске не ведут к корню, подписанному для размера %llu
%s: hash %u is wrong (entries from index %llu)	%s: неверен хеш %u (записи с номера %llu)
%s: does not lead to the signed root (entries from index %llu)	%s: не ведёт к подписанному корню (записи с номера %llu)
tiles and entries agree with each other and not with the signed root of size %llu	плитки и записи согласны между собой, но не с подписанным корнем размера %llu
%s: ends inside entry %u (index %llu)	%s: обрывается внутри записи %u (номер %llu)
%s: entry %u was changed (index %llu)	%s: изменена запись %u (номер %llu)
%s: %zu bytes after the last entry	%s: %zu лишних байт после последней записи
the tail is missing: %llu entries here, %llu were signed before	нет конца журнала: здесь записей %llu, раньше было подписано %llu
the first %llu entries are not those that the older checkpoint signed	первые записи (%llu) не те, что подписаны прежней контрольной точкой
checkpoint	контрольная точка
entry %llu does not lead to the signed root: run audit verify	запись %llu не ведёт к подписанному корню: запустите audit verify
there is no entry %llu among %llu	нет записи %llu среди %llu
not a proof: expected %s, extra, index, hashes, a checkpoint	это не доказательство: нужны %s, extra, index, хеши и контрольная точка
the entry is not entry %llu of the signed log	это не запись %llu подписанного журнала
the database's entries are not the %llu that were signed	записи в базе не те, что подписаны (%llu)
the database's transaction counter is behind the last sealed entry: it was restored from a dump; begin a new log with a new key	счётчик транзакций базы отстаёт от последней запечатанной записи: база восстановлена из дампа; начните новый журнал с новым ключом
entry %lld/%lld is not sealed	запись %lld/%lld не запечатана
nothing was signed yet	ещё ничего не подписано
no checkpoint was signed for size %lld	для размера %lld контрольная точка не подписана
the log of %llu entries does not begin with the %llu that were signed	журнал из %llu записей не начинается с %llu подписанных
%s: %llu entries were signed, the database knows of %llu: was it restored from an older copy? Nothing is signed until that is mended	%s: подписано записей %llu, база знает о %llu: восстановлена из старой копии? До исправления ничего не подписывается
the database has sealed entries and no checkpoint of them	в базе есть запечатанные записи, но нет их контрольной точки
the database's last checkpoint	последняя контрольная точка в базе
the database has sealed %lld entries and signed %llu	в базе запечатано записей %lld, подписано %llu
the log's files are damaged (audit rebuild makes them anew)	файлы журнала повреждены (audit rebuild делает их заново)
asked to stop	остановлен
another sealer is at work	работает другой процесс запечатывания
%s is not there: dozvon audit key makes it	%s нет: создаёт dozvon audit key
%s: the rejects cannot go into the file that is read	%s: отвергнутые строки нельзя писать в читаемый файл
%s: pack %s %s is good until %.10s\n	%s: пакет %s %s годен до %.10s\n
expected 1 to %d bytes	нужно от 1 до %d байт
must be later than valid_from	должно быть позже valid_from
the pack is not valid today; take a newer pack, or have it reviewed and move valid_to	пакет сегодня не действует; возьмите новый или дайте проверить этот и сдвиньте valid_to
nobody has signed the pack; write who reviewed it	пакет никто не подписал; напишите, кто его проверил
the review lies in the future; sign it when it is done	проверка стоит в будущем; подпишите, когда она пройдёт
the law has changed since the review; review the pack and set review.on	закон изменился после проверки; проверьте пакет и поставьте новую дату review.on
the system has no time zone %s; install tzdata	в системе нет часового пояса %s; установите tzdata
a policy pack is a map of name, version, valid_from and so on	пакет правил — это поля name, version, valid_from и так далее
is empty; name the law or the decision that this comes from	пусто; назовите закон или решение, откуда это взято
expected hours like 09:00-20:00	нужны часы вида 09:00-20:00
must begin and end from %02d:00 to %02d:00	должно начинаться и кончаться с %02d:00 до %02d:00
expected a list of words like [SMS, EMAIL]	нужен список слов вида [SMS, EMAIL]
unknown word "%s"	неизвестное слово «%s»
a word that the law demands is missing: see compliance/policy_values.c	нет слова, которого требует закон: см. compliance/policy_values.c
a word stands here that the law does not admit: see compliance/policy_values.c	здесь слово, которого закон не допускает: см. compliance/policy_values.c
a date beyond what the law admits: see compliance/policy_values.c	дата за пределами того, что допускает закон: см. compliance/policy_values.c
expected "source", "note" or "since 2026-01-01" with a map of values	нужно «source», «note» или «since 2026-01-01» со значениями
no value is in force today; add "since" with an earlier date	сегодня не действует ни одно значение; добавьте «since» с более ранней датой
"%s": expected days like 05-01 or 05-01..05-03	«%s»: нужны дни вида 05-01 или 05-01..05-03
"%s": there are no such days in %d	«%s»: таких дней в %d году нет
expected a list of days like [05-01..05-03, 11-04]	нужен список дней вида [05-01..05-03, 11-04]
expected a year	нужен год
expected a map of names and values	нужны имена и значения
more than %d years; remove the oldest	больше %d лет; уберите самый старый
the year %d is missing; add it, or let valid_to be earlier	нет года %d; добавьте его или поставьте valid_to раньше
expected a whole number from 0 to %lld	нужно целое число от 0 до %lld
expected an instant like 2026-11-23T08:00:00Z	нужно время вида 2026-11-23T08:00:00Z
expected a text of at most %d bytes	нужен текст не длиннее %d байт
unknown word in place %zu	неизвестное слово на месте %zu
expected a list of at most %d zones	нужен список не более чем из %d поясов
unknown zone "%s"; expected a name like Europe/Moscow	неизвестный пояс «%s»; нужно имя вида Europe/Moscow
expected a list of at most %d	нужен список не более чем из %d
expected an object	нужен объект
unknown member "%.60s"; see dozvon gate schema	неизвестный член «%.60s»; см. dozvon gate schema
not JSON: %s at byte %d	это не JSON: %s на байте %d
stored facts: not of a form that this version knows	сохранённые факты: такого вида эта версия не знает
stored facts: damaged, or of a newer version	сохранённые факты повреждены или записаны более новой версией
