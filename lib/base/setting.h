/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all objects of options have in common: how they are made, and what a setter begins with. */
#ifndef TELL_BASE_SETTING_H
#define TELL_BASE_SETTING_H

#include <stddef.h>

#include "telling/base.h"

/**
 * Makes options of `size` bytes that are as `defaults`, NULL for zeros. The
 * caller frees them. #TELL_E_ARGUMENT for no place, #TELL_E_MEMORY.
 */
tell_status tell__setting_create(void **out, const void *defaults, size_t size, tell_error *err);

/** What a setter begins with: #TELL_E_ARGUMENT without options or, with that message, when the
 * value is not `valid`. */
tell_status tell__setting_check(const void *options, int valid, const char *message,
                                tell_error *err);

/** The same for the level of intervals. */
tell_status tell__setting_check_level(const void *options, double level, tell_error *err);

/** Whether it is a level of intervals or a power, 0.5 to 0.9999; false for NaN too. */
int tell__setting_is_probability(double x);

/** Whether it is on (1) or off (0). */
int tell__setting_is_switch(int32_t on);

#endif
