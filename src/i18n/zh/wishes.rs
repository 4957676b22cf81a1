use crate::i18n::messages::Wishes;

pub(in crate::i18n) static WISHES: Wishes = Wishes {
    title: "心愿单",
    lead: |n| {
        format!(
            "菜单上没有的，写一句话。满 {n} 户附议，社区就评估，并说好哪天答复。满 {n} 户不等于一定能办。"
        )
    },
    new: "写个心愿",
    none: "还没有人写心愿",
    none_text: "菜单上没有、又很想要的，写一句话。邻居觉得好就会附议。",
    none_open: "现在没有正在附议的心愿。",
    ended: "有结果的",
    more: "看更多",
    progress: |n, all| format!("{n} / {all} 户"),
    progress_label: |n, all| format!("已有 {n} 户附议，满 {all} 户启动评估"),
    days_left: |days| {
        if days <= 0 {
            "时间到了".to_owned()
        } else if days == 1 {
            "最后一天".to_owned()
        } else {
            format!("还有 {days} 天")
        }
    },
    once: "每户一次",
    mine: "我家提出的",
    second: "附议",
    seconded: "我家已附议，可收回",
    sign_in_to_second: "登录后附议",
    no_household: "附议按户算。您的账号没有登记住户，所以不能附议。",
    waits_second: "附议待送出",
    waits_unsecond: "收回待送出",
    waits_hint: "存在这台手机上，有网络就送。再点一下可改回来。",
    waits_new: "存在这台手机上，有网络就送，不会重复。",
    changed: "这个心愿的状态刚刚变了，现在不能这样做。请看最新的情况。",
    state_open: "附议中",
    state_review: "评估中",
    state_adopted: "已采纳",
    state_declined: "这次办不了",
    state_lapsed: "没有凑够",
    state_other: "有新情况",
    state_waiting: "待送出",
    state_refused: "没有收下",
    refused_text: "服务器没有收下这个心愿。改一改再送，或去“待送出”里去掉它。",
    refused_action: "去改一改",
    review_due: |n, when| format!("{n} 户附议 · {when}前答复"),
    review: |n| format!("{n} 户附议"),
    lapsed: |n, all| format!("到期时有 {n} 户附议，没有满 {all} 户。"),
    see_service: "去看这项服务",
    wish: "心愿",
    meaning: "这意味着什么",
    means_open: |n| {
        format!(
            "满 {n} 户附议，社区就开始评估，并说好哪天答复。满 {n} 户不等于一定能办；办不了，会写明原因。"
        )
    },
    means_review: "附议的户数够了，社区正在评估。这还不是同意；到说好的那天，会写明办还是不办、为什么。",
    means_adopted: "社区采纳了，已经开成服务，可以点单。",
    means_declined: "社区评估过，这次办不了，原因写在上面。情况变了，可以再写一次。",
    means_lapsed: "时间到了，附议的户数不够，所以没有评估。还想要，可以再写一次。",
    made_on: "提出",
    open_until: "附议到",
    answer_until: "答复期限",
    households: "附议",
    to_list: "看全部心愿",
    form_lead: "一句话就够，4 到 60 个字。",
    text: "我希望社区能…",
    category: "属于哪一类",
    category_none: "说不好，不选",
    similar: "邻居写过差不多的",
    similar_reason: "附议一个已有的，比新写一个更快凑够。",
    send: "送出心愿",
    send_anyway: "都不一样，送出心愿",
    sign_in_to_send: "登录后送出",
    sign_in_reason: "心愿按户算，登录了才能送出。写的内容会留着。",
    draft_note: "写的内容存在这台手机上，没送出以前别人看不到。",
};
