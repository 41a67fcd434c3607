//! Collections: which objects, fields, endpoints, errors and resources they can name.

use crate::support::{Case, case};

pub(crate) fn cases() -> Vec<Case> {
    [declarations(), operations(), parents()].concat()
}

/// Two resources, notes and comments in notes, each with the given keys of its collection.
fn spec(notes: &str, comments: &str) -> Case {
    let note = NOTES.replace("COLLECTION", notes);
    let comment = COMMENTS.replace("COLLECTION", comments);
    crate::support::files("", ("", ""), &[("notes.yaml", &note), ("comments.yaml", &comment)])
}

/// A collection of notes with these keys, and one of comments that is sound.
fn notes(name: &'static str, code: &'static str, message: &'static str, keys: &str) -> Case {
    spec(keys, SOUND_COMMENTS).expecting(name, code, message)
}

/// A collection of comments with these keys, in one of notes that is sound.
fn comments(name: &'static str, code: &'static str, message: &'static str, keys: &str) -> Case {
    spec(SOUND_NOTES, keys).expecting(name, code, message)
}

const SOUND_NOTES: &str = "object: Note, id: note_id, create: create, get: get, list: list, update: patch, \
                           delete: delete, search: { endpoint: search, text: words, in: [title] }, \
                           new_id: 'note_{number}', missing: 1001, deleted: 1002, expired: 1002, \
                           deleted_as: { state: gone }, sync_lifetime: 90d";

const SOUND_COMMENTS: &str =
    "object: Comment, id: comment_id, parent: notes, batch_create: create, batch_get: fetch, batch_delete: clear";

const NOTES: &str = "\
resource: notes
doc: Notes.
ids:
  NoteId: { doc: A note. }
enums:
  State: { doc: A., values: { open: It is., gone: It was. } }
objects:
  Note:
    doc: A note.
    fields:
      note_id: { type: NoteId }
      title: { type: string }
      state: { type: State }
      size: { type: int32 }
errors:
  1001: { name: no_note, message: no, advice: Look., retry: never }
  1002: { name: old_note, message: old, advice: Look., retry: never }
collection: { COLLECTION }
endpoints:
  create: { doc: A., page: { path: /p, updated: 2024-07-16 }, http: POST /notes, tokens: [user], apps: [custom],
            body: { title: { type: string } }, response: Note, errors: [] }
  get: { doc: A., page: { path: /p, updated: 2024-07-16 }, http: 'GET /notes/:note_id', tokens: [user],
         apps: [custom], path: { note_id: { type: NoteId } }, response: Note, errors: [] }
  list: { doc: A., page: { path: /p, updated: 2024-07-16 }, http: GET /notes, tokens: [user], apps: [custom],
          response: { fields: { items: { type: list<Note> } } }, errors: [] }
  search: { doc: A., page: { path: /p, updated: 2024-07-16 }, http: POST /notes/search, tokens: [user],
            apps: [custom], body: { words: { type: string }, most: { type: int32 } },
            response: { fields: { items: { type: list<Note> } } }, errors: [] }
  patch: { doc: A., page: { path: /p, updated: 2024-07-16 }, http: 'PATCH /notes/:note_id', tokens: [user],
           apps: [custom], path: { note_id: { type: NoteId } }, body: { title: { type: string } }, errors: [] }
  delete: { doc: A., page: { path: /p, updated: 2024-07-16 }, http: 'DELETE /notes/:note_id', tokens: [user],
            apps: [custom], path: { note_id: { type: NoteId } }, errors: [] }
";

const COMMENTS: &str = "\
resource: comments
doc: Comments.
ids:
  CommentId: { doc: A comment. }
objects:
  Comment: { doc: A., fields: { comment_id: { type: CommentId }, text: { type: string } } }
  NewComment: { doc: A., fields: { text: { type: string } } }
collection: { COLLECTION }
endpoints:
  create: { doc: A., page: { path: /p, updated: 2024-07-16 }, http: 'POST /notes/:note_id/comments',
            tokens: [user], apps: [custom], path: { note_id: { type: NoteId } },
            body: { comments: { type: list<NewComment> } },
            response: { fields: { comments: { type: list<Comment> } } }, errors: [] }
  fetch: { doc: A., page: { path: /p, updated: 2024-07-16 }, http: 'POST /notes/:note_id/comments/fetch',
           tokens: [user], apps: [custom], path: { note_id: { type: NoteId } },
           body: { ids: { type: list<CommentId> } },
           response: { fields: { comments: { type: list<Comment> } } }, errors: [] }
  clear: { doc: A., page: { path: /p, updated: 2024-07-16 }, http: 'POST /notes/:note_id/comments/clear',
           tokens: [user], apps: [custom], path: { note_id: { type: NoteId } },
           body: { ids: { type: list<CommentId> } }, errors: [] }
  all: { doc: A., page: { path: /p, updated: 2024-07-16 }, http: GET /comments, tokens: [user], apps: [custom],
         response: { fields: { comments: { type: list<Comment> } } }, errors: [] }
";

#[test]
fn sound_collections_give_no_finding() {
    assert_eq!(spec(SOUND_NOTES, SOUND_COMMENTS).expecting_nothing().failure(), None);
}

fn declarations() -> Vec<Case> {
    vec![
        case(
            "a collection without a resource",
            "misplaced-key",
            "`collection` belongs to a resource",
            "»collection: { object: Note, id: note_id }\nids: {}\n",
        ),
        notes("a collection without an object", "missing-key", "a collection needs the key `object`", "id: note_id")
            .at_collection(),
        notes("an unknown object", "unknown-object", "there is no object `Not`", "object: »Not, id: note_id"),
        notes("an unknown ID", "unknown-field", "there is no field `id`", "object: Note, id: »id"),
        notes("a number as ID", "invalid-collection", "`size` cannot identify", "object: Note, id: »size"),
        notes(
            "IDs that are all alike",
            "invalid-collection",
            "`note` makes no new IDs",
            "object: Note, id: note_id, new_id: »note",
        ),
        notes("an unknown error", "unknown-error", "no error 5", "object: Note, id: note_id, missing: »5"),
        notes(
            "a span without a unit",
            "invalid-span",
            "is not a duration",
            "object: Note, id: note_id, sync_lifetime: »'90'",
        ),
        notes(
            "deleted as what no item can be",
            "invalid-value",
            "`away` is not a value of `State`",
            "object: Note, id: note_id, deleted_as: { state: »away }",
        ),
        notes(
            "deleted as two things",
            "invalid-collection",
            "one field says that an item is deleted, and here are 2",
            "object: Note, id: note_id, deleted_as: »{ state: gone, title: gone }",
        ),
        notes(
            "deleted as an unknown field",
            "unknown-field",
            "there is no field `stat`",
            "object: Note, id: note_id, deleted_as: { »stat: gone }",
        ),
    ]
}

fn operations() -> Vec<Case> {
    let search = |text: &str, fields: &str| {
        format!("object: Note, id: note_id, search: {{ endpoint: search, text: {text}, in: [{fields}] }}")
    };
    vec![
        notes(
            "an unknown endpoint",
            "unknown-endpoint",
            "no endpoint `creat`",
            "object: Note, id: note_id, create: »creat",
        ),
        notes(
            "an endpoint that names no item",
            "invalid-collection",
            "the request of `list` does not hold `note_id`",
            "object: Note, id: note_id, get: »list",
        ),
        notes(
            "an endpoint that shows no item",
            "invalid-collection",
            "the response of `delete` contains no `Note`",
            "object: Note, id: note_id, get: »delete",
        ),
        notes(
            "a listing without a list",
            "invalid-collection",
            "the response of `get` contains no list of objects",
            "object: Note, id: note_id, list: »get",
        ),
        comments(
            "several new items without a list",
            "invalid-collection",
            "the request of `fetch` does not hold a list of objects",
            "object: Comment, id: comment_id, parent: notes, batch_create: »fetch",
        ),
        notes(
            "a search for an unknown field",
            "unknown-field",
            "`search` has no field `word`",
            &search("»word", "title"),
        ),
        notes(
            "a search for a number",
            "invalid-collection",
            "`most` is not of type `string`",
            &search("»most", "title"),
        ),
        notes("a search in a number", "invalid-collection", "`size` is not a string", &search("words", "»size")),
    ]
}

fn parents() -> Vec<Case> {
    vec![
        comments(
            "an unknown parent",
            "unknown-resource",
            "there is no resource `note`",
            "object: Comment, id: comment_id, parent: »note",
        ),
        comments(
            "a request that does not name the parent",
            "invalid-collection",
            "the request of `all` does not say which `note_id`",
            "object: Comment, id: comment_id, parent: »notes, list: all",
        ),
        comments(
            "items that lie in themselves",
            "invalid-collection",
            "the items of `comments` lie in themselves",
            "object: Comment, id: comment_id, parent: »comments",
        ),
    ]
}
