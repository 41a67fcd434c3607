//! The spec beside the shipped one, compared with the vendor's pages.

use std::path::Path;

use calendar_spec::docs::drift::{Accepted, Comparison};
use calendar_spec::docs::read_file;
use calendar_spec::model::Origin;

#[test]
fn it_is_sound_and_its_texts_are_written() {
    let loaded = calendar_spec::load(Path::new(calendar_spec::NEIGHBOURS));
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    assert!(loaded.warnings.is_empty(), "{}", loaded.warnings.render(false));
}

#[test]
fn the_command_contains_it_and_it_does_not_amend_the_shipped_spec() {
    let (inside, loaded) = (calendar_spec::neighbours(), calendar_spec::load(Path::new(calendar_spec::NEIGHBOURS)));
    assert_eq!(format!("{:?}", inside.spec.resources), format!("{:?}", loaded.spec.resources));
    let is_amended = |origin: Origin| origin == Origin::Amended;
    assert!(!loaded.spec.objects.iter().any(|object| is_amended(object.origin)));
    let mut endpoints = loaded.spec.resources.iter().flat_map(|resource| &resource.endpoints);
    assert!(!endpoints.any(|endpoint| is_amended(endpoint.origin)));
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn it_differs_from_no_page() {
    let directory = Path::new(calendar_spec::NEIGHBOURS);
    let spec = calendar_spec::load(directory).spec;
    let accepted = Accepted::read_beside(directory, None).expect("readable entries");
    let mut comparison = Comparison::new(&spec, directory, accepted);
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/docs/site");
    let pages = [
        "vc-v1/room/list.md",
        "vc-v1/room/search.md",
        "vc-v1/room/get.md",
        "contact-v3/user/batch_get_id.md",
        "bot-v3/uAjMxEjLwITMx4CMyETM.md",
        "im-v1/message/create.md",
    ];
    for page in pages {
        comparison.add(page, &read_file(&site.join(page)).expect("a page"));
    }
    let drift = comparison.finish();
    let subjects: Vec<_> = drift.pages.iter().filter_map(|page| page.subject.as_deref()).collect();
    let known =
        ["vc_room.list", "vc_room.search", "vc_room.get", "contact_user.batch_get_id", "bot.get", "im_message.create"];
    assert_eq!(subjects, known);
    let differences: Vec<_> = drift.pages.iter().flat_map(|page| &page.differences).chain(&drift.stale).collect();
    assert!(differences.is_empty(), "{differences:#?}");
}
