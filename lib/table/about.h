/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text columns in which the rows of every result say what they are about. */
#ifndef TELL_TABLE_ABOUT_H
#define TELL_TABLE_ABOUT_H

/** The indicator set has others between them; trends and analyses begin with them, in this order.
 */
#define TELL__ROW_ABOUT(X)                                                                         \
  X(level)                                                                                         \
  X(unit)                                                                                          \
  X(unit_name)                                                                                     \
  X(parent_level)                                                                                  \
  X(parent)                                                                                        \
  X(indicator)                                                                                     \
  X(family)                                                                                        \
  X(kind)                                                                                          \
  X(measure_unit)                                                                                  \
  X(direction)                                                                                     \
  X(indicator_nb)                                                                                  \
  X(indicator_nn)                                                                                  \
  X(indicator_en)                                                                                  \
  X(source)                                                                                        \
  X(gender)                                                                                        \
  X(owner)                                                                                         \
  X(dimension)                                                                                     \
  X(category)

#endif
