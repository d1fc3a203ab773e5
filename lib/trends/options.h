/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How trends are judged. */
#ifndef TELL_TRENDS_OPTIONS_H
#define TELL_TRENDS_OPTIONS_H

#include "telling/trends.h"

struct tell_trends_options {
  double level; /* of intervals; what is left of 1 is the limit of p */
  double power; /* of the smallest change */
  int32_t adjust, family;
  int32_t year_effects; /* 1: where the years scatter too much for their errors */
};

/** The options that hold where the caller gives none. */
tell_trends_options tell__trends_defaults(void);

#endif
