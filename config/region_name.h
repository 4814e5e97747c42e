/* region_name.h - the spellings of a region's name: what is left of one when the words for "region" are taken away. */
#ifndef CONFIG_REGION_NAME_H
#define CONFIG_REGION_NAME_H

#include <stdbool.h>

#include "base/buf.h"

enum { REGION_KEY = 128 };

/*
 * "Респ. Саха /Якутия/" -> "саха якутия", "г. Москва" -> "москва".  False when
 * nothing is left or too much.
 */
bool region_key(struct view name, char out[REGION_KEY]);
/* Takes the first part of a field off: up to the next `|` when narrower, else up to * , ; or " и ". */
struct view region_part(struct view *rest, bool narrower);

#endif
