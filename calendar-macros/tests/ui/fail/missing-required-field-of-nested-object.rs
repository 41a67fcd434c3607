use calendar_generated::calendar_acl::Create;
use calendar_generated::types::{AclScope, CalendarRole};

fn main() {
    let _ = Create::builder()
        .calendar_id("feishu.cn_xxx")
        .role(CalendarRole::Writer)
        .scope(AclScope::builder().user_id("ou_xxx"))
        .build();
}
