-- Ballots and votes. The same dialect as 001_core.sql.
--
-- Who voted (ballot_units) and what was voted (votes) have no key in common. While votes may change,
-- vote_links joins them: its key lets two votes of one unit in the same moment leave exactly one. The
-- transaction that closes a ballot deletes its links and writes its votes and receipts anew, the votes
-- under new random ids, so that neither a key nor the order of the rows joins them any more.

-- The standing rolls: all households, all grown-up residents, all owners, the members of each
-- association. A ballot's own roll (ballot_units) is copied from one of them when it is frozen.
CREATE TABLE rolls (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    unit TEXT NOT NULL CHECK (unit IN ('resident', 'household', 'owner', 'member')),
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL
);

-- A member without a person or a household has no account here and votes on paper.
CREATE TABLE roll_members (
    roll_id TEXT NOT NULL REFERENCES rolls (id),
    id TEXT NOT NULL,
    household_id TEXT REFERENCES households (id),
    person_id TEXT REFERENCES people (id),
    label_zh TEXT NOT NULL,
    label_en TEXT NOT NULL,
    PRIMARY KEY (roll_id, id),
    UNIQUE (roll_id, household_id),
    UNIQUE (roll_id, person_id)
);

-- The flats of an owner, each with its exclusive area in 0.01 m². An owner is one head however many.
CREATE TABLE flats (
    id TEXT PRIMARY KEY,
    roll_id TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    area BIGINT NOT NULL CHECK (area > 0),
    FOREIGN KEY (roll_id, owner_id) REFERENCES roll_members (roll_id, id)
);
CREATE INDEX flats_of_owner ON flats (roll_id, owner_id);

-- text: JSON arrays of paragraphs. terms, terms_hash: absent until the ballot is frozen. result: the
-- JSON of the contract, without words of a language, from the count at close.
CREATE TABLE ballots (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    project_id TEXT REFERENCES projects (id),
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('matters', 'one', 'up_to', 'budget')),
    unit TEXT NOT NULL CHECK (unit IN ('resident', 'household', 'owner', 'member')),
    roll_id TEXT NOT NULL REFERENCES rolls (id),
    max_choices BIGINT CHECK (max_choices > 0),
    budget_fen BIGINT CHECK (budget_fen >= 0),
    rule TEXT NOT NULL CHECK (rule IN ('most_votes', 'greedy', 'equal_shares', 'majority',
        'owners_278')),
    rule_text_zh TEXT NOT NULL,
    rule_text_en TEXT NOT NULL,
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    announced BIGINT NOT NULL CHECK (announced IN (0, 1)),
    -- Papers handed out for voting on paper, to reconcile with those that came back.
    papers BIGINT CHECK (papers >= 0),
    terms TEXT,
    terms_hash TEXT,
    closed_at BIGINT CHECK (closed_at IS NULL OR terms_hash IS NOT NULL),
    result TEXT,
    created_at BIGINT NOT NULL,
    CHECK ((terms IS NULL) = (terms_hash IS NULL)),
    CHECK ((closed_at IS NULL) = (result IS NULL))
);
CREATE INDEX ballots_by_close ON ballots (closes_at, id);
CREATE INDEX ballots_of_project ON ballots (project_id);

CREATE TABLE ballot_options (
    ballot_id TEXT NOT NULL REFERENCES ballots (id),
    id TEXT NOT NULL,
    position BIGINT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    cost_fen BIGINT CHECK (cost_fen >= 0),
    project_id TEXT REFERENCES projects (id),
    special BIGINT NOT NULL CHECK (special IN (0, 1)),
    PRIMARY KEY (ballot_id, id),
    UNIQUE (ballot_id, position)
);

-- The frozen roll, and whether each unit voted: on which day of the community, by which channel.
CREATE TABLE ballot_units (
    ballot_id TEXT NOT NULL REFERENCES ballots (id),
    id TEXT NOT NULL,
    household_id TEXT REFERENCES households (id),
    person_id TEXT REFERENCES people (id),
    label_zh TEXT NOT NULL,
    label_en TEXT NOT NULL,
    area BIGINT CHECK (area > 0),
    voted_on TEXT,
    channel TEXT CHECK (channel IN ('online', 'kiosk', 'paper', 'visit')),
    PRIMARY KEY (ballot_id, id),
    CHECK ((voted_on IS NULL) = (channel IS NULL))
);
CREATE INDEX ballot_units_of_household ON ballot_units (household_id, ballot_id);
CREATE INDEX ballot_units_of_person ON ballot_units (person_id, ballot_id);
CREATE INDEX ballot_units_that_voted ON ballot_units (ballot_id, voted_on);

-- choices: JSON of the contract.
CREATE TABLE votes (
    id TEXT PRIMARY KEY,
    ballot_id TEXT NOT NULL REFERENCES ballots (id),
    choices TEXT NOT NULL
);
CREATE INDEX votes_of_ballot ON votes (ballot_id, id);

CREATE TABLE vote_links (
    ballot_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    vote_id TEXT NOT NULL UNIQUE REFERENCES votes (id),
    receipt TEXT NOT NULL UNIQUE,
    client_ref TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (ballot_id, unit_id),
    FOREIGN KEY (ballot_id, unit_id) REFERENCES ballot_units (ballot_id, id)
);

-- Papers that one worker has entered and a second one has not. Deleted when they count, and at close.
CREATE TABLE paper_entries (
    ballot_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('paper', 'visit')),
    choices TEXT NOT NULL,
    entered_by TEXT NOT NULL REFERENCES people (id),
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (ballot_id, unit_id),
    FOREIGN KEY (ballot_id, unit_id) REFERENCES ballot_units (ballot_id, id)
);

-- fingerprint: a hash of the try (client_ref) and its choices. Only who sent them can make it again, and
-- so finds a vote whose answer was lost, after close too.
CREATE TABLE receipts (
    number TEXT PRIMARY KEY,
    ballot_id TEXT NOT NULL REFERENCES ballots (id),
    fingerprint TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('counted', 'replaced'))
);
CREATE INDEX receipts_by_fingerprint ON receipts (ballot_id, fingerprint);
CREATE INDEX receipts_of_ballot ON receipts (ballot_id, state, number);
