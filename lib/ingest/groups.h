/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what the workers of a file read to the ingest. */
#ifndef TELL_INGEST_GROUPS_H
#define TELL_INGEST_GROUPS_H

#include "ingest/reading/crew.h"

/**
 * Takes what was read of a file over into the builder, and keeps its groups of
 * pupils where the caller wants them.
 * @param plan of the job; NULL where it is kept.
 * @return as tell__crew_take_over().
 */
tell_status tell__ingest_take_over(const tell__job *job, tell__crew *crew, void **plan,
                                   tell_error *err);

#endif
