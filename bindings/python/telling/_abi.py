# SPDX-License-Identifier: GPL-3.0-or-later
"""What the library exports; generated from the headers by generate_abi.py. Do not edit."""
from ctypes import (CFUNCTYPE, POINTER, c_char_p, c_double, c_int, c_int32, c_int64,
                    c_size_t, c_uint8, c_void_p)


class tell_analysis(c_void_p):
    """Opaque tell_analysis *."""


class tell_analysis_options(c_void_p):
    """Opaque tell_analysis_options *."""


class tell_buffer(c_void_p):
    """Opaque tell_buffer *."""


class tell_catalogue(c_void_p):
    """Opaque tell_catalogue *."""


class tell_cells(c_void_p):
    """Opaque tell_cells *."""


class tell_dataset(c_void_p):
    """Opaque tell_dataset *."""


class tell_error(c_void_p):
    """Opaque tell_error *."""


class tell_groups(c_void_p):
    """Opaque tell_groups *."""


class tell_indicators_options(c_void_p):
    """Opaque tell_indicators_options *."""


class tell_ingest(c_void_p):
    """Opaque tell_ingest *."""


class tell_issues(c_void_p):
    """Opaque tell_issues *."""


class tell_release(c_void_p):
    """Opaque tell_release *."""


class tell_series(c_void_p):
    """Opaque tell_series *."""


class tell_statistic(c_void_p):
    """Opaque tell_statistic *."""


class tell_table(c_void_p):
    """Opaque tell_table *."""


class tell_trends_options(c_void_p):
    """Opaque tell_trends_options *."""


tell_write_fn = CFUNCTYPE(c_int, c_void_p, c_size_t, c_void_p)
tell_progress_fn = CFUNCTYPE(c_int, c_void_p, c_int64, c_int64, c_int64, c_void_p)
tell_cell_fn = CFUNCTYPE(c_int, c_int64, c_int64, c_void_p, c_void_p, c_size_t, c_void_p)
tell_read_fn = CFUNCTYPE(c_int64, c_void_p, c_size_t, c_void_p)
tell_finding_fn = CFUNCTYPE(c_int, c_int32, c_void_p, c_void_p, c_int64, c_int64, c_void_p, c_void_p, c_void_p)

TELL_ANALYSIS_COMPARISONS = 6
TELL_ANALYSIS_DECOMPOSITION = 2
TELL_ANALYSIS_EQUITY = 5
TELL_ANALYSIS_GROUPS = 1
TELL_ANALYSIS_REFERENCE_PARENT = 1
TELL_ANALYSIS_REFERENCE_NATION = 2
TELL_ANALYSIS_PERSISTENCE = 7
TELL_ANALYSIS_READOUTS = 8
TELL_ANALYSIS_VARIATION = 3
TELL_ANALYSIS_VARIATION_UNITS = 4
TELL_OK = 0
TELL_END = 1
TELL_E_ARGUMENT = -1
TELL_E_MEMORY = -2
TELL_E_INTERNAL = -3
TELL_E_IO = -4
TELL_E_LIMIT = -5
TELL_E_CANCELLED = -6
TELL_E_STATE = -7
TELL_E_NOT_FOUND = -8
TELL_E_NOT_RELEASED = -9
TELL_E_ENCODING = -100
TELL_E_DIALECT = -101
TELL_E_LAYOUT = -102
TELL_E_STRICT = -103
TELL_E_CATALOGUE = -150
TELL_E_POLICY = -300
TELL_STATE_PRESENT = 0
TELL_STATE_SUPPRESSED = 1
TELL_STATE_MISSING = 2
TELL_STATE_NOT_TAKEN_PART = 3
TELL_STATE_NOT_APPLICABLE = 4
TELL_STATE_NOT_COMPARABLE = 5
TELL_STATE_INVALID = 6
TELL_STATE_HIDDEN = 7
TELL_STATE_TOO_FEW = 8
TELL_NUMBER_POINT = 0
TELL_NUMBER_COMMA = 1
TELL_NUMBER_NORWEGIAN = 2
TELL_CATALOGUE_EXTEND = 1
TELL_CATALOGUE_REPLACE = 2
TELL_LANGUAGE_NB = 1
TELL_LANGUAGE_NN = 2
TELL_LANGUAGE_EN = 3
TELL_CATALOGUE_INDICATORS = 1
TELL_CATALOGUE_BREAKS = 2
TELL_CATALOGUE_PLAN = 3
TELL_CATALOGUE_LINKS = 4
TELL_CATALOGUE_SOURCES = 5
TELL_CATALOGUE_POLICIES = 6
TELL_CATALOGUE_GRADES = 7
TELL_CATALOGUE_CUTPOINTS = 8
TELL_CATALOGUE_RESCALINGS = 9
TELL_CATALOGUE_ITEMS = 10
TELL_CATALOGUE_CODES = 11
TELL_CATALOGUE_DERIVED = 12
TELL_TIES_COUNTED = 0
TELL_TIES_IGNORED = 1
TELL_SEVERITY_NOTE = 1
TELL_SEVERITY_WARNING = 2
TELL_SEVERITY_ERROR = 3
TELL_DIALECT_CANONICAL = 1
TELL_DIALECT_EXCEL_NB = 2
TELL_RELEASE_INDICATORS = 1
TELL_RELEASE_TRENDS = 2
TELL_RELEASE_HIDDEN = 3
TELL_RELEASE_UNITS = 4
TELL_RELEASE_FILES = 5
TELL_STAT_OK = 0
TELL_STAT_EMPTY = 1
TELL_STAT_NOT_POSSIBLE = 2
TELL_STAT_TOO_FEW_POINTS = 3
TELL_STAT_ZERO_VARIANCE = 4
TELL_STAT_NO_SPREAD = 5
TELL_STAT_DOMAIN_ERROR = 6
TELL_STAT_MISSING = 7
TELL_STAT_BREAK = 8
TELL_ADJUST_NONE = 1
TELL_ADJUST_HOLM = 2
TELL_ADJUST_BH = 3
TELL_ADJUST_BY = 4
TELL_CHART_P = 1
TELL_CHART_P_PRIME = 2
TELL_CHART_C = 3
TELL_SHARE_TEST_AUTO = 1
TELL_SHARE_TEST_CHISQ = 2
TELL_SHARE_TEST_CHISQ_CORRECTED = 3
TELL_SHARE_TEST_FISHER = 4
TELL_GRADIENT_LINEAR = 1
TELL_GRADIENT_LOG = 2
TELL_GRADIENT_LOGIT = 3
TELL_RATIO_FIELLER = 1
TELL_RATIO_DELTA = 2
TELL_PROPORTION_WILSON = 1
TELL_PROPORTION_EXACT = 2
TELL_PROPORTION_JEFFREYS = 3
TELL_RATE_EXACT = 1
TELL_RATE_BYAR = 2
TELL_RATE_PHE = 3
TELL_SLOPE_FIXED = 1
TELL_SLOPE_DL = 2
TELL_SLOPE_REML = 3
TELL_SLOPE_PM = 4
TELL_KENDALL_EXACT = 1
TELL_KENDALL_NO_TIES = 2
TELL_KENDALL_NORMAL = 3
TELL_KENDALL_NORMAL_PLAIN = 4
TELL_SEN_EXACT = 1
TELL_SEN_GILBERT = 2
TELL_SEN_MEDIANS = 1
TELL_SEN_RESIDUALS = 2
TELL_STRATA_INDEPENDENT = 1
TELL_STRATA_COVARIANCE = 2
TELL_LINE_INTERCEPT = 1
TELL_LINE_ORIGIN = 2
TELL_FUNNEL_BINOMIAL = 1
TELL_FUNNEL_BINOMIAL_MIRRORED = 2
TELL_FUNNEL_WILSON = 3
TELL_FUNNEL_ARCSINE = 4
TELL_FUNNEL_POISSON = 1
TELL_FUNNEL_POISSON_TOUCH = 2
TELL_TAU_DL = 1
TELL_TAU_PM = 2
TELL_COLUMN_I64 = 1
TELL_COLUMN_F64 = 2
TELL_COLUMN_TEXT = 3
TELL_TRENDS_FAMILY_MUNICIPALITY = 1
TELL_TRENDS_FAMILY_UNIT = 2
TELL_TRENDS_FAMILY_ALL = 3
TELL_NUMBER_SIZE = 600

FUNCTIONS = {
    "tell_analysis_kind_count": (c_int32, []),
    "tell_analysis_kind_id": (c_char_p, [c_int32]),
    "tell_analysis_kind_find": (c_int32, [c_char_p]),
    "tell_analysis_compute": (c_int32, [tell_catalogue, tell_release, c_int32, tell_analysis_options, POINTER(tell_analysis), tell_error]),
    "tell_analysis_free": (None, [tell_analysis]),
    "tell_analysis_kind": (c_int32, [tell_analysis]),
    "tell_analysis_table": (tell_table, [tell_analysis]),
    "tell_analysis_options_create": (c_int32, [POINTER(tell_analysis_options), tell_error]),
    "tell_analysis_options_free": (None, [tell_analysis_options]),
    "tell_analysis_options_set_level": (c_int32, [tell_analysis_options, c_double, tell_error]),
    "tell_analysis_options_set_adjust": (c_int32, [tell_analysis_options, c_int32, tell_error]),
    "tell_analysis_options_set_reference": (c_int32, [tell_analysis_options, c_int32, tell_error]),
    "tell_analysis_options_set_persistence": (c_int32, [tell_analysis_options, c_int32, c_int32, tell_error]),
    "tell_analysis_options_set_readouts": (c_int32, [tell_analysis_options, c_int32, c_int32, c_int32, tell_error]),
    "tell_analysis_options_set_overdispersion": (c_int32, [tell_analysis_options, c_int32, tell_error]),
    "tell_analysis_options_add_group": (c_int32, [tell_analysis_options, c_char_p, c_char_p, tell_error]),
    "tell_analysis_options_add_member": (c_int32, [tell_analysis_options, c_char_p, c_char_p, c_char_p, tell_error]),
    "tell_analysis_options_read_groups": (c_int32, [tell_analysis_options, c_char_p, tell_error]),
    "tell_status_name": (c_char_p, [c_int32]),
    "tell_state_id": (c_char_p, [c_uint8]),
    "tell_error_create": (c_int32, [POINTER(tell_error)]),
    "tell_error_free": (None, [tell_error]),
    "tell_error_status": (c_int32, [tell_error]),
    "tell_error_message": (c_char_p, [tell_error]),
    "tell_error_source": (c_char_p, [tell_error]),
    "tell_error_line": (c_int64, [tell_error]),
    "tell_error_column": (c_int64, [tell_error]),
    "tell_error_field": (c_char_p, [tell_error]),
    "tell_number_write": (c_int32, [c_double, c_int32, c_int32, c_int32, c_char_p, c_size_t, tell_error]),
    "tell_number_write_digits": (c_int32, [c_double, c_int32, c_int32, c_char_p, c_size_t, POINTER(c_size_t), tell_error]),
    "tell_number_read": (c_int32, [c_char_p, c_size_t, POINTER(c_double)]),
    "tell_version_number": (c_int32, []),
    "tell_version_string": (c_char_p, []),
    "tell_catalogue_create": (c_int32, [POINTER(tell_catalogue), tell_error]),
    "tell_catalogue_create_from": (c_int32, [c_char_p, c_int32, POINTER(tell_catalogue), tell_error]),
    "tell_catalogue_free": (None, [tell_catalogue]),
    "tell_catalogue_version": (c_char_p, [tell_catalogue]),
    "tell_catalogue_table": (tell_table, [tell_catalogue, c_int32]),
    "tell_catalogue_text": (c_char_p, [tell_catalogue, c_char_p, c_int32]),
    "tell_catalogue_issue_text": (c_char_p, [tell_catalogue, c_char_p, c_int32]),
    "tell_cells_create": (c_int32, [tell_dataset, c_char_p, c_double, POINTER(tell_cells), tell_error]),
    "tell_cells_free": (None, [tell_cells]),
    "tell_cells_policy": (c_char_p, [tell_cells]),
    "tell_cells_unit_count": (c_int64, [tell_cells]),
    "tell_cells_unit_level": (c_char_p, [tell_cells, c_int64]),
    "tell_cells_unit_code": (c_char_p, [tell_cells, c_int64]),
    "tell_cells_unit_name": (c_char_p, [tell_cells, c_int64]),
    "tell_cells_series": (c_int32, [tell_cells, c_int64, c_int64, POINTER(tell_series), tell_error]),
    "tell_series_restart": (c_int32, [tell_series, c_int64, c_int64, tell_error]),
    "tell_series_free": (None, [tell_series]),
    "tell_series_next": (c_int32, [tell_series, tell_error]),
    "tell_series_unit": (c_int64, [tell_series]),
    "tell_series_indicator": (c_char_p, [tell_series]),
    "tell_series_source": (c_char_p, [tell_series]),
    "tell_series_grade": (c_int32, [tell_series]),
    "tell_series_gender": (c_int32, [tell_series]),
    "tell_series_owner": (c_int32, [tell_series]),
    "tell_series_dimension": (c_char_p, [tell_series]),
    "tell_series_category": (c_char_p, [tell_series]),
    "tell_series_count": (c_int32, [tell_series]),
    "tell_series_periods": (POINTER(c_int32), [tell_series]),
    "tell_series_used": (POINTER(c_int64), [tell_series]),
    "tell_series_unused": (POINTER(c_int64), [tell_series]),
    "tell_series_n": (POINTER(c_int64), [tell_series]),
    "tell_series_states": (POINTER(c_int32), [tell_series]),
    "tell_series_means": (POINTER(c_double), [tell_series]),
    "tell_series_ses": (POINTER(c_double), [tell_series]),
    "tell_series_los": (POINTER(c_double), [tell_series]),
    "tell_series_his": (POINTER(c_double), [tell_series]),
    "tell_series_trend": (c_int32, [tell_series, c_int32, c_double, POINTER(c_int32), POINTER(c_double), POINTER(c_double), POINTER(c_double), POINTER(c_double), POINTER(c_double), POINTER(c_double), POINTER(c_int32), tell_error]),
    "tell_dataset_free": (None, [tell_dataset]),
    "tell_dataset_observation_count": (c_int64, [tell_dataset]),
    "tell_dataset_units": (tell_table, [tell_dataset]),
    "tell_dataset_files": (tell_table, [tell_dataset]),
    "tell_dataset_issues": (tell_issues, [tell_dataset]),
    "tell_explain": (c_int32, [tell_release, c_int32, c_int64, POINTER(tell_table), tell_error]),
    "tell_analysis_explain": (c_int32, [tell_analysis, c_int64, POINTER(tell_table), tell_error]),
    "tell_ingest_keep_groups": (c_int32, [tell_ingest, c_char_p, tell_error]),
    "tell_ingest_take_groups": (c_int32, [tell_ingest, POINTER(tell_groups), tell_error]),
    "tell_groups_free": (None, [tell_groups]),
    "tell_groups_policy": (c_char_p, [tell_groups]),
    "tell_groups_next": (c_int32, [tell_groups, tell_error]),
    "tell_groups_source": (c_char_p, [tell_groups]),
    "tell_groups_unit": (c_char_p, [tell_groups]),
    "tell_groups_period": (c_int32, [tell_groups]),
    "tell_groups_grade": (c_int32, [tell_groups]),
    "tell_groups_gender": (c_int32, [tell_groups]),
    "tell_groups_indicator": (c_char_p, [tell_groups]),
    "tell_groups_level": (c_int32, [tell_groups]),
    "tell_groups_n": (c_int64, [tell_groups]),
    "tell_groups_value": (c_double, [tell_groups]),
    "tell_groups_sd": (c_int32, [tell_groups, POINTER(c_double)]),
    "tell_groups_numerator": (c_int32, [tell_groups, POINTER(c_int64)]),
    "tell_indicators_options_create": (c_int32, [POINTER(tell_indicators_options), tell_error]),
    "tell_indicators_options_free": (None, [tell_indicators_options]),
    "tell_indicators_options_set_rescaled": (c_int32, [tell_indicators_options, c_int32, tell_error]),
    "tell_indicators_compute": (c_int32, [tell_dataset, POINTER(tell_table), tell_error]),
    "tell_indicators_compute_with": (c_int32, [tell_dataset, tell_indicators_options, POINTER(tell_table), tell_error]),
    "tell_ingest_create": (c_int32, [tell_catalogue, POINTER(tell_ingest), tell_error]),
    "tell_ingest_free": (None, [tell_ingest]),
    "tell_ingest_set_layout": (c_int32, [tell_ingest, c_char_p, tell_error]),
    "tell_ingest_set_threads": (c_int32, [tell_ingest, c_int32, tell_error]),
    "tell_ingest_set_encoding": (c_int32, [tell_ingest, c_char_p, tell_error]),
    "tell_ingest_set_delimiter": (c_int32, [tell_ingest, c_char_p, tell_error]),
    "tell_ingest_set_strict": (c_int32, [tell_ingest, c_int32, tell_error]),
    "tell_ingest_set_limit": (c_int32, [tell_ingest, c_char_p, c_int64, tell_error]),
    "tell_ingest_limit": (c_int64, [tell_ingest, c_char_p]),
    "tell_ingest_set_progress": (c_int32, [tell_ingest, tell_progress_fn, c_void_p, tell_error]),
    "tell_ingest_set_findings": (c_int32, [tell_ingest, tell_finding_fn, c_void_p, tell_error]),
    "tell_ingest_set_cells": (c_int32, [tell_ingest, tell_cell_fn, c_void_p, tell_error]),
    "tell_ingest_set_unit": (c_int32, [tell_ingest, c_char_p, c_char_p, c_char_p, tell_error]),
    "tell_ingest_set_mapping": (c_int32, [tell_ingest, c_char_p, tell_error]),
    "tell_ingest_set_mapping_memory": (c_int32, [tell_ingest, c_char_p, c_char_p, c_size_t, tell_error]),
    "tell_ingest_add_file": (c_int32, [tell_ingest, c_char_p, tell_error]),
    "tell_ingest_add_memory": (c_int32, [tell_ingest, c_char_p, c_char_p, c_size_t, tell_error]),
    "tell_ingest_add_descriptor": (c_int32, [tell_ingest, c_char_p, c_int32, tell_error]),
    "tell_ingest_add_stream": (c_int32, [tell_ingest, c_char_p, tell_read_fn, c_void_p, tell_error]),
    "tell_ingest_add_folder": (c_int32, [tell_ingest, c_char_p, tell_error]),
    "tell_ingest_issues": (tell_issues, [tell_ingest]),
    "tell_ingest_finish": (c_int32, [tell_ingest, POINTER(tell_dataset), tell_error]),
    "tell_severity_id": (c_char_p, [c_int32]),
    "tell_issues_count": (c_int64, [tell_issues]),
    "tell_issues_total": (c_int64, [tell_issues, c_int32]),
    "tell_issues_dropped": (c_int64, [tell_issues]),
    "tell_issues_severity": (c_int32, [tell_issues, c_int64]),
    "tell_issues_code": (c_char_p, [tell_issues, c_int64]),
    "tell_issues_source": (c_char_p, [tell_issues, c_int64]),
    "tell_issues_line": (c_int64, [tell_issues, c_int64]),
    "tell_issues_column": (c_int64, [tell_issues, c_int64]),
    "tell_issues_field": (c_char_p, [tell_issues, c_int64]),
    "tell_issues_message": (c_char_p, [tell_issues, c_int64]),
    "tell_ingest_layout_count": (c_int32, []),
    "tell_ingest_layout_name": (c_char_p, [c_int32]),
    "tell_dialect_find": (c_int32, [c_char_p]),
    "tell_output_csv": (c_int32, [tell_release, c_int32, c_int32, tell_write_fn, c_void_p, tell_error]),
    "tell_output_table_csv": (c_int32, [tell_table, c_int32, tell_write_fn, c_void_p, tell_error]),
    "tell_release_create": (c_int32, [tell_catalogue, c_char_p, tell_dataset, tell_table, tell_table, POINTER(tell_release), tell_error]),
    "tell_release_free": (None, [tell_release]),
    "tell_release_policy": (c_char_p, [tell_release]),
    "tell_release_table": (tell_table, [tell_release, c_int32]),
    "tell_screening_run": (c_int32, [tell_catalogue, tell_dataset, POINTER(tell_table), tell_error]),
    "tell_stat_state_id": (c_char_p, [c_int32]),
    "tell_statistic_create": (c_int32, [POINTER(tell_statistic), tell_error]),
    "tell_statistic_free": (None, [tell_statistic]),
    "tell_statistic_state": (c_int32, [tell_statistic]),
    "tell_statistic_has_value": (c_int32, [tell_statistic]),
    "tell_statistic_has_interval": (c_int32, [tell_statistic]),
    "tell_statistic_value": (c_double, [tell_statistic]),
    "tell_statistic_se": (c_double, [tell_statistic]),
    "tell_statistic_lo": (c_double, [tell_statistic]),
    "tell_statistic_hi": (c_double, [tell_statistic]),
    "tell_statistic_level": (c_double, [tell_statistic]),
    "tell_statistic_n": (c_double, [tell_statistic]),
    "tell_statistic_method": (c_char_p, [tell_statistic]),
    "tell_statistic_number": (c_int32, [tell_statistic, c_char_p, POINTER(c_double)]),
    "tell_statistic_number_count": (c_int32, [tell_statistic]),
    "tell_statistic_number_name": (c_char_p, [tell_statistic, c_int32]),
    "tell_adjust_id": (c_char_p, [c_int32]),
    "tell_adjust_find": (c_int32, [c_char_p]),
    "tell_stats_adjust": (c_int32, [POINTER(c_double), c_size_t, c_int32, POINTER(c_double), POINTER(c_int32), tell_statistic, tell_error]),
    "tell_stats_xmr": (c_int32, [POINTER(c_double), POINTER(c_int32), c_size_t, c_size_t, c_int32, tell_statistic, tell_error]),
    "tell_stats_chart_counts": (c_int32, [POINTER(c_double), POINTER(c_double), POINTER(c_int32), c_size_t, c_size_t, c_int32, c_int32, POINTER(c_double), POINTER(c_double), tell_statistic, tell_error]),
    "tell_stats_runs": (c_int32, [POINTER(c_double), POINTER(c_int32), c_size_t, c_double, tell_statistic, tell_error]),
    "tell_stats_two_proportions": (c_int32, [c_double, c_double, c_double, c_double, c_int32, c_double, tell_statistic, tell_error]),
    "tell_stats_two_means": (c_int32, [c_double, c_double, c_double, c_double, c_double, c_double, c_double, tell_statistic, tell_error]),
    "tell_stats_two_figures": (c_int32, [c_double, c_double, c_double, c_double, c_double, tell_statistic, tell_error]),
    "tell_stats_child_proportion": (c_int32, [c_double, c_double, c_double, c_double, c_int32, c_double, tell_statistic, tell_error]),
    "tell_stats_child_mean": (c_int32, [c_double, c_double, c_double, c_double, c_double, c_double, c_double, tell_statistic, tell_error]),
    "tell_stats_child_difference": (c_int32, [c_double, c_double, c_double, c_double, c_double, c_double, c_double, tell_statistic, tell_error]),
    "tell_stats_icc_means": (c_int32, [POINTER(c_double), POINTER(c_double), POINTER(c_double), c_size_t, c_double, tell_statistic, tell_error]),
    "tell_stats_icc_shares": (c_int32, [POINTER(c_double), POINTER(c_double), c_size_t, c_double, tell_statistic, tell_error]),
    "tell_stats_gradient": (c_int32, [POINTER(c_double), POINTER(c_double), POINTER(c_double), c_size_t, c_int32, c_int32, c_double, tell_statistic, tell_statistic, tell_error]),
    "tell_stats_proportion": (c_int32, [c_double, c_double, c_int32, c_double, tell_statistic, tell_error]),
    "tell_stats_mean": (c_int32, [c_double, c_double, c_double, c_double, tell_statistic, tell_error]),
    "tell_stats_mean_values": (c_int32, [POINTER(c_double), c_size_t, c_double, tell_statistic, tell_error]),
    "tell_stats_mean_counts": (c_int32, [POINTER(c_double), POINTER(c_double), c_size_t, c_double, tell_statistic, tell_error]),
    "tell_stats_mean_published": (c_int32, [c_double, c_double, c_int32, c_double, c_double, tell_statistic, tell_error]),
    "tell_stats_rate": (c_int32, [c_double, c_double, c_double, c_int32, c_double, tell_statistic, tell_error]),
    "tell_stats_slope": (c_int32, [POINTER(c_double), POINTER(c_double), POINTER(c_double), c_size_t, c_int32, c_double, tell_statistic, tell_error]),
    "tell_stats_slope_linked": (c_int32, [POINTER(c_double), POINTER(c_double), POINTER(c_double), c_size_t, c_int32, c_double, c_double, c_double, tell_statistic, tell_error]),
    "tell_stats_slope_at": (c_int32, [POINTER(c_double), POINTER(c_double), POINTER(c_double), c_size_t, c_int32, c_double, c_double, tell_statistic, tell_error]),
    "tell_stats_slope_leave_one_out": (c_int32, [POINTER(c_double), POINTER(c_double), POINTER(c_double), c_size_t, c_double, POINTER(c_double), POINTER(c_int32), tell_statistic, tell_error]),
    "tell_stats_slope_windows": (c_int32, [POINTER(c_double), POINTER(c_double), POINTER(c_double), POINTER(c_double), c_size_t, POINTER(c_double), c_size_t, c_int32, c_double, tell_statistic, tell_error]),
    "tell_stats_smallest_change": (c_int32, [POINTER(c_double), POINTER(c_double), c_size_t, c_double, c_double, tell_statistic, tell_error]),
    "tell_stats_line": (c_int32, [POINTER(c_double), POINTER(c_double), POINTER(c_double), c_size_t, c_int32, c_double, tell_statistic, tell_error]),
    "tell_stats_proportion_trend": (c_int32, [POINTER(c_double), POINTER(c_double), POINTER(c_double), c_size_t, c_double, tell_statistic, tell_error]),
    "tell_stats_mann_kendall": (c_int32, [POINTER(c_double), POINTER(c_double), c_size_t, c_int32, c_double, tell_statistic, tell_error]),
    "tell_stats_theil_sen": (c_int32, [POINTER(c_double), POINTER(c_double), c_size_t, c_int32, c_int32, c_double, tell_statistic, tell_error]),
    "tell_stats_hirsch_slack": (c_int32, [POINTER(c_double), POINTER(c_double), POINTER(c_int32), c_size_t, c_int32, c_double, tell_statistic, tell_error]),
    "tell_stats_funnel_share": (c_int32, [c_double, c_double, c_double, c_int32, c_double, tell_statistic, tell_error]),
    "tell_stats_funnel_ratio": (c_int32, [c_double, c_int32, c_double, tell_statistic, tell_error]),
    "tell_stats_funnel_mean": (c_int32, [c_double, c_double, c_double, c_double, tell_statistic, tell_error]),
    "tell_stats_overdispersion_shares": (c_int32, [POINTER(c_double), POINTER(c_double), c_size_t, POINTER(c_double), c_double, tell_statistic, tell_error]),
    "tell_stats_overdispersion_means": (c_int32, [POINTER(c_double), POINTER(c_double), c_size_t, POINTER(c_double), c_double, tell_statistic, tell_error]),
    "tell_stats_shrinkage": (c_int32, [POINTER(c_double), POINTER(c_double), c_size_t, c_int32, c_double, POINTER(c_double), POINTER(c_double), POINTER(c_double), POINTER(c_double), tell_statistic, tell_error]),
    "tell_table_free": (None, [tell_table]),
    "tell_table_row_count": (c_int64, [tell_table]),
    "tell_table_column_count": (c_int32, [tell_table]),
    "tell_table_is_sealed": (c_int32, [tell_table]),
    "tell_table_column_id": (c_char_p, [tell_table, c_int32]),
    "tell_table_column_type": (c_int32, [tell_table, c_int32]),
    "tell_table_column_find": (c_int32, [tell_table, c_char_p]),
    "tell_table_column_i64": (c_int32, [tell_table, c_int32, POINTER(POINTER(c_int64)), POINTER(POINTER(c_uint8)), POINTER(c_int64), tell_error]),
    "tell_table_column_f64": (c_int32, [tell_table, c_int32, POINTER(POINTER(c_double)), POINTER(POINTER(c_uint8)), POINTER(c_int64), tell_error]),
    "tell_table_column_text": (c_int32, [tell_table, c_int32, POINTER(POINTER(c_int32)), POINTER(POINTER(c_uint8)), POINTER(c_int64), tell_error]),
    "tell_table_text_count": (c_int32, [tell_table]),
    "tell_table_text": (c_char_p, [tell_table, c_int32, POINTER(c_size_t)]),
    "tell_trends_options_create": (c_int32, [POINTER(tell_trends_options), tell_error]),
    "tell_trends_options_free": (None, [tell_trends_options]),
    "tell_trends_options_set_level": (c_int32, [tell_trends_options, c_double, tell_error]),
    "tell_trends_options_set_power": (c_int32, [tell_trends_options, c_double, tell_error]),
    "tell_trends_options_set_adjust": (c_int32, [tell_trends_options, c_int32, tell_error]),
    "tell_trends_options_set_family": (c_int32, [tell_trends_options, c_int32, tell_error]),
    "tell_trends_options_set_year_effects": (c_int32, [tell_trends_options, c_int32, tell_error]),
    "tell_trends_compute": (c_int32, [tell_catalogue, tell_table, POINTER(tell_table), tell_error]),
    "tell_trends_compute_with": (c_int32, [tell_catalogue, tell_table, tell_trends_options, POINTER(tell_table), tell_error]),
    "tell_buffer_create": (c_int32, [POINTER(tell_buffer), tell_error]),
    "tell_buffer_free": (None, [tell_buffer]),
    "tell_buffer_text": (c_char_p, [tell_buffer]),
    "tell_buffer_length": (c_size_t, [tell_buffer]),
    "tell_wording_indicator": (c_int32, [tell_catalogue, tell_release, c_int64, c_int32, tell_buffer, tell_error]),
    "tell_wording_trend": (c_int32, [tell_catalogue, tell_release, c_int64, c_int32, tell_buffer, tell_error]),
}
