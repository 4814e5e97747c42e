number ranges loaded: %lld\n	загружено диапазонов номеров: %lld\n
number: %s\n	номер: %s\n
region: %s\n	регион: %s\n
zone: %s\n	часовой пояс: %s\n
carrier's INN: %lld\n	ИНН оператора связи: %lld\n
unknown	неизвестен
%s: this number was given to no carrier	%s: этот номер не выделен ни одному оператору связи
