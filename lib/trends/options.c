/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of trends: defaults and setters. */
#include "trends/options.h"

#include "base/alloc.h"
#include "base/setting.h"
#include "stats/multiplicity.h"

tell_trends_options tell__trends_defaults(void) {
  return (tell_trends_options){.level = 0.95,
                               .power = 0.8,
                               .adjust = TELL_ADJUST_BH,
                               .family = TELL_TRENDS_FAMILY_MUNICIPALITY,
                               .year_effects = 1};
}

tell_status tell_trends_options_create(tell_trends_options **out, tell_error *err) {
  const tell_trends_options defaults = tell__trends_defaults();
  return tell__setting_create((void **)out, &defaults, sizeof defaults, err);
}

void tell_trends_options_free(tell_trends_options *options) { tell__free(options); }

tell_status tell_trends_options_set_level(tell_trends_options *options, double level,
                                          tell_error *err) {
  tell_status status = tell__setting_check_level(options, level, err);
  if (status == TELL_OK)
    options->level = level;
  return status;
}

tell_status tell_trends_options_set_power(tell_trends_options *options, double power,
                                          tell_error *err) {
  tell_status status = tell__setting_check(options, tell__setting_is_probability(power),
                                           "the power must be from 0.5 to 0.9999", err);
  if (status == TELL_OK)
    options->power = power;
  return status;
}

tell_status tell_trends_options_set_adjust(tell_trends_options *options, int32_t adjust,
                                           tell_error *err) {
  tell_status status =
      tell__setting_check(options, tell__stats_adjusts_by(adjust), "no such way of adjusting", err);
  if (status == TELL_OK)
    options->adjust = adjust;
  return status;
}

tell_status tell_trends_options_set_family(tell_trends_options *options, int32_t family,
                                           tell_error *err) {
  tell_status status = tell__setting_check(
      options, family >= TELL_TRENDS_FAMILY_MUNICIPALITY && family <= TELL_TRENDS_FAMILY_ALL,
      "no such family of trends", err);
  if (status == TELL_OK)
    options->family = family;
  return status;
}

tell_status tell_trends_options_set_year_effects(tell_trends_options *options, int32_t on,
                                                 tell_error *err) {
  tell_status status = tell__setting_check(options, tell__setting_is_switch(on),
                                           "year effects are on (1) or off (0)", err);
  if (status == TELL_OK)
    options->year_effects = on;
  return status;
}
