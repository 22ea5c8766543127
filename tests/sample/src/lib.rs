//! A small application: tells how the utility connections of a company are doing.
//!
//! It stands for what users of a generated client write. Its tests do without the vendor, and are worth a look: `tests/report.rs`.

use std::fmt;

use nectar_client::{Client, Error, Uuid, types::ConnectionStatus};

/// How the connections of a company are doing.
#[derive(Debug, Default, PartialEq)]
pub struct Report {
    /// How many deliver data.
    pub connected: usize,
    /// How many will, without anybody's help.
    pub waiting: usize,
    /// The ids of those that somebody has to mend, and why.
    pub broken: Vec<(Uuid, String)>,
}

/// Reads all connections of a company.
///
/// # Errors
/// What the client says, which has tried again where that helps.
pub async fn report(client: &Client, company: Uuid) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut connections = client.list_company_connections(company).send_items();
    while let Some(connection) = connections.next().await {
        let connection = connection?;
        match connection.status {
            Some(ConnectionStatus::Connected) => report.connected += 1,
            None | Some(ConnectionStatus::Pending | ConnectionStatus::UnderInvestigation) => report.waiting += 1,
            // A status that is new to this program is for people, too.
            Some(status) => report.broken.push((connection.id, status.to_string())),
        }
    }
    Ok(report)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} connected, {} waiting, {} broken", self.connected, self.waiting, self.broken.len())?;
        self.broken.iter().try_for_each(|(id, status)| writeln!(f, "  {id}: {status}"))
    }
}
