"""Reads bundled data with rdflib, writes it through every syntax, validates it with pySHACL, and has HermiT reason over it.

Arguments: a folder with NAME.ttl and NAME.nt of each file to read, and with data.ttl and shapes.ttl to validate.
Writes one line "FOCUS NODE<tab>SHAPE" for each result of the validation; a difference between syntaxes and a contradiction end it.
"""

import shutil
import sys
from pathlib import Path

import owlready2
from pyshacl import validate
from rdflib import RDF, XSD, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.compare import to_isomorphic

AL = Namespace("https://w3id.org/allegiance/ns#")
ENT = Namespace("https://w3id.org/allegiance/id/")
SH = Namespace("http://www.w3.org/ns/shacl#")
# What HermiT knows of the datatypes that occur; the others are in no axiom.
KNOWN = {None, XSD.string, XSD.integer, XSD.decimal, XSD.boolean}


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


def is_consistent(graph: Graph, path: Path) -> bool:
    """Tells whether HermiT finds no contradiction and no class that nothing can be in."""
    known = Graph()
    for triple in graph:
        if not isinstance(triple[2], Literal) or triple[2].datatype in KNOWN:
            known.add(triple)
    known.serialize(path, format="nt", encoding="utf-8")
    world = owlready2.World()
    world.get_ontology(path.as_uri()).load()
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    return not list(world.inconsistent_classes())


def reasoning(folder: Path) -> None:
    if shutil.which("java") is None:
        print("skipped: no reasoner: java is not installed", file=sys.stderr)
        return
    graph = Graph()
    for path in sorted((folder / "files").glob("*.ttl")):
        graph.parse(path)
    if not is_consistent(graph, folder / "whole.nt"):
        sys.exit("HermiT finds a contradiction in the bundled data")
    # And it would have found one.
    graph.add((ENT.kidal, RDF.type, AL.State))
    if is_consistent(graph, folder / "contradiction.nt"):
        sys.exit("HermiT takes a town for a state")


if __name__ == "__main__":
    round_trips(Path(sys.argv[1]))
    reasoning(Path(sys.argv[1]))
    results(Path(sys.argv[1]))
