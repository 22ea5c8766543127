//! Oddities of EnergyCAP's dates: three shapes, days that stand for none, and which of two comes first.

use energycap_client::{DateTime, runtime::Moment};
use serde_json::{Value, json};

use super::{
    client::{least, refused, sent, survives, told},
    documented::account,
};

const DAY: &str = "2026-03-30";

fn time(text: &str) -> DateTime {
    text.parse().unwrap()
}

#[tokio::test]
async fn t10_three_shapes_of_dates_are_read_and_none_gets_an_offset() {
    for (text, is_local, is_exact) in [
        ("2020-01-01", false, false),
        ("2020-01-15T10:30:00", true, false),
        ("2020-01-15T10:30:00.1234567", true, false),
        ("2020-01-15T10:30:00.1234567-05:00", false, true),
        ("2020-01-15T10:30:00Z", false, true),
    ] {
        let body = account().to_string().replace(DAY, text);
        assert_eq!(body.matches(text).count(), 11);
        let read = survives(serde_json::from_str(&body).unwrap()).await;
        let meter = &read.meters.value().unwrap()[0];
        for date in [&read.service_start, &read.created_date, &read.bill_next_issue_date, &meter.end_date] {
            let date = date.value().unwrap();
            assert_eq!(date, text);
            assert_eq!(matches!(date.parse(), Ok(Moment::Local(_))), is_local, "{text}");
            assert_eq!(date.timestamp().is_some(), is_exact, "{text}");
        }
    }
}

#[tokio::test]
async fn t10_a_date_that_is_none_spoils_nothing() {
    let body: Value = serde_json::from_str(&account().to_string().replace(DAY, "30.03.2026")).unwrap();
    let read = survives(body).await;
    assert!(read.service_end.value().unwrap().parse().is_err());
    assert!("30.03.2026".parse::<DateTime>().is_err());
}

#[tokio::test]
async fn t10_dates_are_sent_as_they_are_written() {
    for text in ["2020-01-01", "2020-01-15T10:30:00", "2020-01-15T10:30:00.10+02:00", "2020-01-15t10:30:00z"] {
        for (key, edit) in [
            ("depositPaid", least().deposit_paid(time(text))),
            ("depositReturn", least().deposit_return(time(text))),
            ("serviceEnd", least().service_end(time(text))),
            ("serviceStart", least().service_start(time(text))),
        ] {
            assert_eq!(sent(&edit).await[key], text);
        }
    }
}

#[tokio::test]
async fn t11_days_that_stand_for_no_day_pass_both_ways() {
    for text in ["1899-01-01", "1899-12-31", "3000-01-01", "1899-01-01T00:00:00"] {
        let read = survives(serde_json::from_str(&account().to_string().replace(DAY, text)).unwrap()).await;
        assert_eq!(read.meters.value().unwrap()[0].start_date.value().unwrap(), text);
        let body = sent(&least().deposit_paid(time(text)).service_start(time(text))).await;
        assert_eq!((&body["depositPaid"], &body["serviceStart"]), (&json!(text), &json!(text)));
    }
}

#[tokio::test]
async fn t14_service_that_does_not_end_after_it_begins_is_refused() {
    for (start, end) in [
        ("2026-03-30", "2026-03-30"),
        ("2026-03-30", "2026-03-29"),
        ("2026-03-30T10:00:00", "2026-03-30T10:00:00"),
        ("2026-03-30T10:00:00", "2026-03-30T09:59:59.9999999"),
        ("2026-03-30T10:00:00Z", "2026-03-30T10:00:00.000Z"),
        ("2026-03-30T08:00:00Z", "2026-03-30T10:00:00+02:00"),
    ] {
        let error = refused(&least().service_start(time(start)).service_end(time(end))).await;
        assert_eq!(told(&error), [("serviceEnd", "order", Some(&*format!("{end:?}")))]);
    }
}

#[tokio::test]
async fn t14_service_that_ends_later_is_sent() {
    for (start, end) in [
        ("1899-01-01", "3000-01-01"),
        ("2026-03-30T10:00:00", "2026-03-30T10:00:00.0000001"),
        ("2026-03-30T10:00:00+02:00", "2026-03-30T08:00:01Z"),
    ] {
        let body = sent(&least().service_start(time(start)).service_end(time(end))).await;
        assert_eq!((&body["serviceStart"], &body["serviceEnd"]), (&json!(start), &json!(end)));
    }
}

/// Which comes first depends on an offset that is not there.
#[tokio::test]
async fn t14_dates_of_two_shapes_are_not_compared() {
    for (start, end) in [
        ("2026-03-30", "2026-03-30T10:00:00+02:00"),
        ("2026-03-30", "2020-01-15T10:30:00Z"),
        ("2026-03-30T10:00:00Z", "2020-01-15"),
        ("2026-03-30", "2026-03-30T00:00:00"),
        ("2026-03-30T10:00:00", "2026-03-30T09:00:00Z"),
    ] {
        let body = sent(&least().service_start(time(start)).service_end(time(end))).await;
        assert_eq!((&body["serviceStart"], &body["serviceEnd"]), (&json!(start), &json!(end)));
    }
}

#[tokio::test]
async fn t14_a_date_is_not_compared_with_null() {
    assert_eq!(sent(&least().service_start(time(DAY))).await["serviceEnd"], Value::Null);
    assert_eq!(sent(&least().service_end(time(DAY))).await["serviceStart"], Value::Null);
}
