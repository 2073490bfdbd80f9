//! Text becomes an enum through `FromStr`, and the enum a path segment: only the variants can come out.
//@ deps: reqwest anyhow

use anyhow::bail;
use reqwest::{Client, RequestBuilder};
use std::{fmt, str::FromStr};

#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Appointment,
    Course,
}

impl FromStr for Kind {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        Ok(match text {
            "appointment" | "0-421" => Kind::Appointment,
            "course" | "0-410" => Kind::Course,
            other => bail!("{other} is no bookable kind"),
        })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match *self {
            Kind::Appointment => write!(f, "appointments"),
            Kind::Course => write!(f, "courses"),
        }
    }
}

pub fn bookable(http: &Client, argument: &str) -> anyhow::Result<RequestBuilder> {
    let kind: Kind = argument.parse()?;
    Ok(http.get(format!("https://api.hubapi.com/crm/v3/objects/{kind}"))) //~ GET /crm/v3/objects/appointments ; GET /crm/v3/objects/courses
}

pub fn course(http: &Client, id: u64) -> anyhow::Result<RequestBuilder> {
    let kind = Kind::from_str("course")?;
    Ok(http.get(format!("https://api.hubapi.com/crm/v3/objects/{kind}/{id}"))) //~ GET /crm/v3/objects/courses/{}
}
