#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks into the built library: what it calls, what it can write to, and its soname.

    check_binary.py LIBRARY SONAME

Not for builds with sanitizers or coverage, which add calls and data of their own.
"""

import re
import subprocess
import sys

from report import report

# What would depend on or change the host: locale, standard streams, process, environment, clock,
# signals; GSL's global handler, and its inverse distributions, which may not converge and then abort.
FORBIDDEN = re.compile(
    "|".join(
        [
            r"(set|use|new|dup|free)locale|localeconv|nl_langinfo|strcoll|strxfrm|strcasecmp",
            r"__ctype_(b|tolower|toupper)_loc|is(w)?(alnum|alpha|digit|space|upper|lower|punct)",
            r"to(w)?(upper|lower)|mbs?r?towcs?|wcs?r?tombs?|mbrlen|btowc|iconv.*",
            r"strto(d|f|ld)(_l)?|ato(f|i|l|ll)|v?[fs]?w?scanf",
            r"v?(f|s|sn|d|as|w)?printf|v?(sw|fw)printf|puts|putchar|putc|perror|syslog",
            r"stdin|stdout|stderr|getchar|gets",
            r"strtok|strerror(_r|_l)?|__xpg_strerror_r",
            r"exit|_exit|_Exit|quick_exit|abort|atexit|__assert_fail|__assert|err|errx|warn|warnx",
            r"signal|sigaction|sigprocmask|raise|kill|(sig)?(_)?(long|set)jmp",
            r"(secure_)?getenv|setenv|putenv|unsetenv|environ",
            r"s?rand(_r|om)?|[dlm]rand48|getrandom|getentropy",
            r"time|clock|clock_gettime|gettimeofday|localtime(_r)?|gmtime(_r)?|mktime|strftime|ctime",
            r"system|popen|fork|vfork|exec[lv].*|chdir|umask|dlopen|socket|connect",
            r"gsl_set_error_handler(_off)?|gsl_error|gsl_rng_.*|gsl_cdf_.*inv|gsl_sort.*",
        ]
    )
)

# Made by the compiler and the linker.
TOOLCHAIN = re.compile(r"completed\.\d+|__dso_handle|__TMC_END__|__bss_start|_edata|_end")
WRITABLE_SECTION = re.compile(r"\.(t?data|t?bss)(\..*)?|COMMON")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def plain_name(symbol):
    """Without the version, and without the wrapping of -D_FORTIFY_SOURCE and of newer C standards."""
    name = symbol.split("@")[0]
    checked = re.fullmatch(r"__(.*)_chk", name) or re.fullmatch(r"__isoc99_(.*)", name)
    return checked.group(1) if checked else name


def forbidden_calls(library):
    names = (line.split()[-1] for line in output("nm", "-D", "-u", library).splitlines())
    return sorted({name for name in names if FORBIDDEN.fullmatch(plain_name(name))})


def writable_symbols(library):
    """.data.rel.ro is made read-only when the library is loaded and does not count."""
    findings = []
    for line in output("nm", "--format=sysv", library).splitlines():
        fields = [field.strip() for field in line.split("|")]
        if len(fields) == 7:
            name, kind, section = fields[0], fields[3], fields[6]
            state = WRITABLE_SECTION.fullmatch(section) and not section.startswith(".data.rel.ro")
            if state and kind not in ("SECTION", "FILE") and not TOOLCHAIN.fullmatch(name):
                findings.append(f"{name} in {section}")
    return findings


def wrong_soname(library, soname):
    found = re.findall(r"SONAME\).*\[(.*)\]", output("readelf", "-d", library))
    return [] if found == [soname] else [f"{found} instead of {soname}"]


def main(library, soname):
    return report(
        {
            "library calls nothing that depends on or changes its host": forbidden_calls(library),
            "library has no data that can be written": writable_symbols(library),
            "soname is made of the version": wrong_soname(library, soname),
        }
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
