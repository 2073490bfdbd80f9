mod hubspot;
mod policy;

use hubspot::{HubSpot, Submission};
use worker::{event, Context, Env, Method, Request, Response, Result, RouteContext, Router};

fn client<D>(context: &RouteContext<D>) -> Result<HubSpot> {
    Ok(HubSpot::new(context.env.secret("HUBSPOT_TOKEN")?.to_string()))
}

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    if !policy::allows(&request.method(), &request.path()) {
        return Response::error("not here", 403);
    }
    Router::new()
        .get_async("/crm/v3/objects/contacts/:id", |_, context| async move {
            let Some(id) = context.param("id") else { return Response::error("no id", 400) };
            client(&context)?.contact(id).await
        })
        .post_async("/newsletter", |mut request, context| async move {
            let submission: Submission = request.json().await?;
            client(&context)?.subscribe(&submission).await
        })
        .delete_async("/newsletter/:email", |_, context| async move {
            let email = context.param("email").map(String::as_str).unwrap_or_default();
            client(&context)?.unsubscribe(email).await
        })
        .run(request, env)
        .await
}

pub fn is_read(method: &Method) -> bool {
    matches!(method, Method::Get | Method::Head)
}
