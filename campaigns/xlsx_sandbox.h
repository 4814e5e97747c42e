/*
 * xlsx_sandbox.h - what a process that parses a stranger's file may still do: read
 * what is open, write to what is open, use memory.  Anything else kills it.
 */
#ifndef CAMPAIGNS_XLSX_SANDBOX_H
#define CAMPAIGNS_XLSX_SANDBOX_H

#include <stdbool.h>

/* Keeps only the two descriptors, then gives up everything.  False: it could not, and the file must not be read. */
bool xlsx_sandbox_enter(int in, int out);

#endif
