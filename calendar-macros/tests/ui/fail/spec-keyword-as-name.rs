calendar_generated::api!("../spec/keyword-as-name");

fn main() {}
