#if Control
import Foundation
import GRDB

/// The database: its tables, and how an older file becomes a newer one.
struct Store: Sendable {
  let pool: DatabasePool

  init(path: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { database in
      // What was acknowledged outlives the machine, not only the process.
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    pool = try DatabasePool(path: path, configuration: configuration)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    try Self.migrations.migrate(pool)
  }

  private static var migrations: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE user (
            name TEXT PRIMARY KEY, password TEXT NOT NULL, is_admin INTEGER NOT NULL, created_at TEXT NOT NULL
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE session (
            hash TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES user ON DELETE CASCADE, expires_at TEXT NOT NULL
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE job (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, profile_id TEXT NOT NULL, profile_kind TEXT NOT NULL,
            status TEXT NOT NULL, created_at TEXT NOT NULL, started_at TEXT, finished_at TEXT, exit_code INTEGER,
            error TEXT, args TEXT NOT NULL, user TEXT NOT NULL
          ) STRICT;
          CREATE INDEX job_by_status ON job (status);
          CREATE TABLE document (
            kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, role TEXT, tags TEXT NOT NULL, path TEXT,
            version INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
            folder TEXT, partner TEXT, job_id TEXT, commands TEXT,
            PRIMARY KEY (kind, id)
          ) STRICT, WITHOUT ROWID;
          CREATE INDEX document_by_age ON document (kind, updated_at DESC, id);
          CREATE TABLE version (
            kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL,
            created_at TEXT NOT NULL, user TEXT NOT NULL, note TEXT NOT NULL, folder TEXT,
            PRIMARY KEY (kind, id, version),
            FOREIGN KEY (kind, id) REFERENCES document (kind, id) ON DELETE CASCADE
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE audit (
            number INTEGER PRIMARY KEY, at TEXT NOT NULL, user TEXT, address TEXT, method TEXT NOT NULL,
            path TEXT NOT NULL, status INTEGER NOT NULL
          ) STRICT;
          """
      )
    }
    return migrator
  }
}
#endif
