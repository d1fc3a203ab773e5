/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making and setting options; see the header. */
#include "base/setting.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

tell_status tell__setting_create(void **out, const void *defaults, size_t size, tell_error *err) {
  tell__error_clear(err);
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the options");
  *out = tell__alloc(size);
  if (*out == NULL)
    return tell__fail_memory(err);
  if (defaults != NULL)
    memcpy(*out, defaults, size);
  return TELL_OK;
}

tell_status tell__setting_check(const void *options, int valid, const char *message,
                                tell_error *err) {
  tell__error_clear(err);
  if (options == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no options");
  return valid ? TELL_OK : tell__fail(err, TELL_E_ARGUMENT, message);
}

tell_status tell__setting_check_level(const void *options, double level, tell_error *err) {
  return tell__setting_check(options, tell__setting_is_probability(level),
                             "the level of intervals must be from 0.5 to 0.9999", err);
}

int tell__setting_is_probability(double x) { return x >= 0.5 && x <= 0.9999; }

int tell__setting_is_switch(int32_t on) { return on == 0 || on == 1; }
