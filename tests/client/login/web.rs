//! A login of a web application: an authorize URL, a redirect, a code, a client that renews its tokens.

use std::time::Duration;

use calendar_generated::{BaseUrl, Client, ConsolePage, ErrorKind, LoginErrorKind, PendingLogin, Scopes, calendar};

use super::{CALLBACK, CREATE, READ, alice, browse, create, decide, exchanges, is_logged_in, list, login, with};
use crate::support::{APP, APP_SECRET, Setup};

const EXPIRED: Duration = Duration::from_secs(7200);

#[tokio::test]
async fn a_user_logs_in_and_the_client_renews_its_token() {
    let setup = alice().await;
    let login = login(&setup.app().build().unwrap());
    let request = login.authorize_url().unwrap();
    for part in [
        "/open-apis/authen/v1/authorize?client_id=cli_a5ca35a685b0x26e&response_type=code&",
        "&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&",
        "&scope=calendar%3Acalendar%3Areadonly%20offline_access&",
        "&code_challenge_method=S256",
    ] {
        assert!(request.url.contains(part), "{part}: {}", request.url);
    }
    let redirect = browse(&setup, &request.url).await.unwrap();
    let user = login.exchange_redirect(request.pending, &redirect).await.unwrap();
    assert_eq!(user.scopes, [READ, "offline_access"]);
    assert!(user.missing_scopes.is_empty() && user.token.refresh_token().is_some());
    let sent = exchanges(&setup)[0].json().unwrap();
    assert_eq!((&sent["grant_type"], &sent["redirect_uri"]), (&"authorization_code".into(), &CALLBACK.into()));
    assert_eq!(sent["code_verifier"].as_str().map(str::len), Some(43));

    assert!(is_logged_in(&user.client).await);
    for renewals in 1..4 {
        setup.clock.advance(EXPIRED);
        assert!(is_logged_in(&user.client).await);
        assert_eq!(exchanges(&setup).len(), 1 + renewals);
    }
}

#[tokio::test]
async fn a_scope_that_was_not_granted_is_an_error_that_names_it_and_says_what_to_do() {
    let setup = alice().await;
    let login = login(&setup.app().build().unwrap());
    let request = login.authorize_url().unwrap();
    let redirect = browse(&setup, &request.url).await.unwrap();
    let user = login.exchange_redirect(request.pending, &redirect).await.unwrap().client;
    let error = user.send(&create()).await.unwrap_err();
    assert_eq!(error.code_number(), Some(99_991_679));
    assert_eq!(error.missing_scopes().collect::<Vec<_>>(), ["calendar:calendar", CREATE]);
    let shown = error.to_string();
    assert!(shown.contains(CREATE) && shown.contains("https://open.feishu.cn/search?"), "{shown}");
    assert!(error.help_url().is_some_and(|url| url.contains("code=99991679")), "{error}");

    // Logging in again with the missing scope: grants are cumulative.
    let login = login.scopes(error.missing_scopes().take(1).collect::<Scopes>());
    let request = login.authorize_url().unwrap();
    let redirect = browse(&setup, &request.url).await.unwrap();
    let user = login.exchange_redirect(request.pending, &redirect).await.unwrap();
    assert_eq!(user.scopes, ["calendar:calendar", READ, "offline_access"]);
    user.client.send(&create()).await.unwrap();
    user.client.send(&list()).await.unwrap();
}

#[tokio::test]
async fn an_application_that_lacks_a_scope_gets_the_url_of_its_console_page() {
    let setup = with(|server| server.app_scopes([READ, "offline_access"])).await;
    let error = setup.app().build().unwrap().send(&create()).await.unwrap_err();
    assert_eq!(error.code_number(), Some(99_991_672));
    let link =
        format!("https://open.feishu.cn/app/{APP}/auth?q=calendar:calendar,{CREATE}&op_from=openapi&token_type=tenant");
    assert_eq!(error.help_url(), Some(&*link));
    assert!(error.to_string().contains(&link), "{error}");
    let login = login(&setup.app().build().unwrap()).scopes([CREATE]);
    let page = browse(&setup, &login.authorize_url().unwrap().url).await.unwrap_err();
    assert!(page.contains("Error code: 20027") && page.contains(CREATE), "{page}");
}

#[tokio::test]
async fn a_redirect_with_another_state_or_none_is_rejected() {
    let setup = alice().await;
    let login = login(&setup.app().build().unwrap());
    let redirect = browse(&setup, &login.authorize_url().unwrap().url).await.unwrap();
    let (without, state) = redirect.split_once("&state=").unwrap();
    let other = login.authorize_url().unwrap().pending;
    for redirect in [&redirect, without, &format!("{without}&state="), &format!("{without}&state={state}x")] {
        let error = login.exchange_redirect(other.clone(), redirect).await.unwrap_err();
        assert_eq!(error.kind(), LoginErrorKind::StateMismatch);
        assert!(!format!("{error} {error:?}").contains(state), "{error}");
    }
    // This also applies to errors.
    let denied = format!("{CALLBACK}?error=access_denied&state=x");
    assert_eq!(login.exchange_redirect(other, &denied).await.unwrap_err().kind(), LoginErrorKind::StateMismatch);
    assert!(exchanges(&setup).is_empty(), "no code was sent");
}

#[tokio::test]
async fn a_redirect_is_read_up_to_8_kib() {
    let setup = alice().await;
    let login = login(&setup.app().build().unwrap());
    assert_eq!(login.redirect_url(), CALLBACK);
    for (length, kind) in [(8192, LoginErrorKind::StateMismatch), (8193, LoginErrorKind::InvalidRedirect)] {
        let query = format!("{:x<length$}", "code=");
        let error = login.exchange_redirect(login.authorize_url().unwrap().pending, &query).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{length}");
    }
}

#[tokio::test]
async fn a_code_is_valid_only_for_the_login_that_it_was_issued_for() {
    let setup = alice().await;
    let login = login(&setup.app().build().unwrap());
    let (request, other) = (login.authorize_url().unwrap(), login.authorize_url().unwrap());
    let redirect = browse(&setup, &request.url).await.unwrap();

    // The verifier of another login.
    let mut json = serde_json::to_value(&request.pending).unwrap();
    json["code_verifier"] = serde_json::to_value(&other.pending).unwrap()["code_verifier"].clone();
    let altered: PendingLogin = serde_json::from_value(json).unwrap();
    let error = login.exchange_redirect(altered, &redirect).await.unwrap_err();
    assert_eq!((error.kind(), error.code_number()), (LoginErrorKind::Refused, Some(20_049)));

    // Another redirect URL than that of the authorize URL.
    let elsewhere = setup.app().build().unwrap().login("https://app.example:8443/callback").unwrap();
    let query = redirect.split_once('?').unwrap().1;
    let error = elsewhere.exchange_redirect(request.pending.clone(), query).await.unwrap_err();
    assert_eq!((error.code_number(), error.console_page()), (Some(20_071), Some(ConsolePage::SecuritySettings)));

    login.exchange_redirect(request.pending.clone(), query).await.unwrap();
    let error = login.exchange_redirect(request.pending, query).await.unwrap_err();
    assert_eq!(error.code_number(), Some(20_065), "a code is used once");
    assert!(error.to_string().contains("Start the login again"), "{error}");

    let late = browse(&setup, &other.url).await.unwrap();
    setup.clock.advance(Duration::from_secs(300));
    let error = login.exchange_redirect(other.pending, &late).await.unwrap_err();
    assert_eq!(error.code_number(), Some(20_004), "a code is good for five minutes");
}

#[tokio::test]
async fn a_redirect_to_another_url_is_rejected() {
    let setup = alice().await;
    let login = login(&setup.app().build().unwrap());
    let request = login.authorize_url().unwrap();
    let redirect = browse(&setup, &request.url).await.unwrap();
    for (from, to) in [
        ("https://app.example/", "https://app.example:8443/"),
        ("https://", "http://"),
        ("app.example", "app.example.evil.example"),
        ("/callback", "/other"),
        ("/callback", "/callback/"),
        ("https://app.example", "https://app.example@evil.example"),
    ] {
        let error =
            login.exchange_redirect(request.pending.clone(), &redirect.replacen(from, to, 1)).await.unwrap_err();
        assert_eq!(error.kind(), LoginErrorKind::InvalidRedirect, "{to}: {error}");
    }
    assert!(exchanges(&setup).is_empty());
    login.exchange_redirect(request.pending, &redirect).await.unwrap();
}

#[tokio::test]
async fn a_user_who_declines_is_an_error_of_the_kind_access_denied() {
    let setup = alice().await;
    let login = login(&setup.app().build().unwrap());
    let request = login.authorize_url().unwrap();
    let redirect = decide(&setup, &request.url, "decision=deny").await.unwrap();
    let error = login.exchange_redirect(request.pending, &redirect).await.unwrap_err();
    assert_eq!(error.kind(), LoginErrorKind::AccessDenied);
    assert_eq!(error.to_string(), "the user declined the authorization");
    assert!(exchanges(&setup).is_empty());
}

#[tokio::test]
async fn a_refresh_token_that_was_requested_and_not_granted_is_an_error_with_its_console_page() {
    let setup = alice().await;
    let login = login(&setup.app().build().unwrap()).scopes([READ, CREATE]);
    let request = login.authorize_url().unwrap();
    let form = format!("decision=allow&user=bob&scope={READ}");
    let redirect = decide(&setup, &request.url, &form).await.unwrap();
    let error = login.exchange_redirect(request.pending, &redirect).await.unwrap_err();
    assert_eq!((error.kind(), error.console_page()), (LoginErrorKind::NoOfflineAccess, Some(ConsolePage::Permissions)));
    assert!(error.to_string().contains("`offline_access` was not granted"), "{error}");

    let login = login.without_offline_access();
    let request = login.authorize_url().unwrap();
    let redirect = decide(&setup, &request.url, &form).await.unwrap();
    let user = login.exchange_redirect(request.pending, &redirect).await.unwrap();
    assert_eq!((user.scopes, user.missing_scopes), (vec![READ.into()], vec![CREATE.into()]));
    assert!(is_logged_in(&user.client).await);
    setup.clock.advance(EXPIRED);
    assert!(user.client.send(&list()).await.unwrap_err().is_token());
}

#[tokio::test]
async fn wrong_credentials_are_an_error_with_their_console_page() {
    let setup = alice().await;
    let other = setup.at(Client::builder().app(APP, "wrong-secret")).build().unwrap();
    let login = login(&other);
    let request = login.authorize_url().unwrap();
    let redirect = browse(&setup, &request.url).await.unwrap();
    let error = login.exchange_redirect(request.pending, &redirect).await.unwrap_err();
    assert_eq!((error.code_number(), error.console_page()), (Some(20_002), Some(ConsolePage::Credentials)));
    assert!(
        error.to_string().contains("page \"Credentials & Basic Info\"") && !error.to_string().contains("wrong-secret")
    );

    // The two sites of the vendor have a console, so the page has a URL there.
    for (site, host) in
        [(BaseUrl::FEISHU, "https://accounts.feishu.cn/"), (BaseUrl::LARK, "https://accounts.larksuite.com/")]
    {
        let client = Client::builder().app(APP, APP_SECRET).base_url(site.clone()).build().unwrap();
        let login = client.login("http://127.0.0.1:0/").unwrap().timeout(Duration::ZERO);
        assert!(login.authorize_url().unwrap().url.starts_with(host));
        let error = login.listen().await.unwrap().finish().await.unwrap_err();
        assert_eq!(error.console_url(), Some(&*format!("{site}/app/{APP}/safe")));
    }
}

#[tokio::test]
async fn invalid_settings_are_rejected_before_a_browser_is_opened() {
    let setup = alice().await;
    let client = setup.app().build().unwrap();
    for url in [
        "",
        "callback",
        "ftp://app.example/",
        "https://app.example/#x",
        "https://u@app.example/",
        "javascript:alert(1)",
    ] {
        let error = client.login(url).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains("the redirect URL"), "{error}");
    }
    let most: Scopes = (0..50).map(|number| format!("s{number}")).collect();
    let error = client.login(CALLBACK).unwrap().scopes(most.clone()).authorize_url().unwrap_err();
    assert!(error.to_string().contains("51 scopes; the limit is 50"), "{error}");
    assert!(client.login(CALLBACK).unwrap().scopes(most.clone()).without_offline_access().authorize_url().is_ok());
    let error = client.login("http://127.0.0.1:0/").unwrap().scopes(most).listen().await.unwrap_err();
    assert_eq!(error.kind(), LoginErrorKind::Configuration);
    assert!(error.to_string().contains("51 scopes; the limit is 50"), "{error}");
    let user = setup.at(Client::builder().user_token("u-1")).build().unwrap();
    assert!(user.login(CALLBACK).unwrap_err().to_string().contains("no application"));
}

#[tokio::test]
async fn a_login_requests_the_scopes_of_endpoints() {
    let setup = Setup::with(|server| server.auto_approve("alice").check_scopes(true)).await;
    let scopes = Scopes::new().allow::<calendar::List>().allow::<calendar::Create>();
    let login = login(&setup.app().build().unwrap()).scopes(scopes);
    let request = login.authorize_url().unwrap();
    let redirect = browse(&setup, &request.url).await.unwrap();
    let user = login.exchange_redirect(request.pending, &redirect).await.unwrap().client;
    user.send(&create()).await.unwrap();
    user.send(&list()).await.unwrap();
}
