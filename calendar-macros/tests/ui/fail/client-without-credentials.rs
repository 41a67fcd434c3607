use calendar_generated::{BaseUrl, Client};

fn main() {
    let _ = Client::builder().base_url(BaseUrl::LARK).build();
}
