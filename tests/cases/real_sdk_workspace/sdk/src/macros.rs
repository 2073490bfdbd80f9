/// Declares resources: a type each, its path, and an accessor on the hub.
macro_rules! resources {
    ($($(#[$doc:meta])* $accessor:ident: $type:ident = $path:literal { $($field:ident: $kind:ty),* $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, serde::Deserialize, serde::Serialize)]
            #[serde(rename_all = "camelCase")]
            pub struct $type {
                $(pub $field: $kind),*
            }

            impl $crate::collection::Resource for $type {
                const PATH: &'static str = $path;
            }
        )+

        impl $crate::Hub {
            $(
                pub fn $accessor(&self) -> $crate::Collection<'_, $type> {
                    $crate::Collection::new(self)
                }
            )+
        }
    };
}

pub(crate) use resources;
