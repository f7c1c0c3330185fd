"""Asks rdflib what our engine was asked, and tells whether it finds the same.

Arguments: a folder with quads in *.nq and a file of tasks, one JSON object a line, and the seconds that a query may take.
Writes one line "OUTCOME<tab>DETAIL" for each task: same, slow or other; lines within a detail are parted by U+0001.
"""

import json
import multiprocessing
import signal
import sys
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path

import rdflib
from rdflib import BNode, Dataset, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.util import from_n3

# Statements stay as they are written.
rdflib.NORMALIZE_LITERALS = False

XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float", "int", "long")}


FOLDER = Path(sys.argv[1])
PATIENCE = float(sys.argv[2])
GRAPHS = {}


class Slow(Exception):
    pass


def ring(_signal, _frame):
    raise Slow


def plain(term):
    """A number by its value, since engines write them differently; everything else by its letters."""
    if term is None:
        return None
    if isinstance(term, Literal):
        datatype = str(term.datatype) if term.datatype else ""
        if datatype in NUMBERS:
            try:
                return ("number", round(Decimal(str(term)), 9).normalize())
            except InvalidOperation:
                pass
        if datatype == XSD + "boolean":
            return ("boolean", str(term).lower() in ("true", "1"))
        if datatype == XSD + "string":
            datatype = ""
        return ("text", str(term), (term.language or "").lower(), datatype)
    if isinstance(term, BNode):
        return ("blank",)
    assert isinstance(term, URIRef), term
    return ("iri", str(term))


def read(text):
    return None if text is None else plain(from_n3(text))


def asked(graph, task):
    """What rdflib finds, and what was found, each in a shape that can be compared."""
    result = graph.query(prepareQuery(task["query"]))
    if result.type == "ASK":
        return result.askAnswer, task["rows"]
    if result.type == "SELECT":
        names = [str(name) for name in result.vars]
        if names != task["variables"]:
            return names, task["variables"]
        found = Counter(tuple(plain(term) for term in row) for row in result)
    else:
        found = Counter({tuple(plain(term) for term in triple): 1 for triple in result.graph})
    return found, Counter(tuple(read(term) for term in row) for row in task["rows"])


def told(found, expected):
    if isinstance(found, Counter):
        lines = [f"only rdflib, {n} times: {row}" for row, n in list((found - expected).items())[:5]]
        lines += [f"only we, {n} times: {row}" for row, n in list((expected - found).items())[:5]]
        return "\n".join(lines)
    return f"rdflib: {found}\nwe: {expected}"


def told_of(line):
    """Asks one task, in any process; the statements are read once in each."""
    task = json.loads(line)
    if task["graph"] not in GRAPHS:
        graph = Dataset(default_union=True)
        graph.parse(FOLDER / task["graph"], format="nquads")
        GRAPHS[task["graph"]] = graph
    outcome, detail = "same", ""
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        found, expected = asked(GRAPHS[task["graph"]], task)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if found != expected:
            outcome, detail = "other", told(found, expected) + "\n" + task["query"]
    except Slow:
        outcome = "slow"
    except Exception as error:  # a query that it cannot read or run
        outcome, detail = "other", f"{type(error).__name__}: {error}\n{task['query']}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return outcome + "\t" + (task["question"] + "\n" + detail).replace("\n", "\x01")


if __name__ == "__main__":
    lines = (FOLDER / "tasks").read_text(encoding="utf-8").split("\n")
    with multiprocessing.Pool() as pool:
        for line in pool.imap(told_of, [line for line in lines if line], chunksize=20):
            print(line)
