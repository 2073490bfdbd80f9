//! Types of the program inside of types from outside: what a framework's `Context<Data>` or a pool of clients gives back.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::value::{Type, Unknown, Value};
use super::Interp;

/// How deep type arguments are searched.
const HELD_DEPTH: usize = 4;
/// How many types of the program are told apart in one type from outside.
const MAX_HELD: usize = 4;

/// Stores whose values are never of the program's types, however they are named.
const STORES: &[&str] = &[
    "redis",
    "deadpool_redis",
    "bb8_redis",
    "fred",
    "moka",
    "sqlx",
    "tokio_postgres",
    "deadpool_postgres",
    "mongodb",
    "sea_orm",
    "object_store",
    "aws_sdk_s3",
    "aws_sdk_dynamodb",
    "surrealdb",
    "elasticsearch",
    "opensearch",
    "etcd_client",
    "consul",
    "async_memcached",
    "lapin",
    "async_nats",
];

impl Interp<'_> {
    /// The types of the program that a type from outside has among its arguments, and those that such a type names to
    /// the trait from outside that it implements (a pool's manager names its connections).
    pub(super) fn held_types(&mut self, ty: &Type) -> Vec<Type> {
        let mut held = Vec::new();
        if let Type::Outside(_, args) = ty.peeled() {
            for arg in args.iter() {
                self.hold(arg, &mut held, 0);
            }
        }
        if held.len() > MAX_HELD {
            held.clear();
        }
        held
    }

    fn hold(&mut self, ty: &Type, held: &mut Vec<Type>, depth: usize) {
        if depth > HELD_DEPTH || held.contains(ty) {
            return;
        }
        match ty {
            Type::Adt(adt, _) => {
                held.push(ty.clone());
                for id in self.program.impls_of(*adt).to_vec() {
                    let def = self.program.impl_def(id);
                    if def.of_trait.is_some() || def.types.is_empty() || def.trait_name.is_none() {
                        continue;
                    }
                    let (facts, types) = (self.program.facts(def.facts), def.types.clone());
                    let env = self.impl_env(id, ty);
                    for (name, named) in types {
                        if !matches!(&*name, "Error" | "Err" | "Rejection") {
                            let named = self.lower_ty(&facts, named, &env);
                            self.hold(&named, held, depth + 1);
                        }
                    }
                }
            }
            Type::Traits(_) => held.push(ty.clone()),
            Type::Outside(_, args) | Type::Tuple(args) => {
                for arg in args.iter() {
                    self.hold(arg, held, depth + 1);
                }
            }
            Type::List(inner) => self.hold(inner, held, depth + 1),
            _ => {}
        }
    }

    /// A value of one of several types.
    pub(super) fn one_of_held(&mut self, of: &Rc<Unknown>, held: &[Type], name: &str) -> Value {
        let decision = self.part(of.sym, "held");
        let mut alts = Vec::with_capacity(held.len());
        for (index, ty) in held.iter().enumerate() {
            let choice = self.choice(&format!("held:{index}"));
            let value = self.part_of(of, &format!("{name}():{index}"), ty.clone());
            alts.push((Guard::is(decision, choice), value));
        }
        self.one_of(alts)
    }
}

/// The type of what a store gives: something of the store's.
pub fn of_store(path: &str) -> Option<Type> {
    let krate = path.split("::").next().unwrap_or(path);
    STORES.contains(&krate).then(|| Type::outside(&format!("{krate}::_")))
}

/// Whether a type says only which store a value came from.
pub fn is_of_store(ty: &Type) -> bool {
    matches!(ty, Type::Outside(path, _) if path.ends_with("::_"))
}
