#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Gathers what the benchmarks wrote: a table, a JSON file and a chart.

With --output docs the page on performance gets them, and a table of its own.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

# In the order of the table.
TITLES = {
    "fire": "Firing in C",
    "libsigcpp": "Firing, against libsigc++ 2",
    "qt": "Firing, against Qt 6",
    "python": "Python",
    "javascript": "JavaScript",
    "connections": "Connecting and disconnecting",
    "rounds": "Changes during a round",
    "threads": "Threads",
    "features": "Properties, relays, single answers",
    "com": "Binary COM",
}

# What a line of the chart is called, where its figures are, and how it looks.
# Two that are shades of one colour are one library.
SERIES = [
    ("GSignal, to handlers", "fire", "g_signal_emit, handlers", "#b3541e", "-"),
    ("cpglib, by way of GSignal", "fire", "g_signal_emit, sinks", "#5b8cc9", "-"),
    ("Qt 6", "qt", "Qt", "#3f8f4f", "-"),
    ("libsigc++ 2", "libsigcpp", "libsigc++", "#8a6fb0", "-"),
    ("cpglib, CPG_FIRE", "fire", "CPG_FIRE", "#1d4f91", "-"),
    ("bare loop of calls", "fire", "bare loop", "#666666", (0, (4, 2))),
]


def version_of(module):
    found = subprocess.run(["pkg-config", "--modversion", module], capture_output=True, text=True)
    return found.stdout.strip() if found.returncode == 0 else None


def machine():
    """What the ratios may depend on, and nothing that tells whose machine it is."""
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        system = platform.system()
    compiler = subprocess.run(["cc", "--version"], capture_output=True, text=True).stdout.splitlines()
    versions = {
        "glib": version_of("glib-2.0"),
        "libsigcpp": version_of("sigc++-2.0"),
        "qt": version_of("Qt6Core"),
    }
    return {
        "system": system,
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "compiler": compiler[0] if compiler else "",
        "python": platform.python_version(),
        **{name: version for name, version in versions.items() if version},
    }


def is_met(figure):
    """None where there is no bar."""
    value = figure.get("median", figure.get("bytes"))
    if "at_most" in figure:
        return value <= figure["at_most"]
    if "at_least" in figure:
        return value >= figure["at_least"]
    return None


def number(value):
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def title(figure):
    if "second" not in figure:
        return f"{figure['what']}: {figure['first']}, bytes"
    if figure["first"] == figure["second"]:
        return f"{figure['what']}: {figure['first']}"
    return f"{figure['what']}: {figure['first']} / {figure['second']}"


def table(figures):
    """The lines of the table, as text that is aligned."""
    width = max(len(title(figure)) for group in figures.values() for figure in group)
    head = f"{'':{width}}  {'min':>6} {'median':>6} {'max':>6}  bar"
    lines = []
    for name, group in figures.items():
        lines += ["", TITLES.get(name, name), head]
        for figure in group:
            if "bytes" in figure:
                values = ["", number(figure["bytes"]), ""]
            else:
                values = [number(figure[key]) for key in ("min", "median", "max")]
            bar = ""
            for key, words in [("at_most", "at most"), ("at_least", "at least")]:
                if key in figure:
                    bar = f"  {words} {figure[key]:g}: {'met' if is_met(figure) else 'MISSED'}"
            lines.append(f"{title(figure):{width}}  {values[0]:>6} {values[1]:>6} {values[2]:>6}{bar}".rstrip())
    return lines[1:]


def page_table(figures):
    """The figures in Markdown."""
    lines = []
    for name, group in figures.items():
        lines += [f"### {TITLES[name]}", "", "| what | bar | min | median | max | |", "|---|---:|---:|---:|---:|---|"]
        for figure in group:
            values = [number(figure[which]) if which in figure else "" for which in ("min", "median", "max")]
            if "bytes" in figure:
                values[1] = number(figure["bytes"])
            bars = [f"{sign} {figure[key]:g}" for key, sign in (("at_most", "≤"), ("at_least", "≥")) if key in figure]
            cells = [title(figure), *(bars or [""]), *values,
                     {None: "", True: "met", False: "**missed**"}[is_met(figure)]]
            lines.append("| " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines)


def update_page(page, figures):
    """Puts the table between the two comments that mark its place."""
    text = page.read_text()
    before, begin, rest = text.partition("<!-- figures: report.py writes them -->\n")
    _, end, after = rest.partition("<!-- end of the figures -->")
    if not begin or not end:
        sys.exit(f"{page} has no place for the figures")
    page.write_text(f"{before}{begin}\n{page_table(figures)}\n{verdict(figures)}.\n\n{end}{after}")


def verdict(figures):
    verdicts = [is_met(figure) for group in figures.values() for figure in group]
    n_met, n_missed = verdicts.count(True), verdicts.count(False)
    return f"{n_met} of {n_met + n_missed} bars met, {n_missed} missed"


def points(figures, group, work):
    """How many ns a firing takes by how many sinks there are."""
    found = {}
    for figure in figures.get(group, []):
        match = re.fullmatch(r"(\d+) sinks?", figure["what"])
        if match and int(match.group(1)) > 0:
            for which in ("first", "second"):
                if figure[which] == work:
                    found.setdefault(int(match.group(1)), figure[f"{which}_ns"])
    return sorted(found.items())


def spread(positions, gap):
    """Moves labels that would overlap apart, as little as can be."""
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    clusters = []  # each: the sum of where its labels would be if it began at 0, how many, their names
    for i in order:
        cluster = [positions[i], 1, [i]]
        while clusters:
            total, n, names = clusters[-1]
            top = total / n + (n - 1) * gap / 2
            bottom = cluster[0] / cluster[1] - (cluster[1] - 1) * gap / 2
            if bottom - top >= gap:
                break
            clusters.pop()
            cluster = [total + cluster[0], n + cluster[1], names + cluster[2]]
        clusters.append(cluster)
    placed = list(positions)
    for total, n, names in clusters:
        for k, i in enumerate(names):
            placed[i] = total / n + (k - (n - 1) / 2) * gap
    return placed


def duration(ns):
    for unit, size in [("ms", 1e6), ("µs", 1e3)]:
        if ns >= size:
            return f"{ns / size:g} {unit}"
    return f"{ns:g} ns"


def draw(figures, file_name):
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot as plt
    from matplotlib.ticker import FuncFormatter, NullLocator

    # Text stays text, and the same figures give the same file.
    plt.rcParams.update({
        "svg.fonttype": "none",
        "svg.hashsalt": "cpglib",
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans"],
        "font.size": 10.5,
    })
    ink, faint = "#333333", "#dddddd"
    figure, axes = plt.subplots(figsize=(8, 5))
    axes.set_position([0.085, 0.115, 0.645, 0.77])
    axes.set_xscale("log")
    axes.set_yscale("log")

    lines = [(name, points(figures, group, work), color, style) for name, group, work, color, style in SERIES]
    lines = [line for line in lines if line[1]]
    for name, line, color, style in lines:
        axes.plot(*zip(*line), color=color, linestyle=style, linewidth=2, marker="o", markersize=4.5, clip_on=False)

    axes.set_xlim(1, 1000)
    axes.set_ylim(2, 300000)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: duration(y)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_minor_locator(NullLocator())
    axes.grid(color=faint, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, colors=ink, pad=6)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_xlabel("listeners", color=ink, labelpad=6)
    figure.text(0.012, 0.945, "What one firing takes, by the number of listeners", color=ink, fontsize=12.5,
                fontweight="bold")
    figure.text(0.012, 0.905, "two arguments, a text and a number; one thread; both axes logarithmic", color=ink)

    # Each line is named where it ends.
    height = axes.transAxes
    ends = [axes.transData.transform((line[-1][0], line[-1][1]))[1] for _, line, _, _ in lines]
    bottom, top = height.transform((0, 0))[1], height.transform((0, 1))[1]
    ends = [(end - bottom) / (top - bottom) for end in ends]
    for (name, line, color, _), end, place in zip(lines, ends, spread(ends, 0.055)):
        axes.annotate(name, xy=(1.012, end), xytext=(1.06, place), xycoords="axes fraction", color=color,
                      va="center", annotation_clip=False,
                      arrowprops={"arrowstyle": "-", "color": color, "linewidth": 0.8, "shrinkA": 2, "shrinkB": 0})

    figure.savefig(file_name, metadata={"Date": None, "Title": "What one firing of cpglib takes"})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path, help="the folder with the JSON file of each benchmark")
    parser.add_argument("--output", type=Path, help="where performance.json and performance.svg are written")
    args = parser.parse_args()

    found = {file.stem: json.loads(file.read_text()) for file in args.results.glob("*.json") if file.stem in TITLES}
    figures = {name: found[name] for name in TITLES if name in found}
    if not figures:
        sys.exit(f"no figures in {args.results}")

    lines = table(figures)
    print("\n".join(lines))
    if args.output:
        report = {"machine": machine(), "figures": figures}
        (args.output / "performance.json").write_text(json.dumps(report, indent=1) + "\n")
        written = [args.output / "performance.json"]
        try:
            draw(figures, args.output / "performance.svg")
            written.append(args.output / "performance.svg")
        except ImportError:
            print("\nNo chart: there is no matplotlib.")
        page = args.output / "performance.md"
        if page.exists():
            update_page(page, figures)
            written.append(page)
        print()
        for file in written:
            print(file)
    missing = [TITLES[name] for name in TITLES if name not in figures]
    if missing:
        print("\nNot measured:", "; ".join(missing))
    print()
    print(verdict(figures))


main()
