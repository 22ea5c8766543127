//! The oddities of Arcadia Switch's documentation, o-1 to o-31, and what keeps each of them from becoming a mistake.

use super::SPEC;
use crate::wire::traps::{
    Answer::{Spec, Test},
    Traps, checks,
};

checks!(TRAPS);

static TRAPS: Traps = Traps {
    folder: "arcadia_switch",
    spec: &SPEC,
    known: 31,
    aliases: &[
        ("PUT", "/paths/~1rest~1v1~1accounts~1{accountId}~1properties/put"),
        ("POST", "/paths/~1rest~1v1~1accounts~1{accountId}~1properties/post"),
        ("GET", "/paths/~1rest~1v1~1accounts~1{accountId}/get"),
        ("INPUT", "/components/schemas/AccountPropertyInput/properties"),
        ("PROPERTY", "/components/schemas/PropertyData/properties"),
        ("ACCOUNT", "/components/schemas/Account/properties"),
        ("TARIFF", "/components/schemas/AccountTariff/properties"),
        ("SCHEMAS", "/components/schemas"),
    ],
    table: &[
        (
            1,
            "two methods do the same",
            &[
                Test("o01_put_and_post_send_the_same"),
                Test("the_documented_requests_are_sent_by_put_and_by_post"),
                Spec("POST/description", "`PUT` on the same path does exactly the same"),
                Spec("PUT/description", "`POST` on the same path does exactly the same"),
            ],
        ),
        (
            2,
            "the last example is of another path than its sentence",
            &[
                Test("o02_an_account_is_read_at_a_path_of_its_own"),
                Test("o02_nothing_reads_an_account_at_the_path_of_its_properties"),
                Spec("GET/x-specwright/reason", "but prints the path of the properties"),
            ],
        ),
        (
            3,
            "properties are called an array",
            &[
                Test("o03_properties_are_a_map_by_key"),
                Test("o03_a_list_of_properties_is_an_error_that_says_where"),
                Spec("ACCOUNT/properties/x-specwright/reason", "its example has a map"),
            ],
        ),
        (
            4,
            "dataType is null in every answer",
            &[
                Test("o04_data_type_may_be_null_absent_or_any_text"),
                Spec("PROPERTY/dataType/description", "null tells nothing about it"),
                Spec("PROPERTY/dataType/x-specwright/reason", "left open"),
            ],
        ),
        (
            5,
            "numbers are text in a property",
            &[
                Test("o05_a_value_is_sent_as_text"),
                Test("o05_a_value_is_read_as_text_and_nothing_else"),
                Test("o05_the_id_of_a_tariff_is_a_number_in_a_tariff"),
                Spec("PROPERTY/dataValue/description", "The value as text, numbers too"),
                Spec("TARIFF/masterTariffId/description", "here a number"),
            ],
        ),
        (
            6,
            "no accuracy means 100, but only in a request",
            &[
                Test("o06_accuracy_is_sent_only_if_it_is_set"),
                Test("o06_an_accuracy_that_does_not_come_is_not_made_up"),
                Spec("INPUT/accuracy/description", "so does leaving it out"),
                Spec("PROPERTY/accuracy/description", "its absence says nothing"),
            ],
        ),
        (
            7,
            "accuracy is whole in the examples and has fractions elsewhere",
            &[
                Test("o07_accuracy_may_have_a_fraction"),
                Test("o07_accuracy_within_0_and_100_is_sent"),
                Test("o07_accuracy_beyond_0_and_100_is_refused_before_anything_is_sent"),
                Test("o07_a_client_that_does_not_validate_sends_any_accuracy_that_is_a_number"),
                Test("o07_an_accuracy_that_comes_is_any_number"),
                Spec("INPUT/accuracy/x-specwright/reason", "a guide has fractions"),
            ],
        ),
        (
            8,
            "type and status mean two things",
            &[
                Test("o08_type_and_status_are_said_of_the_call_and_of_the_account"),
                Spec("ACCOUNT/type/description", "not of the answer"),
                Spec("ACCOUNT/status/description", "not of the call"),
            ],
        ),
        (
            9,
            "one type of account is shown",
            &[
                Test("o09_the_type_of_an_account_is_any_text"),
                Spec("ACCOUNT/type/x-specwright/reason", "so the set is open"),
            ],
        ),
        (
            10,
            "one status of an account is shown",
            &[
                Test("o10_the_status_of_an_account_is_any_text"),
                Spec("ACCOUNT/status/x-specwright/reason", "so the set is open"),
            ],
        ),
        (
            11,
            "text and example disagree on a field's name",
            &[
                Test("o11_an_account_manager_is_not_read_as_the_owner"),
                Spec("ACCOUNT/owner/x-specwright/openQuestion", "Is it `accountManager`"),
                Spec("INPUT/keyName/description", "`accountManager`"),
            ],
        ),
        (
            12,
            "keys come from four sets",
            &[
                Test("o12_any_key_can_be_set"),
                Spec("INPUT/keyName/x-specwright/reason", "so there is no enum"),
                Spec("INPUT/keyName/x-specwright/openQuestion", "Which kind wins"),
            ],
        ),
        (
            13,
            "two keys stand in a sentence only",
            &[
                Test("o13_either_end_of_a_range_can_be_sent_alone"),
                Spec("INPUT/fromDateTime/x-specwright/reason", "with no example"),
                Spec("INPUT/toDateTime/description", "either end can be sent alone"),
                Spec("SCHEMAS/PropertyData/x-specwright/openQuestion", "sent back?"),
            ],
        ),
        (
            14,
            "a note limits tariffs to electricity",
            &[
                Spec("PUT/description", "must be one for electricity"),
                Spec("POST/description", "must be one for electricity"),
            ],
        ),
        (
            15,
            "the last example has escaped brackets",
            &[
                Test("o15_escaped_brackets_are_an_error"),
                Test("the_specification_shows_the_documented_samples"),
                Spec("GET/responses/2XX/content/application~1json/x-specwright/reason", "without the escapes"),
            ],
        ),
        (
            16,
            "the last example breaks off",
            &[
                Test("o16_an_answer_that_breaks_off_is_an_error"),
                Test("o16_a_tariff_may_have_all_keys_of_the_tariff_page_or_none"),
                Spec("GET/responses/2XX/content/application~1json/x-specwright/reason", "here it is only closed"),
                Spec("SCHEMAS/AccountTariff/x-specwright/reason", "before it is cut off"),
            ],
        ),
        (
            17,
            "names are torn over lines",
            &[
                Test("o17_an_account_has_the_keys_of_the_example_and_no_torn_ones"),
                Spec("INPUT/keyName/description", "`status`"),
            ],
        ),
        (
            18,
            "one object comes in a list, too",
            &[
                Test("o18_results_are_a_list_of_any_length"),
                Spec("SCHEMAS/PropertyDataResponse/properties/results/description", "a list even so"),
                Spec("SCHEMAS/AccountResponse/properties/results/description", "a list even so"),
            ],
        ),
        (
            19,
            "results may be null",
            &[
                Test("o19_results_may_be_null"),
                Test("o19_results_that_are_absent_are_an_error"),
                Spec(
                    "SCHEMAS/PropertyDataResponse/properties/results/x-specwright/reason",
                    "null was recorded for other operations",
                ),
            ],
        ),
        (
            20,
            "the page shows no errors, other pages show three kinds",
            &[
                Test("o20_a_refusal_holds_objects"),
                Test("o20_a_failure_of_the_server_holds_texts"),
                Test("o20_both_kinds_are_read_with_every_status_and_side_by_side"),
                Test("o20_results_of_an_error_may_be_null_or_absent"),
                Test("o20_an_entry_of_neither_kind_is_kept"),
                Test("o20_the_value_that_is_wrong_may_be_anything"),
                Test("too_many_requests_keep_their_status_retry_after_and_any_body"),
                Spec("SCHEMAS/ErrorEntry/x-specwright/reason", "Objects for a refused request"),
                Spec("SCHEMAS/ErrorResponse/properties/results/x-specwright/reason", "2012 has null"),
                Spec("/components/responses/Refused/description", "The request is refused"),
            ],
        ),
        (
            21,
            "the page names no credentials",
            &[
                Test("o21_the_credentials_are_in_one_header_and_nowhere_else"),
                Test("o21_the_credentials_are_never_printed"),
                Test("o21_a_client_without_credentials_sends_nothing"),
                Test("o21_an_app_id_with_a_colon_is_refused"),
                Spec("/components/securitySchemes/basicAuth/x-specwright/reason", "names no credentials"),
            ],
        ),
        (
            22,
            "the page names no status",
            &[
                Test("o22_any_success_is_one"),
                Test("o22_a_success_without_a_body_is_an_error_that_keeps_the_status"),
                Test("o22_what_is_neither_success_nor_failure_is_not_documented"),
                Spec("PUT/responses/2XX/x-specwright/reason", "takes 200 alone"),
                Spec("PUT/responses/2XX/x-specwright/openQuestion", "Is 201 ever sent"),
            ],
        ),
        (
            23,
            "places are spelt otherwise in queries",
            &[
                Test("o23_places_keep_the_spelling_of_bodies"),
                Spec("SCHEMAS/Address/properties/zip/x-specwright/reason", "queries elsewhere spell it otherwise"),
            ],
        ),
        (
            24,
            "dates have four forms",
            &[
                Test("o24_a_date_that_comes_is_any_text"),
                Test("o24_a_time_that_is_sent_gains_no_offset"),
                Spec("TARIFF/endDate/x-specwright/reason", "no format, since dates differ"),
            ],
        ),
        (
            25,
            "customerClass has three guises",
            &[
                Test("o25_the_class_of_a_customer_is_a_code_as_a_property_and_a_word_in_a_tariff"),
                Spec("TARIFF/customerClass/description", "property of the same name holds"),
            ],
        ),
        (
            26,
            "the address has no city",
            &[
                Test("o26_every_part_of_an_address_may_be_missing"),
                Spec("SCHEMAS/Address/x-specwright/openQuestion", "`address2` and `city` sent?"),
            ],
        ),
        (
            27,
            "nulls stand in the example and in old recordings",
            &[
                Test("o27_keys_of_an_account_that_may_be_null_keep_their_three_states"),
                Test("o27_keys_of_a_tariff_that_may_be_null_keep_their_three_states"),
                Test("o27_an_account_as_recorded_in_2012_is_read"),
                Spec("ACCOUNT/customerOrgId/x-specwright/reason", "Null in the example"),
                Spec("ACCOUNT/providerAccountId/x-specwright/reason", "recorded in 2012 have null"),
            ],
        ),
        (
            28,
            "the body is one field, no list or map",
            &[
                Test("o28_the_body_is_one_field_without_anything_around_it"),
                Spec("SCHEMAS/AccountPropertyInput/description", "A field to set"),
                Spec("PUT/requestBody/description", "The field and its value"),
            ],
        ),
        (
            29,
            "two collections are called tariffs",
            &[
                Test("o29_the_tariffs_of_an_account_are_those_that_it_is_on"),
                Spec("ACCOUNT/tariffs/description", "The account's own tariffs"),
            ],
        ),
        (
            30,
            "an account has two ids",
            &[
                Test("o30_the_callers_own_id_is_any_text_and_no_account_id"),
                Spec("ACCOUNT/providerAccountId/description", "any text"),
            ],
        ),
        (
            31,
            "effects are left open",
            &[
                Test("o31_nothing_removes_a_property"),
                Spec("PUT/x-specwright/openQuestion", "What does an unknown key do"),
                Spec("POST/x-specwright/openQuestion", "What does an unknown key do"),
            ],
        ),
    ],
};
