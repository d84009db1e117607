-- What waits in the ledger: since when, how often a process died over it, and which accounts want to be left alone.
-- Times are milliseconds since 1970 in UTC.

ALTER TABLE ledger ADD COLUMN wanted_at INTEGER NOT NULL DEFAULT 0;  -- since when the CRM lacks something of it
ALTER TABLE ledger ADD COLUMN tried_at  INTEGER NOT NULL DEFAULT 0;  -- the last attempt: a clock that is behind it has jumped
ALTER TABLE ledger ADD COLUMN deaths    INTEGER NOT NULL DEFAULT 0;  -- processes that died while they delivered it, in a row

UPDATE ledger SET wanted_at = created_at;

-- `state` may also be set_aside (three deaths), and dropped (given up by a person; kept for its mark).

DROP INDEX ledger_due;
CREATE INDEX ledger_due ON ledger (account, next_attempt_at, tried_at, deaths, lease_owner, lease_until) WHERE state = 'pending';
CREATE INDEX ledger_waiting ON ledger (state) WHERE state NOT IN ('logged', 'dropped');
CREATE INDEX ledger_leased ON ledger (lease_owner) WHERE lease_owner <> '';

CREATE TABLE pauses (
  account TEXT PRIMARY KEY,
  since   INTEGER NOT NULL,
  until   INTEGER NOT NULL,
  told    INTEGER NOT NULL,  -- 1: the CRM asked for it (a rate limit), 0: it cannot be reached
  reason  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
