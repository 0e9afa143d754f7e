//! The divisions of the NACE that the study names, each with its value added in the EU.

/// Code, name and value added in million EUR. A name in the file that is not here is refused.
pub const DIVISIONS: [(&str, &str, &str); 18] = [
    ("B06", "Extraction of crude petroleum and natural gas", "13132"),
    ("B09", "Mining support service activities", "3769"),
    ("C10", "Manufacture of food products", "174551"),
    ("C11", "Manufacture of beverages", "39443"),
    ("C17", "Manufacture of paper and paper products", "44278"),
    ("C19", "Manufacture of coke and refined petroleum products", "28295"),
    ("C20", "Manufacture of chemicals and chemical products", "132361"),
    ("C21", "Manufacture of basic pharmaceutical products and pharmaceutical preparations", "101943"),
    ("C22", "Manufacture of rubber and plastic products", "86487"),
    ("C23", "Manufacture of other non-metallic mineral products", "64990"),
    ("C24", "Manufacture of basic metals", "64561"),
    ("C25", "Manufacture of fabricated metal products, except machinery and equipment", "163568"),
    ("C26", "Manufacture of computer, electronic and optical products", "77000"),
    ("C27", "Manufacture of electrical equipment", "89422"),
    ("C28", "Manufacture of machinery and equipment n.e.c.", "204200"),
    ("C29", "Manufacture of motor vehicles, trailers and semi-trailers", "194448"),
    ("C30", "Manufacture of other transport equipment", "55777"),
    ("C32", "Other manufacturing", "45912"),
];
