//! The measured code: the generated client, and structs as one would write them by hand.

#![allow(dead_code, reason = "each benchmark uses some of it")]

pub(crate) mod generated;
pub(crate) mod hand_written;
pub(crate) mod pushed;

/// The list of events as the server sends it, with this many items.
pub(crate) fn event_list(items: usize) -> Vec<u8> {
    let items = vec![EVENT; items].join(",");
    format!(
        r#"{{"code":0,"msg":"success","data":{{"has_more":false,"page_token":"ListCalendarsPageToken_1632452910_1632539310","sync_token":"ListCalendarsSyncToken_1632452910","items":[{items}]}}}}"#
    )
    .into_bytes()
}

/// The documented event, without white space.
const EVENT: &str = concat!(
    r#"{"event_id":"00592a0e-7edf-4678-bc9d-1b77383ef08e_0","#,
    r#""organizer_calendar_id":"feishu.cn_xxxxxxxxxx@group.calendar.feishu.cn","#,
    r#""summary":"日程标题","description":"日程描述","#,
    r#""start_time":{"date":"2018-09-01","timestamp":"1602504000","timezone":"Asia/Shanghai"},"#,
    r#""end_time":{"date":"2018-09-01","timestamp":"1602504000","timezone":"Asia/Shanghai"},"#,
    r#""vchat":{"vc_type":"third_party","icon_type":"vc","description":"发起视频会议","meeting_url":"https://example.com"},"#,
    r#""visibility":"default","attendee_ability":"can_see_others","free_busy_status":"busy","#,
    r#""location":{"name":"地点名称","address":"地点地址","latitude":1.100000023841858,"longitude":2.200000047683716},"#,
    r#""color":-1,"reminders":[{"minutes":5}],"recurrence":"FREQ=DAILY;INTERVAL=1","status":"confirmed","#,
    r#""is_exception":false,"recurring_event_id":"1cd45aaa-fa70-4195-80b7-c93b2e208f45","create_time":"1602504000","#,
    r#""schemas":[{"ui_name":"ForwardIcon","ui_status":"hide","#,
    r#""app_link":"https://applink.feishu.cn/client/calendar/event/detail?calendarId=xxxxxx&key=xxxxxx&originalTime=xxxxxx&startTime=xxxxxx"}],"#,
    r#""event_organizer":{"user_id":"ou_xxxxxx","display_name":"孙二二"},"#,
    r#""app_link":"https://applink.larkoffice.com/client/calendar/event/detail?calendarId=7039673579105026066&key=aeac9c56-aeb1-4179-a21b-02f278f59048&originalTime=0&startTime=1700496000","#,
    r#""attachments":[{"file_token":"xAAAAA","file_size":"2345","name":"附件.jpeg"}]}"#,
);
