/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From rows to the table of telling/indicators.h. */
#ifndef TELL_INDICATORS_TABLE_H
#define TELL_INDICATORS_TABLE_H

#include "base/error.h"
#include "indicators/rows.h"

tell_status tell__indicators_table(const tell_dataset *dataset, const tell__rows *rows,
                                   tell_table **out, tell_error *err);

#endif
