# web: what requests are told
the request is invalid	запрос составлен неверно
on: expected a date like 2026-11-23	on: нужна дата вида 2026-11-23
to: expected person, fas or rkn	to: нужно person, fas или rkn
it is not known who asks	неизвестно, кто спрашивает
too many tries	слишком много попыток
this token has expired; an administrator issues another: dozvon staff token LOGIN	срок ключа доступа истёк; новый выдаёт администратор: dozvon staff token ЛОГИН
say who you are: Authorization: Bearer TOKEN, from dozvon staff token LOGIN	назовите себя: Authorization: Bearer КЛЮЧ, его выдаёт dozvon staff token ЛОГИН
too many unknown tokens came from there; try again in a minute	с этого адреса пришло слишком много неизвестных ключей; повторите через минуту
that is not allowed	это не разрешено
there is no such thing	такого нет
this address does not know that method	по этому адресу так не обращаются
things have changed meanwhile	данные тем временем изменились
the request is too large	запрос слишком велик
a fault of ours	наша ошибка
not available right now	сейчас недоступно
the request is malformed: %s	запрос повреждён: %s
this address does not know the method %s	по этому адресу нет метода %s
there is no such address; /api/v1/openapi.json lists them	такого адреса нет; все адреса перечислены в /api/v1/openapi.json
the database is away; try again in a moment	база данных недоступна; повторите через минуту
"%.*s" is not a number of anything	«%.*s» — не номер
the path has an empty part	в пути есть пустая часть
the path has a part "." or ".."	в пути есть часть «.» или «..»
the path hides a slash, a dot or a NUL	в пути спрятаны косая черта, точка или нулевой байт
the path has a broken percent sign	в пути испорчен знак процента
the path has a backslash	в пути есть обратная косая черта
the request target does not begin with a slash	адрес запроса не начинается с косой черты
the request target is too long	адрес запроса слишком длинный
the request target is not printable ASCII	в адресе запроса есть недопустимые знаки
the request target has a NUL	в адресе запроса есть нулевой байт
a header's name is not a token	имя заголовка содержит недопустимые знаки
a header's value has control bytes or is not UTF-8	в значении заголовка управляющие знаки или не UTF-8
the header Host is not a host	заголовок Host не похож на имя узла
Content-Length is not a number	Content-Length — не число
Transfer-Encoding is not exactly chunked	Transfer-Encoding должен быть ровно chunked
neither HTTP/1.0 nor HTTP/1.1	это не HTTP/1.0 и не HTTP/1.1
too many headers	слишком много заголовков
the headers are too long	заголовки слишком длинные
the header Host must stand exactly once	заголовок Host должен быть ровно один
Content-Length stands more than once	Content-Length указан несколько раз
Transfer-Encoding stands more than once	Transfer-Encoding указан несколько раз
both Content-Length and Transfer-Encoding	указаны и Content-Length, и Transfer-Encoding
Transfer-Encoding in HTTP/1.0	Transfer-Encoding в HTTP/1.0
cannot listen on %s port %d: %s	не удаётся слушать %s, порт %d: %s
the member "state" must be ACTIVE, BLOCKED or DECEASED	поле "state" — одно из: ACTIVE, BLOCKED, DECEASED
a wording is named by entity, name and version	текст согласия называют entity, name и version
the member "version" counts from 1	поле "version" считается с 1
there is no code of consent "%s"	нет кода согласия «%s»
"purposes" takes words with commas between: AD_PROMO,SURVEY	"purposes" — слова через запятую: AD_PROMO,SURVEY
say either "file" or "template"	нужно либо "file", либо "template"
there is no kind of document "%s"	нет вида документа «%s»
the member "%s" is not an instant like 2026-11-23T10:00:00+03:00	поле "%s" — не время вида 2026-11-23T10:00:00+03:00
address: %s	адрес: %s
campaign %lld does not run: its state is %s	кампания %lld не идёт: её состояние — %s
expected List-Unsubscribe=One-Click or a button of the page	ожидалось List-Unsubscribe=One-Click или кнопка страницы
limit must be a number from 1 to %d	limit — число от 1 до %d
say either "contact_point" or "address"	укажите либо «contact_point», либо «address»
that is not the name of a tile	это не имя тайла журнала
that is not the number of a key	это не номер ключа
the log has no file %s yet	в журнале ещё нет файла %s
the body is not JSON: %s in line %d	тело запроса — не JSON: %s, строка %d
the body is not a JSON object	тело запроса — не объект JSON
the member "%.60s" is not known here	поле «%.60s» здесь неизвестно
the member "%s" must be %zu hexadecimal digits	поле «%s»: нужно %zu шестнадцатеричных цифр
the member "%s" must be a text of 1 to %zu bytes	поле «%s»: нужна строка от 1 до %zu байт
the member "%s" must be a whole number	поле «%s»: нужно целое число
the member "nonce" must be a UUID	поле «nonce»: нужен UUID
there is no campaign %lld	нет кампании %lld
there is no channel "%s"	нет канала «%s»
there is no contact point %lld	нет адреса с номером %lld
there is no scope "%s"	нет вида отказа «%s»
the card has changed since it was shown: load it again	карточка изменилась с момента показа: загрузите её заново
this card is not to be called now: taken by another, refused, or too early	по этой карточке сейчас звонить нельзя: её взял другой оператор, получен отказ или ещё рано
the member "state" must be on or off	поле "state" — on или off
there is no purpose "%s"	нет цели "%s"
a hold comes of words that nobody understood: send the words	удержание возникает из непонятых слов: пришлите сами слова
say either "words", or "scope" and "path"	укажите либо "words", либо "scope" и "path"
Your refusal takes effect at once. We ask for no reason and no proof.	Отказ действует сразу. Объяснять его или подтверждать не нужно.
Your phone number or e-mail:	Ваш телефон или адрес электронной почты:
Refusal of calls and messages	Отказ от звонков и сообщений
expected an address and one of the page's buttons	нужен адрес и одна из кнопок страницы
No more calls	Не звонить
No more SMS	Не присылать СМС
This is not the person you look for	Вы ищете не меня
this nonce was used for another press	этот nonce уже использован для другого нажатия
this link is not one of ours, or was cut short	ссылка не наша или скопирована не целиком
we have no contract with "%.*s"	у нас нет договора с «%.*s»
consent of %s: %s (no. %lld)	согласие от %s: %s (№ %lld)
basis: %s, since %s	основание: %s, с %s
Sent by:	Отправитель:
Choose what we shall stop. It takes effect at once.	Выберите, что прекратить. Отказ действует сразу.
No more surveys	Не присылать опросы
No more advertising	Не присылать рекламу
No more e-mails	Не присылать писем
Withdraw the consent to processing my data altogether	Отозвать согласие на обработку моих данных полностью
From this moment nobody calls you or writes to you. Within 30 days your data is destroyed; what the law or a contract obliges us to keep, such as a medical record, stays and serves nothing else. Where several people have this address we ask first who you are.	С этой минуты вам не звонят и не пишут. В течение 30 дней ваши данные уничтожат; то, что нас обязывает хранить закон или договор, например медицинская карта, останется и ни для чего другого не используется. Если этот адрес оставили несколько человек, сначала мы спросим, кто вы.
Withdraw: stop and destroy	Отозвать: прекратить и уничтожить
Send me nothing at all and never call	Ничего не присылать и не звонить
Refusal of messages	Отказ от сообщений
Done	Готово
<p>Your refusal is recorded and holds from this moment.</p>\n	<p>Отказ записан и действует с этой минуты.</p>\n
the API does not answer pages of others: Host and Origin must be names of ours	API не отвечает чужим страницам: Host и Origin должны быть нашими именами
# forms of consents and receipts
"yes" and "no" take numbers of boxes: 1,3	«yes» и «no» — номера пунктов: 1,3
there is no such form	такой формы нет
expected the button of the page	нужна кнопка этой страницы
I agree	Согласен (согласна)
Each box is a decision of its own. None has to be ticked: treatment and service do not depend on it.	Каждый пункт — отдельное решение. Отмечать ничего не обязательно: лечение и обслуживание от этого не зависят.
Your name	Ваше имя
Telephone or e-mail	Телефон или эл. почта
Get a code and confirm	Получить код и подтвердить
If the address is right and may be written to, a letter is on its way. Open its link and press the button: until then nothing is recorded as agreed.	Если адрес верен и на него можно писать, письмо уже отправлено. Откройте ссылку из него и нажмите кнопку: до этого согласие не записано.
If the number is right and may be written to, a code is on its way. It is good for ten minutes. Until it is entered, nothing is recorded as agreed.	Если номер верен и на него можно писать, код уже отправлен. Он действует десять минут. Пока код не введён, согласие не записано.
Code from the message	Код из сообщения
Confirm	Подтвердить
Too many forms came from your network. Please come back in an hour.	Из вашей сети пришло слишком много форм. Вернитесь, пожалуйста, через час.
This could not be recorded. Please ask at the desk of the clinic.	Записать не удалось. Обратитесь, пожалуйста, в регистратуру клиники.
The code is not right, or its time is over. After five tries a new form is needed.	Код не подошёл, или его время истекло. После пяти попыток нужна новая форма.
If it was not you who filled in the form, close this page: nothing is recorded.	Если форму заполняли не вы, закройте страницу: ничего не записано.
Yes, I agree to this	Да, я согласен (согласна)
You refused this	Вы отказались
You have taken this back	Вы отозвали это согласие
Its time is over	Срок истёк
In force	Действует
until	до
Take this back	Отозвать
Take all of it back	Отозвать всё
The same for programs (JSON)	То же для программ (JSON)
This link opens until	Ссылка открывается до
Close this link; change nothing else	Закрыть ссылку, больше ничего не менять
What you agreed to	На что вы согласились
Taken back; it holds from this moment.	Отозвано; действует с этой минуты.
<p>The link is closed.</p>\n	<p>Ссылка закрыта.</p>\n
the page was open for too long or the texts have changed; please read them once more	страница была открыта слишком долго или тексты изменились; прочтите их, пожалуйста, ещё раз
please write your name	напишите, пожалуйста, имя
please write a telephone number or an e-mail address	напишите, пожалуйста, телефон или адрес эл. почты
this form cannot confirm addresses of this kind; please use the other kind	эта форма не подтверждает такие адреса; укажите адрес другого вида
no box is ticked: there is nothing to agree to, and that is fine	ничего не отмечено: соглашаться не с чем, и это нормально
there is no kind of matter "%s"	вида обращения «%s» нет
received_at: not an instant, or it lies in the future	received_at: не момент времени или дата в будущем
say which campaign: ?campaign=N	скажите, какая кампания: ?campaign=N
decision: expected allow or deny	decision: нужно allow или deny
until: expected an instant like 2026-11-23T08:00:00Z	until: нужен момент вида 2026-11-23T08:00:00Z
clock: there is no deadline "%s"	clock: срока «%s» нет
since, until: not an instant	since, until: не момент времени
affected: how many persons	affected: сколько людей
affected: it is counted from the scope	affected: число считается по scope
say either an address or a campaign	укажите либо адрес, либо кампанию
a capsule of a campaign is whole, and for Roskomnadzor	досье кампании всегда полное и предназначено Роскомнадзору
say who reads: ?login=	укажите, кто читает: ?login=
capsule %lld is %s	досье %lld: %s
region: no region of Russia is called so	region: региона с таким названием в России нет
Why did you contact me?	Почему вы со мной связались?
INN	ИНН
OGRN	ОГРН
Write your telephone number or e-mail. A code goes to it; with the code you see what we hold about this address, every contact and why it was allowed, and can refuse.	Напишите свой телефон или эл. почту. На этот адрес придёт код; с кодом Вы увидите, что мы храним об этом адресе, каждое обращение и почему оно было разрешено, и сможете отказаться.
Get a code	Получить код
Refuse at once, without a code	Отказаться сразу, без кода
If we hold something about this address and may write to it now, a code is on its way; it is good for ten minutes. If none comes, we hold nothing about it, or it has refused messages, or the hour or the number of codes does not allow one: this page does not tell which. You may also ask in writing.	Если мы храним что-то об этом адресе и сейчас на него можно писать, код уже отправлен; он действует десять минут. Если код не пришёл, значит, мы ничего об этом адресе не храним, или с него отказались от сообщений, или время суток либо число кодов этого не позволяет: что именно, страница не говорит. Спросить можно и письменно.
Show	Показать
Contacts, and why they were allowed	Обращения, и почему они были разрешены
Why it was allowed: what each rule answered	Почему было разрешено: что ответило каждое правило
No contact followed; why, is in the answer to a written request.	Обращения не последовало; почему — в ответе на письменный запрос.
The facts of this decision are no longer kept.	Сведения, по которым принято это решение, уже не хранятся.
None.	Нет.
Older ones are in the answer to a written request.	Более ранние — в ответе на письменный запрос.
Where we have this address from	Откуда у нас этот адрес
Refusals, and who was told of them	Отказы, и кому о них сообщено
Requests and demands, and what was done	Запросы и требования, и что по ним сделано
Who has looked at these data	Кто смотрел эти данные
The receipt of	Подтверждение согласия от
Consents	Согласия
Refuse	Отказаться
Names, other addresses and dates of birth are not shown here: a code proves the address, not the person. For the whole answer ask in writing; for correction or destruction too.	Имена, другие адреса и даты рождения здесь не показываются: код подтверждает адрес, а не личность. За полным ответом, исправлением или уничтожением данных обратитесь письменно.
Close this page	Закрыть эту страницу
What we hold about this address:	Что мы храним об этом адресе:
Several people have given us this address: only what concerns the address itself is shown, without who they are.	Этот адрес есть у нас у нескольких людей: показано только то, что относится к самому адресу, без указания, кто они.
The records are in Russian; times are UTC.	Время — UTC.
The code is not right, or its time is over. After five tries a new code is needed.	Код неверный, или его время вышло. После пяти попыток нужен новый код.
<p>Too often: please come back in a minute.</p>\n	<p>Слишком часто: вернитесь, пожалуйста, через минуту.</p>\n
The list has changed; please look once more.	Список изменился; посмотрите, пожалуйста, ещё раз.
<p>The page is closed.</p>\n	<p>Страница закрыта.</p>\n
