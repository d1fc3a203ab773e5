/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The option --unit LEVEL:CODE, which both tools take. */
#ifndef COMMON_UNIT_OPTION_H
#define COMMON_UNIT_OPTION_H

/** Takes "LEVEL:CODE" apart; the texts are constants or part of `value`. Returns 0 when it is not
 * valid. */
int unit_option_read(const char *value, const char **level, const char **code);

#endif
