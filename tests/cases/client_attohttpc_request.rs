//! attohttpc: free functions, a session, a builder made from method and URL.
//@ deps: attohttpc serde_json

use attohttpc::{Method, RequestBuilder, Result, Session};

const LISTS: &str = "https://api.hubapi.com/crm/v3/lists";

pub fn folders(session: &Session) -> Result<String> {
    session.get(format!("{LISTS}/folders")).param("folderId", 0).send()?.text() //~ GET /crm/v3/lists/folders
}

pub fn rename(folder: u64, name: &str) -> Result<u16> {
    let url = format!("{LISTS}/folders/{folder}/rename");
    let request = RequestBuilder::new(Method::PUT, url); //~ PUT /crm/v3/lists/folders/{}/rename
    Ok(request.param("newFolderName", name).send()?.status().as_u16())
}

pub fn map_ids(token: &str, ids: &[u64]) -> Result<Vec<u8>> {
    let request = attohttpc::post(format!("{LISTS}/idmapping")).bearer_auth(token); //~ POST /crm/v3/lists/idmapping
    request.json(&ids)?.send()?.bytes()
}
