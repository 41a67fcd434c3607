use calendar_generated::calendar_acl::Create;
use calendar_generated::types::CalendarRole;

fn main() {
    let _ = Create::builder().calendar_id("feishu.cn_xxx").role(CalendarRole::Writer).build();
}
