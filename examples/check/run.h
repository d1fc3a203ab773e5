/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checking all files of a command line together. */
#ifndef CHECK_RUN_H
#define CHECK_RUN_H

#include <telling.h>

#include "arguments.h"

/** Reads the files into one dataset, with their findings to standard error and their accounts to
 * standard output. Returns whether all of them can be used. */
int check_run(const tell_catalogue *catalogue, const check_arguments *arguments);

/** A finding on standard error. */
void check_print_finding(const char *source, int64_t line, int64_t column, const char *severity,
                         const char *code, const char *message);

#endif
