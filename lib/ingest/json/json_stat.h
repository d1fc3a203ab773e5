/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of the columns that a JSON-stat table is given (json_stat.c), as they are written. */
#ifndef TELL_INGEST_JSON_STAT_H
#define TELL_INGEST_JSON_STAT_H

#define TELL_STAT_TITLE "Tabell"
/** What stands between it and the title itself. */
#define TELL_STAT_TITLE_MARK ": "
#define TELL_STAT_TIME "Tid"
#define TELL_STAT_REGION "Region"

/** What follows the name of a dimension in the column of its texts. */
#define TELL_STAT_TEXT " (tekst)"

/** What the column of a content's signs begins with. */
#define TELL_STAT_SIGN "Standardtegn"

#endif
