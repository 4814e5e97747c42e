"%s" cannot name a log: it must not be empty nor hold spaces or '+'	«%s» не годится в имя журнала: оно не пустое и без пробелов и «+»
"%s" is not a verifier key: expected NAME+HEX+BASE64	«%s» — не ключ проверки: нужно ИМЯ+HEX+BASE64
the verifier key of %s is not of Ed25519	ключ проверки %s не для Ed25519
the verifier key of %s has a wrong number: mistyped?	у ключа проверки %s не тот номер: опечатка?
not a signed note: expected text, an empty line and signatures	это не подписанная запись: нужны текст, пустая строка и подписи
not a signed note: signature line %zu is damaged	это не подписанная запись: повреждена строка подписи %zu
the signature of %s is false	подпись %s неверна
not signed by %s	нет подписи %s
the checkpoint's origin is not %s	контрольная точка не журнала %s
the checkpoint's second line is not a tree size	вторая строка контрольной точки — не размер дерева
the checkpoint's third line is not a root hash	третья строка контрольной точки — не хеш корня
%s: another process is writing here	%s: сюда пишет другой процесс
%s/%s: larger than %zu bytes	%s/%s: файл больше %zu байт
%s: path too long	%s: слишком длинный путь
%s: %zu bytes instead of %zu	%s: %zu байт вместо %zu
%s ends inside entry %u	%s обрывается внутри записи %u
%s: entry %u is not what its tile has the hash of	%s: запись %u не та, чей хеш хранит её плитка
%s: bytes after the last entry	%s: лишние байты после последней записи
the tiles on disk do not lead to the root that was signed for size %llu	плитки на диске не ведут к корню, подписанному для размера %llu
%s: hash %u is wrong (entries from index %llu)	%s: неверен хеш %u (записи с номера %llu)
%s: does not lead to the signed root (entries from index %llu)	%s: не ведёт к подписанному корню (записи с номера %llu)
tiles and entries agree with each other and not with the signed root of size %llu	плитки и записи согласны между собой, но не с подписанным корнем размера %llu
%s: ends inside entry %u (index %llu)	%s: обрывается внутри записи %u (номер %llu)
%s: entry %u was changed (index %llu)	%s: изменена запись %u (номер %llu)
%s: %zu bytes after the last entry	%s: %zu лишних байт после последней записи
the tail is missing: %llu entries here, %llu were signed before	нет конца журнала: здесь записей %llu, раньше было подписано %llu
the first %llu entries are not those that the older checkpoint signed	первые записи (%llu) не те, что подписаны прежней контрольной точкой
checkpoint	контрольная точка
entry %llu does not lead to the signed root: run audit verify	запись %llu не ведёт к подписанному корню: запустите audit verify
there is no entry %llu among %llu	нет записи %llu среди %llu
not a proof: expected %s, extra, index, hashes, a checkpoint	это не доказательство: нужны %s, extra, index, хеши и контрольная точка
the entry is not entry %llu of the signed log	это не запись %llu подписанного журнала
the database's entries are not the %llu that were signed	записи в базе не те, что подписаны (%llu)
the database's transaction counter is behind the last sealed entry: it was restored from a dump; begin a new log with a new key	счётчик транзакций базы отстаёт от последней запечатанной записи: база восстановлена из дампа; начните новый журнал с новым ключом
entry %lld/%lld is not sealed	запись %lld/%lld не запечатана
nothing was signed yet	ещё ничего не подписано
no checkpoint was signed for size %lld	для размера %lld контрольная точка не подписана
the log of %llu entries does not begin with the %llu that were signed	журнал из %llu записей не начинается с %llu подписанных
%s: %llu entries were signed, the database knows of %llu: was it restored from an older copy? Nothing is signed until that is mended	%s: подписано записей %llu, база знает о %llu: восстановлена из старой копии? До исправления ничего не подписывается
the database has sealed entries and no checkpoint of them	в базе есть запечатанные записи, но нет их контрольной точки
the database's last checkpoint	последняя контрольная точка в базе
the database has sealed %lld entries and signed %llu	в базе запечатано записей %lld, подписано %llu
the log's files are damaged (audit rebuild makes them anew)	файлы журнала повреждены (audit rebuild делает их заново)
asked to stop	остановлен
another sealer is at work	работает другой процесс запечатывания
