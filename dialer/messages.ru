serve is running already as process %ld (%s); stop it, or add dispatchers with --join	serve уже работает, процесс %ld (%s); остановите его или добавьте диспетчеров через --join
