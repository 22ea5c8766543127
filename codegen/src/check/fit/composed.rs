//! What schemas are composed of.

use super::breach::Breach;
use super::{Fit, Verdict};
use crate::openapi::is_null_schema;
use crate::parse::Node;

impl<'d> Fit<'d> {
    pub(super) fn composed(&mut self, schema: &'d Node, value: &Node) -> Verdict {
        for part in schema.list("allOf") {
            self.judge(part, value)?;
        }
        self.choice(schema, "anyOf", value)?;
        self.choice(schema, "oneOf", value)?;
        self.negation(schema, value)?;
        self.condition(schema, value)
    }

    /// At least one member; of `oneOf` no second one, unless a discriminator tells them apart.
    fn choice(&mut self, schema: &'d Node, keyword: &'static str, value: &Node) -> Verdict {
        let members = schema.list(keyword);
        let is_exact = keyword == "oneOf" && schema.get("discriminator").is_none();
        let (mut fitting, mut breaches) = (0, Vec::new());
        let was_unsure = std::mem::take(&mut self.is_unsure);
        for member in members.iter().filter(|member| *value == Node::Null || !is_null_schema(member)) {
            match self.judge(member, value) {
                Ok(()) => fitting += 1,
                Err(breach) => breaches.push(breach),
            }
            if fitting > usize::from(is_exact) {
                break;
            }
        }
        let is_sure = !self.is_unsure;
        self.is_unsure |= was_unsure;
        match fitting {
            0 if !members.is_empty() => Err(none_fits(keyword, breaches)),
            2.. if is_exact && is_sure => {
                Err(Breach::new("oneOf", "fits more than one of the schemas in `oneOf`".to_owned()))
            }
            _ => Ok(()),
        }
    }

    fn negation(&mut self, schema: &'d Node, value: &Node) -> Verdict {
        let Some(refused) = schema.get("not") else { return Ok(()) };
        let was_unsure = std::mem::take(&mut self.is_unsure);
        let fits = self.judge(refused, value).is_ok() && !self.is_unsure;
        self.is_unsure |= was_unsure;
        if fits { Err(Breach::new("not", "fits the schema in `not`".to_owned())) } else { Ok(()) }
    }

    pub(super) fn condition(&mut self, schema: &'d Node, value: &Node) -> Verdict {
        let Some(condition) = schema.get("if") else { return Ok(()) };
        let was_unsure = std::mem::take(&mut self.is_unsure);
        let holds = self.judge(condition, value).is_ok();
        let is_sure = !self.is_unsure;
        self.is_unsure |= was_unsure;
        match schema.get(if holds { "then" } else { "else" }).filter(|_| is_sure) {
            Some(consequence) => self.judge(consequence, value),
            None => Ok(()),
        }
    }
}

/// The breach of the one member that is meant, if only one is of the value's type.
fn none_fits(keyword: &'static str, breaches: Vec<Breach>) -> Breach {
    let mut meant = breaches.into_iter().filter(|breach| !breach.is_of_whole_type());
    match (meant.next(), meant.next()) {
        (Some(only), None) => only,
        _ => Breach::new(keyword, format!("fits none of the schemas in `{keyword}`")),
    }
}
