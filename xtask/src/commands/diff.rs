//! Takes two documents, or a revision and names of APIs; prints what changed, and says whether versions keep up with it.

use crate::flags::{Compared, Diff};
use crate::given::Given;
use crate::history::Revision;
use crate::specs::{self, Spec};
use crate::{Context, Exit, Failure, shown};
use specwright_codegen::{Format, Impact, Review, Settings, Version, Versions, diff, render};
use std::collections::BTreeMap;
use std::path::Path;

pub(crate) fn run(flags: &Diff, context: &Context) -> Result<Exit, Failure> {
    match flags.compared() {
        Compared::Documents(old, new) => documents(old, new, flags, context),
        Compared::Repository(apis) => repository(apis, flags, context),
        Compared::Neither => Err(Failure::usage(
            "two documents are compared, or APIs by their names\n  help: name the old document and the new one, in this order",
        )),
    }
}

/// Two files, which have no versions: what breaks is told by the exit code.
fn documents(old: &Path, new: &Path, flags: &Diff, context: &Context) -> Result<Exit, Failure> {
    let read = |spec| {
        let given = Given { spec, config: flags.config.as_ref(), overlays: &[] };
        given.read(context, |path| shown::path(path.strip_prefix(context.folder()).unwrap_or(path)))
    };
    let ((old, settings), (new, _)) = (read(old)?, read(new)?);
    // What the crate is called makes no difference between two versions of it.
    let settings = settings.map_or_else(|| Settings::for_crate("client"), Ok)?;
    let version = |spec| Version { spec, settings: &settings, generated: None };
    let mut diff = diff(&version(&old), &version(&new))?;
    diff.waive(&settings, None)?;
    let review = Review { name: new.document.name.clone(), diff, versions: None };
    let exit = if review.diff.verdict() == Impact::Breaking { Exit::Breaking } else { Exit::Done };
    context.out.write(render(&[review], flags.format.into()));
    Ok(exit)
}

/// What is under specs/ against what a revision had there: what is not covered by a version is told by the exit code.
fn repository(apis: &[String], flags: &Diff, context: &Context) -> Result<Exit, Failure> {
    let root = context.root()?;
    let base = Revision::of(root, &flags.base)?;
    let (before, now) = (base.known()?, specs::known(root)?);
    let all = before.union(&now).cloned().collect();
    let (mut reviews, mut failures) = (Vec::new(), Vec::new());
    for api in specs::select(&all, apis)? {
        match (before.contains(&api), now.contains(&api)) {
            (true, true) => match review(root, &base, &api) {
                Ok(review) => reviews.push(review),
                Err(failure) => failures.push(failure),
            },
            (false, _) => context.warn(&format!("{api} is new since {}: there is nothing to compare", base.name())),
            (true, false) => reviews.push(Review::gone(&api)),
        }
    }
    Failure::all(failures)?;
    context.out.write(render(&reviews, flags.format.into()));
    // No version can cover that a crate is gone.
    let is_gone = |review: &Review| review.versions.is_none() && review.diff.verdict() == Impact::Breaking;
    Ok(match () {
        () if !reviews.iter().all(Review::is_covered) => Exit::VersionTooLow,
        () if reviews.iter().any(is_gone) => Exit::Breaking,
        () => Exit::Done,
    })
}

fn review(root: &Path, base: &Revision, api: &str) -> Result<Review, Failure> {
    let of_base = |failure: Failure| {
        let told = format!("specs/{api} of {} cannot be read, so nothing can be compared", base.name());
        Failure::refused(format!("{told}\n  help: what is wrong there follows; compare with a later revision"))
            .and(failure)
    };
    let old = specs::read(base.folder(), api).map_err(of_base)?;
    let new = specs::read(root, api)?;
    let generated = base.generated(api)?;
    let is_base_wrong = || compare(&old, &old, &generated).is_err();
    let told = |failure| if is_base_wrong() { of_base(failure) } else { failure };
    let mut diff = compare(&old, &new, &generated).map_err(told)?;
    diff.waive(&new.settings, Some(&old.settings))?;
    let version = |spec: &Spec| spec.settings.version().to_owned();
    let versions = Versions { old: version(&old), new: version(&new) };
    Ok(Review { name: api.to_owned(), diff, versions: Some(versions) })
}

fn compare(old: &Spec, new: &Spec, generated: &BTreeMap<String, String>) -> Result<specwright_codegen::Diff, Failure> {
    let generated = (!generated.is_empty()).then_some(generated);
    let old = Version { spec: &old.bundle, settings: &old.settings, generated };
    let new = Version { spec: &new.bundle, settings: &new.settings, generated: None };
    Ok(diff(&old, &new)?)
}

impl From<crate::flags::DiffFormat> for Format {
    fn from(format: crate::flags::DiffFormat) -> Self {
        use crate::flags::DiffFormat;
        match format {
            DiffFormat::Human => Self::Human,
            DiffFormat::Markdown => Self::Markdown,
            DiffFormat::Changelog => Self::Changelog,
            DiffFormat::Json => Self::Json,
        }
    }
}
