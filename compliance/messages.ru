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
the path must be sms, link, agent, dtmf, desk, letter, web, provider, carrier or import	путь: sms, link, agent, dtmf, desk, letter, web, provider, carrier или import
this address has no such consent to withdraw; a refusal is kept with "suppress add"	у этого адреса нет такого согласия, отзывать нечего; отказ записывает "suppress add"
the stored consents cannot be read: run "dozvon consent rebuild"	сохранённые согласия не читаются: выполните "dozvon consent rebuild"
stored states differ from their events: run "dozvon consent rebuild"	сохранённые состояния расходятся с событиями: выполните "dozvon consent rebuild"
there is no legal entity with INN %lld	нет юрлица с ИНН %lld
wording "%s" version %lld is registered already; a changed text is a new version	текст "%s" версии %lld уже внесён; изменённый текст — это новая версия
%s: after line %lld	%s: после строки %lld
a phrase has 1 to %d words	во фразе от 1 до %d слов
not a scope of a refusal in words	такого объёма отказа нет
must be a list of phrases	нужен список фраз
must be a map of scopes	нужны объёмы отказа со списками фраз
%s: the rejects cannot go into the file that is read	%s: отвергнутые строки нельзя писать в читаемый файл
