/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of the caller's text buffer (telling/wording.h). */
#ifndef TELL_WORDING_BUFFER_H
#define TELL_WORDING_BUFFER_H

#include "base/text.h"
#include "telling/wording.h"

struct tell_buffer {
  tell__text text;
};

#endif
