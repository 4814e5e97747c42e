/*
 * lang.h - what is said to people, in Russian first, from one catalogue.
 *
 * Source texts are English; FOLDER/messages.ru holds `English<TAB>Russian`
 * lines, compiled in.  say() gives the Russian text unless --lang en; a text
 * without a line is said as it is.  fail() says its format by itself.  A
 * translation keeps the conversions (%s, %d) of its source, in order; the
 * build checks it.
 */
#ifndef BASE_LANG_H
#define BASE_LANG_H

enum lang { LANG_RU, LANG_EN };

void lang_set(enum lang lang);
enum lang lang_get(void);
const char *say(const char *english) __attribute__((format_arg(1)));
/* Why the system refused a file, errno, in the language that is spoken. */
const char *lang_reason(int number);

#endif
