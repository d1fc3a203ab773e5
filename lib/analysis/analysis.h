/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an analysis holds when it is made. */
#ifndef TELL_ANALYSIS_ANALYSIS_H
#define TELL_ANALYSIS_ANALYSIS_H

#include "analysis/basis.h"
#include "telling/analysis.h"

struct tell_analysis {
  int32_t kind;
  const tell_release *release; /* borrowed */
  tell_table *table;
  tell__basis basis;
};

#endif
