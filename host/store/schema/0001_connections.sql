-- Signed-in CRM accounts, their sealed credentials, and the leases by which several host processes take turns.
-- Times are milliseconds since 1970 in UTC.

CREATE TABLE connections (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: a sealed credential is bound to it
  platform     TEXT NOT NULL,
  user_id      TEXT NOT NULL,
  user         TEXT NOT NULL,                      -- JSON: id, name, email, timezoneName
  variables    TEXT NOT NULL,                      -- JSON: texts by name, "token.api_domain", "user.company"
  sign_in      TEXT NOT NULL,                      -- oauth, apiKey
  base_url     TEXT NOT NULL,
  region       TEXT NOT NULL,
  hostname     TEXT NOT NULL,
  state        TEXT NOT NULL,                      -- active, expired, error
  reason       TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  UNIQUE (platform, user_id)
) STRICT;

CREATE TABLE credentials (
  connection_id INTEGER PRIMARY KEY REFERENCES connections (id) ON DELETE CASCADE,
  generation    INTEGER NOT NULL,                  -- grows with every save: how another process sees that a token was refreshed
  sealed        BLOB NOT NULL
) STRICT;

CREATE TABLE leases (
  name       TEXT PRIMARY KEY,
  holder     TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
