use crate::i18n::messages::HandOff;

pub(in crate::i18n) static HAND_OFF: HandOff = HandOff {
    title: "Sign in at a kiosk",
    lead: "Signs you in at a kiosk of the service centre.",
    sign_in_first: "Please sign in on this phone first; you come back here.",
    warning: "Agree only while you stand in front of the kiosk. Nobody will ever call and ask you to.",
    code: "The 6 digits on the kiosk",
    code_hint: "Beside its QR code",
    code_wrong: "Please type the 6 digits on the kiosk.",
    look: "See which one it is",
    compare: "The kiosk's screen should show the same number:",
    agree: "Same number, sign me in",
    refuse: "Not me, do not",
    agreed: "You agreed",
    agreed_text: "Please look at the kiosk. Press “End and clear” there when you are done.",
    refused: "Not signed in",
    refused_text: "Nobody was signed in at the kiosk. If something seems wrong, please call the centre.",
};
