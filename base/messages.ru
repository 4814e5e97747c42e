%s: larger than %zu bytes	%s: файл больше %zu байт
expected true or false	нужно true или false
expected a plain value	нужно простое значение
