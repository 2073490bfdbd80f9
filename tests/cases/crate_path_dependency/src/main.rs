use hs_kit::{quotes, Kit};

fn main() {
    let kit = Kit::new(std::env::var("HUBSPOT_TOKEN").unwrap_or_default());
    for id in std::env::args().skip(1) {
        let invoice = kit.record("invoices", &id); //~ GET /crm/v3/objects/invoices/{}
        let Ok(invoice) = invoice else { continue };
        let quote = quotes::create(&kit, &invoice["properties"]); //~ POST /crm/v3/objects/quotes
        println!("{id}: {}", quote.is_ok());
    }
}
