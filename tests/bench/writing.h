/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Result files of millions of numbers: what printf would take longer for than the job itself. */
#ifndef TELL_TESTS_WRITING_H
#define TELL_TESTS_WRITING_H

#include <stdint.h>

typedef struct writing writing;

/** Opens a file in a folder; NULL when that fails. */
writing *writing_open(const char *folder, const char *name);

void writing_text(writing *out, const char *text);
void writing_whole(writing *out, int64_t number); /* from 0 */

/** A number with twelve decimals, zeros at its end left out; below a thousand in size. */
void writing_number(writing *out, double number);

/** Writes what is left; 0 when anything failed, or for NULL. */
int writing_close(writing *out);

#endif
