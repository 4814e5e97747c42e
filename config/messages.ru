"%s" is no name of a region	"%s" - не название региона
area code "%s" is not of 3 to 6 digits	код города "%s": нужно от 3 до 6 цифр
there is no time zone "%s" in the system's tzdata	в tzdata системы нет часового пояса "%s"
more than %d zones	больше %d часовых поясов
there is no region %d, or there are too many	региона %d нет, или их слишком много
more than %d regions	больше %d регионов
%s has no zones; add them	%s: нет часовых поясов; добавьте их
%s: "%s" names both %s and %s; remove one	%s: "%s" называет и %s, и %s; уберите одно из двух
%s: area code %s stands twice; remove one	%s: код города %s встречается дважды; уберите один
