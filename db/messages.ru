database: %s	база данных: %s
database: connection lost: %s	база данных: связь потеряна: %s
database: rolled back	база данных: откат
database: no pipeline mode	база данных: нет конвейерного режима
database: left the pipeline in disorder	база данных: конвейер остался в беспорядке
migration %s	миграция %s
migration %s was changed after it was applied; add a new one instead	миграция %s изменена после применения; добавьте новую
the database does not fit this program: run dozvon migrate (%.160s)	база не подходит к этой программе: выполните dozvon migrate (%.160s)
