//! The bundled data survive every syntax of RDF that is read or written: their canonical form (RDFC-1.0) stays, byte for byte.

use allegiance::export::{Export, JsonLd, NTriples, TriG, Turtle};
use allegiance::load::{Format, Origin, read_bytes};
use allegiance::store::bundled::{ONTOLOGY, REFERENCE, SAHEL, SHAPES};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser, RdfSerializer};
use oxigraph::model::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxigraph::model::{Dataset, GraphName, NamedNode, Quad};

/// Every bundled file: its name and its text.
fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    let shapes = std::iter::once(SHAPES);
    let data = ONTOLOGY.iter().chain(SAHEL).chain(REFERENCE).copied();
    data.chain(shapes)
}

fn parsed(format: RdfFormat, bytes: &[u8]) -> Vec<Quad> {
    RdfParser::from_format(format)
        .for_slice(bytes)
        .collect::<Result<_, _>>()
        .unwrap_or_else(|error| panic!("{format}: {error}"))
}

/// Returns the statements as canonical N-Quads.
fn canonical(quads: &[Quad]) -> String {
    let mut dataset: Dataset = quads.iter().cloned().collect();
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: CanonicalizationHashAlgorithm::Sha256,
    });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort();
    lines.concat()
}

fn in_graph(quads: Vec<Quad>, name: &str) -> Vec<Quad> {
    let graph = GraphName::NamedNode(
        NamedNode::new(format!("https://w3id.org/allegiance/id/source/{name}")).expect("an IRI"),
    );
    let moved = quads.into_iter().map(|quad| Quad {
        graph_name: graph.clone(),
        ..quad
    });
    moved.collect()
}

fn serialised(format: RdfFormat, quads: &[Quad]) -> Vec<u8> {
    let mut writer = RdfSerializer::from_format(format).for_writer(Vec::new());
    for quad in quads {
        if format.supports_datasets() {
            writer.serialize_quad(quad).expect("memory");
        } else {
            let triple = oxigraph::model::TripleRef::from(quad.as_ref());
            writer.serialize_triple(triple).expect("memory");
        }
    }
    writer.finish().expect("memory")
}

fn json_ld() -> RdfFormat {
    RdfFormat::JsonLd {
        profile: JsonLdProfileSet::empty(),
    }
}

#[test]
fn each_file_keeps_its_canonical_form_in_each_syntax() {
    for (name, text) in files() {
        let quads = parsed(RdfFormat::Turtle, text.as_bytes());
        assert!(!quads.is_empty(), "{name}");
        let before = canonical(&quads);
        for format in [
            RdfFormat::Turtle,
            RdfFormat::TriG,
            RdfFormat::NTriples,
            RdfFormat::NQuads,
            RdfFormat::RdfXml,
            json_ld(),
        ] {
            let after = canonical(&parsed(format, &serialised(format, &quads)));
            assert!(before == after, "{name} changes in {format}");
        }
    }
}

#[test]
fn syntaxes_with_graphs_keep_each_statement_in_its_own() {
    let mut quads = Vec::new();
    for (number, (_, text)) in files().enumerate() {
        let file = parsed(RdfFormat::Turtle, text.as_bytes());
        quads.extend(in_graph(file, &number.to_string()));
    }
    let before = canonical(&quads);
    for format in [RdfFormat::TriG, RdfFormat::NQuads, json_ld()] {
        let after = canonical(&parsed(format, &serialised(format, &quads)));
        assert!(before == after, "{format}");
    }
}

#[test]
fn what_is_exported_is_read_back_the_same() {
    for (name, text) in SAHEL.iter().chain(REFERENCE) {
        let origin = Origin::new(name, 0);
        let document = read_bytes(&origin, Some(Format::Turtle), text.as_bytes()).expect(name);
        let before = canonical(&document.quads);
        let exports: [(&dyn Export, Format); 4] = [
            (&TriG, Format::TriG),
            (&JsonLd, Format::JsonLd),
            (&Turtle, Format::Turtle),
            (&NTriples, Format::NTriples),
        ];
        for (export, format) in exports {
            let mut bytes = Vec::new();
            export.export(&document.quads, &mut bytes).expect("memory");
            let mut back = read_bytes(&origin, Some(format), &bytes).expect(name).quads;
            if matches!(format, Format::Turtle | Format::NTriples) {
                // Formats without graphs name the source at each subject instead.
                back.retain(|quad| {
                    quad.predicate.as_str() != "https://w3id.org/allegiance/ns#source"
                });
            }
            assert!(before == canonical(&back), "{name} as {format:?}");
        }
    }
}

#[test]
fn the_canonical_form_is_that_of_the_recommendation() {
    // The example of unique hashes, RDF Dataset Canonicalization 1.0.
    let example = |a: &str, b: &str| {
        format!(
            "<http://example.com/#p> <http://example.com/#q> _:{a} .\n\
             <http://example.com/#p> <http://example.com/#r> _:{b} .\n\
             _:{a} <http://example.com/#s> <http://example.com/#u> .\n\
             _:{b} <http://example.com/#t> <http://example.com/#u> .\n"
        )
    };
    let quads = parsed(RdfFormat::NQuads, example("e0", "e1").as_bytes());
    assert_eq!(canonical(&quads), example("c14n0", "c14n1"));
}
