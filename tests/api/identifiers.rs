//! Any string that is used as an identifier is one segment of the path, and arrives unchanged.

use calendar_generated::exchange_binding::Get;
use calendar_generated::transport::encode;
use calendar_generated::{BaseUrl, ErrorKind};
use proptest::prelude::*;

const PREFIX: &str = "/open-apis/calendar/v4/exchange_bindings/";

proptest! {
    #[test]
    fn any_string_is_one_segment_and_arrives_unchanged(text in "\\PC{1,40}|[/?#%.\\\\:@&=+ ]{1,6}|\\x00|\\.{1,3}") {
        let built = Get::builder().exchange_binding_id(&*text).build();
        if text == "." || text == ".." {
            prop_assert!(built.is_err());
            return Ok(());
        }
        let request = encode(&built.unwrap(), &BaseUrl::FEISHU).unwrap();
        // As the HTTP library will read it.
        let url = url::Url::parse(&request.uri().to_string()).unwrap();
        let segment = url.path().strip_prefix(PREFIX).unwrap();
        prop_assert!(!segment.contains('/'), "{segment}");
        let decoded = percent_encoding::percent_decode_str(segment).decode_utf8().unwrap();
        prop_assert_eq!(decoded, text);
        prop_assert_eq!((url.query(), url.fragment()), (None, None));
    }
}

#[test]
fn a_string_that_cannot_be_a_segment_is_rejected_even_unchecked() {
    for text in ["", ".", ".."] {
        let builder = Get::builder().exchange_binding_id(text);
        assert!(builder.clone().build().is_err());
        let error = encode(&builder.build_unchecked(), &BaseUrl::FEISHU).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Validation, "{error}");
        assert!(error.to_string().contains("exchange_binding_id"), "{error}");
    }
}
