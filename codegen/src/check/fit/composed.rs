//! What schemas are composed of.

use super::breach::Breach;
use super::{COUNTED, Fit, Verdict};
use crate::openapi::{composed, is_null_schema};
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
                Err(breach) => breaches.push((member, breach)),
            }
            if fitting > usize::from(is_exact) {
                break;
            }
        }
        let is_sure = !self.is_unsure;
        self.is_unsure |= was_unsure;
        match fitting {
            0 if !members.is_empty() => Err(self.none_fits(schema, keyword, value, breaches)),
            2.. if is_exact && is_sure => {
                Err(Breach::new("oneOf", "fits more than one of the schemas in `oneOf`".to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// The breach of the one member that is meant: the one that the value names, or the only one of its type.
    fn none_fits(
        &mut self,
        schema: &'d Node,
        keyword: &'static str,
        value: &Node,
        breaches: Vec<(&'d Node, Breach)>,
    ) -> Breach {
        let members: Vec<_> = breaches.iter().map(|(member, _)| *member).collect();
        let named = by_discriminator(schema, value, &members).or_else(|| self.by_kind(value, &members));
        let mut meant = breaches.into_iter().enumerate().filter(|(index, (_, breach))| match named {
            Some(named) => *index == named,
            None => !breach.is_of_whole_type(),
        });
        match (meant.next(), meant.next()) {
            (Some((_, (_, only))), None) => only,
            _ => Breach::new(keyword, format!("fits none of the schemas in `{keyword}`")),
        }
    }

    /// The only member that has the same word for a kind as the value.
    fn by_kind(&mut self, value: &Node, members: &[&'d Node]) -> Option<usize> {
        let mut named = None;
        for (index, member) in members.iter().enumerate().filter(|_| matches!(value, Node::Object(_))) {
            let parts = composed(self.root, member);
            let properties: usize = parts.iter().map(|part| part.members("properties").count()).sum();
            self.left = self.left.saturating_sub(parts.len() + properties / COUNTED);
            if self.left == 0 {
                return None;
            }
            if is_of_kind(&parts, value) && named.replace(index).is_some() {
                return None;
            }
        }
        named
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

/// The member that the discriminator names.
fn by_discriminator(schema: &Node, value: &Node, members: &[&Node]) -> Option<usize> {
    let discriminator = schema.get("discriminator")?;
    let name = value.get(discriminator.text("propertyName")?)?.as_str()?;
    let mapped = discriminator.get("mapping").and_then(|mapping| mapping.text(name)).unwrap_or(name);
    let is_named = |target: &str| target == mapped || target.rsplit('/').next() == Some(mapped);
    members.iter().position(|member| member.text("$ref").is_some_and(is_named))
}

/// Whether a schema and its parts have a property that may be one text only, and all that have are that text in the value.
fn is_of_kind(parts: &[&Node], value: &Node) -> bool {
    let mut kinds = parts.iter().flat_map(|part| part.members("properties")).filter_map(|(key, property)| {
        let [Node::String(only)] = property.list("enum") else { return None };
        Some(value.get(key)?.as_str()? == only)
    });
    kinds.next() == Some(true) && kinds.all(|is_same| is_same)
}
