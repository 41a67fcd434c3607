use calendar_generated::exchange_binding::Get;
use calendar_generated::types::CalendarId;

fn main() {
    let calendar = CalendarId::from("feishu.cn_xxx");
    let _ = Get::builder().exchange_binding_id(calendar).build();
}
