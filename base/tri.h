/* tri.h - a fact that somebody has or has not stated. */
#ifndef BASE_TRI_H
#define BASE_TRI_H

#include <stdbool.h>

enum tri { TRI_UNKNOWN, TRI_NO, TRI_YES };

static inline enum tri
tri_of(bool stated)
{
	return stated ? TRI_YES : TRI_NO;
}

#endif
