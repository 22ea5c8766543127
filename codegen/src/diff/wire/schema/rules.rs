//! The rules on schemas: those with a direction, and those without. What people read of schemas is told by the rules that
//! operations have for it.

crate::diff::rule::rules! {
    SCHEMA_RENAMED = "schema_renamed": Compatible;
    SCHEMA_REPLACED = "schema_replaced": Compatible;
    SCHEMA_DEPRECATED = "schema_deprecated": Compatible;
    SCHEMA_UNDEPRECATED = "schema_undeprecated": Compatible;
    FORMAT_REWORDED = "format_reworded": Documentation;
    TITLE_CHANGED = "title_changed": Documentation;
    COMMENT_CHANGED = "comment_changed": Documentation;
    UNCLASSIFIED_CHANGE = "unclassified_change": Warning;
    TOO_MUCH_TO_COMPARE = "too_much_to_compare": Breaking;
}

crate::diff::rule::pairs! {
    PROPERTY_ADDED = "property_added": Compatible, Compatible;
    PROPERTY_ADDED_REQUIRED = "property_added_required": Breaking, Compatible;
    PROPERTY_REMOVED = "property_removed": Warning, Warning;
    PROPERTY_REMOVED_REQUIRED = "property_removed_required": Warning, Breaking;
    PROPERTY_RENAMED = "property_renamed": Breaking, Breaking;
    PROPERTY_BECAME_REQUIRED = "property_became_required": Breaking, Compatible;
    PROPERTY_BECAME_OPTIONAL = "property_became_optional": Compatible, Breaking;
    BECAME_NULLABLE = "became_nullable": Compatible, Breaking;
    BECAME_NOT_NULLABLE = "became_not_nullable": Breaking, Compatible;
    TYPE_CHANGED = "type_changed": Breaking, Breaking;
    TYPE_WIDENED = "type_widened": Compatible, Breaking;
    TYPE_NARROWED = "type_narrowed": Breaking, Compatible;
    FORMAT_CHANGED = "format_changed": Breaking, Breaking;
    FORMAT_WIDENED = "format_widened": Compatible, Breaking;
    FORMAT_NARROWED = "format_narrowed": Breaking, Compatible;
    FORMAT_ADDED = "format_added": Breaking, Compatible;
    FORMAT_REMOVED = "format_removed": Compatible, Breaking;
    ENUM_VALUE_ADDED = "enum_value_added": Compatible, Warning;
    ENUM_VALUE_REMOVED = "enum_value_removed": Breaking, Compatible;
    ENUM_VALUE_RENAMED = "enum_value_renamed": Breaking, Breaking;
    ENUM_ADDED = "enum_added": Breaking, Compatible;
    ENUM_REMOVED = "enum_removed": Compatible, Warning;
    CONSTRAINT_TIGHTENED = "constraint_tightened": Breaking, Compatible;
    CONSTRAINT_LOOSENED = "constraint_loosened": Compatible, Warning;
    CONSTRAINT_CHANGED = "constraint_changed": Breaking, Warning;
    PATTERN_ADDED = "pattern_added": Breaking, Compatible;
    PATTERN_REMOVED = "pattern_removed": Compatible, Warning;
    PATTERN_CHANGED = "pattern_changed": Breaking, Warning;
    DEFAULT_CHANGED = "default_changed": Warning, Compatible;
    ADDITIONAL_PROPERTIES_CLOSED = "additional_properties_closed": Breaking, Compatible;
    ADDITIONAL_PROPERTIES_OPENED = "additional_properties_opened": Compatible, Warning;
    ADDITIONAL_PROPERTIES_TYPED = "additional_properties_typed": Breaking, Compatible;
    ADDITIONAL_PROPERTIES_UNTYPED = "additional_properties_untyped": Compatible, Warning;
    ITEMS_TYPED = "items_typed": Breaking, Compatible;
    ITEMS_UNTYPED = "items_untyped": Compatible, Breaking;
    ARRAY_SHAPE_CHANGED = "array_shape_changed": Breaking, Breaking;
    TUPLE_LENGTH_CHANGED = "tuple_length_changed": Breaking, Breaking;
    CONDITION_ADDED = "condition_added": Breaking, Compatible;
    CONDITION_REMOVED = "condition_removed": Compatible, Warning;
    CONDITION_CHANGED = "condition_changed": Warning, Warning;
    KEY_RULE_ADDED = "key_rule_added": Breaking, Compatible;
    KEY_RULE_REMOVED = "key_rule_removed": Compatible, Warning;
    ACCEPTS_CHANGED = "accepts_changed": Compatible, Warning;
    UNION_ADDED = "union_added": Breaking, Compatible;
    UNION_REMOVED = "union_removed": Compatible, Warning;
    UNION_KIND_CHANGED = "union_kind_changed": Compatible, Compatible;
    UNION_MEMBER_ADDED = "union_member_added": Compatible, Breaking;
    UNION_MEMBER_REMOVED = "union_member_removed": Breaking, Compatible;
    DISCRIMINATOR_ADDED = "discriminator_added": Warning, Compatible;
    DISCRIMINATOR_REMOVED = "discriminator_removed": Compatible, Warning;
    DISCRIMINATOR_CHANGED = "discriminator_changed": Breaking, Breaking;
    DISCRIMINATOR_VALUE_ADDED = "discriminator_value_added": Compatible, Warning;
    DISCRIMINATOR_VALUE_REMOVED = "discriminator_value_removed": Breaking, Compatible;
    DISCRIMINATOR_VALUE_MOVED = "discriminator_value_moved": Breaking, Breaking;
    BECAME_READ_ONLY = "became_read_only": Warning, Compatible;
    BECAME_WRITABLE = "became_writable": Compatible, Compatible;
    BECAME_WRITE_ONLY = "became_write_only": Compatible, Breaking;
    BECAME_READABLE = "became_readable": Compatible, Compatible;
    XML_CHANGED = "xml_changed": Warning, Warning;
    CONTENT_CHANGED = "content_changed": Breaking, Breaking;
}
