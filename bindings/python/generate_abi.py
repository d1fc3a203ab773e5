#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes telling/_abi.py from the public headers.

The headers keep one form for every declaration, so that declarations are
generated and compared, never retyped:  generate_abi.py INCLUDE_FOLDER > telling/_abi.py
"""
import pathlib
import re
import sys

PLAIN = {
    "int32_t": "c_int32", "int64_t": "c_int64", "uint8_t": "c_uint8",
    "size_t": "c_size_t", "double": "c_double", "char": "c_char", "int": "c_int", "void": "None",
}


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def read_headers(folder):
    paths = sorted((folder / "telling").glob("*.h"))
    return "\n".join(without_comments(path.read_text("utf-8"))
                     for path in paths if path.stem not in ("export", "version"))


def constants(text):
    found = re.findall(r"\b(TELL_[A-Z0-9_]+)\s*=\s*(-?\d+)", text)
    found += re.findall(r"#define\s+(TELL_NUMBER_SIZE)\s+(\d+)", text)
    return [(name, int(value)) for name, value in found]


def ctypes_name(declared, aliases, handles, callbacks=()):
    """The ctypes expression of a C type such as 'const int64_t **'."""
    stars = declared.count("*")
    base = re.sub(r"\bconst\b|\*", " ", declared).split()[0]
    base = aliases.get(base, base)
    if base in handles:
        name = base
        stars -= 1
    elif base in callbacks:
        name = base
    elif base == "char" and stars:
        name = "c_char_p"
        stars -= 1
    elif base == "void" and stars:
        name = "c_void_p"
        stars -= 1
    else:
        name = PLAIN[base]
    for _ in range(stars):
        name = f"POINTER({name})"
    return name


def callbacks(text, aliases, handles):
    """Types of the caller's functions. Texts come as addresses: most of them have no NUL behind."""
    for returned, name, arguments in re.findall(
            r"typedef (\w+) \(\*(tell_\w+_fn)\)\(([^)]*)\);", text):
        types = [ctypes_name(returned, aliases, handles)]
        for argument in arguments.split(","):
            declared = re.sub(r"\w+\s*$", "", argument.strip())
            found = ctypes_name(declared, aliases, handles)
            types.append("c_void_p" if found == "c_char_p" else found)
        yield name, types


def functions(text, aliases, handles, known):
    for returned, name, arguments in re.findall(
            r"TELL_API\s+([\w\s*]+?)\b(tell_\w+)\(([^)]*)\);", text):
        types = []
        if arguments.strip() != "void":
            for argument in arguments.split(","):
                declared = re.sub(r"\w+\s*$", "", argument.strip())
                types.append(ctypes_name(declared, aliases, handles, known))
        yield name, ctypes_name(returned, aliases, handles), types


def main(folder):
    text = read_headers(pathlib.Path(folder))
    handles = sorted(set(re.findall(r"typedef struct (tell_\w+) \1;", text)))
    aliases = {name: base for base, name in
               re.findall(r"typedef (u?int\d+_t) (tell_\w+);", text)}
    lines = ["# SPDX-License-Identifier: GPL-3.0-or-later",
             '"""What the library exports; generated from the headers by generate_abi.py. Do not edit."""',
             "from ctypes import (CFUNCTYPE, POINTER, c_char_p, c_double, c_int, c_int32, c_int64,",
             "                    c_size_t, c_uint8, c_void_p)", "", ""]
    for handle in handles:
        lines += [f"class {handle}(c_void_p):", f'    """Opaque {handle} *."""', "", ""]
    known = dict(callbacks(text, aliases, handles))
    lines += [f"{name} = CFUNCTYPE({', '.join(types)})" for name, types in known.items()] + [""]
    lines += [f"{name} = {value}" for name, value in constants(text)]
    lines += ["", "FUNCTIONS = {"]
    for name, returned, types in functions(text, aliases, handles, known):
        lines.append(f'    "{name}": ({returned}, [{", ".join(types)}]),')
    lines += ["}"]
    print("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1])
