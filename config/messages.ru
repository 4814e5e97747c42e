longer than %d characters	длиннее %d знаков
expected an address that begins with https:// or http://	нужен адрес, который начинается с https:// или http://
expected two capital letters, like RU	нужны две заглавные латинские буквы, например RU
expected all, or a list of the carriers' INNs	нужно all или список ИНН операторов связи
more than %d carriers	больше %d операторов связи
expected words of address, text, name, agent	нужен список слов из address, text, name, agent
expected a number of requests a second, like 50 or 0.5	нужно число запросов в секунду, например 50 или 0.5
expected lines of `name: value`	нужны строки вида `имя: значение`
"%s" is no name of a region	"%s" - не название региона
area code "%s" is not of 3 to 6 digits	код города "%s": нужно от 3 до 6 цифр
there is no time zone "%s" in the system's tzdata	в tzdata системы нет часового пояса "%s"
more than %d zones	больше %d часовых поясов
there is no region %d, or there are too many	региона %d нет, или их слишком много
more than %d regions	больше %d регионов
%s has no zones; add them	%s: нет часовых поясов; добавьте их
%s: "%s" names both %s and %s; remove one	%s: "%s" называет и %s, и %s; уберите одно из двух
%s: area code %s stands twice; remove one	%s: код города %s встречается дважды; уберите один
%s: %s: "%s" is not a whole number from %lld to %lld	%s: %s: «%s» — не целое число от %lld до %lld
%s:%d: a key must be a plain word	%s:%d: ключ должен быть простым словом
%s:%d: %s: stands twice; remove one	%s:%d: %s: стоит дважды; уберите одно
%s:%zu: nested too deep	%s:%zu: слишком глубокая вложенность
%s:%d: a NUL byte	%s:%d: нулевой байт
%s:%zu: aliases and several documents are not accepted	%s:%zu: ссылки и несколько документов не принимаются
%s:1: the file is empty	%s:1: файл пуст
"%s" is missing; add it	не хватает «%s»; добавьте
expected a whole number from %lld to %lld	нужно целое число от %lld до %lld
expected a date or an instant like 2026-11-23T08:00:00Z	нужна дата или миг, например 2026-11-23T08:00:00Z
unknown key%s	неизвестный ключ%s
; did you mean "%s"?	; может быть, «%s»?
%s:%zu: this is no YAML: %s	%s:%zu: это не YAML: %s
environment	окружение
settings: language: "%s" is neither ru nor en	настройки: language: «%s» — не ru и не en
%s:%zu: tags and anchors are not accepted	%s:%zu: метки типов и якоря не принимаются
there is no contract with provider %s	с провайдером %s нет договора (config/contracts.yaml)
