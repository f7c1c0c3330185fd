use allegiance::load::mapping::{Request, convert};
use allegiance::load::table::TableInput;

#[test]
fn spike() {
    use allegiance::load::{Format, Origin, read_bytes, mapping::Tables};
    let read = |files: &[(&str, &str)]| { let mut q = Vec::new(); for (i,(n,t)) in files.iter().enumerate() { q.extend(read_bytes(&Origin::new(n,i), Some(Format::Turtle), t.as_bytes()).unwrap().quads); } q };
    let onto = read(allegiance::store::bundled::ONTOLOGY).into_iter().map(Into::into);
    let files: Vec<(String,String)> = std::fs::read_dir("datasets/mappings").unwrap().flatten().filter(|e| e.path().extension().is_some_and(|x| x=="toml")).map(|e| (e.path().display().to_string(), std::fs::read_to_string(e.path()).unwrap())).collect();
    let files: Vec<(&str,&str)> = files.iter().map(|(a,b)|(a.as_str(),b.as_str())).collect();
    let tables = match Tables::new(onto, &read(allegiance::store::bundled::REFERENCE), &files) { Ok(t) => t, Err(e) => { println!("{e}"); for p in &e.problems { println!("  {:?} {:?} {}", p.message, p.candidates, p.help); } return; } };
    let tables = &tables;
    for file in ["ucdp_ged/GEDEvent_v22_0_2.csv","ucdp_ged/GEDEvent_v21_01_21_12.csv","pax/pax_data_2144_agreements_v9.csv","paax_actors/paax_v0.2_signatories.csv","cow_alliances/alliance_v4.1_by_member.csv","cow_alliances/alliance_v4.1_by_dyad.csv","cow_states/states2016.csv","powell_thyne/ptcoups.csv","imi/MergedIMIData1947-2005.xls","ucdp_actor/ucdp-actor-221.csv"] {
        let path = std::path::Path::new("/work/shared/data").join(file);
        let start = std::time::Instant::now();
        let mut out = Vec::new();
        let report = convert::<std::io::Error>(tables, TableInput::File(path), &Request::default(), &mut |_| (), &mut |b| { b.write_nquads(&mut out) });
        match report {
            Ok(r) => { println!("{file}: v{} rows {} sit {} {:?} st {} {:?}", r.version, r.rows, r.situations, r.classes, r.statements, start.elapsed());
              for c in r.counts.iter().take(12) { println!("   {:?} {} {} {}", c.reason, c.column, c.count, c.remedy); }
              for c in r.set_aside.iter().take(6) { println!("      {} {} {:?} {:?}", c.row, c.column, c.value, c.reason); }
            }
            Err(e) => println!("{file}: {e}"),
        }
        std::fs::write(format!("/tmp/out.{}.nq", file.replace('/', "_")), &out).unwrap();
    }
}
