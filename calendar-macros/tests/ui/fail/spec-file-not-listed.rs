calendar_generated::api!("../spec/file-not-listed");

fn main() {}
