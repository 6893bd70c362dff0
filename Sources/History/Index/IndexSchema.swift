/// The tables of an index file.
///
/// Supplemental: everything in it can be read again from the clone, so a file of another version is simply replaced.
/// Message texts are not kept; git gives them faster than SQLite could.
///
/// - `meta`: what the file was made from, see ``IndexFile``.
/// - `commits`: `position` is a ``CommitPosition``, the keys are ``SubjectKeys``.
/// - `graph`: chunks of ``CommitGraph``'s records, one for each update.
/// - `refs`: commits named in messages. `digits` is empty where only a subject was quoted.
/// - `releases`: commits whose subject is `Linux 4.4.157`.
/// - `touched`: paths of a commit, separated by NUL; filled for the ranges that were asked about.
/// - `messages`: full-text index without contents; `_` belongs to a word, so function names stay whole.
enum IndexSchema {
  static let version = 1

  static let tables = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE commits (
      position INTEGER PRIMARY KEY, id BLOB NOT NULL, wholeKey INTEGER NOT NULL,
      tailKey INTEGER NOT NULL);
    CREATE TABLE graph (chunk INTEGER PRIMARY KEY, records BLOB NOT NULL, further BLOB NOT NULL);
    CREATE TABLE refs (
      position INTEGER NOT NULL, kind INTEGER NOT NULL, digits TEXT NOT NULL, quotedKey INTEGER);
    CREATE TABLE cves (cve TEXT NOT NULL, position INTEGER NOT NULL);
    CREATE TABLE releases (position INTEGER PRIMARY KEY, version TEXT NOT NULL);
    CREATE TABLE touched (position INTEGER PRIMARY KEY, paths BLOB NOT NULL);
    CREATE VIRTUAL TABLE messages USING fts5(
      subject, body, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
    CREATE VIRTUAL TABLE words USING fts5vocab(messages, row);
    """

  /// Made after a cold build has filled the tables: sorting once beats inserting in order.
  static let indexes = """
    CREATE UNIQUE INDEX commitsById ON commits (id);
    CREATE INDEX commitsByWholeKey ON commits (wholeKey);
    CREATE INDEX commitsByTailKey ON commits (tailKey);
    CREATE INDEX refsByDigits ON refs (digits);
    CREATE INDEX refsByQuotedKey ON refs (quotedKey) WHERE quotedKey IS NOT NULL;
    CREATE INDEX cvesByName ON cves (cve);
    """
}
