/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the caller chose of telling/indicators.h. */
#ifndef TELL_INDICATORS_OPTIONS_H
#define TELL_INDICATORS_OPTIONS_H

#include "telling/indicators.h"

struct tell_indicators_options {
  int32_t rescaled; /* 1: add rows with corrected scales */
};

#endif
