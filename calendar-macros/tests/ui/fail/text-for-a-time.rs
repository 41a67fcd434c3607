use calendar_generated::types::TimeInfo;

fn main() {
    let _ = TimeInfo::at("2026-03-02T09:00:00+08:00");
}
