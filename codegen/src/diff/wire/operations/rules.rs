//! The rules on operations and what belongs to them.

crate::diff::rule::rules! {
    OPERATION_REMOVED = "operation_removed": Breaking;
    OPERATION_ADDED = "operation_added": Compatible;
    OPERATION_MOVED = "operation_moved": Breaking;
    OPERATION_DEPRECATED = "operation_deprecated": Compatible;
    OPERATION_UNDEPRECATED = "operation_undeprecated": Compatible;
    OPERATION_ID_CHANGED = "operation_id_changed": Compatible;
    OPERATION_TAGS_CHANGED = "operation_tags_changed": Compatible;

    PARAMETER_ADDED = "parameter_added": Compatible;
    PARAMETER_ADDED_REQUIRED = "parameter_added_required": Breaking;
    PARAMETER_REMOVED = "parameter_removed": Warning;
    PARAMETER_RENAMED = "parameter_renamed": Breaking;
    PATH_PARAMETER_RENAMED = "path_parameter_renamed": Documentation;
    PARAMETER_MOVED = "parameter_moved": Breaking;
    PARAMETER_BECAME_REQUIRED = "parameter_became_required": Breaking;
    PARAMETER_BECAME_OPTIONAL = "parameter_became_optional": Compatible;
    PARAMETER_SERIALIZATION_CHANGED = "parameter_serialization_changed": Breaking;
    PARAMETER_MEDIA_TYPE_CHANGED = "parameter_media_type_changed": Breaking;
    PARAMETER_EMPTY_ALLOWED = "parameter_empty_allowed": Compatible;
    PARAMETER_EMPTY_REFUSED = "parameter_empty_refused": Breaking;
    PARAMETER_DEPRECATED = "parameter_deprecated": Compatible;
    PARAMETER_UNDEPRECATED = "parameter_undeprecated": Compatible;

    REQUEST_BODY_ADDED_REQUIRED = "request_body_added_required": Breaking;

    RESPONSE_SUCCESS_ADDED = "response_success_added": Warning;
    RESPONSE_SUCCESS_REMOVED = "response_success_removed": Breaking;
    RESPONSE_ERROR_ADDED = "response_error_added": Compatible;
    RESPONSE_ERROR_REMOVED = "response_error_removed": Compatible;
    RESPONSE_DEFAULT_ADDED = "response_default_added": Compatible;
    RESPONSE_DEFAULT_REMOVED = "response_default_removed": Warning;
    RESPONSE_HEADER_ADDED = "response_header_added": Compatible;
    RESPONSE_HEADER_REMOVED = "response_header_removed": Warning;
    RESPONSE_HEADER_REMOVED_REQUIRED = "response_header_removed_required": Breaking;
    RESPONSE_HEADER_BECAME_OPTIONAL = "response_header_became_optional": Breaking;
    RESPONSE_HEADER_BECAME_REQUIRED = "response_header_became_required": Compatible;
    RESPONSE_HEADER_SERIALIZATION_CHANGED = "response_header_serialization_changed": Breaking;
    RESPONSE_HEADER_DEPRECATED = "response_header_deprecated": Compatible;
    RESPONSE_HEADER_UNDEPRECATED = "response_header_undeprecated": Compatible;

    SECURITY_REQUIRED = "security_required": Breaking;
    SECURITY_OPTIONAL = "security_optional": Compatible;
    SECURITY_ALTERNATIVE_ADDED = "security_alternative_added": Compatible;
    SECURITY_ALTERNATIVE_REMOVED = "security_alternative_removed": Breaking;
    SECURITY_SCOPE_ADDED = "security_scope_added": Breaking;
    SECURITY_SCOPE_REMOVED = "security_scope_removed": Compatible;
    SECURITY_SCHEME_ADDED = "security_scheme_added": Compatible;
    SECURITY_SCHEME_REMOVED = "security_scheme_removed": Breaking;
    SECURITY_SCHEME_CHANGED = "security_scheme_changed": Breaking;
    SECURITY_SCHEME_RENAMED = "security_scheme_renamed": Compatible;
    SECURITY_SCHEME_DEPRECATED = "security_scheme_deprecated": Compatible;
    SECURITY_SCHEME_UNDEPRECATED = "security_scheme_undeprecated": Compatible;
    SECURITY_FLOW_ADDED = "security_flow_added": Compatible;
    SECURITY_FLOW_REMOVED = "security_flow_removed": Breaking;
    SECURITY_SCOPE_DECLARED = "security_scope_declared": Compatible;
    SECURITY_SCOPE_UNDECLARED = "security_scope_undeclared": Warning;

    SERVER_ADDED = "server_added": Compatible;
    SERVER_REMOVED = "server_removed": Breaking;
    SERVER_CHANGED = "server_changed": Breaking;
    SERVER_DEFAULT_CHANGED = "server_default_changed": Warning;
    SERVER_VARIABLE_DEFAULT_CHANGED = "server_variable_default_changed": Warning;
    SERVER_VARIABLE_VALUE_ADDED = "server_variable_value_added": Compatible;
    SERVER_VARIABLE_VALUE_REMOVED = "server_variable_value_removed": Breaking;

    WEBHOOK_ADDED = "webhook_added": Compatible;
    WEBHOOK_REMOVED = "webhook_removed": Breaking;
    CALLBACK_ADDED = "callback_added": Compatible;
    CALLBACK_REMOVED = "callback_removed": Breaking;
    CALLBACK_MOVED = "callback_moved": Breaking;
    INCOMING_PARAMETER_ADDED = "incoming_parameter_added": Compatible;
    INCOMING_PARAMETER_REMOVED = "incoming_parameter_removed": Warning;
    INCOMING_PARAMETER_CHANGED = "incoming_parameter_changed": Warning;
    INCOMING_ANSWER_ADDED = "incoming_answer_added": Compatible;
    INCOMING_ANSWER_REMOVED = "incoming_answer_removed": Breaking;

    PAGINATION_CHANGED = "pagination_changed": Warning;
    POLL_CHANGED = "poll_changed": Warning;
    RETRY_CHANGED = "retry_changed": Warning;
    IDEMPOTENCY_KEY_CHANGED = "idempotency_key_changed": Warning;
    RATE_LIMIT_CHANGED = "rate_limit_changed": Compatible;

    DESCRIPTION_CHANGED = "description_changed": Documentation;
    SUMMARY_CHANGED = "summary_changed": Documentation;
    EXAMPLE_CHANGED = "example_changed": Documentation;
    EXTERNAL_DOCS_CHANGED = "external_docs_changed": Documentation;
    EVIDENCE_CHANGED = "evidence_changed": Documentation;
    EXTENSION_CHANGED = "extension_changed": Documentation;
    INFO_CHANGED = "info_changed": Documentation;
    TAG_CHANGED = "tag_changed": Documentation;
    LINK_CHANGED = "link_changed": Documentation;

    UNUSED_SCHEMA_ADDED = "unused_schema_added": Compatible;
    UNUSED_SCHEMA_REMOVED = "unused_schema_removed": Compatible;
    UNUSED_SCHEMA_CHANGED = "unused_schema_changed": Compatible;
    UNUSED_COMPONENT_CHANGED = "unused_component_changed": Documentation;
}

crate::diff::rule::pairs! {
    BODY_ADDED = "body_added": Compatible, Compatible;
    BODY_REMOVED = "body_removed": Warning, Breaking;
    BODY_BECAME_OPTIONAL = "body_became_optional": Compatible, Breaking;
    BODY_BECAME_REQUIRED = "body_became_required": Breaking, Compatible;
    MEDIA_TYPE_ADDED = "media_type_added": Compatible, Warning;
    MEDIA_TYPE_REMOVED = "media_type_removed": Breaking, Breaking;
    MEDIA_TYPE_CHANGED = "media_type_changed": Breaking, Breaking;
    ENCODING_CHANGED = "encoding_changed": Breaking, Breaking;
}
