/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The workers of a file. The caller's thread cuts portions, joins what came of
 * them in the order of the file, makes all calls to the caller, and reads
 * records as the others do when there is nothing else for it.
 */
#ifndef TELL_INGEST_CREW_H
#define TELL_INGEST_CREW_H

#include "ingest/reading/worker.h"

typedef struct tell__crew tell__crew;

/**
 * Reads all records of the file. Nothing of them is in the builder yet.
 * @param out receives the crew with what it read; NULL on failure.
 * @return #TELL_OK; #TELL_E_LIMIT (too many records); #TELL_E_CANCELLED, #TELL_E_STRICT; statuses
 * of tell__supply_next(); #TELL_E_MEMORY.
 */
tell_status tell__crew_read(const tell__job *job, tell__crew **out, tell_error *err);

/** Takes what was read over into the builder: #TELL_OK, or #TELL_E_MEMORY, after which the builder
 * may hold half a file. */
tell_status tell__crew_take_over(tell__crew *crew, tell_error *err);

/** Hands over what a layout that adds records up has gathered; the caller frees it. */
void *tell__crew_release_work(tell__crew *crew);

/** Frees a crew; NULL is allowed. */
void tell__crew_free(tell__crew *crew);

#endif
