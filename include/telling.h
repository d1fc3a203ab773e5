/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling.h
 * libtelling: from the files that Norwegian school owners have to the
 * municipality's indicator set and trends, with honest uncertainty and
 * protection of small groups. The only supported include.
 *
 * The way is always the same, one stage after the other:
 * @code
 *   tell_catalogue_create → tell_ingest_create → tell_ingest_add_… →
 *   tell_ingest_finish → tell_indicators_compute → tell_trends_compute →
 *   tell_release_create → tell_release_table / tell_output_csv / tell_wording_… /
 *   tell_analysis_compute / tell_explain
 * @endcode
 */
#ifndef TELLING_H
#define TELLING_H

/* base */
#include "telling/base.h"
#include "telling/issues.h"
#include <telling/version.h>
/* statistics for their own sake: numbers in, numbers out */
#include "telling/stats.h"
#include "telling/stats_adjust.h"
#include "telling/stats_charts.h"
#include "telling/stats_inequality.h"
#include "telling/stats_differences.h"
#include "telling/stats_intervals.h"
#include "telling/stats_series.h"
#include "telling/stats_units.h"
/* the stages, in the order the data flow */
#include "telling/analysis.h"
#include "telling/analysis_comparisons.h"
#include "telling/analysis_decomposition.h"
#include "telling/analysis_equity.h"
#include "telling/analysis_groups.h"
#include "telling/analysis_options.h"
#include "telling/analysis_persistence.h"
#include "telling/analysis_readouts.h"
#include "telling/analysis_variation.h"
#include "telling/catalogue.h"
#include "telling/cells.h"
#include "telling/dataset.h"
#include "telling/explain.h"
#include "telling/groups.h"
#include "telling/indicators.h"
#include "telling/ingest.h"
#include "telling/layouts.h"
#include "telling/output.h"
#include "telling/release.h"
#include "telling/screening.h"
#include "telling/table.h"
#include "telling/trends.h"
#include "telling/wording.h"

#endif
