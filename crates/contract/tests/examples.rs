//! The contract against itself: the document, its examples and these types say the same.
//!
//! Together the tests hold that every example is read by its type and written back unchanged, that
//! it fits its schema and has no field the schema lacks, and that every property of every schema
//! occurs in some example. So a field that only one of the two knows is found.

// A failing test is meant to panic, and says where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::*;
use linli_json::{Read, Write};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use support::document::{Body, Document, Side, example, example_files, folder, object};
use support::schema::{self, KEYWORDS, KNOWN_VALUES, Met};

/// Reads a value as a type and writes it again.
type RoundTrip = fn(&Value) -> Result<Value, String>;

/// How a body travels.
#[derive(Clone, Copy)]
enum Travels {
    Nothing,
    /// Bytes or text that is not JSON: a photo, a drawing, a ballot file.
    File,
    Json(RoundTrip),
}

fn as_json<T: Serialize + DeserializeOwned + Read + Write>() -> Travels {
    Travels::Json(|value| {
        let read: T = serde_json::from_value(value.clone()).map_err(|e| e.to_string())?;
        let written = serde_json::to_value(read).map_err(|e| e.to_string())?;
        // The app reads and writes the same types by linli-json; both must say the same.
        let read: T =
            linli_json::from_text(&value.to_string()).ok_or("linli-json cannot read it")?;
        let by_app: Value =
            serde_json::from_str(&linli_json::to_text(&read)).map_err(|e| e.to_string())?;
        if by_app == written {
            Ok(written)
        } else {
            Err(format!(
                "serde writes {written}, linli-json writes {by_app}"
            ))
        }
    })
}

/// The one table from operations to types: the request and the answer.
fn types() -> BTreeMap<&'static str, (Travels, Travels)> {
    let mut types = types_of_services();
    types.extend(types_of_votes());
    types.extend(types_of_points());
    types.extend(types_of_appointments());
    types.extend(types_of_kiosks());
    types
}

fn types_of_services() -> BTreeMap<&'static str, (Travels, Travels)> {
    use Travels::{File, Nothing};
    BTreeMap::from([
        ("get_capabilities", (Nothing, as_json::<Capabilities>())),
        ("get_community", (Nothing, as_json::<Community>())),
        ("get_home", (Nothing, as_json::<Home>())),
        (
            "list_announcements",
            (Nothing, as_json::<Page<Announcement>>()),
        ),
        ("get_announcement", (Nothing, as_json::<Announcement>())),
        ("list_guides", (Nothing, as_json::<Page<Guide>>())),
        ("get_guide", (Nothing, as_json::<Guide>())),
        ("list_contacts", (Nothing, as_json::<Page<Contact>>())),
        (
            "request_phone_code",
            (as_json::<NewPhoneCode>(), as_json::<PhoneCode>()),
        ),
        (
            "list_demo_accounts",
            (Nothing, as_json::<Page<DemoAccount>>()),
        ),
        ("sign_in", (as_json::<NewSession>(), as_json::<Session>())),
        ("get_session", (Nothing, as_json::<Session>())),
        ("sign_out", (Nothing, Nothing)),
        ("get_me", (Nothing, as_json::<Me>())),
        ("get_household", (Nothing, as_json::<Household>())),
        ("list_people", (Nothing, as_json::<People>())),
        ("list_categories", (Nothing, as_json::<Page<Category>>())),
        ("list_services", (Nothing, as_json::<Page<ServiceRow>>())),
        ("get_service", (Nothing, as_json::<Service>())),
        ("list_slots", (Nothing, as_json::<Page<Slot>>())),
        ("list_orders", (Nothing, as_json::<Page<OrderRow>>())),
        ("create_order", (as_json::<NewOrder>(), as_json::<Order>())),
        ("get_order", (Nothing, as_json::<Order>())),
        ("reply_order", (as_json::<NewReply>(), as_json::<Order>())),
        (
            "cancel_order",
            (as_json::<NewCancellation>(), as_json::<Order>()),
        ),
        (
            "resolve_order",
            (as_json::<NewResolution>(), as_json::<Order>()),
        ),
        ("rate_order", (as_json::<NewRating>(), as_json::<Order>())),
        (
            "complain_order",
            (as_json::<NewComplaint>(), as_json::<Order>()),
        ),
        ("put_upload", (File, as_json::<Upload>())),
        ("get_upload", (Nothing, File)),
        ("list_wishes", (Nothing, as_json::<Page<Wish>>())),
        ("create_wish", (as_json::<NewWish>(), as_json::<Wish>())),
        ("get_wish", (Nothing, as_json::<Wish>())),
        ("second_wish", (Nothing, as_json::<Wish>())),
        ("unsecond_wish", (Nothing, as_json::<Wish>())),
        ("list_desk_orders", (Nothing, as_json::<Page<DeskRow>>())),
        ("get_desk_order", (Nothing, as_json::<DeskOrder>())),
        (
            "transition_order",
            (as_json::<NewTransition>(), as_json::<DeskOrder>()),
        ),
        (
            "call_back_order",
            (as_json::<NewCallBack>(), as_json::<DeskOrder>()),
        ),
        (
            "answer_complaint",
            (as_json::<NewComplaintAnswer>(), as_json::<DeskOrder>()),
        ),
        ("list_desk_wishes", (Nothing, as_json::<Page<DeskWish>>())),
        (
            "decide_wish",
            (as_json::<NewDecision>(), as_json::<DeskWish>()),
        ),
    ])
}

fn types_of_votes() -> BTreeMap<&'static str, (Travels, Travels)> {
    use Travels::{File, Nothing};
    BTreeMap::from([
        ("list_projects", (Nothing, as_json::<Page<ProjectRow>>())),
        (
            "propose_project",
            (as_json::<NewProject>(), as_json::<Project>()),
        ),
        ("get_project", (Nothing, as_json::<Project>())),
        ("follow_project", (Nothing, as_json::<Project>())),
        ("unfollow_project", (Nothing, as_json::<Project>())),
        ("list_comments", (Nothing, as_json::<Page<Comment>>())),
        (
            "create_comment",
            (as_json::<NewComment>(), as_json::<Comment>()),
        ),
        (
            "evaluate_project",
            (as_json::<NewEvaluation>(), as_json::<Project>()),
        ),
        ("get_picture", (Nothing, File)),
        ("list_ballots", (Nothing, as_json::<Page<BallotRow>>())),
        ("get_ballot", (Nothing, as_json::<Ballot>())),
        ("get_vote", (Nothing, as_json::<Vote>())),
        ("cast_vote", (as_json::<NewVote>(), as_json::<Vote>())),
        ("get_result", (Nothing, as_json::<BallotResult>())),
        ("get_ballot_file", (Nothing, File)),
        ("list_receipts", (Nothing, as_json::<ReceiptList>())),
        ("get_receipt", (Nothing, as_json::<Receipt>())),
        (
            "list_desk_projects",
            (Nothing, as_json::<Page<ProjectRow>>()),
        ),
        (
            "create_project",
            (as_json::<NewDeskProject>(), as_json::<Project>()),
        ),
        (
            "decide_project",
            (as_json::<NewPublication>(), as_json::<Project>()),
        ),
        (
            "move_project",
            (as_json::<NewProjectMove>(), as_json::<Project>()),
        ),
        (
            "put_milestone",
            (as_json::<NewMilestone>(), as_json::<Project>()),
        ),
        (
            "put_meeting",
            (as_json::<NewMeeting>(), as_json::<Project>()),
        ),
        (
            "put_assessment",
            (as_json::<NewAssessment>(), as_json::<Project>()),
        ),
        (
            "list_desk_comments",
            (Nothing, as_json::<Page<DeskComment>>()),
        ),
        (
            "decide_comment",
            (as_json::<NewPublication>(), as_json::<DeskComment>()),
        ),
        (
            "answer_comment",
            (as_json::<NewAnswer>(), as_json::<DeskComment>()),
        ),
        ("list_rolls", (Nothing, as_json::<Page<RollRow>>())),
        ("list_desk_ballots", (Nothing, as_json::<Page<BallotRow>>())),
        (
            "create_ballot",
            (as_json::<NewBallot>(), as_json::<Ballot>()),
        ),
        ("get_desk_ballot", (Nothing, as_json::<Ballot>())),
        (
            "replace_ballot",
            (as_json::<NewBallot>(), as_json::<Ballot>()),
        ),
        ("check_ballot", (Nothing, as_json::<BallotCheck>())),
        (
            "open_ballot",
            (as_json::<NewOpening>(), as_json::<Ballot>()),
        ),
        ("list_units", (Nothing, as_json::<Page<UnitRow>>())),
        (
            "enter_paper_vote",
            (as_json::<NewPaperVote>(), as_json::<PaperVote>()),
        ),
        (
            "confirm_paper_vote",
            (as_json::<NewConfirmation>(), as_json::<PaperVote>()),
        ),
        ("list_paper_votes", (Nothing, as_json::<Page<PaperVote>>())),
        ("get_papers", (Nothing, as_json::<Papers>())),
        ("set_papers", (as_json::<NewPapers>(), as_json::<Papers>())),
    ])
}

fn types_of_points() -> BTreeMap<&'static str, (Travels, Travels)> {
    use Travels::Nothing;
    BTreeMap::from([
        ("get_points", (Nothing, as_json::<PointsOverview>())),
        (
            "list_points_entries",
            (Nothing, as_json::<PointsEntryPage>()),
        ),
        (
            "get_points_entry",
            (Nothing, as_json::<PointsEntryDetail>()),
        ),
        (
            "appeal_points_entry",
            (as_json::<NewAppeal>(), as_json::<PointsEntryDetail>()),
        ),
        ("list_indicators", (Nothing, as_json::<Page<Indicator>>())),
        ("get_points_rules", (Nothing, as_json::<PointsRules>())),
        ("list_rewards", (Nothing, as_json::<Page<Reward>>())),
        ("list_redemptions", (Nothing, as_json::<Page<Redemption>>())),
        (
            "create_redemption",
            (as_json::<NewRedemption>(), as_json::<Redemption>()),
        ),
        ("get_redemption", (Nothing, as_json::<Redemption>())),
        ("cancel_redemption", (Nothing, as_json::<Redemption>())),
        ("get_boards", (Nothing, as_json::<Boards>())),
        (
            "take_part_in_boards",
            (as_json::<NewTakingPart>(), as_json::<TakingPart>()),
        ),
        ("leave_boards", (Nothing, as_json::<TakingPart>())),
        (
            "list_desk_households",
            (Nothing, as_json::<Page<DeskHousehold>>()),
        ),
        ("list_desk_points", (Nothing, as_json::<Page<DeskEntry>>())),
        (
            "record_points",
            (as_json::<NewPointsRecord>(), as_json::<PointsRecord>()),
        ),
        (
            "review_points_entry",
            (as_json::<NewPointsReview>(), as_json::<DeskEntry>()),
        ),
        (
            "reverse_points_entry",
            (as_json::<NewReversal>(), as_json::<DeskEntry>()),
        ),
        ("list_appeals", (Nothing, as_json::<Page<DeskAppeal>>())),
        (
            "decide_appeal",
            (as_json::<NewAppealDecision>(), as_json::<DeskAppeal>()),
        ),
        (
            "list_desk_redemptions",
            (Nothing, as_json::<Page<DeskRedemption>>()),
        ),
        (
            "hand_out",
            (as_json::<NewHandout>(), as_json::<DeskRedemption>()),
        ),
    ])
}

fn types_of_appointments() -> BTreeMap<&'static str, (Travels, Travels)> {
    use Travels::{File, Nothing};
    let booking = as_json::<Booking>();
    let waiting = as_json::<Waiting>();
    BTreeMap::from([
        (
            "list_appointment_kinds",
            (Nothing, as_json::<Page<AppointmentKind>>()),
        ),
        (
            "list_centres",
            (Nothing, as_json::<Page<AppointmentCentre>>()),
        ),
        (
            "list_providers",
            (Nothing, as_json::<Page<AppointmentProvider>>()),
        ),
        (
            "list_appointment_slots",
            (Nothing, as_json::<AppointmentSlots>()),
        ),
        (
            "get_appointment_slot",
            (Nothing, as_json::<AppointmentSlot>()),
        ),
        ("put_hold", (as_json::<NewHold>(), as_json::<Hold>())),
        ("release_hold", (Nothing, Nothing)),
        ("list_bookings", (Nothing, as_json::<Page<Booking>>())),
        ("create_booking", (as_json::<NewBooking>(), booking)),
        ("look_up_booking", (Nothing, as_json::<BookingLookup>())),
        ("get_booking", (Nothing, booking)),
        ("cancel_booking", (Nothing, booking)),
        ("move_booking", (as_json::<NewMove>(), booking)),
        ("get_booking_calendar", (Nothing, File)),
        ("put_envelope", (as_json::<NewEnvelope>(), booking)),
        ("delete_envelope", (Nothing, booking)),
        ("join_waiting", (as_json::<NewWaiting>(), waiting)),
        ("get_waiting", (Nothing, waiting)),
        ("leave_waiting", (Nothing, waiting)),
        ("list_readings", (Nothing, as_json::<Page<Guide>>())),
        ("get_reading", (Nothing, as_json::<Guide>())),
        ("list_sheets", (Nothing, as_json::<Page<Sheet>>())),
        ("request_call", (as_json::<NewCall>(), as_json::<Call>())),
        ("get_help_lines", (Nothing, as_json::<HelpLines>())),
        (
            "get_desk_provider",
            (Nothing, as_json::<AppointmentProvider>()),
        ),
        (
            "list_desk_bookings",
            (Nothing, as_json::<Page<DeskBooking>>()),
        ),
        (
            "transition_booking",
            (as_json::<NewBookingTransition>(), as_json::<DeskBooking>()),
        ),
        ("get_envelope", (Nothing, as_json::<Envelope>())),
        ("list_desk_slots", (Nothing, as_json::<Page<DeskSlot>>())),
        (
            "change_desk_slots",
            (as_json::<NewSlotChange>(), as_json::<SlotChange>()),
        ),
        (
            "put_desk_key",
            (as_json::<NewPublicKey>(), as_json::<AppointmentProvider>()),
        ),
        ("list_calls", (Nothing, as_json::<Page<DeskCall>>())),
        ("finish_call", (Nothing, Nothing)),
    ])
}

fn types_of_kiosks() -> BTreeMap<&'static str, (Travels, Travels)> {
    use Travels::Nothing;
    BTreeMap::from([
        ("request_pairing", (Nothing, as_json::<KioskPairing>())),
        ("claim_pairing", (as_json::<Claim>(), as_json::<Kiosk>())),
        ("get_kiosk", (Nothing, as_json::<Kiosk>())),
        ("request_kiosk_sign_in", (Nothing, as_json::<KioskSignIn>())),
        (
            "claim_kiosk_sign_in",
            (as_json::<Claim>(), as_json::<Session>()),
        ),
        (
            "look_up_hand_off",
            (as_json::<HandOffRef>(), as_json::<HandOff>()),
        ),
        ("decide_hand_off", (as_json::<HandOffDecision>(), Nothing)),
        ("list_kiosks", (Nothing, as_json::<Page<DeskKiosk>>())),
        ("delete_kiosk", (Nothing, Nothing)),
        (
            "list_kiosk_pairings",
            (Nothing, as_json::<Page<DeskPairing>>()),
        ),
        (
            "decide_kiosk_pairing",
            (as_json::<PairingDecision>(), as_json::<DeskPairing>()),
        ),
    ])
}

/// An example with its type and its schema.
struct Vector<'a> {
    path: &'a str,
    side: Side,
    schema: &'a Value,
    round_trip: RoundTrip,
    value: Value,
}

/// Every JSON example that the document names, once.
fn vectors(document: &Document) -> Vec<Vector<'_>> {
    let types = types();
    let mut seen = BTreeSet::new();
    let mut vectors = Vec::new();
    for body in document.bodies().into_iter().filter(Body::is_json) {
        let (request, response) = types[body.operation];
        let travels = match body.side {
            Side::Request => request,
            Side::Response => response,
            Side::Problem => as_json::<Problem>(),
        };
        let Travels::Json(round_trip) = travels else {
            panic!("{} has a JSON body that the table lacks", body.operation);
        };
        for (_, path) in &body.examples {
            if seen.insert(*path) {
                vectors.push(Vector {
                    path,
                    side: body.side,
                    schema: body.schema,
                    round_trip,
                    value: example(path),
                });
            }
        }
    }
    vectors
}

/// What the checker met in an example, by kind: pointers of open words, pointers of objects with
/// their optional properties.
fn met(document: &Document, vector: &Vector) -> (Vec<String>, Vec<(String, Vec<String>)>) {
    let (mut words, mut objects) = (Vec::new(), Vec::new());
    schema::check(
        document,
        vector.schema,
        &vector.value,
        &mut |at, met| match met {
            Met::OpenWord => words.push(at.to_owned()),
            Met::Object { optional } => {
                let optional = optional.into_iter().map(str::to_owned).collect();
                objects.push((at.to_owned(), optional));
            }
            Met::Property { .. } => {}
        },
    );
    (words, objects)
}

fn schemas(document: &Document) -> &serde_json::Map<String, Value> {
    object(document.at("/components/schemas"))
}

#[test]
fn the_table_of_types_and_the_document_have_the_same_operations() {
    let document = Document::load();
    let operations = document.operations();
    let named: BTreeSet<_> = operations.iter().map(|operation| operation.id).collect();
    assert_eq!(named.len(), operations.len(), "an operationId occurs twice");
    assert_eq!(named, types().into_keys().collect());
}

#[test]
fn every_body_is_in_the_table_and_has_an_example() {
    let document = Document::load();
    let bodies = document.bodies();
    for body in &bodies {
        // A photo has several media types, and one example for all.
        let photo = bodies.iter().any(|other| {
            (other.operation, other.side) == (body.operation, body.side)
                && !other.is_json()
                && !other.examples.is_empty()
        });
        assert!(
            !body.examples.is_empty() || photo,
            "{} {:?} {} has no example",
            body.operation,
            body.side,
            body.status
        );
    }
    for (operation, (request, response)) in types() {
        for (side, travels) in [(Side::Request, request), (Side::Response, response)] {
            let described: Vec<_> = bodies
                .iter()
                .filter(|body| body.operation == operation && body.side == side)
                .collect();
            let fits = match travels {
                Travels::Nothing => described.is_empty(),
                Travels::File => {
                    !described.is_empty() && described.iter().all(|body| !body.is_json())
                }
                Travels::Json(_) => {
                    !described.is_empty() && described.iter().all(|body| body.is_json())
                }
            };
            assert!(
                fits,
                "{operation}: the document and the table differ in the {side:?}"
            );
        }
    }
}

/// What the name of an example of this media type ends with.
fn ending(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => "png",
        "image/svg+xml" => "svg",
        "text/plain" => "pb",
        "text/csv" => "csv",
        "text/calendar" => "ics",
        _ => "json",
    }
}

#[test]
fn every_file_of_the_examples_is_named_where_it_belongs() {
    let document = Document::load();
    // Problems that any path may answer stand in no operation.
    let mut named: BTreeSet<String> = ["not_allowed", "method_not_allowed"]
        .map(|code| format!("examples/problems/{code}.json"))
        .into();
    for body in document.bodies() {
        for (name, path) in &body.examples {
            let expected = match body.side {
                Side::Problem => format!("examples/problems/{name}.json"),
                Side::Request | Side::Response => {
                    let side = format!("{:?}", body.side).to_lowercase();
                    assert!(name.starts_with(&side), "{path} is not a {side}");
                    let ending = ending(body.media_type);
                    format!("examples/{}/{name}.{ending}", body.operation)
                }
            };
            assert_eq!(*path, expected);
            if body.side == Side::Problem {
                let status = example(path)["status"].to_string();
                assert_eq!(status, body.status, "{path} under {}", body.operation);
            }
            named.insert((*path).to_owned());
        }
    }
    assert_eq!(named, example_files());
}

#[test]
fn every_example_is_read_and_written_back_unchanged() {
    let document = Document::load();
    let vectors = vectors(&document);
    assert!(vectors.len() > 80, "only {} examples", vectors.len());
    for vector in vectors {
        let written = (vector.round_trip)(&vector.value);
        assert_eq!(written.as_ref(), Ok(&vector.value), "{}", vector.path);
    }
}

#[test]
fn every_example_fits_its_schema() {
    let document = Document::load();
    for vector in vectors(&document) {
        let wrong = schema::check(&document, vector.schema, &vector.value, &mut |_, _| {});
        assert!(wrong.is_empty(), "{}: {wrong:#?}", vector.path);
    }
}

#[test]
fn every_property_of_every_schema_occurs_in_an_example() {
    let document = Document::load();
    let mut missing: BTreeSet<(&str, &str)> = schemas(&document)
        .iter()
        .filter(|(_, schema)| schema["type"] == "object")
        .flat_map(|(name, schema)| {
            let properties = object(&schema["properties"]).keys();
            properties.map(|property| (name.as_str(), property.as_str()))
        })
        // Some lists always fit into one page; the field is the same in all of them.
        .filter(|(_, property)| *property != "next_cursor")
        .collect();
    let mut cursor_seen = false;
    for vector in vectors(&document) {
        schema::check(&document, vector.schema, &vector.value, &mut |_, met| {
            if let Met::Property { schema, property } = met {
                missing.remove(&(schema, property));
                cursor_seen |= property == "next_cursor";
            }
        });
    }
    assert!(cursor_seen, "no example has a next_cursor");
    assert!(missing.is_empty(), "in no example: {missing:?}");
}

#[test]
fn an_older_app_survives_fields_it_does_not_know() {
    let document = Document::load();
    for vector in vectors(&document) {
        if vector.side == Side::Request {
            continue;
        }
        for (at, _) in met(&document, &vector).1 {
            let mut newer = vector.value.clone();
            newer.pointer_mut(&at).unwrap()["from_a_newer_version"] = json!({ "deep": [1, "二"] });
            let read = (vector.round_trip)(&newer);
            assert_eq!(read.as_ref(), Ok(&vector.value), "{} {at}", vector.path);
        }
    }
}

#[test]
fn an_older_app_survives_words_it_does_not_know_and_keeps_them() {
    let document = Document::load();
    let mut tried = 0;
    for vector in vectors(&document) {
        for at in met(&document, &vector).0 {
            let mut newer = vector.value.clone();
            *newer.pointer_mut(&at).unwrap() = json!("from_a_newer_version");
            let read = (vector.round_trip)(&newer);
            assert_eq!(read.as_ref(), Ok(&newer), "{} {at}", vector.path);
            tried += 1;
        }
    }
    assert!(tried > 200, "only {tried} words were tried");
}

#[test]
fn what_the_document_calls_optional_may_be_absent() {
    let document = Document::load();
    for vector in vectors(&document) {
        for (at, optional) in met(&document, &vector).1 {
            for property in optional {
                let mut shorter = vector.value.clone();
                let holder = shorter.pointer_mut(&at).unwrap().as_object_mut().unwrap();
                if holder.remove(&property).is_some() {
                    let read = (vector.round_trip)(&shorter);
                    assert!(read.is_ok(), "{} {at}/{property}: {read:?}", vector.path);
                }
            }
        }
    }
}

#[test]
fn a_request_with_a_missing_or_an_unknown_field_is_refused() {
    let document = Document::load();
    let mut tried = 0;
    for vector in vectors(&document) {
        if vector.side != Side::Request {
            continue;
        }
        let schema = document.resolve(vector.schema);
        assert_eq!(schema["additionalProperties"], false, "{}", vector.path);
        let mut longer = vector.value.clone();
        longer["unknown"] = json!(1);
        assert!((vector.round_trip)(&longer).is_err(), "{}", vector.path);
        // A body may have to say one of two things, which is no single field.
        for name in schema["required"].as_array().into_iter().flatten() {
            let mut shorter = vector.value.clone();
            let removed = shorter
                .as_object_mut()
                .unwrap()
                .remove(name.as_str().unwrap());
            assert!(removed.is_some(), "{} lacks {name}", vector.path);
            let read = (vector.round_trip)(&shorter);
            assert!(read.is_err(), "{} without {name}", vector.path);
            tried += 1;
        }
    }
    assert!(tried > 20, "only {tried} fields were tried");
}

/// The open lists and the words of their types.
fn open_lists() -> BTreeMap<&'static str, Vec<String>> {
    /// A list with its name, without saying the name three times.
    macro_rules! lists {
        ($($name:ident)+) => {
            BTreeMap::from([$((
                stringify!($name),
                $name::ALL.iter().map(|word| word.as_str().to_owned()).collect(),
            )),+])
        };
    }
    lists! {
        Feature SignInMethod Role ContactKind Payer Audience QuestionKind StatusType
        OrderStatus OrderAction DeskAction Actor WishStatus ProjectStage ProjectAction
        CommentColumn CommentState RiskLevel BallotKind VotingUnit CountRule BallotState
        Eligibility VoteChannel MatterAnswer ReceiptState StepKind NotChosenReason Measure
        CheckCode TodoKind EntryKind EntryState EntryAction AppealState IndicatorKind CapPer
        RedemptionState ReviewState DeskEntryAction PointsTodoKind CentreTier AppointmentMode
        BookingState BookingAction WaitingState KeyAlgorithm SheetAdvice Retry
    }
}

#[test]
fn the_open_lists_have_the_words_of_the_types() {
    let document = Document::load();
    let types = open_lists();
    let described: BTreeMap<&str, Vec<String>> = schemas(&document)
        .iter()
        .filter_map(|(name, schema)| {
            let words = schema.get(KNOWN_VALUES)?;
            Some((
                name.as_str(),
                serde_json::from_value(words.clone()).unwrap(),
            ))
        })
        .collect();
    assert_eq!(described, types);

    // Closed lists stand in requests only, and have no word that the open list lacks.
    let closed = [
        ("NewSession", "method", "SignInMethod"),
        ("NewTransition", "to", "OrderStatus"),
        ("NewDecision", "status", "WishStatus"),
        ("NewComment", "column", "CommentColumn"),
        ("NewProjectMove", "to", "ProjectStage"),
        ("NewAssessment", "level", "RiskLevel"),
        ("NewBallot", "kind", "BallotKind"),
        ("NewBallot", "unit", "VotingUnit"),
        ("NewBallot", "rule", "CountRule"),
        ("NewPaperVote", "channel", "VoteChannel"),
        ("NewAppealDecision", "decision", "AppealState"),
        ("NewBooking", "mode", "AppointmentMode"),
        ("NewBookingTransition", "to", "BookingState"),
    ];
    for (schema, property, open) in closed {
        let pointer = format!("/components/schemas/{schema}/properties/{property}/enum");
        let words: BTreeSet<String> =
            serde_json::from_value(document.at(&pointer).clone()).unwrap();
        assert!(words.is_subset(&types[open].iter().cloned().collect()));
    }
}

#[test]
fn the_table_of_problems_and_the_examples_agree() {
    let document = Document::load();
    let retries: Vec<&str> = Retry::ALL.iter().map(Retry::as_str).collect();
    let mut listed = BTreeSet::new();
    for row in document.at("/x-problems").as_array().unwrap() {
        let code = row["code"].as_str().unwrap();
        let path = format!("examples/problems/{code}.json");
        let problem: Problem = serde_json::from_value(example(&path)).unwrap();
        assert_eq!(problem.code, code, "{path}");
        assert_eq!(row["status"], problem.status, "{path}");
        assert_eq!(row["retry"], problem.retry.as_str(), "{path}");
        assert!(retries.contains(&problem.retry.as_str()), "{path}");
        assert_eq!(
            problem.kind,
            format!("/problems/{}", code.replace('_', "-"))
        );
        assert!(
            problem.title.ends_with('。'),
            "{path}: a sentence says what happened"
        );
        let next = problem.detail.expect("a next step");
        assert!(
            next.ends_with('。'),
            "{path}: a sentence says what to do next"
        );
        listed.insert(path);
    }
    let files = example_files();
    let of_problems = files
        .iter()
        .filter(|path| path.starts_with("examples/problems/"));
    assert_eq!(listed, of_problems.cloned().collect());
}

#[test]
fn the_readme_has_every_problem_and_every_operation() {
    let document = Document::load();
    let readme = std::fs::read_to_string(folder().join("README.md")).unwrap();
    for row in document.at("/x-problems").as_array().unwrap() {
        let text = |field: &str| row[field].as_str().unwrap().to_owned();
        let (code, retry) = (text("code"), text("retry"));
        let line = format!("| `{code}` | {} | {retry} |", row["status"]);
        assert!(readme.contains(&line), "the README lacks {line}");
    }
    for operation in document.operations() {
        let name = format!("`{}`", operation.id);
        assert!(readme.contains(&name), "the README lacks {name}");
    }
}

#[test]
fn every_schema_stays_inside_the_portable_subset() {
    fn walk(at: &str, value: &Value, request: bool) {
        for keyword in object(value).keys() {
            let known = KEYWORDS.contains(&keyword.as_str()) || keyword == KNOWN_VALUES;
            assert!(known, "{at}: {keyword} is outside the subset");
            let closes = ["enum", "additionalProperties"].contains(&keyword.as_str());
            assert!(!closes || request, "{at}: {keyword} closes an answer");
        }
        assert!(
            value.get("$ref").is_none() || object(value).len() == 1,
            "{at}: older tools drop what stands beside a $ref"
        );
        if let Some(items) = value.get("items") {
            walk(&format!("{at}/items"), items, request);
        }
        if let Some(properties) = value.get("properties") {
            for (name, inner) in object(properties) {
                walk(&format!("{at}/{name}"), inner, request);
            }
        }
    }
    let document = Document::load();
    for (name, schema) in schemas(&document) {
        walk(name, schema, name.starts_with("New"));
    }
}

#[test]
fn older_readers_of_yaml_read_the_document_as_we_do() {
    // They take these words for truth values where they stand without quotes.
    let text = std::fs::read_to_string(folder().join("openapi.yaml")).unwrap();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        let key = line.split_once(':').map_or(line, |(key, _)| key);
        let list = line
            .split_once('[')
            .and_then(|(_, rest)| rest.split_once(']'));
        let items = list
            .map_or("", |(items, _)| items)
            .split(',')
            .map(str::trim);
        for word in items.chain([key]) {
            let truth = ["yes", "no", "on", "off", "y", "n"].contains(&word);
            assert!(!truth, "line {number}: {word} wants quotes");
        }
    }
}

#[test]
fn every_operation_keeps_the_rules_of_the_contract() {
    let document = Document::load();
    for operation in document.operations() {
        let id = operation.id;
        let parameters = document.parameters(&operation);
        let has = |name: &str| parameters.iter().any(|parameter| parameter["name"] == name);
        let responses = object(&operation.value["responses"]);

        let get = operation.method == "get";
        let has_no_key = ["/v1/sessions", "/v1/kiosk"]
            .iter()
            .any(|below| operation.path.starts_with(below));
        let needs_key = operation.method == "post" && !has_no_key;
        assert_eq!(has("Idempotency-Key"), needs_key, "{id}");
        // A PUT may have an If-None-Match of its own: only if there is nothing yet.
        assert_eq!(
            get && has("If-None-Match"),
            responses.contains_key("304"),
            "{id}"
        );
        assert!(has("lang"), "{id} has no language");
        assert_eq!(has("cursor"), has("limit"), "{id}");
        for status in ["429", "500", "503"] {
            assert!(responses.contains_key(status), "{id} lacks {status}");
        }
        // An empty requirement beside the others means that signing in is optional.
        let security = operation.value["security"].as_array().expect("security");
        let optional = security.is_empty() || security.contains(&json!({}));
        // A device's cookie that is not good any more is refused even where none is needed.
        let by_device = security.iter().any(|way| way.get("kiosk").is_some());
        assert_eq!(
            responses.contains_key("401"),
            !optional || by_device,
            "{id}"
        );
        let unsafe_method = !get;
        assert!(
            !unsafe_method || responses.contains_key("403"),
            "{id} lacks cross_site"
        );
        let tags = operation.value["tags"].as_array().unwrap();
        assert_eq!(tags.len(), 1, "{id} is in one profile");
        for (status, response) in responses {
            let body = document.resolve(response).get("content").map(object);
            let problem = status.starts_with(['4', '5']);
            if let Some(content) = body {
                let is_problem = content.contains_key("application/problem+json");
                assert_eq!(is_problem, problem, "{id} {status}");
            } else {
                assert!(!problem, "{id} {status} has no problem");
            }
        }
    }
}

/// Everybody that an operation may admit, in the order of the document.
const ROLES: [&str; 7] = [
    "visitor",
    "resident",
    "counsellor",
    "worker",
    "admin",
    "kiosk",
    "resident_at_kiosk",
];

#[test]
fn every_operation_says_whom_it_admits_and_whose_objects_it_is_about() {
    let document = Document::load();
    for operation in document.operations() {
        let id = operation.id;
        let named: Vec<&str> = operation.value["x-roles"]
            .as_array()
            .unwrap_or_else(|| panic!("{id} lacks x-roles"))
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let has = |role: &str| named.contains(&role);
        let in_order: Vec<&str> = ROLES.into_iter().filter(|role| has(role)).collect();
        assert_eq!(named, in_order, "{id}: x-roles");
        assert!(!named.is_empty(), "{id} admits nobody");
        // What a worker may do, the operator may, and a visitor may nothing that a resident may not.
        assert!(!has("worker") || has("admin"), "{id}");
        assert!(!has("visitor") || has("resident"), "{id}");
        assert!(!has("kiosk") || has("resident_at_kiosk"), "{id}");
        let security = operation.value["security"].as_array().expect("security");
        let optional = security.is_empty() || security.contains(&json!({}));
        assert_eq!(has("visitor"), optional, "{id}: x-roles and security");
        let refused_there = !has("resident_at_kiosk") && !has("kiosk");
        let responses = object(&operation.value["responses"]);
        assert!(!refused_there || responses.contains_key("403"), "{id}");
        if operation.path.starts_with("/v1/desk/") {
            assert!(!has("resident") && !has("resident_at_kiosk"), "{id}");
        }

        let reach = operation.value.get("x-reach").and_then(Value::as_str);
        let known = ["community", "household", "person", "provider", "code"];
        assert_eq!(
            reach.is_some_and(|reach| known.contains(&reach)),
            operation.path.contains('{'),
            "{id}: x-reach is {reach:?}"
        );
    }
}

#[test]
fn the_photo_of_the_examples_is_what_its_answer_says() {
    let document = Document::load();
    let bytes = std::fs::read(folder().join("examples/put_upload/request.png")).unwrap();
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
    let upload: Upload =
        serde_json::from_value(example("examples/put_upload/response.json")).unwrap();
    assert_eq!(upload.size, bytes.len() as u64);
    assert_eq!(upload.content_type, "image/png");
    let returned = std::fs::read(folder().join("examples/get_upload/response.png")).unwrap();
    assert_eq!(returned, bytes);
    assert!(document.at("/paths").get("/v1/uploads/{id}").is_some());
}

#[test]
fn the_checker_finds_what_is_wrong() {
    let document = Document::load();
    let find = |name: &str, value: Value| {
        let schema = document.at(&format!("/components/schemas/{name}"));
        schema::check(&document, schema, &value, &mut |_, _| {})
    };
    let good = json!({ "level": 3, "tags": ["polite"], "text": "" });
    assert_eq!(find("NewRating", good), Vec::<String>::new());
    for (name, value, expected) in [
        ("NewRating", json!({}), ": level is missing"),
        (
            "NewRating",
            json!({ "level": 6 }),
            "/level: 6 is out of range",
        ),
        (
            "NewRating",
            json!({ "level": 3.5 }),
            "/level: not a whole number",
        ),
        (
            "NewRating",
            json!({ "level": "3" }),
            "/level: \"3\" is not of type integer",
        ),
        (
            "NewRating",
            json!({ "level": 3, "star": 1 }),
            "/star: not described",
        ),
        (
            "NewRating",
            json!({ "level": 3, "tags": [1] }),
            "/tags/0: 1 is not of type string",
        ),
        ("NewComplaint", json!({ "text": "" }), "/text: too short"),
        (
            "NewComplaint",
            json!({ "text": "难".repeat(501) }),
            "/text: too long",
        ),
        (
            "NewSession",
            json!({ "method": "magic" }),
            "/method: \"magic\" is not one of the words",
        ),
        (
            "Id",
            json!("a b"),
            ": \"a b\" does not match ^[A-Za-z0-9_-]{1,64}$",
        ),
        (
            "Timestamp",
            json!("2026-11-22"),
            ": \"2026-11-22\" does not have its format",
        ),
        (
            "Date",
            json!("2026-02-30"),
            ": \"2026-02-30\" does not have its format",
        ),
        ("Home", json!(null), ": null is not of type object"),
    ] {
        assert_eq!(find(name, value), [expected], "{name}");
    }
    let foreign = json!({ "type": "string", "oneOf": [] });
    let wrong = schema::check(&document, &foreign, &json!("x"), &mut |_, _| {});
    assert_eq!(wrong, [": the keyword oneOf is outside the subset"]);
}
