-- Which session is which log in the CRM, and what is still to be written there. Times are milliseconds since 1970 in UTC.

CREATE TABLE ledger (
  id              INTEGER PRIMARY KEY,
  account         TEXT NOT NULL,      -- "<platform>/<user id>": outlives a sign-out, so that nothing is logged twice after it
  kind            TEXT NOT NULL,      -- call, message
  mark            TEXT NOT NULL,      -- the session, or conversation, contact and day
  revision        INTEGER NOT NULL,   -- grows with every change of `wanted`
  wanted          TEXT NOT NULL,      -- JSON: what the CRM shall have
  delivered       TEXT NOT NULL,      -- JSON: what of that it has
  log_id          TEXT NOT NULL,      -- empty: no record that we know of
  adapter_data    TEXT NOT NULL,      -- JSON
  body            TEXT NOT NULL,      -- the text as we last wrote it
  state           TEXT NOT NULL,      -- pending, logged, blocked, failed
  sent            TEXT NOT NULL,      -- JSON: what a create was sent with whose answer is not known; or empty
  attempts        INTEGER NOT NULL,
  error           TEXT NOT NULL,      -- JSON, or empty
  created_at      INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  lease_owner     TEXT NOT NULL,      -- the process that delivers it now
  lease_until     INTEGER NOT NULL,
  UNIQUE (account, kind, mark)
) STRICT;

CREATE INDEX ledger_due ON ledger (next_attempt_at) WHERE state = 'pending';
