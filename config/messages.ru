longer than %d characters	длиннее %d знаков
expected an address that begins with https:// or http://	нужен адрес, который начинается с https:// или http://
expected two capital letters, like RU	нужны две заглавные латинские буквы, например RU
expected all, or a list of the carriers' INNs	нужно all или список ИНН операторов связи
more than %d carriers	больше %d операторов связи
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
