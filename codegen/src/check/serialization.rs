//! A rule on the styles of parameters: what OpenAPI gives no form is sent in a form of ours, which is said.

use super::findings::Findings;
use crate::openapi::{Form, form};
use crate::parse::{At, Node};
use crate::pointer::Pointer;

pub(super) fn undefined_serialization(root: &Node, parameter: &Node, pointer: &Pointer, findings: &mut Findings) {
    let Some(schema) = parameter.get("schema").filter(|_| parameter.members("content").next().is_none()) else {
        return;
    };
    let style = parameter.text("style").unwrap_or_default();
    let explode = parameter.flag("explode");
    let (what, sent) = match (style, form(root, schema)) {
        (_, Form::Scalar) => return,
        ("deepObject", Form::List) => ("an array", "`a[0]=1&a[1]=2`"),
        ("deepObject", Form::Nested) => {
            ("an array or object in another one", "`a[b][c]=1`, `a[b]=1&a[b]=2` and `a[b][0][c]=1`")
        }
        ("spaceDelimited" | "pipeDelimited", _) if explode => ("`explode: true`", "`a=1&a=2` or `b=1&c=2`"),
        (_, Form::List | Form::Object) => return,
        (_, Form::Nested) => {
            ("an array or object in another one", "JSON, or as `b=1&b=2` for an array in an exploded object")
        }
    };
    let name = if style.is_empty() { String::new() } else { format!("the style `{style}` of ") };
    let message = format!("OpenAPI does not define how {name}this parameter writes {what}; it is sent as {sent}");
    let hint = "if the server reads JSON, say so: `content: {application/json: {schema: …}}`";
    findings.warning("undefined_serialization", &pointer.key("schema"), At::Key, message, hint);
}
