calendar_generated::api!("../spec/include-listed-twice");

fn main() {}
