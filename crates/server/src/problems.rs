//! The one table of problems: code, status, what a client may do, and the sentences in both
//! languages. `title` says what happened, `detail` what to do next.

use axum::http::StatusCode;
use linli_contract::Retry;

/// Declares [`Code`] and its table, so that a code cannot lack a sentence.
macro_rules! problems {
    ($($name:ident $word:literal $status:ident $retry:ident
        { $zh:literal, $zh_next:literal, $en:literal, $en_next:literal })+) => {
        /// A kind of problem; the stable word is [`Code::word`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Code { $($name),+ }

        impl Code {
            /// Every code, for documentation and tests.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable word on the wire.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            /// The code with this word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.word() == word)
            }

            /// The HTTP status that always goes with it.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status),+ }
            }

            /// What a client may do after it.
            pub const fn retry(self) -> Retry {
                match self { $(Self::$name => Retry::$retry),+ }
            }

            /// What happened, in Chinese and in English.
            pub const fn title(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($zh, $en)),+ }
            }

            /// What to do next, in Chinese and in English.
            pub const fn detail(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($zh_next, $en_next)),+ }
            }
        }
    };
}

problems! {
    BadRequest "bad_request" BAD_REQUEST Never {
        "请求的写法不对。", "请更新应用后再试；还不行请打服务点电话。",
        "The request is not well formed.", "Update the app and try again, or call the centre." }
    IdempotencyKeyRequired "idempotency_key_required" BAD_REQUEST Never {
        "请求缺少 Idempotency-Key。", "请带上一个新的 UUID 再发送。",
        "The request lacks an Idempotency-Key.", "Send it again with a new UUID." }
    SignInRequired "sign_in_required" UNAUTHORIZED AfterAuth {
        "请先登录。", "登录后会接着办，填好的内容不会丢。",
        "Please sign in first.", "After signing in you carry on; nothing you wrote is lost." }
    NotAllowed "not_allowed" FORBIDDEN Never {
        "您的账号不能做这一步。", "需要帮忙请打服务点电话。",
        "Your account may not do this.", "Call the centre if you need it done." }
    NotAllowedToAct "not_allowed_to_act" FORBIDDEN Never {
        "您还不能替这位居民办事。", "请先到服务点登记代办关系，或请本人下单。",
        "You may not act for this person yet.", "Register at the centre, or let them order themselves." }
    NotAtAKiosk "not_at_a_kiosk" FORBIDDEN Never {
        "这件事不能在自助机上办。", "请用自己的手机办，或者到服务台。",
        "This cannot be done at a kiosk.", "Use your own phone, or ask at the counter." }
    NotOnRoll "not_on_roll" FORBIDDEN Never {
        "您不在这次表决的名册上。", "表决页写着名册是谁；觉得漏了您，请打服务点电话。",
        "You are not on the roll of this ballot.", "The page says whose roll it is; call the centre if you should be on it." }
    SecondWorkerNeeded "second_worker_needed" FORBIDDEN Never {
        "这一步要由另一位工作人员来做。", "请同事登录自己的账号来做；纸票要照着再录一遍。",
        "Another worker must do this.", "Ask a colleague to sign in and do it; a paper vote is entered once more." }
    WorkersOnly "workers_only" FORBIDDEN Never {
        "这一页只给社区工作人员使用。", "请用工作人员的账号登录。",
        "This page is for community workers.", "Sign in with a worker's account." }
    KioskNotPaired "kiosk_not_paired" UNAUTHORIZED Never {
        "这台机器还没有配对，或者已经解除配对。", "请社工在社工台重新配对；要办事请到服务台。",
        "This machine is not paired, or not any more.", "A worker can pair it at their desk; for your errand, ask at the counter." }
    CrossSite "cross_site" FORBIDDEN Never {
        "请求来自别的网站，已拒绝。", "请从本应用里操作。",
        "The request came from another site and was refused.", "Use the app itself." }
    NotFound "not_found" NOT_FOUND Never {
        "没有找到。", "它可能已经删除，或者不属于您家；请回到上一页。",
        "Not found.", "It may be gone, or not your household's; go back one page." }
    NoHousehold "no_household" NOT_FOUND Never {
        "您的账号没有登记住户。", "住在这里的话，请带证件到服务点登记。",
        "Your account belongs to no household.", "If you live here, register at the centre." }
    MethodNotAllowed "method_not_allowed" METHOD_NOT_ALLOWED Never {
        "这个地址不支持这种操作。", "请更新应用后再试。",
        "This address does not offer that method.", "Update the app and try again." }
    BallotClosed "ballot_closed" CONFLICT Never {
        "表决已经截止，这张票没有计入。", "可以看结果；截止前计入的票都还算数。",
        "The ballot is closed; this vote was not counted.", "See the result; what was counted before the close stands." }
    NotClosedYet "not_closed_yet" CONFLICT Never {
        "表决还没有截止。", "截止以前只公布投票的户数，截止后再来看结果。",
        "The ballot is not closed yet.", "Until then only the turnout is told; come back after the close." }
    InProgress "in_progress" CONFLICT SameKey {
        "同一个请求正在处理。", "请稍等，会自动再试。",
        "The same request is still being handled.", "Wait a moment; it is tried again by itself." }
    QuotaUsedUp "quota_used_up" CONFLICT Never {
        "您家这一期的免费次数已用完。", "可以等下一期，或选自费的服务。",
        "Your household has used up its quota.", "Wait for the next period, or choose a paid service." }
    SecondEntryDiffers "second_entry_differs" CONFLICT Never {
        "两次录入的不一样，这张票还没有计入。", "请两位一起看着纸票，由录错的一方重新录入。",
        "The two entries differ; this vote does not count yet.", "Look at the paper together, and enter it again." }
    SlotFull "slot_full" CONFLICT RefreshFirst {
        "这个时间刚刚约满。", "请另选一个时间。",
        "That time has just been taken.", "Please choose another one." }
    FormChanged "form_changed" CONFLICT RefreshFirst {
        "这项服务的表单更新了。", "请看一眼新的问题再提交，已填的会保留。",
        "The form of this service has changed.", "Look at the new questions and send again; your answers are kept." }
    NotOnAList "not_on_a_list" CONFLICT Never {
        "这项服务不在四张清单里，不能发布。", "请先选它归哪一张清单，再发布。",
        "This service is on none of the lists and cannot be published.", "Choose the list on which it stands, and publish it then." }
    NotPossibleNow "not_possible_now" CONFLICT RefreshFirst {
        "现在的状态下不能这样做。", "请刷新，看看最新进展。",
        "This is not possible in its present state.", "Refresh to see where it stands." }
    TermsChanged "terms_changed" CONFLICT RefreshFirst {
        "表决的规则和您看到的不一样了。", "请看一眼现在的选项再投，您勾选的会保留。",
        "The terms are not those that you saw.", "Look at the options as they are now; your choices are kept." }
    ConcernsUnanswered "concerns_unanswered" CONFLICT RefreshFirst {
        "还有顾虑没有回应。", "每条公开的顾虑都回应了，再交付表决。",
        "Some concerns have no answer yet.", "Answer every published concern before it is put to the vote." }
    TooManyProjects "too_many_projects" CONFLICT Never {
        "您家已有几个提议在等社工看。", "等其中一个有了结果，再送这一个。",
        "Your household already has proposals that wait for a worker's look.", "Send this one when one of them is decided." }
    TooManyWishes "too_many_wishes" CONFLICT Never {
        "您家已有三个进行中的心愿。", "等其中一个有了结果再提新的，或先附议邻居的。",
        "Your household already has three open wishes.", "Wait for one to be settled, or second a neighbour's." }
    UploadExists "upload_exists" CONFLICT Never {
        "这个编号下已有另一张照片。", "请重新选一次照片。",
        "Another photo already has this id.", "Choose the photo again." }
    NotEnoughPoints "not_enough_points" CONFLICT Never {
        "可用的积分不够。", "可以先选便宜一些的，或等公示中的积分入账。",
        "The points are not enough.", "Choose something that costs less, or wait until what is announced counts." }
    OutOfStock "out_of_stock" CONFLICT RefreshFirst {
        "这件兑换品刚刚换完。", "积分没有动；可以另选一件，或等补货。",
        "The last one has just gone.", "No points were taken; choose another, or wait for new stock." }
    RewardLimit "reward_limit" CONFLICT Never {
        "您家这一期换这件的次数已满。", "可以另选一件，或等下一期。",
        "Your household has had as many of these as it may.", "Choose another, or wait for the next period." }
    RewardChanged "reward_changed" CONFLICT RefreshFirst {
        "这件兑换品和您看到的不一样了。", "请看一眼现在要多少积分，再决定。",
        "This reward is not as you saw it.", "Look at what it costs now, and decide again." }
    AppealOver "appeal_over" CONFLICT Never {
        "已经过了提出异议的时间。", "入账后 15 天内可以提出；还有疑问请打服务点电话。",
        "The time to object is over.", "One can object for 15 days after it counts; call the centre if you have doubts." }
    SlotTaken "slot_taken" CONFLICT RefreshFirst {
        "这个时间刚刚被约走。", "您填的都还在；可以选下面最近的时间。",
        "That time has just been taken.", "Nothing you wrote is lost; here are the nearest free times." }
    TooLate "too_late" CONFLICT Never {
        "已经过了可以改期和取消的时间。", "来不了的话，请打服务点电话说一声。",
        "It is too late to move or cancel this here.", "If you cannot come, please call the centre." }
    KeyChanged "key_changed" CONFLICT RefreshFirst {
        "对方换了密钥，这一份没有送出。", "请重新打开预约，再选一次分享。",
        "They have a new key; nothing was sent.", "Open the booking again and share once more." }
    StillWaiting "still_waiting" CONFLICT After {
        "还在等确认。", "请稍等，会自动再问。",
        "Nobody has decided yet.", "Wait a moment; it is asked again by itself." }
    RequestRefused "request_refused" CONFLICT Never {
        "对方没有同意。", "要再试的话，请重新开始；有疑问请到服务台。",
        "It was refused.", "Begin again to try once more, or ask at the counter." }
    RequestOver "request_over" GONE Never {
        "这个码已经用过或过期了。", "请在屏幕上重新生成一个码。",
        "This code was used or is too old.", "Make a new one on the screen." }
    ServiceWithdrawn "service_withdrawn" GONE Never {
        "这项服务已下架。", "请看看同类的其他服务，或提一个心愿。",
        "This service has been withdrawn.", "Look at similar ones, or make a wish." }
    ChangedMeanwhile "changed_meanwhile" PRECONDITION_FAILED RefreshFirst {
        "这一单刚被别人改过。", "请刷新看最新情况，再决定。",
        "Somebody else has just changed this.", "Refresh, look, and decide again." }
    BodyTooLarge "body_too_large" PAYLOAD_TOO_LARGE Never {
        "内容太长了。", "请缩短后再提交。",
        "The content is too long.", "Shorten it and send again." }
    PhotoTooLarge "photo_too_large" PAYLOAD_TOO_LARGE Never {
        "照片太大了，最多 8 MB。", "请换一张小一些的照片。",
        "The photo is too large; 8 MB at most.", "Choose a smaller one." }
    NotJson "not_json" UNSUPPORTED_MEDIA_TYPE Never {
        "请求内容必须是 JSON。", "请更新应用后再试。",
        "The body must be JSON.", "Update the app and try again." }
    PhotoWrongType "photo_wrong_type" UNSUPPORTED_MEDIA_TYPE Never {
        "只能上传 JPEG、PNG 或 WebP 照片。", "请换一张照片，或重新拍一张。",
        "Only JPEG, PNG or WebP photos can be sent.", "Choose another photo or take a new one." }
    ValidationFailed "validation_failed" UNPROCESSABLE_ENTITY Never {
        "有几处需要改一下。", "请看标出来的地方。",
        "Some answers need another look.", "See the marked places." }
    IdempotencyMismatch "idempotency_mismatch" UNPROCESSABLE_ENTITY Never {
        "同一个 Idempotency-Key 用在了不同的内容上。", "请换一个新的 UUID。",
        "This Idempotency-Key was used with another body.", "Use a new UUID." }
    WrongCode "wrong_code" UNPROCESSABLE_ENTITY Never {
        "号码或密码不对。", "请核对后再输一次。",
        "The number or the code is not right.", "Check it and enter it again." }
    Emergency "emergency" UNPROCESSABLE_ENTITY Never {
        "这是紧急情况，请马上打电话。", "先离开危险的地方，再拨打页面上的电话。",
        "This is an emergency: call now.", "Get to safety, then call the number shown." }
    IfMatchRequired "if_match_required" PRECONDITION_REQUIRED RefreshFirst {
        "缺少 If-Match。", "请先读取最新内容再修改。",
        "If-Match is missing.", "Read the latest state before changing it." }
    TooManyRequests "too_many_requests" TOO_MANY_REQUESTS After {
        "操作太频繁了。", "请过一会儿再试。",
        "Too many attempts.", "Please wait a little and try again." }
    ServerError "server_error" INTERNAL_SERVER_ERROR SameKey {
        "服务器出了点问题，不是您的错。", "会自动再试；一直不行请打服务点电话。",
        "The server had a problem; it is not your fault.", "It is tried again by itself; call the centre if it persists." }
    Busy "busy" SERVICE_UNAVAILABLE After {
        "现在人有点多。", "请稍等，会自动再试。",
        "It is busy right now.", "Wait a moment; it is tried again by itself." }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_one_word_with_an_error_status_and_sentences_in_both_languages() {
        for (index, code) in Code::ALL.iter().enumerate() {
            assert!(
                code.word()
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '_')
            );
            assert!(code.status().is_client_error() || code.status().is_server_error());
            for text in [
                code.title().0,
                code.title().1,
                code.detail().0,
                code.detail().1,
            ] {
                assert!(text.ends_with(['。', '.', '；']), "{text}");
            }
            assert_eq!(Code::from_word(code.word()), Some(*code));
            assert!(!Code::ALL[..index].iter().any(|c| c.word() == code.word()));
        }
    }
}
