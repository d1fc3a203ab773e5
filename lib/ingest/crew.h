/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The workers of a file. The caller's thread cuts portions, joins what came of
 * them in the order of the file, makes all calls to the caller, and reads
 * records as the others do when there is nothing else for it.
 */
#ifndef TELL_INGEST_CREW_H
#define TELL_INGEST_CREW_H

#include "ingest/worker.h"

/**
 * Reads all records of the file and takes what they hold over into the builder;
 * after a failure nothing of it (but see tell_ingest.is_broken).
 * @return #TELL_OK; #TELL_E_LIMIT (too many records); #TELL_E_CANCELLED, #TELL_E_STRICT; statuses
 * of tell__supply_next(); #TELL_E_MEMORY.
 */
tell_status tell__crew_read(const tell__job *job, tell_error *err);

#endif
