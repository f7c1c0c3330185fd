"""Reads bundled data with rdflib, writes it through every syntax, and validates it with pySHACL.

Arguments: a folder with NAME.ttl and NAME.nt of each file to read, and with data.ttl and shapes.ttl to validate.
Writes one line "FOCUS NODE<tab>SHAPE" for each result of the validation; a difference between syntaxes ends it.
"""

import sys
from pathlib import Path

from pyshacl import validate
from rdflib import Dataset, Graph, Namespace, URIRef
from rdflib.compare import to_isomorphic

SH = Namespace("http://www.w3.org/ns/shacl#")


def canonical(graph: Graph):
    return to_isomorphic(graph).internal_hash()


def round_trips(folder: Path) -> None:
    for path in sorted((folder / "files").glob("*.ttl")):
        graph = Graph().parse(path)
        before = canonical(graph)
        if canonical(Graph().parse(path.with_suffix(".nt"))) != before:
            sys.exit(f"{path.name}: rdflib reads other statements than we write")
        for syntax in ("turtle", "nt", "xml", "json-ld"):
            text = graph.serialize(format=syntax)
            if canonical(Graph().parse(data=text, format=syntax)) != before:
                sys.exit(f"{path.name} changes in {syntax}")
        for syntax in ("trig", "nquads"):
            dataset = Dataset()
            name = URIRef("https://example.org/graph")
            for triple in graph:
                dataset.graph(name).add(triple)
            again = Dataset()
            again.parse(data=dataset.serialize(format=syntax), format=syntax)
            if canonical(again.graph(name)) != before:
                sys.exit(f"{path.name} changes in {syntax}")


def results(folder: Path) -> None:
    data = Graph().parse(folder / "data.ttl")
    shapes = Graph().parse(folder / "shapes.ttl")
    _, report, _ = validate(data, shacl_graph=shapes, advanced=True, inference="none")
    for result in report.subjects(SH.resultSeverity):
        focus = report.value(result, SH.focusNode)
        shape = report.value(result, SH.sourceShape)
        print(focus, shape, sep="\t")


if __name__ == "__main__":
    round_trips(Path(sys.argv[1]))
    results(Path(sys.argv[1]))
