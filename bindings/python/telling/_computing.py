# SPDX-License-Identifier: GPL-3.0-or-later
"""The computed tables of a dataset, and the options with which they are made."""
from . import _abi
from ._choices import ADJUST, choose
from ._handles import Handle, call, make

_FAMILIES = {"municipality": _abi.TELL_TRENDS_FAMILY_MUNICIPALITY,
             "unit": _abi.TELL_TRENDS_FAMILY_UNIT, "all": _abi.TELL_TRENDS_FAMILY_ALL}


class _IndicatorsOptions(Handle):
    _free_name = "tell_indicators_options_free"


class _TrendsOptions(Handle):
    _free_name = "tell_trends_options_free"


_TRENDS = {
    "level": ("set_level", float),
    "power": ("set_power", float),
    "adjust": ("set_adjust", lambda value: choose("adjust", value, ADJUST)),
    "year_effects": ("set_year_effects", lambda value: int(bool(value))),
    "family": ("set_family", lambda value: choose("family", value, _FAMILIES)),
}


def compute_indicators(dataset, rescaled):
    """The handle of an indicator set."""
    with _IndicatorsOptions(make("tell_indicators_options_create",
                                 _abi.tell_indicators_options)) as options:
        call("tell_indicators_options_set_rescaled", options.handle, int(bool(rescaled)))
        return make("tell_indicators_compute_with", _abi.tell_table, dataset, options.handle)


def compute_trends(catalogue, indicators, chosen):
    """The handle of a table of trends; `chosen` holds options by name."""
    with _TrendsOptions(make("tell_trends_options_create", _abi.tell_trends_options)) as options:
        for name, value in chosen.items():
            if name not in _TRENDS:
                raise TypeError(f"no option {name!r} of trends; there are "
                                + ", ".join(sorted(_TRENDS)))
            setter, convert = _TRENDS[name]
            call(f"tell_trends_options_{setter}", options.handle, convert(value))
        return make("tell_trends_compute_with", _abi.tell_table, catalogue, indicators,
                    options.handle)
