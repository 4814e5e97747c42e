rows in the lists; there is no plan yet	строк в списках; план ещё не составлен
rows in the lists	строк в списках
rejected by the import (reject file)	отвергнуто при загрузке (файл отказов)
repeats of a person within a list	повторов человека в том же списке
repeats of a person in another list	повторов человека в другом списке
persons and companies	человек и компаний
without an address for this channel	без адреса для этого канала
came by a form of consents	пришли с формы согласий
targets	адресатов
without attempts	без попыток
attempts (clearances)	попыток (допусков)
\nCampaign %lld "%s": %s, %s, %s\n	\nКампания %lld «%s»: %s, %s, %s\n
adds up: each row and each target stands in one line of the report	сходится: каждая строка и каждый адресат стоят в одной строке отчёта
DOES NOT ADD UP	НЕ СХОДИТСЯ
] %6lld of %-6lld	] %6lld из %-6lld
  attempts %lld, arrived %lld	  попыток %lld, дошло %lld
, %.0f/s, ~%.0f s to go	, %.0f/с, ещё ~%.0f с
, answers awaited %lld	, ждём ответа по %lld
, cards with agents %lld	, карточек у операторов %lld
, later %lld	, позже %lld
usage: dozvon [--settings FILE] [--lang ru|en] COMMAND ...\n\n	вызов: dozvon [--settings FILE] [--lang ru|en] COMMAND ...\n\n
, answers: %d, %s, reports: %d\n	, ответов: %d, %s, отчётов: %d\n
can be asked	спросить об исходе можно
cannot be asked	спросить об исходе нельзя
there is no option "%s"%s	нет параметра «%s»%s
dozvon: there is no command "%s"\n	dozvon: нет команды «%s»\n
apply the database's migrations	применить миграции базы
check the settings and print them: settings --print	проверить настройки; показать их: settings --print
run the processes: serve [--join] [--i-know]	запустить процессы: serve [--join] [--i-know]
our legal entities: entity add | change | list | show	наши юрлица: entity add | change | list | show
their branches: branch add | change | list | show	их филиалы: branch add | change | list | show
who works here, in which role: staff add | change | list | show; token | tokens | revoke: who may call the API	кто здесь работает и в какой роли: staff add | change | list | show; token | tokens | revoke: кому открыт API
the numbers that call, with their labels: number add | change | block | retire | replace | list | show	номера, с которых звонят, и их подписи: number add | change | block | retire | replace | list | show
the names that SMS come from: sender add | template | templates | retire-template | retire | list | show	имена отправителей SMS: sender add | template | templates | retire-template | retire | list | show
imported lists and their quarantine: list show | quarantine lift	загруженные списки и их карантин: list show | quarantine lift
telling people whose data came from others: notice mark	извещения людям, чьи данные пришли от других: notice mark
ask the gate: gate judge | explain | decision | replay | schema | rules	спросить шлюз: gate judge | explain | decision | replay | schema | rules
policy packs: check, diff, add, sign, activate, list, show, what-if; level: persons on record	пакеты правил: check, diff, add, sign, activate, list, show, what-if; level: сколько людей на учёте
what the compliance officer decides: review list, review decide	что решает ответственный: review list, review decide
campaigns: create, approve, start, pause, resume, stop, plan, list, show, watch; unknown: whom to look after	кампании: create, approve, start, pause, resume, stop, plan, list, show, watch; unknown: чей исход неизвестен
texts with versions: template add | check | approve | show | list | preview	тексты с версиями: template add | check | approve | show | list | preview
ask the linter about texts: lint < TEXTS.jsonl	проверить тексты: lint < TEXTS.jsonl
the log: key, rotate, seal, checkpoint, send, stamp, page, mail, archive, export, verify, prove, check-proof, rebuild	журнал: key, rotate, seal, checkpoint, send, stamp, page, mail, archive, export, verify, prove, check-proof, rebuild
watch over other people's logs: cosign what continues, refuse the rest	засвидетельствовать чужой журнал: подписать продолжение, отвергнуть остальное
import a list: import FILE --entity INN --ground TEXT --source WORD ...	загрузить список: import FILE --entity INN --ground TEXT --source WORD ...
consents: import, give, withdraw, show, state, check, rebuild, capture, expire	согласия: import, give, withdraw, show, state, check, rebuild, capture, expire
destroy a person's data, with the act: erase --party|--address ... ; erase act N	уничтожить данные человека, с актом: erase --party|--address ... ; erase act N
files with persons in them outside the database: file list | gone	файлы с данными людей вне базы: file list | gone
the texts that consents are asked with: add, approve, show, list	тексты, с которыми спрашивают согласия: add, approve, show, list
scans and recordings that prove consents: key, add, get, check, sweep, rotate	сканы и записи, подтверждающие согласия: key, add, get, check, sweep, rotate
forms of consents: add, item, show, print	формы согласий: add, item, show, print
refusals: add, said, import, check, words	отказы: add, said, import, check, words
answers of people that somebody has to read: inbox unclear list | decide	ответы людей, которые должен прочесть человек: inbox unclear list | decide
refusals told to the providers: list, answered	отказы, переданные провайдерам: list, answered
a person: block, unblock, deceased, wrong-person	человек: block, unblock, deceased, wrong-person
stop a purpose in all campaigns: on, off, list	остановить цель во всех кампаниях: on, off, list
the papers of the law with dates and owners: register add | list | check | require	бумаги по закону, с датами и ответственными: register add | list | check | require
what should be destroyed by now, and destroying it: retention report | sweep | order	что пора уничтожить, и уничтожение: retention report | sweep | order
legal holds: hold set | lift | list	запреты уничтожать данные: hold set | lift | list
the register of backups: backup add | gone | restored | list	реестр резервных копий: backup add | gone | restored | list
one person's timeline: search WORDS --by LOGIN --reason TEXT	всё об одном человеке по времени: search WORDS --by LOGIN --reason TEXT
a whole number or address, for a reason	показать номер или адрес целиком, с причиной
copies of many persons' data, by two: ask, approve, refuse, make, list, trace	выгрузка данных многих людей, вдвоём: ask, approve, refuse, make, list, trace
requests and demands with the clocks of the law: open, list, show, extend, remind, close ...	обращения и требования со сроками закона: open, list, show, extend, remind, close ...
the answer to a person who asks what we keep of them: access --matter N --out FOLDER --by LOGIN	ответ человеку, что о нём хранится: access --matter N --out FOLDER --by LOGIN
why we contacted somebody, with all proofs, as one file: capsule --address A | --campaign N --out FILE.zip ...	почему мы связались с человеком, со всеми доказательствами, одним файлом: capsule --address A | --campaign N --out FILE.zip ...
legal bases other than consent: import	основания помимо согласия: import
the register of number ranges: numbering load FILE, numbering find NUMBER	реестр номеров: numbering load FILE, numbering find NUMBER
try recipes out: provider render | send | check | webhook	опробовать рецепты провайдеров: provider render | send | check | webhook
settings: dispatchers is 0: there is nothing to join with	настройки: dispatchers — 0: присоединять нечего
settings: listen: %s can be reached from outside, and tokens would travel in the clear: put a proxy that ends TLS in front of 127.0.0.1, or say --i-know	настройки: listen: адрес %s доступен извне, и ключи доступа пойдут открытым текстом: поставьте перед 127.0.0.1 прокси с TLS или добавьте --i-know
number ranges loaded: %lld\n	загружено диапазонов номеров: %lld\n
number: %s\n	номер: %s\n
region: %s\n	регион: %s\n
zone: %s\n	часовой пояс: %s\n
carrier's INN: %lld\n	ИНН оператора связи: %lld\n
unknown	неизвестен
%s: this number was given to no carrier	%s: этот номер не выделен ни одному оператору связи
which file?	какой файл?
--staff: not a number of a person of the staff	--staff: нужен номер сотрудника
--address is missing	не указан --address
--address: %s	--address: %s
--said-at: not an instant like 2026-11-23T10:00:00+03:00	--said-at: нужен момент времени вида 2026-11-23T10:00:00+03:00
suppress add: %s	suppress add: %s
nothing waits to be read	непрочитанных ответов нет
say which answer, and --scope: what it refuses, or none	укажите номер ответа и --scope: от чего это отказ, или none
the refusal is recorded	отказ записан
it was no refusal: the hold has ended	это был не отказ: удержание снято
no kill switch is thrown	ни один рубильник не опущен
%s is stopped in all campaigns\n	цель %s остановлена во всех кампаниях\n
%s may go on\n	цель %s снова разрешена\n
--as is missing: who does this?	нет --as: кто это делает?
party %lld is %s now; targets stopped: %lld\n	контакт %lld теперь %s; адресатов остановлено: %lld\n
  OVERDUE	  ПРОСРОЧЕНО
all providers have acknowledged	все провайдеры подтвердили
withdraw needs --code, a known --channel and --path	для отзыва нужны --code, известный --channel и --path
%s: the text is empty	%s: текст пуст
recorded	записано
recorded already	уже записано
recorded as unproven: %s\n	записано как недоказанное: %s\n
consents withdrawn: %lld\n	отозвано согласий: %lld\n
party %lld, consents: %d\n	контакт %lld, согласий: %d\n
addresses: %lld, different: %lld\n	адресов: %lld, расходятся: %lld\n
lines: %lld, recorded: %lld, known already: %lld, rejected: %lld, unproven: %lld\n	строк: %lld, записано: %lld, уже известно: %lld, отвергнуто: %lld, не доказано: %lld\n
lines: %lld, recorded: %lld, known already: %lld, rejected: %lld, targets stopped: %lld\n	строк: %lld, записано: %lld, уже известно: %lld, отвергнуто: %lld, остановлено адресатов: %lld\n
lines: %lld, recorded: %lld, known already: %lld, rejected: %lld\n	строк: %lld, записано: %lld, уже известно: %lld, отвергнуто: %lld\n
recorded: %lld, known already: %lld, contacts with this address: %lld, targets stopped: %lld\n	записано: %lld, уже известно: %lld, контактов с этим адресом: %lld, остановлено адресатов: %lld\n
no refusals	отказов нет
no refusal	отказа нет
unclear: a person has to read it	неясно: должен прочесть человек
"%s" is not a number	«%s» — не число
made %s; keep a copy where this machine cannot reach it\n	создан %s; храните копию там, куда эта машина не достанет\n
entries sealed: %lld\n	запечатано записей: %lld\n
entries exported: %llu\n	выгружено записей: %llu\n
the database's %llu entries are those that were signed; their files are in %s\n	записи базы (%llu) те, что подписаны; их файлы в %s\n
not intact: %s\n	не цел: %s\n
intact: %llu entries signed, %llu checked in %.3f s, %.0f entries/s\n	цел: подписано записей %llu, проверено %llu за %.3f с, %.0f записей/с\n
proven: entry %llu of the %llu that %s signed\n%s\n	доказано: запись %llu из %llu, подписал %s\n%s\n
migrations applied: %d\n	применено миграций: %d\n
there is no decision %s	решения %s нет
settings: "database" is not set; write it in the settings file or DOZVON_DATABASE	настройки: не указана database; впишите её в файл настроек или в DOZVON_DATABASE
the text breaks the rules; nothing is approved	текст нарушает правила; ничего не утверждено
the line is longer than %d bytes	строка длиннее %d байт
line %d	строка %d
nothing found	замечаний нет
--class must be CONSENT, AGREEMENT, AUTHORITY or REQUEST	--class — одно из CONSENT, AGREEMENT, AUTHORITY, REQUEST
--consent: not a UUID	--consent: не UUID
--until: not a date	--until: не дата
evidence get needs HASH, --out, --as and --reason	evidence get требует HASH, --out, --as и --reason
%s is not a SHA-256	%s — не SHA-256
--reason is longer than 200 bytes	--reason длиннее 200 байт
%s: its file is missing\n	%s: файла нет\n
%s: a file without a row: nobody's, or destroyed\n	%s: файл без записи: ничей или уничтоженный\n
%s: not one of our files\n	%s: не наш файл\n
evidence files: %lld, faults: %lld\n	файлов доказательств: %lld, нарушений: %lld\n
the evidence is not whole	доказательства не целы
would be destroyed: %lld\n	было бы уничтожено: %lld\n
destroyed: %lld\n	уничтожено: %lld\n
keys wrapped anew: %lld\n	ключей закрыто заново: %lld\n
missing in the evidence: %s\n	в доказательстве нет: %s\n
--reason must be WITHDRAWAL, PURPOSE_REACHED or UNLAWFUL	--reason: WITHDRAWAL, PURPOSE_REACHED или UNLAWFUL
dry run: nothing was erased\n	проба: ничего не стёрто\n
erased; destruction act %lld; files to be destroyed or looked at, and backups, are left to you\n	стёрто; акт об уничтожении %lld; названные файлы и резервные копии остаются за вами\n
facts erased with their persons: %lld; outcome and reasons stand as recorded\n	факты стёрты вместе с людьми: %lld; исход и причины остаются как записаны\n
a wording is named by --entity, --name and --version	текст называют --entity, --name и --version
wording add needs --code, --purposes, --file and --by	wording add требует --code, --purposes, --file и --by
recorded; two other persons approve it, a compliance officer among them	записано; текст утверждают двое других, один из них — ответственный за соблюдение закона
who approves it? --by LOGIN	кто утверждает? --by ЛОГИН
approved: %d persons\n	утверждено, людей: %d\n
approvals: %d, and more are needed\n	утверждений: %d, нужно ещё\n
standalone	отдельный документ
part of another document	часть другого документа
approved	утверждён
not approved	не утверждён
--valid-at and --known-at are instants or days	--valid-at и --known-at — моменты или дни
--at is an instant or a day, not in the future	--at — момент или день, не в будущем
consents ended: %lld\n	закончено согласий: %lld\n
in force	действует
of the old form	старой формы
none	нет
expired	истекло
withdrawn	отозвано
refused	отказ
unproven	не доказано
found invalid	признано недействительным
# taking consents
--yes and --no take numbers of boxes: 1,3	--yes и --no — номера пунктов: 1,3
--way must be paper or voice; a page confirms itself	--way — paper или voice; страница подтверждает себя сама
--offset takes milliseconds	--offset — миллисекунды
consents given in a call that are proven now: %d\n	теперь доказано согласий, данных в разговоре: %d\n
--purposes takes words with commas between: AD_PROMO,SURVEY	--purposes — слова через запятую: AD_PROMO,SURVEY
who is on the lists now: %lld would stay, %lld would change\n	кто сейчас в списках: %lld без перемен, %lld решение изменилось бы\n
--code %s: expected PD_PROMO, AD_CHANNEL, COMM_SMS, COMM_AUTOCALL or HEALTH_WRITTEN	--code %s: нужно PD_PROMO, AD_CHANNEL, COMM_SMS, COMM_AUTOCALL или HEALTH_WRITTEN
--scope: there is no scope "%.40s"	--scope: нет объёма отказа «%.40s»
--channel: there is no channel "%.40s"	--channel: нет канала «%.40s»
--since: neither a day like 2026-11-23 nor an instant like 2026-11-23T10:00:00+03:00	--since: нужен день вида 2026-11-23 или время вида 2026-11-23T10:00:00+03:00
recorded: %d, refused: %d, unproven: %d\n	записано: %d, из них отказов: %d, не доказано: %d\n
receipt: %s/receipt/%s\n	квитанция: %s/receipt/%s\n
--form is missing	не указана --form
form add needs --name, --entity and --title	form add: нужны --name, --entity и --title
--frame takes origins like https://clinic.example, with spaces between	--frame — адреса сайтов вида https://clinic.example через пробел
form item needs --form, --wording, and known --channels and --purposes	form item: нужны --form, --wording, известные --channels и --purposes
form print needs --out and either --form or --wording	form print: нужны --out и либо --form, либо --wording
%s: not an instant like 2026-11-23T10:00:00+03:00	%s: нужен момент времени вида 2026-11-23T10:00:00+03:00
--kind: this word is not in the list	--kind: такого слова нет в списке
--path or --reference is too long	--path или --reference слишком длинно
--zone: there is no time zone "%s"	--zone: часового пояса «%s» нет
--received lies in the future	--received: дата в будущем
--clock: name a deadline like UNLAWFUL_STOP; matter show says which there are	--clock: назовите срок, например UNLAWFUL_STOP; какие есть, покажет matter show
--task is missing	не указан --task
--affected is missing: how many persons	не указан --affected: сколько человек затронуто
%s: more than %zu bytes	%s: больше %zu байт
--as LOGIN is missing	не указан --as ЛОГИН
missing	НЕТ
register require: this word is not in the list of documents	register require: такого вида документа нет в списке
legal holds in force: %lld\n	действует запретов на уничтожение: %lld\n
--as LOGIN is missing: this takes a person with the role %s	не указан --as LOGIN: нужен человек с ролью %s
let out: %lld\n	выпущено из карантина: %lld\n
marked: %lld\n	отмечено: %lld\n
without a database nobody knows who has refused: only this machine can be sent to (http://127.0.0.1, the twin); set "database" and name a campaign	без базы неизвестно, кто отказался: отправить можно только на эту машину (http://127.0.0.1, двойник); задайте "database" и назовите кампанию
--campaign ID is missing: with a database, a request belongs to a running campaign	не указан --campaign ID: с базой запрос — часть идущей кампании
the facts come from the database: take them out of the order	факты берутся из базы: уберите их из заказа
text, subject and sender are the campaign's, as they were approved: the order names the address	текст, тема и отправитель — кампании, как их утвердили: заказ называет только адрес
  on trial, does not count: %s %s\n	  в наблюдении, в счёт не идёт: %s %s\n
  written to hold until %.10s; before that a date of it comes, and it is read anew or reviewed\n	  написан до %.10s; раньше наступит дата в нём самом, и его прочтут заново или проверят\n
differences: %d\n	различий: %d\n
  signed: %s (%s), %.10s: %s\n	  подписал: %s (%s), %.10s: %s\n
persons on record: %lld; health data: %s; level of protection %d (decree 1119, threats of type 3)\n	людей в базе: %lld; данные о здоровье: %s; уровень защищённости %d (постановление 1119, угрозы 3-го типа)\n
yes	есть
no	нет
warning: more than %d persons: a stricter level holds\n	внимание: больше %d человек, действует более строгий уровень\n
warning: more than %d persons; from %d on a stricter level holds\n	внимание: больше %d человек; с %d действует более строгий уровень\n
decisions judged again: %lld the same, %lld different\n	решения вынесены снова: %lld совпали, %lld отличаются\n
decisions: %lld would stay, %lld would change, %lld could not be read\n	решений: %lld остались бы прежними, %lld стали бы другими, %lld не прочитаны\n
one at a time: 	по одному: 
--contact-point: not a number	--contact-point: не число
--on: not a date	--on: не дата
--to must be person, fas or rkn	--to принимает person, fas или rkn
%s: decisions %lld, contacts %lld, consents %lld, refusals %lld, evidence %lld, entries %lld\n	%s: решений %lld, обращений %lld, действий с согласиями %lld, отказов %lld, доказательств %lld, записей журнала %lld\n
--until: expected a date like 2026-12-31	--until: нужна дата вида 2026-12-31
decision %lld about %lld targets\n	решение %lld об адресатах: %lld\n
settings: region: "%s": personal data of Russian citizens are kept in databases in Russia only (152-FZ 18(5))	настройки: region: «%s»: персональные данные граждан России хранят только в базах в России (152-ФЗ ст. 18 ч. 5)
witnessed: %llu entries, by %d of %d\n	засвидетельствовано записей: %llu, свидетелей %d из %d\n
--witness: the same key twice, or more than %d	--witness: один ключ дважды или больше %d
--until: expected a month or a day, as 2026-10 or 2026-10-01	--until: нужен месяц или день: 2026-10 или 2026-10-01
--until: this is yet to come	--until: этот день ещё не наступил
a page for the paper journal: %llu entries, %s\n	лист для бумажного журнала: записей %llu, %s\n
name the mail server, the sender and the receivers: settings mail_server, mail_from, checkpoint_mail	назовите почтовый сервер, отправителя и получателей: настройки mail_server, mail_from, checkpoint_mail
mailed: the checkpoint of %llu entries to %s\n	отправлена контрольная точка, записей %llu, кому: %s\n
nothing to archive	архивировать нечего
archived: entries %lld to %lld, %lld bytes; the database keeps their places only\n	в архиве записи с %lld по %lld, байт: %lld; в базе остались только их места\n
the log has a new key; give it to the witnesses' keepers: a line of its own in DIR/logs, below the old one\n	у журнала новый ключ; передайте его держателям свидетелей: отдельная строка в DIR/logs, под старым\n
--quorum: more than there are witnesses	--quorum: больше, чем свидетелей
refused: the last checkpoint that was cosigned has %s	отказ: в последней подписанной контрольной точке записей: %s
refused: %s	отказ: %s
stamped: %llu entries, at %s\n	отметка времени: записей %llu, время %s\n
%s has no revocation list of the authority's issuer: nothing is said about revocation\n	в %s нет списка отзыва от издателя сертификата службы: об отзыве ничего не сказано\n
name the authority and the file of its certificates: settings stamp_authority, stamp_ca	назовите службу времени и файл её сертификатов: настройки stamp_authority, stamp_ca
overdue	просрочено
--made-at and --expires-at: expected dates like 2026-12-31	--made-at и --expires-at: нужны даты вида 2026-12-31
backup %lld is registered\n	копия %lld внесена в реестр\n
settings: log_gost_key is empty: name the file of the key	настройки: log_gost_key не задан: укажите файл ключа
the database knew of %llu of the %llu entries of the log\n	база знала %llu из %llu записей журнала\n
dry run: nothing was brought back\n	пробный проход: ничего не возвращено\n
brought back: refusals %lld, withdrawals %lld, states %lld, erasures %lld; contacts that are not repeated %lld\n	возвращено: отказов %lld, отзывов %lld, состояний %lld, стираний %lld; контактов, которые не повторятся, %lld\n
left to you: %lld lines above; every kill switch is thrown: compare the providers' journals, then dozvon kill off --purpose ALL\n	осталось людям: строк выше %lld; все рубильники опущены: сверьте журналы операторов, затем dozvon kill off --purpose ALL\n
say whom the hold covers: --party, --address, --entity or --all, one of them	скажите, кого касается запрет: --party, --address, --entity или --all, одно из них
legal hold %lld is in force\n	запрет на уничтожение %lld действует\n
hold %lld\tsince %s\tuntil %s\tcontact %lld\tentity %lld\tmatter %lld\t%s\n	запрет %lld\tс %s\tдо %s\tконтакт %lld\tюрлицо %lld\tобращение %lld\t%s\n
backup %lld of %s, %s: overdue since %s, destroyed persons in it: %lld\n	копия %lld от %s, %s: просрочена с %s, стёртых людей в ней: %lld\n
backup %lld of %s, %s: due %s, destroyed persons in it: %lld\n	копия %lld от %s, %s: уничтожить до %s, стёртых людей в ней: %lld\n
no order to destroy persons is in force: retention order\n	распоряжения уничтожать людей нет: retention order\n
%s/access-%lld.json, .pdf and copies: %d; hand them over; the matter is closed\n	%s/access-%lld.json, .pdf и копии подтверждений (%d) готовы: передайте заявителю; обращение закрыто\n
--decision: the id of a decision, with --kind UNLAWFUL	--decision: номер решения, вместе с --kind UNLAWFUL
how many persons? one of --affected, --list, --campaign, --reads-of, --table, --everybody	сколько людей? одно из --affected, --list, --campaign, --reads-of, --table, --everybody
%s: cannot be made anew	%s: не удаётся создать новый файл
%s: was not written; this export is spent, ask for another	%s: не записан; эта выгрузка истрачена, попросите другую
no mark of an export stands in it	метки выгрузки в нём нет
--region: no region of Russia is called so	--region: региона с таким названием в России нет
--representative: expected a number	--representative: ожидается номер
--campaign: expected a number	--campaign: ожидается номер
