use calendar_generated::calendar::Get;

fn request(calendar_id: Option<String>) {
    let _ = Get::builder().calendar_id(calendar_id).build();
}

fn main() {}
