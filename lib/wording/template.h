/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling the slots of a template such as "{unit}: {value} {unitname}". */
#ifndef TELL_WORDING_TEMPLATE_H
#define TELL_WORDING_TEMPLATE_H

#include "base/text.h"
#include "telling/base.h"

/**
 * Adds the text of a slot to `out`.
 * @param name the name between the braces, `length` bytes without NUL.
 * @return #TELL_OK; #TELL_E_NOT_FOUND for a name that it does not know; other failures.
 */
typedef tell_status (*tell__slot_fn)(const void *context, const char *name, size_t length,
                                     tell__text *out, tell_error *err);

/**
 * Adds the filled template to `out`. #TELL_E_CATALOGUE for an unknown
 * slot or a brace without its partner.
 * @param key of the template in the catalogue, named in the error.
 */
tell_status tell__template_fill(const char *key, const char *template_text, tell__slot_fn fill,
                                const void *context, tell__text *out, tell_error *err);

#endif
