/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The version at run time. */
#include "telling/version.h"

#include "telling/base.h"

int32_t tell_version_number(void) { return TELL_VERSION_NUMBER; }

const char *tell_version_string(void) { return TELL_VERSION_STRING; }
