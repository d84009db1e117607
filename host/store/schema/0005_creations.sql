-- Contacts on their way into a CRM, so that none is made twice. Times are milliseconds since 1970 in UTC.

CREATE TABLE creations (
  account      TEXT NOT NULL,     -- "<platform>/<user id>"
  wish         TEXT NOT NULL,     -- a hash of what the contact shall be: nobody's name or number
  holder       TEXT NOT NULL,     -- the process that makes it at this moment; or empty
  held_until   INTEGER NOT NULL,
  sent_at      INTEGER NOT NULL,  -- when it was sent whose answer is not known; or 0
  made_at      INTEGER NOT NULL,  -- for the second click; or 0
  contact_id   TEXT NOT NULL,
  contact_type TEXT NOT NULL,
  PRIMARY KEY (account, wish)
) STRICT, WITHOUT ROWID;
