serve is running already as process %ld (%s); stop it, or add dispatchers with --join	serve уже работает, процесс %ld (%s); остановите его или добавьте диспетчеров через --join
%.*sa control character; take it out	%.*sуправляющий символ; уберите его
%s: a secret is missing	%s: нет секрета
%s: cannot be asked what became of an attempt	%s: нельзя спросить, что стало с попыткой
%s: more than %d secrets	%s: больше %d секретов
%s: the clearance is for another address	%s: допуск выдан на другой адрес
%s: the clearance is for another attempt	%s: допуск выдан на другую попытку
%s: the clearance is for another channel	%s: допуск выдан на другой канал
%s: the clearance is stale or spent	%s: допуск истёк или израсходован
%s: there is nothing to send: the text is empty	%s: нечего отправлять: текст пуст
--order FILE is missing	не указан --order ФАЙЛ
no call has come of this press yet	по этому нажатию ещё не было звонка
another agent made this call: who spoke with the person marks it	этот звонок сделал другой оператор: отмечает тот, кто говорил с человеком
nobody answered this call: its state is %s	на этот звонок не ответили, его состояние: %s
"kind" is missing; add it	нет "kind"; добавьте
a brace is not closed	фигурная скобка не закрыта
a report says either kind and state, or map	отчёт говорит либо kind и state, либо map
a rule says either class and state, or map	правило говорит либо class и state, либо map
at least one of token, signed and md5_body: else anybody could report	нужно хотя бы одно из token, signed и md5_body: иначе отчёт мог бы прислать кто угодно
expected CALL_OPERATOR, CALL_ROBOT, SMS or EMAIL	нужно CALL_OPERATOR, CALL_ROBOT, SMS или EMAIL
expected HTTP statuses like 200 or 500-599	нужны коды HTTP, например 200 или 500-599
expected POST, or GET for a question	нужно POST, а для вопроса можно GET
expected a JSON pointer like /data/id	нужен указатель JSON, например /data/id
expected a list of names	нужен список имён
expected hex, base64 or base64_of_hex	нужно hex, base64 или base64_of_hex
expected json, form, query or form_with_json_field	нужно json, form, query или form_with_json_field
expected one secret, like {secret.token}	нужен один секрет, например {secret.token}
more than %d filters	больше %d фильтров
more than %d parts	больше %d частей
more than %d signatures	больше %d подписей
not a regular expression	это не регулярное выражение
nothing is known of the person: give --facts FILE, or "facts" in the order	о человеке ничего не известно: укажите --facts ФАЙЛ или "facts" в заказе
only one of eq, in, starts and exists	только одно из eq, in, starts и exists
only one of form, query and text	только одно из form, query и text
order: "%s" is missing; add it	заказ: нет "%s"; добавьте
order: "%s": expected a UUID	заказ: "%s": нужен UUID
order: "%s": expected a text	заказ: "%s": нужен текст
order: expected a JSON object	заказ: нужен объект JSON
the gate answers %s; nothing was sent	решение %s; ничего не отправлено
the secret "%.*s" is not in the list "secrets"; add it there	секрета "%.*s" нет в списке "secrets"; добавьте его туда
the secret may have letters, digits, "-" and "_" only	в секрете допустимы только латинские буквы, цифры, "-" и "_"
there is no map "%s" under "maps"	в "maps" нет таблицы "%s"
what is sent must be a POST with a body	отправка должна быть запросом POST с телом
the secret "%.*s" has a control character	в секрете "%.*s" есть управляющий символ
more than %d headers	больше %d заголовков
the listening connection is gone	соединение, которое слушает отказы, потеряно
order: "%s": expected CALL_OPERATOR, CALL_ROBOT, SMS or EMAIL	заказ: «%s»: нужно CALL_OPERATOR, CALL_ROBOT, SMS или EMAIL
expected a list	нужен список
either channels, or channel and send	либо channels, либо channel и send
expected channels, each with what is sent	нужны каналы, у каждого то, что отправляется
%s: the recipe does not serve %s	%s: этот рецепт не обслуживает %s
expected a request with its answers, or none	ожидался запрос с ответами на него или слово none
%s: its stop-list takes nothing from us by machine	%s: в его стоп-лист нельзя внести адрес автоматически
only a refusal (opted_out) may be the carrier's	оператору связи может принадлежать только отказ (opted_out)
%s: a NUL byte	%s: нулевой байт
there is no "%s"%s%s%s	нет «%s»%s%s%s
order: there is no "%s"%s%s%s	заказ: нет «%s»%s%s%s
order:%d: %s	заказ:%d: %s
%s: more than delivery over %s needs (152-FZ art. 5 part 5)	%s: это больше, чем нужно для доставки по каналу %s (152-ФЗ ст. 5 ч. 5)
the order's address: %s	адрес в заказе: %s
nobody in the database has this address: nothing is known of them, and nothing is sent	такого адреса в базе нет ни у кого: о человеке ничего не известно, и ничего не отправлено
%zu contacts have this address: a test send needs one that is one person's	у этого адреса контактов %zu: для пробной отправки нужен адрес одного человека
the contact has gone	контакта уже нет
campaign %lld is sent by %s, not by %s	кампанию %lld отправляет %s, а не %s
a planning process has died; its part is gone on with	процесс планирования умер; его часть будет продолжена
