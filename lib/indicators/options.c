/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of an indicator set. */
#include "indicators/options.h"

#include "base/alloc.h"
#include "base/setting.h"

tell_status tell_indicators_options_create(tell_indicators_options **out, tell_error *err) {
  return tell__setting_create((void **)out, NULL, sizeof **out, err);
}

void tell_indicators_options_free(tell_indicators_options *options) { tell__free(options); }

tell_status tell_indicators_options_set_rescaled(tell_indicators_options *options, int32_t on,
                                                 tell_error *err) {
  tell_status status = tell__setting_check(options, tell__setting_is_switch(on),
                                           "corrected scales are on (1) or off (0)", err);
  if (status == TELL_OK)
    options->rescaled = on;
  return status;
}
