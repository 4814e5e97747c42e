%s: larger than %zu bytes	%s: файл больше %zu байт
No such file or directory	нет такого файла или каталога
Permission denied	нет прав
Is a directory	это каталог
Not a directory	это не каталог
No space left on device	на диске нет места
Read-only file system	диск только для чтения
Too many open files	открыто слишком много файлов
File name too long	имя файла слишком длинное
Input/output error	ошибка чтения или записи
expected true or false	нужно true или false
expected a plain value	нужно простое значение
the phone number is empty	номер телефона пуст
there are no digits in the phone number	в номере телефона нет цифр
the phone number has too few digits: write it with its area code	в номере телефона не хватает цифр: напишите его с кодом города
the phone number has too many digits	в номере телефона слишком много цифр
the spreadsheet has rounded the phone number: format the column as text and save the list again	таблица округлила номер телефона: сделайте столбец текстовым и сохраните список снова
there is no such phone number: its code does not exist	такого номера телефона не бывает: нет такого кода
there is something in the phone number that does not belong: leave only the number in the cell	в номере телефона есть лишнее: оставьте в ячейке только номер
clock "%s" is none of: real; fixed INSTANT; from INSTANT [since MICROSECONDS]	часы «%s»: нужно real, fixed МИГ или from МИГ [since МИКРОСЕКУНДЫ]
%s: expected 64 hexadecimal digits on one line	%s: нужны 64 шестнадцатеричные цифры одной строкой
not addresses of mail: from "%s" to "%s"	не почтовые адреса: от «%s» кому «%s»
