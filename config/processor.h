/*
 * processor.h - a processor of personal data as one number, so that a consent that names some can be compared with a contract.
 *
 * A text with an INN in it ("ООО СМС-центр, ИНН 7712345678") is that INN;
 * any other is a hash of its bytes as they stand.
 */
#ifndef CONFIG_PROCESSOR_H
#define CONFIG_PROCESSOR_H

#include <stdint.h>

#include "base/buf.h"

uint64_t processor_key(struct view text);	/* never 0 */

#endif
