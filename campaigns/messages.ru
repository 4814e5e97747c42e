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
