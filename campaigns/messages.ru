%s:%d: field "%s": "%.80s" is not %s; download the file from the register again	%s:%d: поле "%s": "%.80s" - это не %s; скачайте файл реестра заново
%s:%d: field "%s": no region is called "%.120s"; add this spelling to the regions file	%s:%d: поле "%s": нет региона "%.120s"; добавьте это написание в файл регионов
%s:%d: field %d of the header is "%.80s" instead of "%s"; DEF-9xx.csv of the register is expected	%s:%d: поле %d заголовка: "%.80s" вместо "%s"; нужен файл реестра DEF-9xx.csv
%s:%d: %d fields instead of 8, separated by ";"; download the file from the register again	%s:%d: полей %d вместо 8, разделённых ";"; скачайте файл реестра заново
%s: more than %d ranges	%s: больше %d диапазонов
%s:%d: not UTF-8; save the file as UTF-8	%s:%d: не UTF-8; сохраните файл в UTF-8
%s: there are no ranges in the file; the stored ones stay	%s: в файле нет диапазонов; прежние остаются
%s:%d: the range overlaps that of line %d; download the file from the register again	%s:%d: диапазон пересекается с диапазоном строки %d; скачайте файл реестра заново
a code of three digits	код из трёх цифр
a number of seven digits	номер из семи цифр
a number	число
an INN of 10 or 12 digits	ИНН из 10 или 12 цифр
a mobile code from 900 to 999	мобильный код от 900 до 999
at or after the beginning of the range	номер не раньше начала диапазона
the size of the range	ёмкость диапазона
row %lld: too many or too long cells; is a quote left open?	строка %lld: слишком много ячеек или слишком длинная ячейка; не закрыта кавычка?
more than %lld rows; split the list or raise the setting import_rows	больше %lld строк; разделите список или увеличьте настройку import_rows
a quotation mark inside a cell; double it or quote the whole cell	кавычка внутри ячейки: удвойте её или возьмите всю ячейку в кавычки
cannot read the list: %s	список не читается: %s
an old .xls or a protected workbook; save it as .xlsx or .csv	старый .xls или книга с паролем; сохраните её как .xlsx или .csv
%s: not a file	%s: это не файл
%s: the file is empty	%s: файл пуст
%s: larger than %lld MiB; split the list or raise the setting import_file_mib	%s: больше %lld МиБ; разделите список или увеличьте настройку import_file_mib
not a workbook, or a damaged one; save it again or as .csv	это не книга или она повреждена; сохраните её ещё раз или как .csv
the workbook has no sheet	в книге нет листа
the workbook is damaged inside; save it again or as .csv	книга повреждена внутри; сохраните её ещё раз или как .csv
the workbook holds a DOCTYPE, which no spreadsheet writes; refused	в книге есть DOCTYPE, которого таблицы не пишут; отказано
the workbook is too large unpacked; split the list or raise the setting import_file_mib	распакованная книга слишком велика; разделите список или увеличьте настройку import_file_mib
the workbook unpacks to more than a hundred times its size; refused	книга при распаковке растёт больше чем в сто раз; отказано
the workbook has too many rows; split the list or raise the setting import_rows	в книге слишком много строк; разделите список или увеличьте настройку import_rows
the workbook has too many different texts; save the list as .csv	в книге слишком много разных текстов; сохраните список как .csv
the workbook has cells out of order or too long; save it again or as .csv	в книге ячейки не по порядку или слишком длинные; сохраните её ещё раз или как .csv
the reading of the workbook was broken off	чтение книги прервано
the workbook could not be read safely; save the list as .csv	книгу не удалось безопасно прочитать; сохраните список как .csv
expected a list of headings	нужен список заголовков
row %lld, column %s "%.*s": health data and identity papers may not be imported; the whole list is refused: remove the column (152-FZ art. 5, 10)	строка %lld, столбец %s "%.*s": данные о здоровье и документах загружать нельзя; весь список отклонён: удалите столбец (152-ФЗ, ст. 5, 10)
more cells than the heading has columns	ячеек больше, чем столбцов в заголовке
fewer cells than the heading has columns	ячеек меньше, чем столбцов в заголовке
too many addresses in one row	слишком много адресов в одной строке
no such number: it lies in no range of the numbering plan	такого номера нет: он не входит ни в один диапазон плана нумерации
not an e-mail address	это не адрес эл. почты
a character that cannot be read	нечитаемый символ
too long a name	слишком длинное имя
a wrong INN: its check digits do not fit	неверный ИНН: не сходятся контрольные цифры
neither a company nor a contact person is named	не названы ни компания, ни контактное лицо
not a time zone; write Europe/Moscow or МСК+2	это не часовой пояс; напишите Europe/Moscow или МСК+2
not a date or year of birth; write the year with four digits	это не дата и не год рождения; напишите год четырьмя цифрами
neither a telephone nor an e-mail address	нет ни телефона, ни эл. почты
taken, but for this address: 	строка принята, кроме этого адреса: 
row No.	№ строки
column	столбец
why rejected	почему отклонено
a list from the source %s may not be imported: storing personal data that were obtained unlawfully is a crime (Criminal Code art. 272.1)	список из источника %s загружать нельзя: хранение незаконно полученных персональных данных - преступление (ст. 272.1 УК РФ)
unknown source "%s"; one of CLINIC, FORM, EVENT, PARTNER, OPEN_WEB, PURCHASED, SCRAPED	неизвестный источник "%s"; нужен один из: CLINIC, FORM, EVENT, PARTNER, OPEN_WEB, PURCHASED, SCRAPED
campaign %lld has targets again	в кампании %lld снова есть адресаты
import: a worker has died; import the list again, nothing is lost	загрузка: рабочий процесс погиб; загрузите список ещё раз, ничего не потеряно
%s is missing: without ground, source and a responsible person no list is imported (Criminal Code art. 272.1, 152-FZ art. 6)	не задано %s: без основания, источника и ответственного списки не загружаются (ст. 272.1 УК РФ, ст. 6 152-ФЗ)
--entity %s: not an INN	--entity %s: это не ИНН
--obtained-at %s: expected a date like 2026-11-01	--obtained-at %s: нужна дата вида 2026-11-01
--obtained-at %s: is in the future	--obtained-at %s: дата в будущем
no numbering plan is loaded: run dozvon numbering load	план нумерации не загружен: выполните dozvon numbering load
no row of headings among the first %d: one of them must say "телефон" or "e-mail"	среди первых %d строк нет заголовков: нужен столбец "телефон" или "e-mail"
a carrier's template is retired with --name (of the sender), --template and --reason	шаблон оператора убирают с --name (имя отправителя), --template и --reason
there is no legal entity with INN %lld; add it first	нет юрлица с ИНН %lld; сначала добавьте его
another import of this file has just ended	этот файл только что загружен другим процессом
read as: workbook, first sheet\n	прочитано как: книга, первый лист\n
read as: %s, separated by tabs\n	прочитано как: %s, разделитель - табуляция\n
read as: %s, separated by "%c"\n	прочитано как: %s, разделитель "%c"\n
rows: %lld, taken: %lld, rejected: %lld\n	строк: %lld, принято: %lld, отклонено: %lld\n
  new: %lld, new address of a known one: %lld, known already: %lld\n	  новых: %lld, с новым адресом известного: %lld, уже известных: %lld\n
  new addresses: %lld, rows taken without one of their addresses: %lld\n	  новых адресов: %lld, строк, принятых без одного из адресов: %lld\n
reasons:\n	причины:\n
first ones:\n	первые из них:\n
  row %lld %s: %s\n	  строка %lld %s: %s\n
this very file was imported as list %lld at %s: nothing was changed\n	этот самый файл уже загружен как список %lld в %s: ничего не изменено\n
a preview: nothing was stored\n	предпросмотр: ничего не сохранено\n
list %lld\n	список %lld\n
columns that are not stored: %s\n	столбцы, которые не сохраняются: %s\n
rejected rows with their reasons: %s\n	отклонённые строки с причинами: %s\n
quarantine: no campaign may reach this list (152-FZ art. 10.1, 18)\n	карантин: кампании не могут обращаться к этому списку (ст. 10.1, 18 152-ФЗ)\n
a campaign has this name already; name it otherwise	кампания с таким названием уже есть; назовите эту иначе
"%s" is not in the register	«%s» в реестре нет; сначала добавьте
is not a word of docs/glossary	такого слова нет в docs/glossary.md
expected one list or more: [patients]	нужен один список или несколько: [patients]
more than %d lists	больше %d списков
advertising may not be dialled by a machine (38-FZ art. 18(2)); use MANUAL or PREVIEW	рекламу нельзя набирать машиной (38-ФЗ, ст. 18, ч. 2); выберите MANUAL или PREVIEW
dial_mode ROBOT belongs to channel CALL_ROBOT and only there	режим набора ROBOT бывает только в канале CALL_ROBOT, и в нём только он
a campaign of this purpose has class AD	у кампании с этой целью класс текста AD
is empty	пусто
%s:%d: text	%s:%d: текст
expected lines of `key: value`	нужны строки вида `ключ: значение`
cannot %s a campaign that is %s	действие %s невозможно: кампания в состоянии %s
the author cannot approve; ask another person	автор не может сам согласовать кампанию; попросите другого человека
unknown field {{%s}}; there are {{name}}, {{unsubscribe}}, {{code}}, {{confirm}}, {{phone}}, {{clinic}}, {{offer_until}} and {{price}}	неизвестное поле {{%s}}; есть {{name}}, {{unsubscribe}}, {{code}}, {{confirm}}, {{phone}}, {{clinic}}, {{offer_until}} и {{price}}
unknown field {{%s}}; did you mean {{%s}}?	неизвестное поле {{%s}}; может быть, {{%s}}?
{{%s}} is about health; no text carries it (G-11, M-03, M-04)	{{%s}} - о здоровье: в текст его не подставляют (G-11, M-03, M-04)
{{%s is not closed by }}	{{%s не закрыто скобками }}
line %d, column %d	строка %d, столбец %d
nothing is known for {{%s}}	для {{%s}} нет значения
unknown filter "%s"; did you mean %s?	неизвестный фильтр "%s"; может быть, %s?
filter %s is for instants	фильтр %s - для дат и времени
filter %s is for prices	фильтр %s - для цен
filter default needs its text: default:"..."	фильтру default нужен текст: default:"..."
an instant needs |date or |time, a price |money	дате нужен |date или |time, цене - |money
an advertising e-mail needs {{unsubscribe}}	рекламному письму нужно {{unsubscribe}}
a subject has no fields	в теме письма полей не бывает
expected service, transactional, authorisation or advertising	ожидается service, transactional, authorisation или advertising
a template's name has no spaces and no @	в имени шаблона нет пробелов и @
the text breaks the rules in %d places:\n%s	текст нарушает правила, мест: %d\n%s
the template of the campaign is not approved	шаблон кампании не утверждён
the template is written for %s	шаблон написан для %s
stands in the template; leave it out	стоит в шаблоне; уберите эту строку
%s:%d: template	%s:%d: шаблон
%.60s is not approved	%.60s не утверждён
a template is named NAME@VERSION: "%.80s"	шаблон называют ИМЯ@ВЕРСИЯ: "%.80s"
there is no template %.80s	нет шаблона %.80s
the template is approved already	шаблон уже утверждён
%s, units %d, parts %d, left in the last %d\n	%s, знаков %d, частей %d, в последней осталось %d\n
first character outside GSM 03.38: "%s" (U+%04X), character %d\n	первый знак вне GSM 03.38: «%s» (U+%04X), по счёту %d\n
[read out]	[зачитать]
from: %s\n	от: %s\n
subject: %s\n	тема: %s\n
unknown field {{%.*s}}; there are {{name}}, {{unsubscribe}}, {{code}} and {{confirm}}	неизвестное поле {{%.*s}}; есть {{name}}, {{unsubscribe}}, {{code}} и {{confirm}}
# visitors
two people wrote at the same moment; once more, please	два человека написали одновременно; повторите, пожалуйста
unknown field {{%.*s}}; there are {{name}} and {{unsubscribe}}	неизвестное поле {{%.*s}}; есть {{name}} и {{unsubscribe}}
%s is missing	не указано: %s
%s %s: a wrong INN: 10 or 12 digits, the last are check digits	%s %s: неверный ИНН: нужно 10 или 12 цифр, последние — контрольные
%s %s: expected a date like 2027-12-31	%s %s: нужна дата вида 2027-12-31
%s is in the register already; what has changed is said with "change"	%s уже есть в реестре; изменение вносят командой change
%s is not in the register, or has ended	%s нет в реестре, или уже выведен из него
--ogrn %s: a wrong OGRN: 13 or 15 digits, the last is a check digit	--ogrn %s: неверный ОГРН: нужно 13 или 15 цифр, последняя — контрольная
--ogrn %s: of a company, and the INN of a person, or the reverse	--ogrn %s: ОГРН организации при ИНН человека или наоборот
--zone %s: expected a name like Europe/Moscow	--zone %s: нужно название вида Europe/Moscow
--role: expected agent, marketer, compliance, auditor or administrator	--role: нужно agent, marketer, compliance, auditor или administrator
--owner %lld: neither a legal entity of ours nor a processor with an order: name its processing order with --order (126-FZ art. 46)	--owner %lld: это не наше юрлицо и не обработчик с поручением: укажите поручение в --order (126-ФЗ ст. 46)
--label: %d characters, and at most %d are shown (decree 1300)	--label: знаков %d, а показывают не больше %d (постановление 1300)
--contract is missing: a label is shown under a contract with the carrier	не указан --contract: подпись показывают по договору с оператором связи
--number %s: not a telephone number	--number %s: это не номер телефона
--category: expected service, transactional, authorisation, advertising, or several with commas	--category: нужно service, transactional, authorisation, advertising или несколько через запятую
--carriers is missing: "all", or the INNs of the carriers where the name is registered	не указан --carriers: all или ИНН операторов связи, у которых имя зарегистрировано
--carriers: expected "all", or INNs with commas between them	--carriers: нужно all или ИНН через запятую
--name: a sender name has 3 to %d Latin letters and digits	--name: в имени отправителя от 3 до %d латинских букв и цифр
a carrier's template needs --name (of the sender), --template and --file	шаблону оператора связи нужны --name (имя отправителя), --template и --file
campaign %lld has no number that a carrier blocked: it keeps the one it has	у кампании %lld номер не заблокирован оператором связи: она остаётся при своём
%s: the number is neither the campaign's entity's nor a processor's with an order (126-FZ art. 46)	%s: номер не принадлежит ни юрлицу кампании, ни обработчику с поручением (126-ФЗ ст. 46)
%s: the number is %s	%s: номер %s
%s: the contract of its label has run out	%s: договор о подписи номера истёк
%s: a carrier blocked %s in a campaign like this one; another number takes a compliance officer	%s: в такой же кампании оператор связи заблокировал %s; сменить номер может только ответственный за соответствие
carrier_template "%s" is not registered for this sender	carrier_template «%s» для этого имени не зарегистрирован
carrier_template "%s" is registered as %s, and this campaign is %s	carrier_template «%s» зарегистрирован как %s, а кампания — %s
the text is not that of carrier_template "%s"	текст не совпадает с шаблоном carrier_template «%s»
advertising goes as sms_category advertising and no other	реклама идёт только с sms_category advertising
sender "%s" is not registered for this legal entity: dozvon sender add	имя «%s» не зарегистрировано за этим юрлицом: dozvon sender add
sender "%s" is retired, or its contract has run out	имя «%s» выведено из реестра или договор о нём истёк
sender "%s" is not registered for %s messages	имя «%s» не зарегистрировано для сообщений вида %s
there is no list %lld	списка %lld нет
list %lld is not whole: import it again	список %lld загружен не целиком: загрузите его ещё раз
list %lld comes from %s: who is kept back there waits for a notice, not for a decision	список %lld из источника %s: его люди ждут уведомления, а не решения
list %lld is not in quarantine	список %lld не в карантине
a compliance officer decides this, and is named	это решает ответственный за соответствие, и он назван
--reason: say in a sentence why these data may be used	--reason: напишите предложением, почему этими данными можно пользоваться
list %lld comes from %s: nobody in it waits for a notice	список %lld из источника %s: уведомления в нём никто не ждёт
who marks a notice is named	нужно назвать, кто отмечает уведомление
a notice was sent (--sent DATE --text FILE), or none is owed (--exempt CASE)	уведомление либо отправлено (--sent ДАТА --text ФАЙЛ), либо не требуется (--exempt СЛУЧАЙ)
--exempt: expected PERSON_TOLD, CONTRACT, PUBLISHED_BY_PERSON, STATISTICS or OTHERS_RIGHTS (152-FZ art. 18 part 4)	--exempt: нужно PERSON_TOLD, CONTRACT, PUBLISHED_BY_PERSON, STATISTICS или OTHERS_RIGHTS (152-ФЗ ст. 18 ч. 4)
the notice has no text, or a date in the future	у уведомления нет текста, или дата его в будущем
unknown source "%s"; one of CLINIC, PERSON, FORM, EVENT, CONTRACT, REPRESENTATIVE, PARTNER, EMPLOYER, OPEN_WEB, BOUGHT, PURCHASED, SCRAPED	неизвестный источник «%s»; бывают CLINIC, PERSON, FORM, EVENT, CONTRACT, REPRESENTATIVE, PARTNER, EMPLOYER, OPEN_WEB, BOUGHT, PURCHASED, SCRAPED
a wrong OGRN: its check digit does not fit	неверный ОГРН: не сходится контрольная цифра
not a date of confirmation; write it as 12.03.2026	это не дата подтверждения; напишите как 12.03.2026
%s:%d: sender	%s:%d: sender
%s:%d: caller_number	%s:%d: caller_number
nobody changes their own role	никто не меняет роль самому себе
%.60s has worked in what is audited and cannot be the auditor	%.60s участвовал в том, что проверяется, и не может быть аудитором
the same person is %s (%.60s): that does not go with %s	тот же человек уже %s (%.60s): это не совмещается с ролью %s
this person's data were destroyed by law: no list brings them back	данные этого человека уничтожены по закону: список их не возвращает
the same person is %s (%.60s): that does not go with %s; two people of one name are told apart by --person	тот же человек уже %s (%.60s): это не совмещается с ролью %s; однофамильцев различает --person
there is no such campaign or list	нет такой кампании или такого списка
say either a campaign or a list	назовите либо кампанию, либо список
there is no export %lld	нет выгрузки %lld
export %lld is decided already	по выгрузке %lld решение уже есть
an export is made by who asked for it	выгрузку делает тот, кто её просил
this export is not approved	эта выгрузка не разрешена
this export was made already; ask for another	эта выгрузка уже сделана; попросите другую
the approval of this export has expired; ask for another	разрешение на эту выгрузку истекло; попросите другую
Export %s: made %s by %s, approved by %s. Personal data: not to be passed on.	Выгрузка %s: %s, сделал(а) %s, разрешил(а) %s. Персональные данные: передавать другим нельзя.
Party	Контакт
Kind	Вид
Name	Имя
Address	Адрес
Export	Выгрузка
more than %d addresses: ask for a smaller list	больше %d адресов: попросите список поменьше
