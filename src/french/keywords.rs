//! The French keywords as data: each with the English keyword of the grammar that it stands for.
//!
//! A row says how a keyword may be written; of several rows for one keyword the first is the one that an echo writes.
//! A keyword that joins the grammar joins French by a row here; a test holds the tables against those of
//! [`crate::question::keywords`]. Contractions and elisions are taken apart before a row is looked up, so `près du`
//! and `près d'` are written `près de`.

/// Beginnings of sentences, with a question that shows each.
pub const BEGINNINGS: &[(&str, &str, &str)] = &[
    (
        "qui",
        "who",
        "qui a attaqué \"Wagner Group\" au Mali depuis 2021",
    ),
    ("qui est-ce qui", "who", "qui est-ce qui a attaqué Wagner"),
    (
        "qui a été",
        "who was",
        "qui a été pris en embuscade par le CSP en 2024",
    ),
    ("qui", "whom did", "qui la France a-t-elle soutenu"),
    (
        "que s'est-il passé",
        "what happened",
        "que s'est-il passé à Kidal en 2023",
    ),
    (
        "qu'est-il arrivé",
        "what happened",
        "qu'est-il arrivé à Kidal en 2023",
    ),
    (
        "qu'est-ce qui s'est passé",
        "what happened",
        "qu'est-ce qui s'est passé à Kidal en 2023",
    ),
    ("qu'est-ce qui", "what", "qu'est-ce qui a inclus le MNLA"),
    ("que", "what", "que contrôlait Wagner"),
    (
        "quels",
        "which",
        "quels accords \"Government of Mali\" a-t-il signés",
    ),
    ("quelles", "which", "quelles villes Wagner a-t-il prises"),
    ("quel", "which", "quel pays est intervenu au Mali"),
    ("quelle", "which", "quelle armée a combattu le CSP"),
    (
        "combien de",
        "how many",
        "combien de coups d'État au Mali depuis 1960",
    ),
    (
        "combien y a-t-il eu de",
        "how many",
        "combien y a-t-il eu de coups d'État au Mali depuis 1960",
    ),
    (
        "quand",
        "when",
        "quand la France est-elle intervenue au Mali",
    ),
    ("où", "where", "où Wagner a-t-il été pris en embuscade"),
    (
        "premier",
        "first",
        "premier coup d'État au Mali depuis 2000",
    ),
    ("première", "first", "première bataille à Kidal"),
    ("dernier", "last", "dernier coup d'État au Mali"),
    ("dernière", "last", "dernière bataille à Kidal"),
    (
        "part de",
        "share of",
        "part des événements à Kidal des événements au Mali par année",
    ),
    (
        "comparer",
        "compare",
        "comparer batailles 180 jours avant et après \"Operation Serval\"",
    ),
    (
        "délai de",
        "time from",
        "délai des coups d'État à la prochaine intervention",
    ),
    (
        "intervalles",
        "gaps",
        "intervalles de 90 jours ou plus en batailles au Mali",
    ),
    (
        "nombre de",
        "count",
        "nombre d'embuscades au Mali depuis 2012 par année",
    ),
    (
        "le nombre de",
        "number of",
        "le nombre de coups d'État au Mali par année",
    ),
    ("compter", "count", "compter les embuscades par année"),
    ("compte", "count", "compte les embuscades par année"),
    ("somme", "sum", "somme des tués des batailles par victime"),
    ("total", "sum", "total des tués des batailles"),
    (
        "moyenne",
        "average",
        "moyenne des tués des batailles au Mali",
    ),
    ("médiane", "median", "médiane des tués des batailles"),
    ("minimum", "min", "minimum des tués des batailles en 2024"),
    (
        "maximum",
        "max",
        "maximum des tués des événements à Tinzaouatène",
    ),
    (
        "estimation basse",
        "low",
        "estimation basse des tués des batailles par source",
    ),
    (
        "pourcentage",
        "share",
        "pourcentage des tués des batailles par victime",
    ),
    (
        "grappes de",
        "clusters of",
        "grappes de batailles dans un délai de 90 jours",
    ),
    ("paires", "pairs", "paires qui ont combattu l'un l'autre"),
    ("est-ce que", "did", "est-ce que l'Ukraine a soutenu le CSP"),
    (
        "est-ce que",
        "was",
        "est-ce que Wagner a été pris en embuscade par le CSP",
    ),
    ("est-ce que", "is", "est-ce que le CSP est un allié du JNIM"),
    ("à propos de", "about", "à propos du CSP"),
    ("au sujet de", "about", "au sujet du CSP"),
    ("parle-moi de", "about", "parle-moi du CSP"),
    ("fiche de", "about", "fiche du CSP"),
    (
        "affirmations sur",
        "claims about",
        "affirmations sur \"Battle at Tinzaouatene\"",
    ),
    (
        "affirmations à propos de",
        "claims about",
        "affirmations à propos du CSP",
    ),
    (
        "chronologie de",
        "timeline of",
        "chronologie de \"Wagner Group\" depuis 2021",
    ),
    ("filiation de", "lineage of", "filiation du CSP"),
    ("généalogie de", "lineage of", "généalogie du CSP"),
    (
        "réseau de",
        "network of",
        "réseau du CSP en au plus 1 étape en 2024",
    ),
    (
        "centralité de",
        "centrality of",
        "centralité des acteurs dans soutien en 2023",
    ),
    (
        "communautés de",
        "communities of",
        "communautés d'alliances en 2012",
    ),
    (
        "comparer communautés de",
        "compare communities of",
        "comparer communautés d'alliances en 2012 avec 2024",
    ),
    (
        "comparer les communautés de",
        "compare communities of",
        "comparer les communautés d'alliances en 2012 avec 2024",
    ),
    (
        "intermédiaires entre",
        "brokers between",
        "intermédiaires entre la France et le JNIM",
    ),
    (
        "acteurs de coupure entre",
        "cut actors between",
        "acteurs de coupure entre l'Ukraine et le JNIM",
    ),
    (
        "points d'articulation entre",
        "cut actors between",
        "points d'articulation entre l'Ukraine et le JNIM",
    ),
    (
        "chemin de",
        "path from",
        "chemin de l'Ukraine à \"Wagner Group\" au plus 4 étapes",
    ),
    ("chemins de", "path from", "chemins de l'Ukraine au CSP"),
    ("chemin", "path", "chemin entre la France et le JNIM"),
    ("chemins", "path", "chemins entre la France et le JNIM"),
    (
        "chemin entre",
        "path between",
        "chemin entre la France et le JNIM",
    ),
    (
        "chemins entre",
        "path between",
        "chemins entre la France et le JNIM",
    ),
    (
        "sparql {",
        "sparql {",
        "sparql { SELECT ?coup WHERE { ?coup a <https://w3id.org/allegiance/ns#Coup> } }",
    ),
];

/// Clause keywords, with a question that shows each.
pub const CLAUSES: &[(&str, &str, &str)] = &[
    ("dans", "in", "embuscades dans la région de Kidal"),
    ("en", "in", "alliés de la France en 2013"),
    ("à l'intérieur de", "in", "embuscades à l'intérieur du Mali"),
    ("à", "at", "batailles à Tinzaouatène"),
    ("près de", "near", "embuscades près de Tinzaouatène"),
    ("depuis", "since", "embuscades depuis 2021"),
    ("à partir de", "since", "embuscades à partir de 2021"),
    ("à compter de", "since", "embuscades à compter de 2021"),
    ("dès", "since", "embuscades dès 2021"),
    ("jusqu'à", "until", "coups d'État jusqu'à mai 2021"),
    ("jusqu'en", "until", "coups d'État jusqu'en 2021"),
    ("avant", "before", "coups d'État avant 2021"),
    ("après", "after", "coups d'État après le 18 août 2020"),
    ("pendant", "during", "alliés du MNLA pendant 2012"),
    ("durant", "during", "alliés du MNLA durant 2012"),
    ("au cours de", "during", "alliés du MNLA au cours de 2012"),
    ("à la date de", "as of", "membres du JNIM à la date de 2018"),
    ("entre", "between", "coups d'État entre 2012 et 2020"),
    ("de la part de", "from", "demandes de la part du Mali"),
    ("hors de", "from", "retraits hors du Mali"),
    ("de", "of", "signataires du 2015 peace accord"),
    ("par", "by", "embuscades par le CSP"),
    ("contre", "against", "attaques contre Wagner"),
    ("avec", "with", "batailles avec tués >= 3"),
    ("pour", "for", "soutiens pour le CSP"),
    ("sur", "on", "attaques sur Wagner"),
    ("au-dessus de", "over", "contrôles sur Kidal"),
    ("à l'égard de", "to", "soutiens à l'égard du CSP"),
    (
        "aux côtés de",
        "alongside",
        "qui a combattu aux côtés du CSP",
    ),
    ("concernant", "about", "déclarations concernant l'Azawad"),
    ("vers", "toward", "mouvements vers Kidal"),
    (
        "en direction de",
        "toward",
        "mouvements en direction de Kidal",
    ),
    ("impliquant", "involving", "événements impliquant le JNIM"),
    ("selon", "according to", "batailles selon le CSP"),
    ("d'après", "according to", "batailles d'après le CSP"),
    (
        "revendiqué par",
        "claimed by",
        "batailles revendiquées par le CSP",
    ),
    (
        "revendiqué seulement par",
        "claimed only by",
        "batailles revendiquées seulement par le CSP",
    ),
    ("attribué à", "attributed to", "attaques attribuées au CSP"),
    (
        "utilisant",
        "using",
        "événements au Mali utilisant \"Background knowledge on the Sahel\"",
    ),
    (
        "en utilisant",
        "using",
        "événements au Mali en utilisant \"Background knowledge on the Sahel\"",
    ),
    ("où", "where", "batailles où tués > 10"),
    ("sans", "without", "accords sans médiateurs"),
    (
        "suivi de",
        "followed by",
        "coups d'État suivis d'interventions dans un délai de 1 an",
    ),
    (
        "précédé de",
        "preceded by",
        "interventions précédées d'insurrections",
    ),
    (
        "chevauchant",
        "overlapping",
        "interventions chevauchant missions de paix au Mali",
    ),
    ("quand", "when", "batailles quand \"Operation Barkhane\""),
    (
        "dans un délai de",
        "within",
        "batailles dans un délai de 30 jours après embuscades",
    ),
    (
        "180 jours avant et après",
        "180 days before and after",
        "comparer batailles 180 jours avant et après \"Operation Serval\"",
    ),
    (
        "via",
        "via",
        "chemins de l'Ukraine au CSP via soutien, appartenance",
    ),
];

/// Units behind a number.
pub const UNITS: &[(&str, &str)] = &[
    ("jours", "days"),
    ("jour", "day"),
    ("semaines", "weeks"),
    ("semaine", "week"),
    ("mois", "months"),
    ("ans", "years"),
    ("an", "year"),
    ("années", "years"),
    ("km", "km"),
    ("kilomètres", "km"),
];

/// What says how the answer is put out, with a question that shows each.
pub const OUTPUTS: &[(&str, &str, &str)] = &[
    (
        "strictement",
        "strictly",
        "strictement coups d'État depuis 2020",
    ),
    (
        "éventuellement",
        "possibly",
        "coups d'État éventuellement en 2020",
    ),
    ("limite", "limit", "embuscades au Mali limite 20"),
    ("limité à", "limit", "embuscades au Mali limitées à 20"),
    (
        "top",
        "top",
        "événements au Mali triés par date décroissant top 10",
    ),
    ("tout", "all", "embuscades au Mali tout"),
    ("toutes", "all", "embuscades au Mali toutes"),
    ("tous", "all", "coups d'État au Mali tous"),
    (
        "trié par",
        "order by",
        "événements au Mali triés par date décroissant",
    ),
    (
        "classé par",
        "order by",
        "événements au Mali classés par date",
    ),
    (
        "ordonné par",
        "order by",
        "événements au Mali ordonnés par date",
    ),
    (
        "ayant",
        "having",
        "nombre d'événements par lieu ayant événements >= 3",
    ),
    (
        "au plus",
        "at most",
        "chemin de l'Ukraine au CSP au plus 3 étapes",
    ),
    (
        "au maximum",
        "at most",
        "chemin de l'Ukraine au CSP au maximum 3 étapes",
    ),
    (
        "en au plus",
        "within",
        "chemin de l'Ukraine au CSP en au plus 3 étapes",
    ),
];

/// What is done with an answer behind `|`, with a question that shows each.
pub const STEPS: &[(&str, &str, &str)] = &[
    (
        "trier",
        "sort",
        "nombre d'événements par année | trier nombre décroissant",
    ),
    (
        "trier par",
        "sort",
        "nombre d'événements par année | trier par nombre décroissant",
    ),
    (
        "garder",
        "take",
        "embuscades au Mali | trier quand décroissant | garder 3",
    ),
    ("prendre", "take", "embuscades au Mali | prendre 3"),
    (
        "choisir",
        "select",
        "coups d'État au Mali | choisir coup d'État, quand",
    ),
    (
        "sélectionner",
        "select",
        "coups d'État au Mali | sélectionner coup d'État, quand",
    ),
    (
        "où",
        "where",
        "nombre d'événements par année | où nombre >= 3",
    ),
    ("compter", "count", "alliés du MNLA | compter"),
    (
        "exporter",
        "export",
        "embuscades au Mali | exporter \"embuscades.ttl\"",
    ),
    (
        "enregistrer sous",
        "save as",
        "embuscades au Mali | enregistrer sous embuscades",
    ),
];

/// What joins terms, with a question that shows each.
pub const CONNECTORS: &[(&str, &str, &str)] = &[
    ("et", "and", "embuscades au Mali et au Niger"),
    ("ainsi que", "and", "embuscades au Mali ainsi qu'au Niger"),
    ("ou", "or", "alliés du MNLA ou d'AQIM"),
    ("sauf", "except", "alliés du MNLA sauf membres du JNIM"),
    (
        "excepté",
        "except",
        "alliés du MNLA excepté membres du JNIM",
    ),
    ("hormis", "except", "alliés du MNLA hormis membres du JNIM"),
    (
        "à l'exception de",
        "except",
        "alliés du MNLA à l'exception des membres du JNIM",
    ),
];

/// Words within keywords' reach: comparisons, units and what stands for nobody in particular.
pub const WORDS: &[(&str, &str)] = &[
    ("au moins", "at least"),
    ("plus de", "more than"),
    ("moins de", "less than"),
    ("exactement", "exactly"),
    ("pas", "not"),
    ("ou plus", "or more"),
    ("prochain", "next"),
    ("étapes", "steps"),
    ("étape", "step"),
    ("décroissant", "desc"),
    ("croissant", "asc"),
    ("l'un l'autre", "each other"),
    ("quelqu'un", "anyone"),
    ("quiconque", "anyone"),
];

/// What is asked of a cell in `| où …`.
pub const CONDITIONS: &[(&str, &str)] = &[
    ("est", "is"),
    ("n'est pas", "is not"),
    ("est vide", "is empty"),
    ("n'est pas vide", "is not empty"),
    ("contient", "contains"),
];

/// Words that a question can do without: courtesies, and verbs that say only that something was.
pub const SILENT: &[&str] = &[
    "montre-moi",
    "montrez-moi",
    "montre",
    "donne-moi",
    "donnez-moi",
    "liste de",
    "liste",
    "s'il te plaît",
    "s'il vous plaît",
    "y a-t-il eu",
    "y a-t-il",
    "ont eu lieu",
    "a eu lieu",
    "sont survenus",
    "se sont produits",
    "se sont produites",
    "qui ont eu lieu",
    "qui a eu lieu",
    "qui se sont produits",
    "qui se sont produites",
];

/// Columns of answers, with the English name that each has.
pub const COLUMNS: &[(&str, &str)] = &[
    ("qui", "who"),
    ("quoi", "what"),
    ("quand", "when"),
    ("où", "where"),
    ("selon", "according to"),
    ("nombre", "count"),
    ("réponse", "answer"),
    ("visé", "whom"),
    ("situation", "situation"),
    ("situations", "situations"),
    ("participants", "participants"),
    ("possibles", "possible"),
    ("affirmation", "claim"),
    ("contredit", "contradicts"),
    ("paragraphe", "paragraph"),
    ("rubrique", "section"),
    ("valeur", "value"),
    ("détail", "detail"),
    ("chemin", "path"),
    ("étape", "step"),
    ("de", "from"),
    ("à", "to"),
    ("relation", "relation"),
    ("changement", "change"),
    ("genre", "kind"),
    ("lignée", "line"),
    ("étapes", "steps"),
    ("rôle", "role"),
    ("avec", "with"),
    ("acteur", "actor"),
    ("degré", "degree"),
    ("centralité de degré", "degree centrality"),
    ("intermédiarité", "betweenness"),
    ("communauté", "community"),
    ("liens internes", "ties inside"),
    ("liens externes", "ties outside"),
    ("part", "share"),
    ("coupés", "cut off"),
    ("dont", "among them"),
];
