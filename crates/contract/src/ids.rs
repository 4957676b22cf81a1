//! Opaque ids: 1 to 64 characters of `A-Z a-z 0-9 _ -`. Never parsed, only compared.

id!(/// A person: someone who signs in, or for whom someone else acts.
    PersonId);
id!(/// A household (户), the owner of orders, quotas and points.
    HouseholdId);
id!(/// A category of the catalogue.
    CategoryId);
id!(/// A service (服务) of the catalogue.
    ServiceId);
id!(/// A bookable time of a service.
    SlotId);
id!(/// An order (点单).
    OrderId);
id!(/// A complaint about an order; unique inside its order.
    ComplaintId);
id!(/// A wish (心愿单).
    WishId);
id!(/// An uploaded photo; the app chooses it, so that an upload can be repeated safely.
    UploadId);
id!(/// An announcement.
    AnnouncementId);
id!(/// A guide page.
    GuideId);
id!(/// A project (项目).
    ProjectId);
id!(/// A comment on a project.
    CommentId);
id!(/// A public picture of a project or of an option.
    PictureId);
id!(/// A ballot (表决).
    BallotId);
id!(/// An option or a matter of a ballot, unique in it; also its `project_id` in the ballot file.
    OptionId);
id!(/// An entry of the points ledger (积分明细).
    EntryId);
id!(/// The code of an indicator (积分指标).
    IndicatorId);
id!(/// An appeal against an entry.
    AppealId);
id!(/// A reward (兑换品).
    RewardId);
id!(/// A reward that a household exchanges points for.
    RedemptionId);
id!(/// A kind of appointment; it says nothing, because it stands in addresses.
    KindId);
id!(/// A centre where appointments take place.
    CentreId);
id!(/// A counsellor, or another person with whom one can meet.
    ProviderId);
id!(/// What holds a time; the app chooses it, and it is a secret.
    HoldId);
id!(/// A booking.
    BookingId);
id!(/// An entry of the waiting list.
    WaitingId);
id!(/// A call that somebody asked for.
    CallId);
id!(/// A self-check.
    SheetId);
id!(/// An item of a self-check, unique in it.
    SheetItemId);
id!(/// A kiosk (自助机).
    KioskId);
id!(/// A screen's request to become a kiosk.
    PairingId);
