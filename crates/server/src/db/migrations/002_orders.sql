-- Services, orders, wishes and the desk. The same dialect as 001_core.sql.
--
-- What must never happen is refused here and not only by the program: a seat given twice (CHECK and
-- conditional updates on slot_use and quota_use), an order made twice (UNIQUE client_ref), a second
-- counted twice (the key of wish_seconds), a fourth open wish (UNIQUE place). Rows of order_events,
-- order_ratings, complaints, wish_seconds and audit are history: the program only adds to them (and
-- writes the call-back of a rating and the answer of a complaint once), and takes away nothing but a
-- second that was withdrawn in time.

CREATE TABLE categories (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    icon TEXT NOT NULL
);

-- rating_sum is in tenths over all ratings, so that an average never loses anything by rounding.
CREATE TABLE providers (
    id TEXT PRIMARY KEY,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    phone TEXT NOT NULL,
    rating_sum BIGINT NOT NULL DEFAULT 0 CHECK (rating_sum >= 0),
    ratings BIGINT NOT NULL DEFAULT 0 CHECK (ratings >= 0)
);

-- Who comes, how long it takes, what to prepare.
CREATE TABLE kits (
    id TEXT PRIMARY KEY,
    who_zh TEXT NOT NULL,
    who_en TEXT NOT NULL,
    duration_zh TEXT NOT NULL,
    duration_en TEXT NOT NULL,
    prepare_zh TEXT NOT NULL,
    prepare_en TEXT NOT NULL
);

-- Every version of a form stays: orders are read with the questions they answered. `questions` is
-- JSON in both languages.
CREATE TABLE forms (
    code TEXT NOT NULL,
    version TEXT NOT NULL,
    questions TEXT NOT NULL,
    PRIMARY KEY (code, version)
);

-- The weekly pattern of bookable times of a form; form_code '' is the pattern of all others.
CREATE TABLE slot_patterns (
    form_code TEXT NOT NULL,
    weekday BIGINT NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    start_minute BIGINT NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
    minutes BIGINT NOT NULL CHECK (minutes > 0),
    capacity BIGINT NOT NULL CHECK (capacity >= 0),
    PRIMARY KEY (form_code, weekday, start_minute)
);

CREATE TABLE quota_pools (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    units BIGINT NOT NULL CHECK (units >= 0),
    period TEXT NOT NULL CHECK (period IN ('month', 'quarter'))
);

CREATE TABLE services (
    id TEXT PRIMARY KEY,
    -- Grows with every change of the terms below.
    version BIGINT NOT NULL,
    category_id TEXT NOT NULL REFERENCES categories (id),
    -- The place in the whole catalogue: by category, then within it.
    position BIGINT NOT NULL UNIQUE,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    summary_zh TEXT NOT NULL,
    summary_en TEXT NOT NULL,
    search TEXT NOT NULL,
    provider_id TEXT NOT NULL REFERENCES providers (id),
    kit_id TEXT NOT NULL REFERENCES kits (id),
    payer TEXT NOT NULL CHECK (payer IN ('government', 'shared', 'self')),
    price_fen BIGINT NOT NULL CHECK (price_fen >= 0),
    unit TEXT NOT NULL,
    audience TEXT NOT NULL,
    promise_hours BIGINT NOT NULL CHECK (promise_hours > 0),
    quota_id TEXT REFERENCES quota_pools (id),
    form_code TEXT NOT NULL,
    form_version TEXT NOT NULL,
    withdrawn_at BIGINT,
    FOREIGN KEY (form_code, form_version) REFERENCES forms (code, version)
);
CREATE INDEX services_of_category ON services (category_id, position);

-- Places taken of an opening; a row appears with its first booking.
CREATE TABLE slot_use (
    slot_id TEXT PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES services (id),
    starts_at BIGINT NOT NULL,
    taken BIGINT NOT NULL CHECK (taken >= 0)
);
CREATE INDEX slot_use_of_service ON slot_use (service_id, starts_at);

-- What a household used of a pool in a period (its first month, 2026-10).
CREATE TABLE quota_use (
    household_id TEXT NOT NULL REFERENCES households (id),
    quota_id TEXT NOT NULL REFERENCES quota_pools (id),
    period TEXT NOT NULL,
    used BIGINT NOT NULL CHECK (used >= 0),
    PRIMARY KEY (household_id, quota_id, period)
);

-- The last reference number given on a calendar day, MMDD. The year is not part of it, and the count
-- goes on next year, so that a number read out on the phone means one order for ever.
CREATE TABLE order_numbers (
    day TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE orders (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    placed_by TEXT NOT NULL REFERENCES people (id),
    client_ref TEXT NOT NULL,
    household_id TEXT NOT NULL REFERENCES households (id),
    -- For whom it is; often the one who placed it.
    person_id TEXT NOT NULL REFERENCES people (id),
    service_id TEXT NOT NULL REFERENCES services (id),
    -- As they were when it was placed.
    service_version BIGINT NOT NULL,
    service_name_zh TEXT NOT NULL,
    service_name_en TEXT NOT NULL,
    promise_hours BIGINT NOT NULL,
    provider_id TEXT NOT NULL REFERENCES providers (id),
    form_code TEXT NOT NULL,
    form_version TEXT NOT NULL,
    answers TEXT NOT NULL,
    -- Where and whom to call, when the form asked; otherwise the person's own.
    address TEXT,
    phone TEXT,
    status TEXT NOT NULL CHECK (status IN (
        'submitted', 'reviewing', 'need_info', 'dispatched', 'accepted', 'scheduled', 'in_service',
        'rejected', 'cancelled', 'duplicate', 'completed', 'confirmed')),
    status_type TEXT NOT NULL CHECK (status_type IN ('open', 'closed', 'done')),
    -- Grows with every change; the strong ETag and If-Match rest on it.
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    promised_at BIGINT,
    -- The nearest thing owed to or by the household: the promise or the answer to a question, a
    -- call-back, the answer to a complaint; NULL when nothing is owed. The queue of the desk is in
    -- this order, and orders::record::due is the one place that knows it.
    due_at BIGINT,
    call_back_by BIGINT,
    complaint_due_at BIGINT,
    visit_at BIGINT,
    completed_at BIGINT,
    reopened BIGINT NOT NULL DEFAULT 0 CHECK (reopened IN (0, 1)),
    asked_at BIGINT,
    question TEXT,
    question_due_at BIGINT,
    -- What it holds, given back when it ends without service.
    slot_id TEXT,
    slot_starts_at BIGINT,
    slot_ends_at BIGINT,
    quota_id TEXT,
    quota_period TEXT,
    UNIQUE (placed_by, client_ref)
);
CREATE INDEX orders_of_household ON orders (household_id, created_at);
CREATE INDEX orders_in_queue ON orders (status_type, due_at, id);

CREATE TABLE order_events (
    order_id TEXT NOT NULL REFERENCES orders (id),
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    status TEXT NOT NULL,
    actor TEXT NOT NULL CHECK (actor IN ('resident', 'worker', 'provider', 'system')),
    person_id TEXT REFERENCES people (id),
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    photos TEXT NOT NULL,
    PRIMARY KEY (order_id, seq)
);

-- The first rating is 1; a second one follows a dissatisfied first.
CREATE TABLE order_ratings (
    order_id TEXT NOT NULL REFERENCES orders (id),
    seq BIGINT NOT NULL CHECK (seq IN (1, 2)),
    person_id TEXT NOT NULL REFERENCES people (id),
    level BIGINT NOT NULL CHECK (level BETWEEN 1 AND 5),
    tags TEXT NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    call_back_by BIGINT,
    remedy_by BIGINT,
    called_back_at BIGINT,
    call_back_zh TEXT NOT NULL DEFAULT '',
    call_back_en TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (order_id, seq)
);

CREATE TABLE complaints (
    order_id TEXT NOT NULL REFERENCES orders (id),
    seq BIGINT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    answer_zh TEXT NOT NULL DEFAULT '',
    answer_en TEXT NOT NULL DEFAULT '',
    answered_at BIGINT,
    PRIMARY KEY (order_id, seq)
);

-- Photos lie in the database: one file to copy is a backup, and a photo and its order cannot part.
CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    household_id TEXT REFERENCES households (id),
    -- The order it belongs to, once one names it.
    order_id TEXT REFERENCES orders (id),
    content_type TEXT NOT NULL,
    size BIGINT NOT NULL CHECK (size > 0),
    sha256 TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- BYTEA is PostgreSQL's name; SQLite keeps bytes as bytes under any name.
    bytes BYTEA NOT NULL
);
CREATE INDEX uploads_of_person ON uploads (person_id, created_at);
CREATE INDEX uploads_by_age ON uploads (created_at);

CREATE TABLE wishes (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id),
    household_id TEXT NOT NULL REFERENCES households (id),
    client_ref TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    category_id TEXT REFERENCES categories (id),
    status TEXT NOT NULL CHECK (status IN ('open', 'review', 'adopted', 'declined', 'lapsed')),
    -- While it is open it occupies one of the household's places 1, 2, 3.
    place BIGINT CHECK (place IS NULL OR status = 'open'),
    seconds BIGINT NOT NULL CHECK (seconds >= 0),
    created_at BIGINT NOT NULL,
    due_at BIGINT,
    -- Adopted or declined.
    decided_at BIGINT,
    reason_zh TEXT NOT NULL DEFAULT '',
    reason_en TEXT NOT NULL DEFAULT '',
    service_id TEXT REFERENCES services (id),
    UNIQUE (person_id, client_ref),
    UNIQUE (household_id, place)
);
CREATE INDEX wishes_by_state ON wishes (status, seconds, id);
CREATE INDEX wishes_decided ON wishes (decided_at);

CREATE TABLE wish_seconds (
    wish_id TEXT NOT NULL REFERENCES wishes (id),
    household_id TEXT NOT NULL REFERENCES households (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (wish_id, household_id)
);

-- Who did what at the desk. `detail` is JSON.
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX audit_of_object ON audit (object_kind, object_id, at);
