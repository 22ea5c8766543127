//! The oddities of EnergyCAP's documentation, 1 to 34, and what keeps each of them from becoming a mistake.

use super::SPEC;
use crate::wire::traps::{
    Answer::{OtherOperation, Spec, Test},
    Traps, checks,
};

checks!(TRAPS);

static TRAPS: Traps = Traps {
    folder: "energycap",
    spec: &SPEC,
    known: 34,
    aliases: &[
        ("PUT", "/paths/~1api~1v202401~1account~1{accountId}/put"),
        ("BODY", "/paths/~1api~1v202401~1account~1{accountId}/put/requestBody/content/application~1json"),
        ("SCHEMAS", "/components/schemas"),
        ("EDIT", "/components/schemas/AccountEditV202401/properties"),
        ("ACCOUNT", "/components/schemas/AccountResponse/properties"),
    ],
    table: &[
        (
            1,
            "two markers for required, and only one is explained",
            &[
                Test("t01_an_edit_of_four_values_has_24_keys_and_20_of_them_are_null"),
                Test("t01_each_of_the_twenty_can_be_set"),
                Test("t01_what_was_set_can_be_made_null_again"),
                Spec("SCHEMAS/AccountEditV202401/x-specwright/reason", "read as key needed, null allowed"),
                Spec("SCHEMAS/AccountEditV202401/x-specwright/openQuestion", "Is a body refused that lacks"),
            ],
        ),
        (
            2,
            "types of answers have the marker, too",
            &[
                Test("t02_a_commodity_needs_none_of_its_marked_keys"),
                Spec("SCHEMAS/CommodityChild/x-specwright/reason", "none is required in an answer"),
            ],
        ),
        (
            3,
            "two markers run together",
            &[
                Test("t03_a_cost_center_is_one_of_the_four_and_any_id"),
                Spec("EDIT/costCenterId/x-specwright/reason", "Two markers run together"),
                Spec("EDIT/costCenterId/description", "within the topmost cost center"),
            ],
        ),
        (
            4,
            "an address has one type going in and another coming back",
            &[
                Test("t04_an_address_that_was_read_is_none_to_send"),
                Test("t04_an_address_that_was_read_is_sent_without_its_kind"),
                Spec("ACCOUNT/remitAddress/description", "`addressTypeId` cannot be sent back"),
            ],
        ),
        (
            5,
            "flat going in, nested coming back",
            &[
                Test("t05_an_account_that_was_read_cannot_be_sent_back"),
                Test("t05_what_goes_in_flat_comes_back_nested"),
                Spec("PUT/description", "What goes in flat comes back nested"),
                Spec("ACCOUNT/address/x-specwright/openQuestion", "beyond the US and Canada get coordinates"),
            ],
        ),
        (
            6,
            "meters are described as ids",
            &[
                Test("t06_meters_are_objects_and_no_ids"),
                Spec("ACCOUNT/meters/x-specwright/reason", "Objects as in type and sample"),
            ],
        ),
        (
            7,
            "accountCodeHistory reads like a list",
            &[
                Test("t07_the_history_of_codes_is_one_object"),
                Spec("ACCOUNT/accountCodeHistory/x-specwright/reason", "One object, as in type and sample"),
            ],
        ),
        (
            8,
            "a length from 0 on is an upper limit only",
            &[
                Test("t08_an_empty_text_is_sent"),
                Test("t08_no_other_text_has_a_limit_and_none_a_least_length"),
                Test("t08_texts_longer_than_their_limit_are_refused"),
                Test("t08_texts_may_be_as_long_as_their_limit"),
                Spec("EDIT/accountInfo/x-specwright/openQuestion", "Is an empty text refused?"),
            ],
        ),
        (
            9,
            "an answer may lack anything",
            &[
                Test("t09_an_empty_answer_is_read"),
                Test("t09_each_key_may_be_absent_or_null"),
                Test("t09_null_is_read_at_every_depth"),
                Test("t09_unknown_keys_stay_in_the_raw_body"),
                Spec("SCHEMAS/AccountResponse/x-specwright/reason", "reads may drop any key"),
            ],
        ),
        (
            10,
            "times whose samples are days",
            &[
                Test("t10_a_date_that_is_none_spoils_nothing"),
                Test("t10_dates_are_sent_as_they_are_written"),
                Test("t10_three_shapes_of_dates_are_read_and_none_gets_an_offset"),
                Spec("EDIT/serviceStart/x-specwright/openQuestion", "None is ever added here"),
            ],
        ),
        (
            11,
            "days that stand for an open end",
            &[
                Test("t11_days_that_stand_for_no_day_pass_both_ways"),
                Spec("EDIT/serviceStart/x-specwright/reason", "No bounds, as on the page"),
            ],
        ),
        (
            12,
            "names of .NET enums instead of values",
            &[
                Test("t12_methods_and_frequencies_of_bills_are_any_text"),
                Spec("ACCOUNT/billAcquisitionMethod/x-specwright/reason", "only names a .NET enum"),
                Spec("ACCOUNT/billingFrequency/x-specwright/openQuestion", "Which values are there?"),
            ],
        ),
        (
            13,
            "countries are codes here and names there",
            &[
                Test("t13_any_spelling_of_a_country_is_sent"),
                Spec("EDIT/country/x-specwright/reason", "neither an enum nor a two-letter pattern"),
            ],
        ),
        (
            14,
            "rules about two properties at once",
            &[
                Test("t14_a_date_is_not_compared_with_null"),
                Test("t14_a_latitude_goes_with_a_longitude"),
                Test("t14_a_request_that_was_refused_can_be_mended_and_sent"),
                Test("t14_all_mistakes_are_told_at_once"),
                Test("t14_an_address_can_be_checked_alone"),
                Test("t14_dates_of_two_shapes_are_not_compared"),
                Test("t14_nothing_is_refused_where_nothing_is_checked"),
                Test("t14_places_beyond_them_are_refused"),
                Test("t14_service_that_does_not_end_after_it_begins_is_refused"),
                Test("t14_service_that_ends_later_is_sent"),
                Test("t14_the_payees_country_demands_nothing"),
                Test("t14_the_poles_and_the_date_line_are_in_range"),
                Test("t14_us_and_ca_demand_a_postal_code"),
                Spec("SCHEMAS/AddressChildBase/x-specwright/reason", "The country rule is text only"),
                Spec("EDIT/postalCode/x-specwright/openQuestion", "hold for other spellings"),
                Spec("EDIT/serviceEnd/x-specwright/openQuestion", "one of the two is null"),
                Spec("SCHEMAS/Icon/x-specwright/reason", "the rule is text, as no icon is sent"),
            ],
        ),
        (
            15,
            "remitAddress has no marker at all",
            &[
                Test("t15_a_remit_address_that_is_left_out_is_no_key"),
                Spec("EDIT/remitAddress/x-specwright/openQuestion", "keep the stored address or clear it"),
            ],
        ),
        (
            16,
            "a condition about the tenant",
            &[
                Test("t16_nobody_has_to_name_a_payee"),
                Spec("SCHEMAS/AddressChildBase/properties/remitTo/x-specwright/reason", "about the tenant"),
            ],
        ),
        (
            17,
            "two split flags of one name mean two things",
            &[
                Test("t17_being_the_parent_of_a_split_is_told_twice_and_kept_apart"),
                Spec("ACCOUNT/hasSplitParentMeter/x-specwright/reason", "not made to fit `isSplitParentMeter`"),
            ],
        ),
        (
            18,
            "an account with many meters has one accountMeterId",
            &[
                Test("t18_the_accounts_own_link_is_none_of_its_meters"),
                Spec("ACCOUNT/accountMeterId/x-specwright/openQuestion", "Of which link"),
            ],
        ),
        (
            19,
            "the sample stops at a depth",
            &[
                Test("t19_what_the_sample_leaves_empty_has_properties"),
                Spec("SCHEMAS/PlaceTypeResponse/x-specwright/reason", "stops at that depth"),
            ],
        ),
        (
            20,
            "nested tables have no end",
            &[
                Test("t20_each_of_two_vendors_is_of_its_own_table"),
                Test("t20_each_type_has_as_many_properties_as_the_page_gives_it"),
                Spec("SCHEMAS/AccountMeterChildWithSerialNumber/x-specwright/reason", "`endDate` is the meter's again"),
                Spec("SCHEMAS/AccountChild/x-specwright/reason", "the first `vendor` row"),
            ],
        ),
        (
            21,
            "the path has a version and the answer has none",
            &[
                Test("t21_a_version_in_a_types_name_is_not_that_of_the_path"),
                Test("t21_an_answer_without_the_keys_that_came_later_is_read"),
                Spec("SCHEMAS/PlaceEntityTypeV202406/x-specwright/reason", "not that of the path"),
            ],
        ),
        (22, "names with a plus sign", &[OtherOperation]),
        (
            23,
            "an old SDK has a magic letter as a default",
            &[
                Test("t23_no_magic_letter_is_sent_for_what_is_not_set"),
                Spec("EDIT/line3/x-specwright/reason", "No default; an old SDK"),
            ],
        ),
        (
            24,
            "samples break their own rules",
            &[
                Test("t24_a_sample_with_two_properties_alone_is_no_edit"),
                Test("t24_the_corrected_sample_is_sent_and_checked"),
                Test("t24_the_vendors_sample_is_refused_for_its_dates_before_anything_is_sent"),
                Test("t24_the_vendors_sample_is_sent_as_it_stands_where_nothing_is_checked"),
                Spec("BODY/examples/vendor/x-specwright/reason", "Breaks the date rule"),
                Spec("BODY/examples/corrected/x-specwright/reason", "Synthetic"),
            ],
        ),
        (
            25,
            "accountCode has two limits",
            &[
                Test("t25_a_code_longer_than_search_results_have_is_sent"),
                Spec("EDIT/accountCode/x-specwright/reason", "Up to 50 as on the page"),
            ],
        ),
        (
            26,
            "deprecated, and no successor is named",
            &[
                Test("t26_the_header_that_names_a_successor_can_be_read"),
                Test("t26_the_method_is_deprecated_and_the_example_may_call_it"),
                Spec("PUT/x-specwright/openQuestion", "Is v202511 the current successor"),
            ],
        ),
        (
            27,
            "200 is the only status of the page",
            &[
                Test("t27_a_failure_keeps_its_status_and_any_body"),
                Spec("PUT/responses/default/x-specwright/openQuestion", "What does the body of a failure hold"),
            ],
        ),
        (
            28,
            "401 is a missing permission, too",
            &[
                Test("t28_a_401_is_told_like_a_403_and_nothing_is_tried_again"),
                Spec("PUT/responses/default/description", "401 stands for a refused key"),
                Spec("/components/securitySchemes/apiKey/description", "A 401 need not mean"),
            ],
        ),
        (
            29,
            "money is a double",
            &[
                Test("t29_an_amount_keeps_its_digits"),
                Test("t29_an_amount_that_is_no_number_is_refused_whether_checked_or_not"),
                Spec("EDIT/depositAmount/x-specwright/reason", "A double as on the page"),
            ],
        ),
        (
            30,
            "each call has to have a Content-Type",
            &[
                Test("t30_the_media_type_is_sent_once_and_bare"),
                Spec("PUT/requestBody/x-specwright/reason", "The header Content-Type, demanded on every call"),
            ],
        ),
        (31, "a type is given twice for filters", &[OtherOperation]),
        (32, "optional in a table, required in words", &[OtherOperation]),
        (33, "booleans in filters are told in two ways", &[OtherOperation]),
        (34, "typographic apostrophes", &[Test("t34_the_specification_is_plain_ascii")]),
    ],
};
