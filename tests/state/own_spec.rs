//! A spec of the user: its resources have state, too, by the collections of the spec.

use calendar_generated::mock::MockServer;
use serde_json::{Value, json};

use crate::http::Connection;
use crate::support::{Caller, each};

const ROOT: &str = "\
spec: notes
doc: Notes in books, beside the calendar.
extends: calendar
include: [book.yaml, note.yaml]
";

const BOOK: &str = "\
resource: book
doc: Books of notes.
ids:
  BookId: { doc: A book. }
objects:
  Book:
    doc: A book.
    fields:
      book_id: { type: BookId, doc: The book. }
      title: { type: string, doc: Title. }
      owner: { type: UserId, doc: Whose it is. }
      pages: { type: int32, doc: How many pages it has. }
      is_open: { type: bool, read_only: true, doc: Whether it is open. }
errors:
  500001: { name: no_book, status: 404, message: no such book, advice: Look., retry: never }
  500002: { name: burnt_book, status: 410, message: the book is burnt, advice: Weep., retry: never }
collection:
  object: Book
  id: book_id
  new_id: b_{uuid}
  create: create
  get: get
  batch_get: mget
  list: list
  update: patch
  delete: delete
  missing: 500001
  deleted: 500002
endpoints:
  create:
    doc: Make a book.
    page: { path: /book }
    http: POST /open-apis/notes/v1/books
    tokens: [tenant, user]
    idempotency_key: key
    query:
      key: { type: string, doc: Makes a repetition harmless. }
      user_id_type: { type: UserIdType, doc: Form of the users. }
    body:
      title: { type: string, required: true, doc: Title. }
      pages: { type: int32, default: 100, doc: Pages. }
      owner: { type: UserId, doc: Whose it is. }
      color: { type: string, doc: What the book does not keep. }
    response: Book
    errors: []
  get:
    doc: Get a book.
    page: { path: /book }
    http: GET /open-apis/notes/v1/books/:book_id
    tokens: [tenant, user]
    path: { book_id: { type: BookId, doc: The book. } }
    response: { fields: { book: { type: Book, doc: The book. } } }
    errors: [500001, 500002]
  mget:
    doc: Get some books.
    page: { path: /book }
    http: POST /open-apis/notes/v1/books/mget
    tokens: [tenant, user]
    body: { book_ids: { type: list<BookId>, doc: The books. } }
    response: { fields: { books: { type: list<Book>, doc: The books. } } }
    errors: [500001]
  list:
    doc: List the books.
    page: { path: /book }
    http: GET /open-apis/notes/v1/books
    tokens: [tenant, user]
    query:
      title: { type: list<string>, doc: Only books of one of these titles. }
      pages: { type: int32, doc: Only books of so many pages. }
    response: { fields: { books: { type: list<Book>, doc: The books. } } }
    errors: []
  patch:
    doc: Change a book.
    page: { path: /book }
    http: PATCH /open-apis/notes/v1/books/:book_id
    tokens: [tenant, user]
    path: { book_id: { type: BookId, doc: The book. } }
    body: { title: { type: string, doc: Title. } }
    errors: [500001]
  delete:
    doc: Delete a book.
    page: { path: /book }
    http: DELETE /open-apis/notes/v1/books/:book_id
    tokens: [tenant, user]
    path: { book_id: { type: BookId, doc: The book. } }
    errors: [500001]
  cover:
    doc: Show the cover.
    page: { path: /book }
    http: GET /open-apis/notes/v1/books/:book_id/cover
    tokens: [tenant, user]
    path: { book_id: { type: BookId, doc: The book. } }
    response: { fields: { cover: { type: string, doc: The cover., example: blue } } }
    errors: [500001]
";

const NOTE: &str = "\
resource: note
doc: Notes.
ids:
  NoteId: { doc: A note. }
objects:
  Note:
    doc: A note.
    fields:
      note_id: { type: NoteId, doc: The note. }
      text: { type: string, doc: Text. }
      is_gone: { type: bool, read_only: true, doc: Whether it was deleted. }
  NewNote:
    doc: A new note.
    fields:
      text: { type: string, required: true, doc: Text. }
  ShortNote:
    doc: A note in short.
    fields:
      note_id: { type: NoteId, doc: The note. }
errors:
  500003: { name: no_note, status: 404, message: no such note, advice: Look., retry: never }
  500004: { name: old_token, status: 400, message: the token is old, advice: Start over., retry: restart }
collection:
  object: Note
  id: note_id
  new_id: n_{number}
  parent: book
  batch_create: write
  list: list
  search: { endpoint: search, text: words, in: [text] }
  batch_delete: erase
  missing: 500003
  expired: 500004
  deleted_as: { is_gone: true }
endpoints:
  write:
    doc: Write notes.
    page: { path: /note }
    http: POST /open-apis/notes/v1/books/:book_id/notes
    tokens: [tenant, user]
    path: { book_id: { type: BookId, doc: The book. } }
    body: { notes: { type: list<NewNote>, doc: The notes. } }
    response: { fields: { notes: { type: list<Note>, doc: The notes. } } }
    errors: []
  list:
    doc: List the notes.
    page: { path: /note }
    http: GET /open-apis/notes/v1/books/:book_id/notes
    tokens: [tenant, user]
    paging: { token: page_token, size: page_size, items: items, next: page_token, more: more, sync: since, next_sync: now }
    path: { book_id: { type: BookId, doc: The book. } }
    query:
      page_token: { type: string, doc: The page. }
      page_size: { type: int32, default: 2, doc: Notes on a page. }
      since: { type: string, doc: Where to go on. }
    response:
      fields:
        items: { type: list<Note>, doc: The notes. }
        page_token: { type: string, doc: The next page. }
        more: { type: bool, doc: Whether there is more. }
        now: { type: string, doc: Where to go on. }
    errors: []
  search:
    doc: Search for notes.
    page: { path: /note }
    http: POST /open-apis/notes/v1/books/:book_id/notes/search
    tokens: [tenant, user]
    path: { book_id: { type: BookId, doc: The book. } }
    body: { words: { type: string, doc: Words. } }
    response: { fields: { found: { type: list<ShortNote>, doc: The notes. } } }
    errors: []
  erase:
    doc: Erase notes.
    page: { path: /note }
    http: POST /open-apis/notes/v1/books/:book_id/notes/erase
    tokens: [tenant, user]
    path: { book_id: { type: BookId, doc: The book. } }
    body: { note_ids: { type: list<NoteId>, doc: The notes. } }
    errors: []
";

const BOOKS: &str = "/open-apis/notes/v1/books";

async fn server() -> (MockServer, tempfile::TempDir) {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in [("spec.yaml", ROOT), ("book.yaml", BOOK), ("note.yaml", NOTE)] {
        std::fs::write(directory.path().join(name), text).unwrap();
    }
    (MockServer::builder().spec_dir(directory.path()).start().await.unwrap(), directory)
}

async fn caller(server: &MockServer) -> Caller {
    Caller::over(Connection::to(server).await, "u-alice")
}

#[tokio::test]
async fn items_are_created_shown_changed_and_deleted_with_the_codes_of_the_spec() {
    let (server, _directory) = server().await;
    let mut alice = caller(&server).await;
    let body = json!({ "title": "One", "color": "blue", "owner": "on_alice" });
    let made = alice.post(&format!("{BOOKS}?key=k&user_id_type=union_id"), body.clone()).await;
    let id = made["book_id"].as_str().unwrap().to_owned();
    assert_eq!(id, "b_6d6f636b-0000-4000-8000-000000000001");
    assert_eq!(made, json!({ "book_id": id, "title": "One", "pages": 100, "owner": "on_alice" }));
    assert_eq!(alice.post(&format!("{BOOKS}?key=k&user_id_type=union_id"), body).await, made, "by the key");
    let path = format!("{BOOKS}/{id}");
    assert_eq!(alice.patch(&path, json!({ "title": "Two" })).await, json!({}));
    let book = alice.get(&path).await["book"].clone();
    assert_eq!((&book["title"], &book["owner"]), (&json!("Two"), &json!("ou_alice")));
    assert_eq!(alice.post(&format!("{BOOKS}/mget"), json!({ "book_ids": [id] })).await["books"][0], book);
    assert_eq!(alice.get(&format!("{path}/cover")).await["cover"], "blue", "what is not remembered has an example");
    alice.delete(&path).await;
    for route in [format!("GET {path}"), format!("DELETE {path}"), format!("GET {path}/cover")] {
        assert_eq!(alice.refused(&route, Value::Null).await, 500_002, "{route}");
    }
    assert_eq!(alice.refused(&format!("GET {BOOKS}/b_x"), Value::Null).await, 500_001);
}

#[tokio::test]
async fn a_parameter_with_the_name_of_a_field_filters() {
    let (server, _directory) = server().await;
    let mut alice = caller(&server).await;
    for (title, pages) in [("a", 1), ("b", 2), ("c", 2)] {
        alice.post(BOOKS, json!({ "title": title, "pages": pages })).await;
    }
    for (query, titles) in
        [("", vec!["a", "b", "c"]), ("?pages=2", vec!["b", "c"]), ("?title=a&title=c", vec!["a", "c"])]
    {
        let found = alice.get(&format!("{BOOKS}{query}")).await;
        assert_eq!(each(found["books"].as_array().unwrap(), "title"), titles, "{query}");
    }
}

#[tokio::test]
async fn nested_items_are_deleted_with_their_parents() {
    let (server, _directory) = server().await;
    let mut alice = caller(&server).await;
    let mut books = Vec::new();
    for title in ["one", "other"] {
        books.push(alice.post(BOOKS, json!({ "title": title })).await["book_id"].as_str().unwrap().to_owned());
    }
    let path = format!("{BOOKS}/{}/notes", books[0]);
    let notes = json!({ "notes": [{ "text": "Milk" }, { "text": "Bread" }, { "text": "Milk, again" }] });
    let made = alice.post(&path, notes).await["notes"].clone();
    let ids = each(made.as_array().unwrap(), "note_id");
    assert_eq!(ids[0], "n_0000000000000001");
    let (all, last) = alice.walk(&path, "items").await;
    assert_eq!((each(&all, "note_id"), &last["more"]), (ids.clone(), &json!(false)));
    let found = alice.post(&format!("{path}/search"), json!({ "words": "milk" })).await["found"].clone();
    assert_eq!(found, json!([{ "note_id": ids[0] }, { "note_id": ids[2] }]), "in the form of the answer");
    let other = format!("{BOOKS}/{}/notes", books[1]);
    assert_eq!(alice.walk(&other, "items").await.0, Vec::<Value>::new());

    alice.post(&format!("{path}/erase"), json!({ "note_ids": [ids[1]] })).await;
    let since = format!("{path}?since={}", last["now"].as_str().unwrap());
    let gone = json!({ "note_id": ids[1], "text": "Bread", "is_gone": true });
    assert_eq!(alice.walk(&since, "items").await.0, [gone]);
    let all = json!({ "note_ids": [ids[0], ids[1]] });
    assert_eq!(alice.refused(&format!("POST {path}/erase"), all).await, 500_003);
    assert_eq!(alice.walk(&path, "items").await.0.len(), 2, "all of them or none");
    server.expire_sync_tokens();
    assert_eq!(alice.refused(&format!("GET {since}"), Value::Null).await, 500_004);
    alice.delete(&format!("{BOOKS}/{}", books[0])).await;
    assert_eq!(alice.refused(&format!("GET {path}"), Value::Null).await, 500_002);
}

#[tokio::test]
async fn the_resources_of_the_calendar_exist_as_well() {
    let (server, _directory) = server().await;
    let mut alice = caller(&server).await;
    let id = alice.calendar(json!({ "summary": "Beside" })).await;
    assert_eq!(alice.get(&format!("/calendars/{id}")).await["summary"], "Beside");
}
