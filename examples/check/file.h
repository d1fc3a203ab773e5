/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checking one file. */
#ifndef CHECK_FILE_H
#define CHECK_FILE_H

#include <telling.h>

#include "arguments.h"

/** Reads a file, with its findings to standard error and its account to standard output. Returns
 * whether the file can be used. */
int check_file(const tell_catalogue *catalogue, const check_arguments *arguments, const char *path);

#endif
