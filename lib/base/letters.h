/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters that a wrong encoding has broken, on the way of a text before it came to us. */
#ifndef TELL_BASE_LETTERS_H
#define TELL_BASE_LETTERS_H

/** Whether a name holds what Norwegian letters become in a wrong encoding. */
int tell__letters_are_broken(const char *name);

#endif
