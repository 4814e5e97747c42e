"%s" is not a number	«%s» — не число
made %s; keep a copy where this machine cannot reach it\n	создан %s; храните копию там, куда эта машина не достанет\n
entries sealed: %lld\n	запечатано записей: %lld\n
entries exported: %llu\n	выгружено записей: %llu\n
the database's %llu entries are those that were signed; their files are in %s\n	записи базы (%llu) те, что подписаны; их файлы в %s\n
not intact: %s\n	не цел: %s\n
intact: %llu entries signed, %llu checked in %.3f s, %.0f entries/s\n	цел: подписано записей %llu, проверено %llu за %.3f с, %.0f записей/с\n
proven: entry %llu of the %llu that %s signed\n%s\n	доказано: запись %llu из %llu, подписал %s\n%s\n
