//! A record for people that is made in more places than are kept apart: its parts name nothing of a request.
//@ deps: ureq
//@ scopes: crm.objects.contacts.read

type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

const CONTACTS: &str = "https://api.hubapi.com/crm/v3/objects/contacts";

pub struct Place {
    pub town: String,
    pub country: &'static str,
}

macro_rules! places {
    ($($name:ident $country:literal)*) => {
        $(pub fn $name(town: &str) -> Place {
            Place { town: town.to_owned(), country: $country }
        })*
    };
}

places! {
    ak "AK" al "AL" am "AM" an "AN" ao "AO" ap "AP" aq "AQ"
    bk "BK" bl "BL" bm "BM" bn "BN" bo "BO" bp "BP" bq "BQ"
    ck "CK" cl "CL" cm "CM" cn "CN" co "CO" cp "CP" cq "CQ"
    dk "DK" dl "DL" dm "DM" dn "DN" do "DO" dp "DP" dq "DQ"
    ek "EK" el "EL" em "EM" en "EN" eo "EO" ep "EP" eq "EQ"
    fk "FK" fl "FL" fm "FM" fn "FN" fo "FO" fp "FP" fq "FQ"
    gk "GK" gl "GL" gm "GM" gn "GN" go "GO" gp "GP" gq "GQ"
    hk "HK" hl "HL" hm "HM" hn "HN" ho "HO" hp "HP" hq "HQ"
    ik "IK" il "IL" im "IM" in "IN" io "IO" ip "IP" iq "IQ"
    jk "JK" jl "JL" jm "JM" jn "JN" jo "JO" jp "JP" jq "JQ"
}

impl Place {
    pub fn post(&self) -> Reply {
        println!("{} {}", self.town, self.country);
        ureq::get(CONTACTS).query("town", &self.town).call() //~ GET /crm/v3/objects/contacts
    }
}
