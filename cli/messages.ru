settings: dispatchers is 0: there is nothing to join with	настройки: dispatchers — 0: присоединять нечего
settings: listen: %s can be reached from outside, and there are no logins yet: put a proxy with its own in front of 127.0.0.1, or say --i-know	настройки: listen: адрес %s доступен извне, а входа по паролю ещё нет: поставьте прокси со своим входом перед 127.0.0.1 или добавьте --i-know
number ranges loaded: %lld\n	загружено диапазонов номеров: %lld\n
number: %s\n	номер: %s\n
region: %s\n	регион: %s\n
zone: %s\n	часовой пояс: %s\n
carrier's INN: %lld\n	ИНН оператора связи: %lld\n
unknown	неизвестен
%s: this number was given to no carrier	%s: этот номер не выделен ни одному оператору связи
