/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of analyses, as the analyses read it. */
#ifndef TELL_ANALYSIS_OPTIONS_H
#define TELL_ANALYSIS_OPTIONS_H

#include "telling/analysis_options.h"

typedef struct tell__declared_member {
  char *level, *code;
} tell__declared_member;

typedef struct tell__declared_group {
  char *id, *name;
  tell__declared_member *members;
  size_t count, capacity;
} tell__declared_group;

struct tell_analysis_options {
  double level;
  int32_t adjust;    /* TELL_ADJUST_… */
  int32_t reference; /* TELL_ANALYSIS_REFERENCE_… */
  int32_t persistent_years, persistent_of;
  int32_t baseline, mid, end; /* first years of the read-outs' school years */
  int32_t overdispersion;
  tell__declared_group *groups; /* in the order of their declaration */
  size_t group_count, group_capacity;
};

/** The defaults, without groups; holds no memory. */
tell_analysis_options tell__analysis_defaults(void);

/** The declared group of an id, NULL when there is none. */
const tell__declared_group *tell__analysis_group(const tell_analysis_options *options,
                                                 const char *id);

/** Whether a group was declared with that unit. */
int tell__analysis_has_member(const tell__declared_group *group, const char *level,
                              const char *code);

/** Frees the declared groups. */
void tell__analysis_drop_groups(tell_analysis_options *options);

int tell__analysis_is_level(const char *level);

#endif
