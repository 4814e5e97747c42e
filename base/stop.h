/* stop.h - SIGTERM and SIGINT as a question: whether somebody has asked this process to end. */
#ifndef BASE_STOP_H
#define BASE_STOP_H

#include <stdbool.h>

/* From here on both signals only leave their mark. */
void stop_on_signals(void);
bool stop_is_asked(void);

#endif
