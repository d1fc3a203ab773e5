/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many trends judged together. A table of trends says which family each test
 * belongs to; what the number of tests does to their p values is worked out
 * here, from the trends as they are released: made of all of them, the p of
 * one that may be read would tell of those that may not.
 */
#ifndef TELL_DISCLOSURE_FAMILIES_H
#define TELL_DISCLOSURE_FAMILIES_H

#include "table/table.h"

/**
 * Fills p_adjusted and test_family_size of a masked table of trends, and takes
 * the verdict back to no_clear_change where the adjusted p is above 1 −
 * confidence. A hidden p counts as a test with p = 1: that is never less
 * careful than the truth, and needs nothing that is hidden.
 * A table without these columns is left as it is.
 * @return TELL_OK, TELL_E_MEMORY, TELL_E_INTERNAL (an adjustment that is none).
 */
tell_status tell__families_adjust(tell_table *trends, tell_error *err);

#endif
