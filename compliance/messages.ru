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
the database knows of all %llu entries that were signed: nothing is lost	база знает все %llu подписанных записей: ничего не потеряно
the log has %llu entries, the database knows of %lld: it was restored from an older copy, and refusals and erasures are missing; "dozvon backup restored" brings them back	в журнале %llu записей, база знает %lld: она восстановлена из старой копии, в ней нет отказов и стираний; их вернёт «dozvon backup restored»
the reason of the erasure is not known	причина стирания неизвестна
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
destroying takes two different persons of the staff: --by and --second	уничтожают двое разных сотрудников: --by и --second
there is no contact %lld; what came after its erasure is found by --address	контакта %lld нет; пришедшее после стирания ищется по --address
a legal hold covers this person: nothing may be destroyed until it is lifted	данные этого человека под запретом уничтожения: сначала его надо снять
reports of providers wait to be read: they may name this person; try again in a minute	отчёты провайдеров ещё не разобраны, в них может быть этот человек; повторите через минуту
another basis stays in force (contract, care plan or law): the data are not erased while it does	действует другое основание (договор, план лечения или закон): пока оно действует, данные не стираются
--matter is missing: the number of the matter that demands it	нет --matter: номера обращения, которое этого требует
matter %lld is of another kind: it does not demand this	обращение %lld другого вида: оно этого не требует
matter %lld is about somebody else	обращение %lld о другом человеке
this person is erased already: act %lld; nothing has come since	этот человек уже стёрт: акт %lld; с тех пор ничего не пришло
there is no destruction act %lld	акта об уничтожении %lld нет
the facts were erased with the person; outcome and reasons stand as recorded	факты стёрты вместе с данными человека; исход и причины остаются как записаны
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
expected RU or US	нужно RU или US
a pack of another law than the Russian names the "zones" of its country, and only such a pack	пояса страны ("zones") называет пакет другого права, и только он
expected a list of changes, or [] when none is known	ожидается список изменений закона или [], если их не предвидится
expected a list like [{purposes: [SURVEY], channels: [SMS], codes: [COMM_SMS], source: "..."}]	ожидается список вида [{purposes: [SURVEY], channels: [SMS], codes: [COMM_SMS], source: "..."}]
expected rules like {G-18: {until: 2027-01-01, why: "..."}}	ожидаются правила вида {G-18: {until: 2027-01-01, why: "..."}}
expected a list of zones like [America/New_York]	нужен список поясов вида [America/New_York]
expected {law: "...", says: "..."}; the law that this rule comes from must be named	нужно {law: "...", says: "..."}; закон, из которого правило, должен быть назван
more than %d rules	больше %d правил
a pack of another law than the Russian lists its "rules", and only such a pack	свои правила ("rules") перечисляет пакет другого права, и только он: российские действуют все
there is no rule of this id	правила с таким номером нет
G-08 and G-21 are asked under every law: add them	G-08 и G-21 спрашиваются при любом праве: добавьте их
there is no rule of this id in the pack	в пакете нет правила с таким номером
this rule is never on trial: see compliance/policy_rules.c	это правило в наблюдение не ставят: см. compliance/policy_rules.c
expected {until: 2027-01-01, why: "..."}	нужно {until: 2027-01-01, why: "..."}
a trial ends before the pack does	наблюдение кончается раньше пакета
a pack of another law than the Russian says which consents it "needs", and only such a pack	какие согласия нужны ("needs"), говорит пакет другого права, и только он
"%s": expected a file, or at least %d digits of a pack's SHA-256	«%s»: нужен файл или хотя бы %d знаков SHA-256 пакета
there is no one pack %s in the database; add it with policy add	в базе нет одного такого пакета, %s; внесите его командой policy add
this pack is not in the database; add it with policy add	этого пакета нет в базе; внесите его командой policy add
%s has signed this pack already	%s уже подписал этот пакет
the pack puts rules on trial that count today (%.*s): two signatures must name them with --observe	пакет ставит в наблюдение правила, которые сегодня действуют (%.*s): две подписи должны назвать их в --observe
the pack needs the signatures of two persons, one of them of compliance; it has %d, %d of compliance	пакету нужны подписи двух человек, один из них — ответственный за соответствие; подписей %d, из них ответственных %d
no policy pack "%s" is in force: policy add, policy sign by two persons, policy activate	пакет правил «%s» не введён в действие: policy add, policy sign двумя людьми, policy activate
the pack in force states the law of %s, and the installation's region is %s	введённый пакет — права %s, а регион установки — %s
the pack of this decision is not in the database	пакета, по которому решали, нет в базе
this is not an answer that an officer decides about	об этом ответе ответственный не решает
say why, in 1 to %d bytes	скажите почему, от 1 до %d байт
an approval ends within %d days	разрешение кончается не позже чем через %d дней
who refused all contact is decided about one target at a time	о том, кто отказался от любых обращений, решают по одному
campaign %lld is over: nothing of it waits for a decision	кампания %lld закончена: в ней никто не ждёт решения
no target of campaign %lld is held for this	в кампании %lld никого по этой причине не держат
there is nobody with login "%s" on the staff	среди сотрудников нет логина «%s»
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
must be a list	должно быть списком
expected warning, review or error	ожидается warning, review или error
a group has a name and phrases	у группы есть name и phrases
group %s: expected rule, says and remedy	группа %s: нужны rule, says и remedy
the list of words has a version and a source	у списка слов есть version и source
there is no group %s	нет группы %s
%s: expected a text	%s: ожидается текст
unknown member "%.60s"	неизвестное поле "%.60s"
channel and class are words of docs/glossary	channel и class - слова из docs/glossary
purpose is a word of docs/glossary	purpose - слово из docs/glossary
not JSON: %.100s	не JSON: %.100s
expected an object with a text	ожидается объект с полем text
cannot write the evidence file: %s	файл доказательства не записать: %s
cannot read the evidence file: %s	файл доказательства не прочитать: %s
the evidence file is larger than %lld bytes	файл доказательства больше %lld байт
the evidence file was cut or changed	файл доказательства обрезан или изменён
%s is not there: dozvon evidence key makes it	файла %s нет: его создаёт dozvon evidence key
evidence_dir: the path is empty or too long	evidence_dir: путь пуст или слишком длинный
the evidence file's key is wrapped with a key that is not in the settings	ключ файла доказательства закрыт ключом, которого нет в настройках
the evidence file's wrapped key was changed	закрытый ключ файла доказательства изменён
the evidence file holds something else than its name says	в файле доказательства не то, что говорит его имя
the evidence file is neither PDF, JPEG, PNG, WAV, MP3 nor Opus	файл доказательства — не PDF, JPEG, PNG, WAV, MP3 и не Opus
the evidence file is not a recording	файл доказательства — не звукозапись
there is no such evidence	такого доказательства нет
this evidence was destroyed at the end of its retention	это доказательство уничтожено по окончании срока хранения
%s: the path is too long	%s: слишком длинный путь
a form whose tick is set beforehand asks for no consent (C-07)	форма, где отметка поставлена заранее, согласия не спрашивает (C-07)
a form that cannot be sent without this tick asks for no consent (C-07)	форма, которую без этой отметки не отправить, согласия не спрашивает (C-07)
a text names its purpose	у текста должна быть цель
one consent to processing personal data is for one purpose (C-01)	одно согласие на обработку ПДн — одна цель (C-01)
a consent to advertising is asked for by itself (C-02)	согласие на рекламу спрашивают отдельно (C-02)
there is no legal entity with INN %lld, or nobody of the staff is "%s"	нет юрлица с ИНН %lld или сотрудника «%s»
there is no wording "%s" version %lld of this legal entity	у этого юрлица нет текста «%s» версии %lld
%s has written this text and cannot approve it	%s — автор текста и утвердить его не может
this person has approved the text already	этот человек уже утвердил текст
the text that was shown is not approved by two persons	показанный текст не утверждён двумя людьми
the text that was shown is about another purpose	показанный текст — о другой цели
another text was shown, or its tick was set beforehand	показан другой текст или отметка стояла заранее
the act is not the person's own: somebody else's tick, or a voice nobody recorded	это не действие самого человека: чужая отметка или незаписанный голос
no stored agreement that a code from an SMS is a signature	нет сохранённого соглашения, что код из SMS — подпись
fields of the evidence are missing	в доказательстве не хватает полей
a clause of a contract is no consent (C-02)	пункт договора — не согласие (C-02)
the text is not approved: it cannot be asked with	текст не утверждён: спрашивать с ним нельзя
an own request is proved by an object: how it was asked, and where that is kept	просьбу человека доказывает объект: как попросил и где это хранится
advertising rests on consents, on no other basis	реклама опирается только на согласия
an own request has an end	у просьбы человека есть срок
a care plan is a basis for RECALL alone	план лечения — основание только для RECALL
# taking consents: forms, sheets, codes, receipts
there is no contact %lld to represent this one	нет контакта %lld, который мог бы быть представителем
the person is a minor: the representative decides, with a document of authority	человек несовершеннолетний: решает представитель, с документом о полномочиях
another person is registered as the representative of this one	представителем этого человека записан другой
the person has refused before: only a signature or an own form brings it back, never a mark in a call	человек раньше отказался: вернуть согласие может только его подпись или его собственная форма, но не отметка в звонке
several contacts hold this address: name the party	этот адрес у нескольких контактов: укажите контакт
the recording is too short for the text to begin there	запись слишком коротка: текст не может начинаться в этом месте
the scan or the recording is not in the evidence store	скана или записи нет в хранилище доказательств
the form has not been sent in, or it was long ago	форма не отправлена или отправлена слишком давно
the form was confirmed before	форма уже подтверждена
this cannot be made a QR code: %s	это не укладывается в QR-код: %s
the form has no such text	в форме нет такого текста
there is no form "%.60s"	нет формы «%.60s»
there is no form %lld	нет формы %lld
there is no text %lld	нет текста %lld
there is no such legal entity	такого юрлица нет
there is no such legal entity, or a campaign of the form is over: name it before it is started	такого юрлица нет, или кампания формы уже закончена: назовите её в форме до запуска
there is no such form of consents, or no such text of its legal entity that is a document of its own	нет такой формы согласий или у её юрлица нет такого текста — отдельного документа
this page is closed, or its time is over	эта страница закрыта, или её время вышло
this code has been used	этот код уже использован
there is a form "%.60s" already, or its name is not of small Latin letters, digits and hyphens, or there is no such campaign	форма «%.60s» уже есть, или её имя не из строчных латинских букв, цифр и дефисов, или нет такой кампании
form "%.60s" has this text already, or is full	в форме «%.60s» этот текст уже есть или больше нет места
this link is not one of ours, or its time is over	это не наша ссылка, или её срок истёк
a form is confirmed with the code or the link that was sent	форма подтверждается присланным кодом или ссылкой
paper is taken by a person of the staff: who?	бумагу принимает сотрудник: кто?
paper is taken from a person who has shown a document: which kind?	бумагу принимают у того, кто показал документ: какой вид?
paper needs the scan of the signed sheet	к бумаге нужен скан подписанного листа
a call is marked by a person of the staff: who?	отметку в звонке ставит сотрудник: кто?
a spoken answer needs the recording's hash and where the text begins in it	к устному ответу нужны хеш записи и место, где в ней начинается текст
in which way was it taken?	каким способом взято согласие?
a voice is no written form: this text is signed on paper	голос — не письменная форма: этот текст подписывают на бумаге
the capsule would have more than %d files	в капсуле было бы больше %d файлов
the capsule cannot be written: %s	капсулу не удаётся записать: %s
the capsule's ZIP cannot be made: code %d	архив капсулы не удаётся создать: код %d
the capsule's ZIP cannot be made: %s	архив капсулы не удаётся создать: %s
the letter cannot be drawn: %s	письмо не удаётся составить: %s
nobody whom we know has this address	этого адреса нет ни у кого, кого мы знаем
the newest entries about this are not sealed yet: try again in a second	новейшие записи об этом ещё не опечатаны: повторите через секунду
a decision, or the answer to its contact, has no entry in the log: run audit verify	решения или ответа на обращение нет в журнале: выполните audit verify
log/%s is of another history of this log: run audit verify	log/%s — из другой истории этого журнала: выполните audit verify
there is no capsule %lld	досье %lld нет
a part of the story is not JSON: %s	часть рассказа — не JSON: %s
no box is ticked	ничего не отмечено
a box cannot say yes and no at once	в одном пункте не может быть и «да», и «нет»
the form has no such box	в форме нет такого пункта
a representative needs a document of authority, and the document a representative	представителю нужен документ о полномочиях, а документу — представитель
the cosignature of %s is false	подпись свидетеля %s ложна
not cosigned by %s	нет подписи свидетеля %s
the verifier key of %s is not that of a witness	ключ проверки %s — не ключ свидетеля
%s: entry %u was removed (index %llu)	%s: запись %u удалена (номер %llu)
the log has grown meanwhile	журнал тем временем вырос
%s has not said which size it has seen	%s не сообщил, какой размер журнала он видел
%s has cosigned %llu entries, the log has %llu: the database was restored from an older copy, or its tail was cut. Bring back the right one	%s подписал записей: %llu, в журнале %llu: база восстановлена из старой копии или у журнала отрезан конец. Верните верную базу
the answer of %s	ответ %s
%s has seen another history of this log	%s видел другую историю этого журнала
%s answers with status %d	%s отвечает кодом %d
%d of %lld witnesses have cosigned	свидетелей подписало: %d, нужно %lld
settings: witnesses: none is named	настройки: witnesses: не назван ни один свидетель
%s: two histories: the first %llu entries are not those that the older checkpoint signed	%s: две истории: первые %llu записей не те, что подписаны раньше
%s: the tail is missing: %llu entries here, %llu were signed before	%s: нет конца журнала: здесь записей %llu, раньше было подписано %llu
witnessed: no checkpoint was cosigned	witnessed: нет контрольной точки, подписанной свидетелями
witnessed	witnessed
witnessed: cosigned by %d of the witnesses, %d are asked for	witnessed: подписей свидетелей %d, требуется %d
not signed by %s with this key but with another: the key has changed, and no known key vouches for the new one	%s подписал не этим ключом, а другим: ключ сменился, и ни один известный ключ за новый не ручается
bundle %llu is not in the archive	пачки %llu нет в архиве
archive/%012llu.zst: bundle %llu is damaged	archive/%012llu.zst: пачка %llu повреждена
%s: not an archive of the log, or damaged	%s: не архив журнала или повреждён
bundle %lld reads otherwise from the archive than it was written	пачка %lld читается из архива не так, как была записана
not a change of key: expected %s, two keys, a checkpoint	не передача ключа: нужны %s, два ключа, контрольная точка
%s cannot take over the log of %s	%s не может продолжить журнал %s
the key that gives up here is not the one before	здесь передаёт дела не тот ключ, что был до этого
a key gave up at %llu entries, before it had taken over	ключ передал дела на записи %llu, раньше, чем принял
more than %d keys	больше %d ключей
%llu entries signed by a key that gave up at %llu	%llu записей подписаны ключом, который передал дела на %llu
%llu entries signed by a key that took over at %llu	%llu записей подписаны ключом, который принял дела на %llu
%s: two histories: the first %llu entries are not those that the key signed before it gave up	%s: две истории: первые %llu записей — не те, что ключ подписал перед передачей
key_handover %d	key_handover %d
%s is not the key that the one before it vouched for: if a change was broken off, dozvon audit key rotate ends it	%s — не тот ключ, за который поручился прежний: если смена была прервана, её закончит dozvon audit key rotate
%s: another witness is at work there	%s: там уже работает другой свидетель
this witness does not know the log %s	этот свидетель не знает журнала %s
old is larger than the checkpoint	old больше контрольной точки
the log of %llu entries is not proven to continue the %llu that were cosigned	не доказано, что журнал из %llu записей продолжает %llu подписанных
the witness cannot write	свидетель не может писать на диск
not a request to a witness: expected old SIZE, hashes, an empty line, a checkpoint	не запрос к свидетелю: нужны old РАЗМЕР, хеши, пустая строка, контрольная точка
settings: witnesses: one of them is too long	настройки: witnesses: слишком длинная запись
settings: witnesses: expected VKEY URL, VKEY URL	настройки: witnesses: нужно VKEY URL, VKEY URL
settings: witnesses: more than %d	настройки: witnesses: больше %d
settings: witnesses	настройки: witnesses
say who reads and why: the read is kept with both	скажите, кто читает и зачем: чтение записывается с тем и другим
a reason is somebody's: say whose	у причины должен быть автор: скажите, кто читает
%zu persons at once: above %d ask for an export, and a second person approves it	%zu человек сразу: больше %d — это выгрузка, её разрешает второй сотрудник
an export takes the approval of a second person	выгрузку разрешает второй сотрудник
who reads cannot approve it: it takes a second person	кто читает, тот не разрешает: нужен второй сотрудник
%.60s (%s) is not one who %s: that takes %s	%.60s (%s) не из тех, кто %s: нужна роль %s
calls by cards	звонит по карточкам
sees what is known of a person	видит сведения о человеке
searches for persons	ищет людей
works here	здесь работает
takes consents	принимает согласия
takes refusals	принимает отказы
sees what campaigns hold	видит, что удержано в кампаниях
states what the registers hold	вносит в реестры
writes templates and moves campaigns	пишет шаблоны и ведёт кампании
asks for copies of many persons' data	просит выгрузку данных многих людей
a token is issued for 1 to %d days	ключ доступа выдают на срок от 1 до %d дней
there is no token to end: none, or ended already	отзывать нечего: ключа доступа нет или он уже отозван
sees a whole number	видит номер целиком
reads evidence	читает доказательства
approves reads of many persons at once	разрешает показ многих людей сразу
opens matters	открывает обращения
decides about matters and registers	решает по обращениям и реестрам
approves texts of consents	утверждает тексты согласий
signs and activates packs	подписывает и вводит пакеты
search for a phone, an e-mail, two letters of a name, an INN, a decision, campaign:N or party:N	ищите по телефону, почте, двум буквам имени, ИНН, номеру решения, campaign:N или party:N
nobody is found	никто не найден
gost: %s: %s	ГОСТ: %s: %s
OpenSSL's gost engine is not installed: apt install libengine-gost-openssl, or leave log_gost_key empty	модуль gost для OpenSSL не установлен: apt install libengine-gost-openssl, или оставьте log_gost_key пустым
%s is not there: dozvon audit key gost makes it	нет файла %s: его делает dozvon audit key gost
"%s" is not a verifier key of GOST: expected NAME+HEX+BASE64	«%s» — не ключ проверки ГОСТ: нужно ИМЯ+HEX+BASE64
the GOST signature of %s is false	подпись ГОСТ от %s неверна
not signed by %s with this key of GOST	нет подписи %s этим ключом ГОСТ
time stamp: %s: %s	отметка времени: %s: %s
time stamp: the certificate of the authority is revoked	отметка времени: сертификат службы отозван
say where the backup lies: --place	скажите, где лежит копия: --place
a backup is made before now and expires after that	копия сделана раньше, чем сейчас, а её срок кончается позже, чем она сделана
there is no backup %lld, or it was gone before	копии %lld нет, или она уже уничтожена
a list is being imported: it could bring this person back; try again when it is done	загружается список: он мог бы вернуть этого человека; повторите, когда загрузка кончится
there is no contact %lld	контакта %lld нет
a hold ends some day that is to come	запрет на уничтожение кончается в какой-то будущий день
no officer's hold %lld is in force	запрета %lld, поставленного специалистом, в силе нет
there is no file %lld, or it was gone before	файла %lld нет, или он уже уничтожен
an order to destroy is given for a year at most	распоряжение уничтожать дают не больше чем на год
matter %lld names nobody: identify the person with --party	в обращении %lld никто не назван: установите личность с --party
%lld persons hold this address: identify the one who asks with --party	этот адрес у %lld человек: установите, кто спрашивает, с --party
the answer has to say where %s is: dozvon entity change --address	в ответе должен быть адрес оператора %s: dozvon entity change --address
the answer has to name who "%s" is and where: processor and address of the contracts file	в ответе должно быть, кто такой «%s» и где находится: processor и address в файле договоров
the date of birth: not a date like 2011-02-14	дата рождения: не дата вида 2011-02-14
an address is corrected from one to another: name both	адрес исправляют с одного на другой: назовите оба
a phone is corrected to a phone, an e-mail to an e-mail	телефон исправляют на телефон, почту на почту
say what is to be corrected: name, date of birth, zone, region, INN, representative or address	скажите, что исправить: имя, дату рождения, часовой пояс, регион, ИНН, представителя или адрес
a document is a representative's: name whose	документ бывает у представителя: назовите чей
the INN is kept of companies, and of who trades or acts for one	ИНН хранится у организаций, предпринимателей и контактных лиц
the representative is another person, whom we know	представитель — другой человек, и он нам известен
matter %lld: the requester is not identified: matter identify	обращение %lld: личность заявителя не установлена: matter identify
the person does not have this address	у этого человека нет такого адреса
this is the address that stands there already	этот адрес там уже и стоит
the persons cannot be counted from "%s": name a list, a campaign, reads, all, or one of the tables party, contact_point, consent_event, decision, attempt	по «%s» людей не посчитать: назовите список (list), кампанию (campaign), чтения (reads), всех (all) или одну из таблиц party, contact_point, consent_event, decision, attempt
there is no such list, campaign or login to count the persons from	нет такого списка, кампании или логина, чтобы посчитать людей
there is no party %lld, or it does not hold the matter's address	контакта %lld нет, или адрес обращения не его
for a matter of this kind nothing is drafted	для обращения этого вида черновика нет
matter %lld about this is open already	обращение %lld об этом уже открыто
there is no such decision, or nobody was contacted by it	такого решения нет, или по нему никому не звонили и не писали
matter %lld is no complaint	обращение %lld — не жалоба
every kill switch is thrown already	все цели уже остановлены
