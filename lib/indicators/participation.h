/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many took part, against the other years of the same unit. */
#ifndef TELL_INDICATORS_PARTICIPATION_H
#define TELL_INDICATORS_PARTICIPATION_H

#include "base/error.h"
#include "indicators/rows.h"

/**
 * Fills the participation of every row: its n over the median n of the other
 * years of the series in the same unbroken stretch and of the same origin.
 * The rows must be sorted.
 */
tell_status tell__participation(const tell_catalogue *catalogue, tell__rows *rows, tell_error *err);

#endif
