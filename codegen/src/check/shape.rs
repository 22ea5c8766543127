//! The objects of OpenAPI as tables: which members each has in which version, and what may stand there.

use super::tables::{COMPONENTS, HEADER, OPERATION, PARAMETER, PATH_ITEM, SCHEMA_MEMBERS};
use super::version::Since;
use Shape::{Any, Flag, List, Map, Object, Ref, Text, Word};

/// The kinds of objects that a document is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
    Components,
}

/// What may stand at a member.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    Any,
    Text,
    Flag,
    Number,
    Word(&'static [&'static str]),
    Object(Kind),
    /// The object itself, or a reference to one.
    Ref(Kind),
    List(&'static Shape),
    Map(&'static Shape),
    FlagOrSchema,
}

impl Shape {
    /// What OpenAPI asks for, as messages call it.
    pub(crate) fn expected(self) -> String {
        match self {
            Self::Text | Self::Word(_) => "a string".to_owned(),
            Self::Flag => "a boolean".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::List(_) => "an array".to_owned(),
            Self::FlagOrSchema => "a boolean or a schema".to_owned(),
            Self::Object(kind) | Self::Ref(kind) => format!("an object ({kind:?})"),
            Self::Map(_) | Self::Any => "an object".to_owned(),
        }
    }
}

/// A member of an object.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    /// The versions that ask for it.
    pub(crate) required: Since,
    /// The versions that know it.
    pub(crate) known: Since,
}

pub(super) const fn need(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, required: Since::Always, known: Since::Always }
}

pub(super) const fn may(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, required: Since::Never, known: Since::Always }
}

/// What OpenAPI 3.0 alone asks for.
pub(super) const fn need30(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, required: Since::Only30, known: Since::Always }
}

/// What OpenAPI asks for before 3.2.
const fn need31(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, required: Since::Before32, known: Since::Always }
}

/// What came with OpenAPI 3.1.
pub(super) const fn may31(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, required: Since::Never, known: Since::From31 }
}

/// What came with OpenAPI 3.2.
pub(super) const fn may32(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, required: Since::Never, known: Since::From32 }
}

/// What an object holds.
pub(crate) enum Members {
    /// Named members; `x-` beside them.
    Named(&'static [Member]),
    /// Any key, each with a value of this shape; `x-` beside them.
    Every(Shape),
}

pub(super) const SERVERS: Member = may("servers", List(&Object(Kind::Server)));
pub(super) const DESCRIPTION: Member = may("description", Text);
pub(super) const DOCS: Member = may("externalDocs", Object(Kind::ExternalDocs));
pub(super) const EXAMPLES: Member = may("examples", Map(&Ref(Kind::Example)));
pub(super) const CONTENT: Shape = Map(&Ref(Kind::MediaType));
pub(super) const PARAMETERS: Member = may("parameters", List(&Ref(Kind::Parameter)));
pub(super) const SECURITY: Member = may("security", List(&Object(Kind::SecurityRequirement)));
pub(super) const SCHEMA: Shape = Ref(Kind::Schema);
pub(super) const SCHEMAS: Shape = List(&Ref(Kind::Schema));

impl Kind {
    pub(crate) fn members(self) -> Members {
        use Members::{Every, Named};
        match self {
            Self::Paths => Every(Ref(Kind::PathItem)),
            Self::Responses => Every(Ref(Kind::Response)),
            Self::Callback => Every(Ref(Kind::PathItem)),
            Self::SecurityRequirement => Every(List(&Text)),
            other => Named(other.named()),
        }
    }

    fn named(self) -> &'static [Member] {
        match self {
            Self::Document => {
                const {
                    &[
                        need("openapi", Text),
                        need("info", Object(Kind::Info)),
                        need30("paths", Object(Kind::Paths)),
                        may31("webhooks", Map(&Ref(Kind::PathItem))),
                        may31("jsonSchemaDialect", Text),
                        may32("$self", Text),
                        SERVERS,
                        may("components", Object(Kind::Components)),
                        SECURITY,
                        may("tags", List(&Object(Kind::Tag))),
                        DOCS,
                    ]
                }
            }
            Self::Info => {
                const {
                    &[
                        need("title", Text),
                        need("version", Text),
                        may31("summary", Text),
                        DESCRIPTION,
                        may("termsOfService", Text),
                        may("contact", Object(Kind::Contact)),
                        may("license", Object(Kind::License)),
                    ]
                }
            }
            Self::Contact => const { &[may("name", Text), may("url", Text), may("email", Text)] },
            Self::License => const { &[need("name", Text), may31("identifier", Text), may("url", Text)] },
            Self::Server => {
                const {
                    &[
                        need("url", Text),
                        DESCRIPTION,
                        may("variables", Map(&Object(Kind::ServerVariable))),
                        may32("name", Text),
                    ]
                }
            }
            Self::ServerVariable => const { &[may("enum", List(&Text)), need("default", Text), DESCRIPTION] },
            Self::ExternalDocs => const { &[need("url", Text), DESCRIPTION] },
            Self::Tag => {
                const {
                    &[
                        need("name", Text),
                        DESCRIPTION,
                        DOCS,
                        may32("summary", Text),
                        may32("parent", Text),
                        may32("kind", Text),
                    ]
                }
            }
            Self::Components => COMPONENTS,
            Self::PathItem => PATH_ITEM,
            Self::Operation => OPERATION,
            Self::Parameter => PARAMETER,
            Self::Header => HEADER,
            Self::RequestBody => const { &[DESCRIPTION, need("content", CONTENT), may("required", Flag)] },
            Self::MediaType => {
                const {
                    &[
                        may("schema", SCHEMA),
                        may("example", Any),
                        EXAMPLES,
                        may("encoding", Map(&Object(Kind::Encoding))),
                        may32("itemSchema", SCHEMA),
                        may32("prefixEncoding", List(&Object(Kind::Encoding))),
                        may32("itemEncoding", Object(Kind::Encoding)),
                    ]
                }
            }
            Self::Encoding => {
                const {
                    &[
                        may("contentType", Text),
                        may("headers", Map(&Ref(Kind::Header))),
                        may("style", Text),
                        may("explode", Flag),
                        may("allowReserved", Flag),
                        may32("encoding", Map(&Object(Kind::Encoding))),
                        may32("prefixEncoding", List(&Object(Kind::Encoding))),
                        may32("itemEncoding", Object(Kind::Encoding)),
                    ]
                }
            }
            Self::Response => {
                const {
                    &[
                        need31("description", Text),
                        may32("summary", Text),
                        may("headers", Map(&Ref(Kind::Header))),
                        may("content", CONTENT),
                        may("links", Map(&Ref(Kind::Link))),
                    ]
                }
            }
            Self::Example => {
                const {
                    &[
                        may("summary", Text),
                        DESCRIPTION,
                        may("value", Any),
                        may("externalValue", Text),
                        may32("dataValue", Any),
                        may32("serializedValue", Text),
                    ]
                }
            }
            Self::Link => {
                const {
                    &[
                        may("operationRef", Text),
                        may("operationId", Text),
                        may("parameters", Map(&Any)),
                        may("requestBody", Any),
                        DESCRIPTION,
                        may("server", Object(Kind::Server)),
                    ]
                }
            }
            Self::Schema => SCHEMA_MEMBERS,
            Self::Discriminator => {
                const { &[need("propertyName", Text), may("mapping", Map(&Text)), may32("defaultMapping", Text)] }
            }
            Self::Xml => {
                const {
                    &[
                        may("name", Text),
                        may("namespace", Text),
                        may("prefix", Text),
                        may("attribute", Flag),
                        may("wrapped", Flag),
                        may32("nodeType", Text),
                    ]
                }
            }
            Self::SecurityScheme => {
                const {
                    &[
                        need("type", Word(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"])),
                        DESCRIPTION,
                        may("name", Text),
                        may("in", Word(&["query", "header", "cookie"])),
                        may("scheme", Text),
                        may("bearerFormat", Text),
                        may("flows", Object(Kind::OAuthFlows)),
                        may("openIdConnectUrl", Text),
                        may32("oauth2MetadataUrl", Text),
                        may32("deprecated", Flag),
                    ]
                }
            }
            Self::OAuthFlows => {
                const {
                    &[
                        may("implicit", Object(Kind::OAuthFlow)),
                        may("password", Object(Kind::OAuthFlow)),
                        may("clientCredentials", Object(Kind::OAuthFlow)),
                        may("authorizationCode", Object(Kind::OAuthFlow)),
                        may32("deviceAuthorization", Object(Kind::OAuthFlow)),
                    ]
                }
            }
            Self::OAuthFlow => {
                const {
                    &[
                        may("authorizationUrl", Text),
                        may("tokenUrl", Text),
                        may("refreshUrl", Text),
                        may32("deviceAuthorizationUrl", Text),
                        need("scopes", Map(&Text)),
                    ]
                }
            }
            Self::Paths | Self::Responses | Self::Callback | Self::SecurityRequirement => &[],
        }
    }
}
