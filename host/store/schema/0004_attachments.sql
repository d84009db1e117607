-- Files on their way into a CRM: too large for the ledger's rows, which are read whole. Gone as soon as nobody needs them.

CREATE TABLE attachments (
  id      INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  mark    TEXT NOT NULL,  -- the ledger's, of kind attachment
  content TEXT NOT NULL,  -- base64
  UNIQUE (account, mark)
) STRICT;

CREATE TRIGGER attachment_is_there AFTER UPDATE OF state ON ledger
WHEN new.kind = 'attachment' AND new.state IN ('logged', 'dropped')
BEGIN
  DELETE FROM attachments WHERE account = new.account AND mark = new.mark;
END;

CREATE TRIGGER attachment_is_given_up AFTER DELETE ON ledger
WHEN old.kind = 'attachment'
BEGIN
  DELETE FROM attachments WHERE account = old.account AND mark = old.mark;
END;
