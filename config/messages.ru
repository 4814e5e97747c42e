longer than %d characters	длиннее %d знаков
expected an address that begins with https:// or http://	нужен адрес, который начинается с https:// или http://
expected two capital letters, like RU	нужны две заглавные латинские буквы, например RU
expected all, or a list of the carriers' INNs	нужно all или список ИНН операторов связи
more than %d carriers	больше %d операторов связи
expected a number of requests a second, like 50 or 0.5	нужно число запросов в секунду, например 50 или 0.5
expected lines of `name: value`	нужны строки вида `имя: значение`
