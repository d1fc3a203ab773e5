/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grunnskolepoeng; the rule is in the header. */
#include "pupil_points.h"

enum { HUNDREDTHS = 100, POINTS = 10 };

static int32_t divide_half_up(int64_t number, int64_t divisor) {
  return (int32_t)((2 * number + divisor) / (2 * divisor));
}

int32_t tell__pupil_points(const tell__pupil_marks *marks, int32_t minimum) {
  int32_t count = marks->count + (marks->elective_count > 0);
  int32_t with = marks->count + marks->elective_count;
  if (count == 0 || count < minimum || marks->without > with)
    return 0;
  int64_t sum = (int64_t)marks->sum * HUNDREDTHS;
  if (marks->elective_count > 0)
    sum += divide_half_up((int64_t)marks->elective_sum * HUNDREDTHS, marks->elective_count);
  return divide_half_up(sum * POINTS, count);
}
