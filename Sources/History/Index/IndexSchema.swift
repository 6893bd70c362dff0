/// The tables of an index file, version 6; each page ends in a ``PageChecksum``.
///
/// Supplemental: everything in it can be read again from the clone, so a file of another version is simply replaced.
/// Message texts are not kept; git gives them faster than SQLite could.
///
/// - `meta`: what the file was made from, see ``IndexOrigin`` (`clone`, `shallow`, `refs` with a commit and a name a line, and
///   `written`, the bytes of ``Git/Repository/writtenReferences()`` or none); `pathsBefore`, how far the paths are complete; `hidden`,
///   whether no ref leads to `some` of its commits or to `none`; `unreadable`, see ``UnreadableCommits``; `unfinished`, see
///   ``UnfinishedCommits``; `pathless`, see ``PathlessCommits``.
/// - `halves` in `meta`: see ``IndexHalves``, which makes the indexes.
/// - `commits`: `position` is a ``CommitPosition``, `id` the 20 bytes of the name, the keys are ``SubjectKeys`` and
///   ``AuthorKey``.
/// - `graph`: chunks of ``CommitGraph``'s records, one for each update.
/// - `refs`: commits named in messages. `digits` is empty where only a subject was quoted; `target` is the commit
///   that the digits name, null where the clone has none or more than one.
/// - `cves`: what commits say that they close, not what they mention.
/// - `labels`: the one row of ``ReleaseLabels``, for the refs and commits that the file was last brought up to.
/// - `releases`: commits whose subject is `Linux 4.4.157`.
/// - `paths`: every path that a commit of `touched` changes, once.
/// - `touched`: the numbers of a commit's paths, in order, as ``PathNumbers``.
/// - `touching`: the other way round, for the commits before the `meta` value `pathsBefore`: for a path, chunks of
///   ascending positions as ``PathNumbers``, each with its first as key. `touchingSince` has those of later updates.
/// - `patchWords`: see ``PatchWordsTable``, which makes it when it is first needed.
/// - `messages`: full-text index without contents; `_` belongs to a word, so function names stay whole. Sign-offs are
///   left out, see ``SearchableText``.
/// - `people`: full-text index of who wrote, reported and reviewed each commit, by words of names and addresses; which words
///   follow each other is not kept.
enum IndexSchema {
  static let version = 6

  /// In bytes. The graph is read as a whole at each opening, in pages.
  static let pageSize = 16384

  static let tables = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE commits (
      position INTEGER PRIMARY KEY, id BLOB NOT NULL, wholeKey INTEGER NOT NULL,
      tailKey INTEGER NOT NULL, authorKey INTEGER NOT NULL);
    CREATE TABLE graph (chunk INTEGER PRIMARY KEY, records BLOB NOT NULL, further BLOB NOT NULL);
    CREATE TABLE refs (
      position INTEGER NOT NULL, kind INTEGER NOT NULL, digits TEXT NOT NULL, quotedKey INTEGER,
      target INTEGER);
    CREATE TABLE cves (cve TEXT NOT NULL, position INTEGER NOT NULL);
    CREATE TABLE labels (texts TEXT NOT NULL, numbers BLOB NOT NULL);
    CREATE TABLE releases (position INTEGER PRIMARY KEY, version TEXT NOT NULL);
    CREATE TABLE paths (number INTEGER PRIMARY KEY, path BLOB NOT NULL);
    CREATE TABLE touched (position INTEGER PRIMARY KEY, paths BLOB NOT NULL);
    CREATE TABLE touching (
      path INTEGER NOT NULL, first INTEGER NOT NULL, positions BLOB NOT NULL,
      PRIMARY KEY (path, first)) WITHOUT ROWID;
    CREATE TABLE touchingSince (
      path INTEGER NOT NULL, first INTEGER NOT NULL, positions BLOB NOT NULL,
      PRIMARY KEY (path, first)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE messages USING fts5(
      subject, body, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
    CREATE VIRTUAL TABLE people USING fts5(
      author, reporter, reviewer, content='', detail=column, columnsize=0,
      tokenize="unicode61 remove_diacritics 2");
    CREATE VIRTUAL TABLE words USING fts5vocab(messages, row);
    CREATE UNIQUE INDEX pathsByPath ON paths (path);
    """

  /// For a file that nobody sees before it is whole.
  ///
  /// Parts of the full text are merged when there are 64 of them, and not with every update: a question looks into all of
  /// them in well under a millisecond each, but to merge the large ones of a cold build takes seconds.
  static let coldSettings = """
    INSERT INTO messages(messages, rank) VALUES ('hashsize', 8388608);
    INSERT INTO messages(messages, rank) VALUES ('automerge', 0);
    INSERT INTO messages(messages, rank) VALUES ('crisismerge', 64);
    INSERT INTO people(people, rank) VALUES ('hashsize', 8388608);
    INSERT INTO people(people, rank) VALUES ('automerge', 0);
    INSERT INTO people(people, rank) VALUES ('crisismerge', 64);
    """

  static let usualSettings = """
    INSERT INTO messages(messages, rank) VALUES ('hashsize', 1048576);
    INSERT INTO people(people, rank) VALUES ('hashsize', 1048576);
    """
}
