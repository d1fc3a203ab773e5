/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/export.h
 * How a public symbol is marked. Nothing else belongs here.
 *
 * Every public function is declared in the one form
 * `TELL_API return_type tell_noun_verb(type argument, ...);`, which the
 * binding generator reads.
 */
#ifndef TELLING_EXPORT_H
#define TELLING_EXPORT_H

#if defined(__GNUC__)
#define TELL_API __attribute__((visibility("default")))
#define TELL_DEPRECATED(text) __attribute__((deprecated(text)))
#else
#define TELL_API
#define TELL_DEPRECATED(text)
#endif

#endif
