/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/ingest.h
 * Reading files into a dataset. Encoding, delimiter and layout are found from
 * the bytes and reported; nothing is dropped silently: for every file, records
 * read = accepted + rejected + skipped.
 *
 * telling/layouts.h says what each layout looks like and how it is read.
 *
 * Where files do not agree
 *  - Names, parents and the like: a register wins over data files, then the
 *    latest school year, then the text that sorts first.
 *  - A number that stands twice is skipped (`duplicate_rows`, a note, told once
 *    for a file with how many records it was); the same unit,
 *    indicator, period and group with another number makes both of them
 *    invalid (`contradicting_rows`), as nothing tells which one is right; also
 *    when one of them is impossible by itself. Files count in the order in
 *    which they were added, then lines: the later one is told, with the place of
 *    the first. All this is found by tell_ingest_finish(), which settles the
 *    accounts too: both records of a contradiction are rejected (figures of
 *    theirs that nothing contradicts are used), one that repeats nothing but
 *    what was read before is skipped.
 *  - Figures outside a unit's school years (`outside_valid_years`) and codes of
 *    an unusual form (`unusual_code`) are used, but for powers of ten and for
 *    codes beside a name or a parent that does not fit either: such records are
 *    rejected. Parents and areas that no file
 *    defines (`unknown_parent`, `unknown_area`) are made, with the code as
 *    name. A unit as its own successor is not used (`successor_is_itself`); a
 *    successor that no file knows is kept (`unknown_successor`). A parent that
 *    is not above its unit (the unit itself, a circle) is not used
 *    (`parent_not_above`, an error).
 *
 * Series that go on
 *  - A municipality that only got another number (the catalogue's code history,
 *    `renumbered`) is one series: the figures of the old code from before the
 *    change become those of the new one. So do the figures of a unit that the
 *    register says goes on as its successor (`continues`): those until its
 *    valid_to, else from before the successor's valid_from, else all. Mergers
 *    and splits never go on by themselves. tell_dataset_units() says it
 *    (`continued_from`), and so do results made of such figures. What hangs
 *    under the old unit hangs under the new one.
 *  - Where the new unit has a figure of its own for the same source, indicator,
 *    group and school year, or two units would bring one, each stays where it
 *    is (`continued_twice`). A unit that goes on without a successor
 *    (`no_successor`) or in a circle (`successor_circle`) stays what it is.
 *
 * Control characters in the names of files and columns, and bytes that are no
 * UTF-8, stand as `?` in issues, errors and accounts.
 *
 * The header is the first of the first 30 records that a layout knows; lines
 * above it (a title) are passed over, which the note `title_lines` tells. When
 * the first record is a header, nothing below it is taken for one.
 *
 * JSON (UTF-8 or UTF-16) is an array of objects, whose keys are columns, or one
 * of Udir's reports; line is the number of the element from 1, column that of
 * its field. An element with anything but plain values is set aside
 * (`not_flat`); a text that is no JSON is not read at all (`broken_json`).
 *
 * A defect in a record is an issue (telling/issues.h), and the rest of the
 * file is kept. A file that cannot be read at all makes the call fail *and*
 * leaves an issue; the ingest can go on with other files. That also holds for a
 * file whose reading ends in the middle, by a failure, a limit, a callback or in
 * strict reading: nothing of it is used, and its account calls the records that
 * were read by then rejected. Only when memory is short while a file is taken
 * over must the reading begin anew: tell_ingest_finish() then fails as well.
 *
 * An ingest belongs to one thread at a time. Callbacks may look at issues, and
 * neither free the ingest nor begin another reading in it (#TELL_E_STATE).
 */
#ifndef TELLING_INGEST_H
#define TELLING_INGEST_H

#include "catalogue.h"
#include "dataset.h"
#include "layouts.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A reading under way. Free with tell_ingest_free(). */
typedef struct tell_ingest tell_ingest;

/**
 * Begins a reading.
 * @param catalogue borrowed; must live as long as the ingest and its dataset.
 * @param out receives the ingest, owned by the caller.
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_ingest_create(const tell_catalogue *catalogue, tell_ingest **out,
                                        tell_error *err);

/** Frees a reading, finished or not; NULL is allowed. @since 0.1 */
TELL_API void tell_ingest_free(tell_ingest *ingest);

/**
 * Demands a layout for the files added from now on, instead of finding it.
 * @param layout one of tell_ingest_layout_name(), or NULL to find it again (default).
 * @return #TELL_OK, #TELL_E_ARGUMENT (unknown name), #TELL_E_STATE (inside a callback).
 * @since 0.1
 */
TELL_API tell_status tell_ingest_set_layout(tell_ingest *ingest, const char *layout,
                                            tell_error *err);

/**
 * Sets how many threads read a file, the caller's own included. The result is
 * the same for every number. Callbacks are only ever called from the caller's
 * thread; with tell_ingest_set_cells() only that one reads.
 * @param threads 0: as many as the machine has cores (default); at most 64.
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_STATE (inside a callback).
 * @since 0.1
 */
TELL_API tell_status tell_ingest_set_threads(tell_ingest *ingest, int32_t threads, tell_error *err);

/**
 * Demands an encoding for the files added from now on, instead of finding it.
 * A byte order mark is passed over all the same.
 * @param encoding "auto" (default), "utf-8", "utf-16" (either byte order),
 *        "latin-1" or "windows-1252" (both are read as Windows-1252, which has
 *        the same letters).
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_STATE (inside a callback).
 * @since 0.1
 */
TELL_API tell_status tell_ingest_set_encoding(tell_ingest *ingest, const char *encoding,
                                              tell_error *err);

/**
 * Demands a delimiter for the files added from now on, instead of finding it;
 * they are then read as delimited text whatever they begin with.
 * @param delimiter "auto" (default), "comma", "semicolon", "tab", "pipe", "space".
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_STATE (inside a callback).
 * @since 0.1
 */
TELL_API tell_status tell_ingest_set_delimiter(tell_ingest *ingest, const char *delimiter,
                                               tell_error *err);

/**
 * Sets whether a defect ends the reading of a file. In strict reading the first
 * finding of severity error makes the call fail with #TELL_E_STRICT, with the
 * place and the words of that finding: the first one of the file, whatever the
 * number of threads. tell_ingest_finish() fails likewise when it finds one.
 * @param strict 1: strict; 0: bad records are set aside and the rest is kept (default).
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_STATE (inside a callback).
 * @since 0.1
 */
TELL_API tell_status tell_ingest_set_strict(tell_ingest *ingest, int32_t strict, tell_error *err);

/**
 * Sets a limit, for the files added from now on.
 * @param name one of
 *        "bytes" (of a file; default 64 GiB),
 *        "json_bytes" (of a JSON file, which is read whole; 1 GiB),
 *        "field_bytes" (of a field; a longer one breaks its record; 1 MiB, at most 16 MiB),
 *        "fields" (of a record; more break it; 65 536, at most 16 777 216),
 *        "records" (of a file, with those that were set aside; 2 147 483 647, which is the most),
 *        "findings" (kept, of each severity; 10 000, at most 2 147 483 647).
 * @param value 1 or more.
 * @return #TELL_OK; #TELL_E_ARGUMENT (unknown name, a value out of range);
 *         #TELL_E_STATE (inside a callback, after the end).
 * @since 0.1
 */
TELL_API tell_status tell_ingest_set_limit(tell_ingest *ingest, const char *name, int64_t value,
                                           tell_error *err);

/** Gives a limit by its name, -1 when there is none. @since 0.1 */
TELL_API int64_t tell_ingest_limit(const tell_ingest *ingest, const char *name);

/**
 * Takes a report of how far the reading of a file has come.
 * @param file its path or name as the caller gave it.
 * @param bytes how many bytes of it were taken in.
 * @param total how many it has; -1 when that is not known, as with pipes.
 * @param records how many records were read, with those that were set aside.
 * @param payload what the caller gave along.
 * @return 0 to go on; anything else stops the reading of the file, which then
 *         fails with #TELL_E_CANCELLED.
 */
typedef int (*tell_progress_fn)(const char *file, int64_t bytes, int64_t total, int64_t records,
                                void *payload);

/**
 * Sets a function that is called while a file is read, after every block of
 * it (about 1 MiB); NULL: none (default).
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_STATE (inside a callback).
 * @since 0.1
 */
TELL_API tell_status tell_ingest_set_progress(tell_ingest *ingest, tell_progress_fn progress,
                                              void *payload, tell_error *err);

/**
 * Sets a function that takes every finding from now on, in order, also those
 * that the list does not keep; NULL: none (default). The first one about a file
 * with a known header says how the file is taken (`recognised`). When it stops the reading
 * of a file, that call fails with #TELL_E_CANCELLED; the next call goes on.
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_STATE (inside a callback, after the end).
 * @since 0.1
 */
TELL_API tell_status tell_ingest_set_findings(tell_ingest *ingest, tell_finding_fn finding,
                                              void *payload, tell_error *err);

/**
 * Takes a cell of a record.
 * @param record its number in the file, from 1 below the header; records that
 *        are broken, blank or of the wrong width are counted and not given.
 * @param column number of its column, from 1.
 * @param status what it is by itself: "value" (a number), "missing" (blank, `.`,
 *        `..`), "suppressed" (`*`, `:`), "flagged" (a number with a star behind it),
 *        "interval" (a range or a bound, such as `<5` and `1-4`), "invalid" (made
 *        of digits and marks and no number that is read; also `1.234`, which may be
 *        two numbers), "text".
 * @param value its text as it stands in the file, UTF-8 without blanks around
 *        it; not ended by NUL, and only valid during the call.
 * @param length of the value in bytes.
 * @param payload what the caller gave along.
 * @return 0 to go on; anything else stops the reading of the file, which then
 *         fails with #TELL_E_CANCELLED.
 */
typedef int (*tell_cell_fn)(int64_t record, int64_t column, const char *status, const char *value,
                            size_t length, void *payload);

/**
 * Sets a function that takes every cell of every good record, in order, for
 * whoever checks a file that the caller has anyway; NULL: none (default).
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_STATE (inside a callback).
 * @since 0.1
 */
TELL_API tell_status tell_ingest_set_cells(tell_ingest *ingest, tell_cell_fn cell, void *payload,
                                           tell_error *err);

/**
 * Names the unit that files are about which name none themselves (a report of
 * one unit, a pasted table), for the files added from now on. Files that name
 * their units do not use it.
 * @param level "nation", "county", "municipality", "area" or "school"; NULL: no unit (default).
 * @param code the official code of the unit, copied; not empty.
 * @param name its name, copied; NULL or "" when not known.
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_MEMORY, #TELL_E_STATE (inside a callback).
 * @since 0.1
 */
TELL_API tell_status tell_ingest_set_unit(tell_ingest *ingest, const char *level, const char *code,
                                          const char *name, tell_error *err);

/**
 * Sets the caller's own layout: a mapping (README.md, "Your own layout") that
 * says what the columns of a table are. It takes the place of recognising a
 * layout, also of a demanded one, for the files added from now on.
 * @param path of the mapping, read here and now; NULL: no mapping any more (default).
 * @param err receives the mapping as source, line, column and field.
 * @return #TELL_OK; #TELL_E_LAYOUT (the mapping is not valid); #TELL_E_IO or #TELL_E_NOT_FOUND
 *         (missing, a directory, unreadable), #TELL_E_LIMIT, #TELL_E_ENCODING, #TELL_E_MEMORY,
 *         #TELL_E_ARGUMENT; #TELL_E_STATE inside a callback and after tell_ingest_finish(). After a
 *         failure the mapping set before stands.
 * @since 0.1
 */
TELL_API tell_status tell_ingest_set_mapping(tell_ingest *ingest, const char *path,
                                             tell_error *err);

/**
 * Sets a mapping from a block of memory, as tell_ingest_set_mapping() from a file.
 * @param name how errors call it; copied.
 * @param bytes used only during the call; may be NULL when `size` is 0.
 * @param size its length.
 * @return as tell_ingest_set_mapping(), but for #TELL_E_IO and #TELL_E_NOT_FOUND.
 * @since 0.1
 */
TELL_API tell_status tell_ingest_set_mapping_memory(tell_ingest *ingest, const char *name,
                                                    const char *bytes, size_t size,
                                                    tell_error *err);

/**
 * Reads a file. The path may name a pipe.
 * @param path copied; the last part becomes the file's name in results.
 * @param err receives source, line, column and field; may be NULL.
 * @return #TELL_OK (also when single records were set aside: see the issues);
 *         #TELL_E_ARGUMENT, #TELL_E_MEMORY; #TELL_E_IO (missing, a directory, unreadable,
 *         or shorter at its end than when it was opened: then nothing of it is used),
 *         #TELL_E_LIMIT (a limit of tell_ingest_set_limit(), or more than 32 768 files in all),
 *         #TELL_E_ENCODING, #TELL_E_DIALECT, #TELL_E_LAYOUT (no known layout, a column that it
 *         needs is not there, two columns of one name, or nothing in it);
 *         #TELL_E_STRICT (see tell_ingest_set_strict()), #TELL_E_CANCELLED (a callback);
 *         #TELL_E_STATE after tell_ingest_finish() and inside a callback.
 * @since 0.1
 */
TELL_API tell_status tell_ingest_add_file(tell_ingest *ingest, const char *path, tell_error *err);

/**
 * Reads a block of memory as if it were a file.
 * @param name how messages and results call it.
 * @param bytes used only during the call; may be NULL when `size` is 0.
 * @param size its length.
 * @return as tell_ingest_add_file(), but for #TELL_E_IO.
 * @since 0.1
 */
TELL_API tell_status tell_ingest_add_memory(tell_ingest *ingest, const char *name,
                                            const char *bytes, size_t size, tell_error *err);

/**
 * Reads what a descriptor gives, from where it stands to its end: a file, a
 * pipe, standard input.
 * @param name how messages and results call it.
 * @param descriptor open for reading; not closed. It must wait for data.
 * @return as tell_ingest_add_file().
 * @since 0.1
 */
TELL_API tell_status tell_ingest_add_descriptor(tell_ingest *ingest, const char *name,
                                                int32_t descriptor, tell_error *err);

/**
 * Gives the next bytes of a stream.
 * @param bytes receives them.
 * @param capacity how many there is room for, at least 1.
 * @param payload what the caller gave along.
 * @return how many were written (fewer than there is room for is no end), 0 at
 *         the end, less when reading failed (#TELL_E_IO).
 */
typedef int64_t (*tell_read_fn)(char *bytes, size_t capacity, void *payload);

/**
 * Reads what a function of the caller's gives, from the caller's thread only.
 * @param name how messages and results call it.
 * @return as tell_ingest_add_file(); #TELL_E_ARGUMENT also when the function
 *         says that it wrote more than there was room for.
 * @since 0.1
 */
TELL_API tell_status tell_ingest_add_stream(tell_ingest *ingest, const char *name,
                                            tell_read_fn read, void *payload, tell_error *err);

/**
 * Reads every file of a folder whose name ends in .csv, .txt, .tsv or .json (any
 * case), in the order of their names; registers first, unless a layout is
 * demanded. A file that cannot be read leaves an issue and does not stop the
 * others, but for one file too many, and in strict reading. Sub-folders, hidden and other files are
 * not read; each leaves a note.
 * @return #TELL_OK; #TELL_E_IO (no such folder, or no file in it could be read);
 *         #TELL_E_LIMIT (more than 32 768 files in all); #TELL_E_ARGUMENT, #TELL_E_MEMORY;
 *         #TELL_E_CANCELLED (a callback); in strict reading the statuses of tell_ingest_add_file();
 *         #TELL_E_STATE after tell_ingest_finish() and inside a callback.
 * @since 0.1
 */
TELL_API tell_status tell_ingest_add_folder(tell_ingest *ingest, const char *path, tell_error *err);

/**
 * Gives the findings so far: those about the files, not yet those that
 * tell_ingest_finish() makes of them together (what stands twice, what is said
 * of units). The first 10 000 of each severity are kept, and all are counted
 * (tell_issues_total()); tell_issues_dropped() says how many were not kept.
 * @return borrowed; not valid after tell_ingest_finish() or tell_ingest_free().
 * @since 0.1
 */
TELL_API const tell_issues *tell_ingest_issues(const tell_ingest *ingest);

/**
 * Ends the reading and makes the dataset. The ingest can only be freed then,
 * also after a failure. What the files say of units, and what stands twice in
 * them, is found here; the findings are behind the others in the dataset's list.
 * @param out receives the dataset, owned by the caller.
 * @param err may be NULL.
 * @return #TELL_OK; #TELL_E_STATE when called twice, and (the reading does not end then) where it
 *         keeps groups that were not taken (telling/groups.h); #TELL_E_MEMORY, #TELL_E_ARGUMENT;
 *         #TELL_E_STRICT, #TELL_E_CANCELLED as when reading.
 * @since 0.1
 */
TELL_API tell_status tell_ingest_finish(tell_ingest *ingest, tell_dataset **out, tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
