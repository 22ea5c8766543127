//! What `x-specwright` demands of requests beyond the words of schemas.

use super::breach::{Breach, shown_text};
use super::moment::is_later;
use super::{Fit, Verdict, Way};
use crate::openapi::EXTENSION;
use crate::parse::{Node, Object};

impl<'d> Fit<'d> {
    /// Judges what stands at a schema, and beside the reference to it.
    pub(super) fn demands(&mut self, holder: &'d Node, schema: &'d Node, value: &Node) -> Verdict {
        let Node::Object(object) = value else { return Ok(()) };
        if !self.has_demands || self.way != Way::Sent {
            return Ok(());
        }
        self.demanded(schema, object, value)?;
        if std::ptr::eq(holder, schema) { Ok(()) } else { self.demanded(holder, object, value) }
    }

    fn demanded(&mut self, node: &'d Node, object: &Object, value: &Node) -> Verdict {
        let Some(said) = node.get(EXTENSION) else { return Ok(()) };
        let verdict = self.dependent(said, object).and_then(|()| self.condition(said, value));
        verdict.and_then(|()| order(said, object)).map_err(|breach| breach.of(said))
    }
}

/// What cannot be compared is in order.
fn order(said: &Node, object: &Object) -> Verdict {
    for pair in said.list("order") {
        let Some((earlier, later)) = pair.text("earlier").zip(pair.text("later")) else { continue };
        let text = |key: &str| object.get(key).and_then(Node::as_str);
        let both = text(earlier).zip(text(later));
        if both.and_then(|(earlier, later)| is_later(earlier, later)) == Some(false) {
            let (earlier, later) = (shown_text(earlier), shown_text(later));
            let why = format!("has {later} no later than {earlier}, which `order` asks for");
            return Err(Breach::new("order", why));
        }
    }
    Ok(())
}
