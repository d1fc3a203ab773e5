/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of an indicator set. */
#include "indicators/options.h"

#include "base/alloc.h"
#include "base/error.h"

tell_status tell_indicators_options_create(tell_indicators_options **out, tell_error *err) {
  tell__error_clear(err);
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the options");
  *out = tell__alloc(sizeof **out);
  return *out != NULL ? TELL_OK : tell__fail_memory(err);
}

void tell_indicators_options_free(tell_indicators_options *options) { tell__free(options); }

tell_status tell_indicators_options_set_rescaled(tell_indicators_options *options, int32_t on,
                                                 tell_error *err) {
  tell__error_clear(err);
  if (options == NULL || (on != 0 && on != 1))
    return tell__fail(err, TELL_E_ARGUMENT, "corrected scales are on (1) or off (0)");
  options->rescaled = on;
  return TELL_OK;
}
