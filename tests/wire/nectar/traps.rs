//! The oddities of Nectar's documentation, O-1 to O-30, and what keeps each of them from becoming a mistake.

use super::SPEC;
use crate::wire::traps::{
    Answer::{Spec, Test},
    Traps, checks,
};

checks!(TRAPS);

static TRAPS: Traps = Traps {
    folder: "nectar",
    spec: &SPEC,
    known: 30,
    aliases: &[
        ("GET", "/paths/~1v2.2~1connection~1{connection_id}/get"),
        ("LIST", "/paths/~1v2.2~1connection~1company~1{company_id}/get"),
        ("PATCH", "/paths/~1v2~1account~1{account_id}/patch"),
        ("CONNECTION", "/components/schemas/Connection/properties"),
        ("PAGE", "/components/schemas/ConnectionPage/properties"),
        ("ACCOUNT", "/components/schemas/Account/properties"),
    ],
    table: &[
        (
            1,
            "a page about creating a link describes a read",
            &[
                Test("o01_a_connection_is_read_by_a_get_without_body"),
                Spec("GET/x-specwright/reason", "guide names POST"),
            ],
        ),
        (
            2,
            "three pages, two versions",
            &[
                Test("o02_each_operation_keeps_the_version_of_its_page"),
                Spec("/servers/0/x-specwright/reason", "The bare host, because"),
                Spec("LIST/x-specwright/reason", "Under /v2.2 as on the page"),
            ],
        ),
        (
            3,
            "isDuplicated is a string",
            &[
                Test("o03_is_duplicated_is_any_text"),
                Test("o03_is_duplicated_may_be_a_boolean_and_nothing_else"),
                Spec("ACCOUNT/isDuplicated/x-specwright/reason", "a boolean is taken too"),
            ],
        ),
        (
            4,
            "the text about meters is another field's",
            &[
                Test("o04_meters_are_ids_of_meters"),
                Spec("ACCOUNT/meters/x-specwright/reason", "a slip from the meter page"),
            ],
        ),
        (
            5,
            "account_id has no format",
            &[
                Test("o05_an_account_id_is_any_text"),
                Spec("PATCH/parameters/0/x-specwright/openQuestion", "always a uuid"),
            ],
        ),
        (
            6,
            "isTracked is deprecated yet the only way to write",
            &[
                Test("o06_all_three_tracking_states_and_a_fourth_survive"),
                Test("o06_is_tracked_is_deprecated_in_the_response_only"),
                Test("o06_nothing_but_the_two_documented_keys_can_be_sent"),
                Test("o06_unset_reads_as_tracked_and_stays_unset"),
                Spec("ACCOUNT/isTracked/description", "cannot tell `UNSET` from `ENABLED`"),
            ],
        ),
        (
            7,
            "newer pages write trackingStatus and read status",
            &[
                Test("o07_an_account_has_no_status_of_its_own"),
                Spec(
                    "/components/schemas/UpdateAccountRequest/x-specwright/openQuestion",
                    "May `trackingStatus` be sent",
                ),
            ],
        ),
        (
            8,
            "connectionMagicLinkSecret has lost its heading",
            &[
                Test("o08_the_secret_is_a_field_of_its_own_and_may_be_missing"),
                Test("o08_the_secret_is_never_printed"),
                Test("o08_the_secret_is_not_printed_by_an_error_about_its_neighbour"),
                Test("o08_a_page_prints_no_secret_of_its_connections"),
                Spec("CONNECTION/connectionMagicLinkSecret/format", "password"),
                Spec("CONNECTION/connectionMagicLinkSecret/x-specwright/reason", "heading is lost"),
            ],
        ),
        (
            9,
            "country has no type",
            &[
                Test("o09_all_249_countries_have_a_variant"),
                Test("o09_country_may_be_null_absent_empty_or_unknown"),
                Spec("CONNECTION/country/x-specwright/reason", "type line is missing"),
            ],
        ),
        (10, "NO is false in YAML 1.1", &[Test("o10_norway_is_a_country")]),
        (
            11,
            "two lists of statuses differ",
            &[
                Test("o11_all_13_statuses_have_a_variant"),
                Test("o11_an_unknown_status_survives"),
                Test("o11_the_filter_takes_the_12_statuses_of_its_page_and_any_other_text"),
                Test("o11_a_page_may_hold_the_status_that_the_filter_does_not_list"),
                Spec("/components/schemas/ConnectionStatusFilter/x-specwright/reason", "All 12 of the page"),
                Spec(
                    "/components/schemas/ConnectionStatusFilter/x-specwright/openQuestion",
                    "Is DEACTIVATED taken too?",
                ),
                Spec("/components/schemas/ConnectionStatus/x-specwright/reason", "All 13 of the page"),
                Spec("/components/schemas/ConnectionStatus/x-specwright/reason", "expect new ones"),
            ],
        ),
        (
            12,
            "a guide spells a status the other way round",
            &[
                Test("o12_the_sandbox_guides_spelling_is_no_documented_status"),
                Spec("/components/schemas/ConnectionStatus/x-specwright/openQuestion", "INCORRECT_PASSWORD"),
            ],
        ),
        (
            13,
            "the list describes no items",
            &[
                Test("o13_a_connection_as_lists_show_it_is_one"),
                Test("o13_the_items_of_a_page_are_connections"),
                Test("o13_all_keys_of_a_page_are_required"),
                Spec("PAGE/connections/items/x-specwright/reason", "less two optional keys"),
                Spec("PAGE/connections/x-specwright/openQuestion", "Are `externalId` and `isActive`"),
            ],
        ),
        (
            14,
            "accounts have no described items",
            &[
                Test("o14_accounts_keep_whatever_they_hold"),
                Test("o14_numbers_in_accounts_keep_every_digit"),
                Spec("CONNECTION/accounts/x-specwright/reason", "Free-form"),
            ],
        ),
        (
            15,
            "children are seen in the sample only",
            &[
                Test("o15_children_are_optional"),
                Spec("/components/schemas/Company/x-specwright/reason", "all are optional"),
                Spec("/components/schemas/Datasource/x-specwright/reason", "all are optional"),
            ],
        ),
        (
            16,
            "required keys may be null",
            &[
                Test("o16_required_keys_may_be_null_but_not_absent"),
                Test("o16_updated_and_status_may_be_absent_and_created_may_not"),
                Spec("/components/schemas/Connection/description", "always present but may be null"),
                Spec("/components/schemas/Connection/x-specwright/reason", "follow the page of one connection"),
            ],
        ),
        (
            17,
            "nullable and optional are two things",
            &[
                Test("o17_nullable_keys_of_a_connection_keep_their_three_states"),
                Test("o17_nullable_keys_of_an_account_keep_their_three_states"),
                Test("o17_optional_keys_of_an_account_may_be_absent"),
            ],
        ),
        (
            18,
            "a workflow is a connection",
            &[
                Test("o18_the_owner_is_called_workflow_owner_in_a_connection"),
                Test("o18_the_owner_is_called_connection_owner_in_the_filter"),
                Spec("LIST/parameters/1/x-specwright/openQuestion", "Is it `workflowOwnerEmail`"),
                Spec("CONNECTION/workflowOwnerEmail/description", "\"workflow\" here means the connection"),
            ],
        ),
        (
            19,
            "one list of datasource types has values, the other has none",
            &[
                Test("o19_datasource_types_of_an_account_are_any_text"),
                Test("o19_initial_datasource_types_are_the_ten_and_what_may_come"),
                Spec("ACCOUNT/datasourceTypes/x-specwright/reason", "lists no values"),
            ],
        ),
        (
            20,
            "addresses have no uri format",
            &[
                Test("o20_urls_and_the_public_id_are_any_text"),
                Spec("CONNECTION/url/x-specwright/reason", "No uri format"),
                Spec("CONNECTION/publicCompanyId/x-specwright/reason", "No uuid format"),
            ],
        ),
        (
            21,
            "page has no minimum, and lists do not end in an empty one",
            &[
                Test("o21_any_page_can_be_asked_for"),
                Test("o21_a_loop_ends_where_has_next_is_false"),
                Test("o21_all_items_come_once_and_only_has_next_tells_the_end"),
                Test("o21_pages_tell_what_the_vendor_says_of_the_list"),
                Test("o21_a_page_beyond_the_end_is_not_given_for_another"),
                Spec("LIST/x-specwright/pagination/reason", "Only `hasNext` tells the end"),
                Spec("LIST/parameters/3/x-specwright/reason", "No minimum, because the page"),
                Spec("LIST/parameters/3/description", "stop when `hasNext` is false"),
            ],
        ),
        (
            22,
            "perPage is said to be fixed",
            &[
                Test("o22_a_limit_from_1_to_500_is_sent"),
                Test("o22_any_other_limit_is_refused_before_anything_is_sent"),
                Test("o22_a_page_may_be_of_any_size"),
                Spec("LIST/parameters/2/x-specwright/reason", "the newer one excepts this list"),
            ],
        ),
        (
            23,
            "an enum has a minimum length",
            &[
                Test("o23_an_address_has_to_be_one_before_it_is_sent"),
                Test("o23_a_status_has_no_length_of_its_own"),
                Spec("/components/schemas/ConnectionStatusFilter/x-specwright/reason", "adds nothing to an enum"),
            ],
        ),
        (
            24,
            "no page shows a status code or an error",
            &[
                Test("a_documented_error_is_decoded"),
                Test("an_undocumented_status_keeps_any_body"),
                Test("o24_a_list_is_refused_like_anything_else"),
                Spec("GET/responses/200/x-specwright/reason", "not its status code"),
                Spec("PATCH/responses/200/x-specwright/reason", "not its status code"),
                Spec("LIST/responses/200/x-specwright/reason", "but not its status code"),
                Spec("LIST/responses/400/$ref", "#/components/responses/BadRequest"),
            ],
        ),
        (
            25,
            "isActive is described as if one could set it",
            &[
                Test("o25_is_active_and_deactivated_are_read_side_by_side"),
                Spec("CONNECTION/isActive/x-specwright/openQuestion", "Which operation sets it"),
            ],
        ),
        (
            26,
            "four levels have a start date",
            &[
                Test("o26_start_dates_of_account_and_connection_are_both_kept_as_sent"),
                Spec("ACCOUNT/dataCollectionStartDate/description", "on connection, site and company"),
                Spec("CONNECTION/dataCollectionStartDate/description", "the account's overrides this one"),
            ],
        ),
        (
            27,
            "times may come without an offset",
            &[
                Test("o27_a_time_that_is_none_spoils_only_itself"),
                Test("o27_times_come_back_unchanged_and_get_no_offset"),
            ],
        ),
        (28, "a banner speaks to crawlers", &[Test("o28_the_banner_of_the_page_is_no_operation")]),
        (
            29,
            "a guide calls the whole operation deprecated",
            &[
                Test("o29_the_operation_itself_is_not_deprecated"),
                Spec("GET/x-specwright/openQuestion", "whole operation deprecated"),
            ],
        ),
        (
            30,
            "two meanings of lastServiceDate",
            &[
                Test("o30_the_last_service_date_does_not_depend_on_tracking"),
                Spec("ACCOUNT/lastServiceDate/x-specwright/openQuestion", "only on closed accounts"),
            ],
        ),
    ],
};
