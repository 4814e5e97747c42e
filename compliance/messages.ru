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
