use crate::i18n::messages::Votes;

/// 三分之二
fn fraction(num: u32, den: u32) -> String {
    let word = |n: u32| {
        let words = [
            "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
        ];
        let small = usize::try_from(n).ok().and_then(|n| words.get(n));
        small.map_or_else(|| n.to_string(), |word| (*word).to_owned())
    };
    format!("{}分之{}", word(den), word(num))
}

pub(in crate::i18n) static VOTES: Votes = Votes {
    ballot: "表决",
    result: "表决结果",
    receipt: "查回执",

    unit_resident: "每位成年居民一票",
    unit_household: "每户一票",
    unit_owner: "每位业主一票",
    unit_member: "每位成员一票",
    unit_other: "按名册投票",
    asks_matters: "每一件事选同意、反对或弃权",
    asks_one: "选一项",
    asks_up_to: |n| format!("最多选 {n} 项"),
    asks_budget: |money| format!("在 {money}里选项目"),
    opens: |when| format!("{when} 开始"),
    closes: |when| format!("{when} 截止"),
    closed_on: |when| format!("{when} 已截止"),
    phase_announced: "还没开始",
    phase_open: "表决中",
    phase_closed: "已截止",
    about_project: "看这个项目",

    can_i: "我能投票吗",
    can_yes: |unit| format!("能。{unit}在名册上。"),
    can_yes_plain: "能。您在名册上。",
    can_later: |when| format!("{when} 开始投。"),
    can_household: "全家一票：家里成年人谁投、谁改都行，以最后计入的为准，全家都看得到。",
    can_owner: "有几套房也是一票，面积按合计算。",
    can_sign_in: "登录后告诉您。先登录再选，免得选完白忙。",
    can_no_household: "现在不能。这次按户投票，您的账号还没有登记住户。请打服务点电话登记。",
    can_not_on_roll: |roll| {
        format!("不能。这次的名册是“{roll}”，上面没有您。觉得不对，请打服务点电话查一查。")
    },
    can_under_age: "不能。满 18 岁才能投票。",
    can_no: "现在不能。请打服务点电话问一问原因。",
    can_more: "谁来投，还能怎么投",
    other_way: "不会用手机也能投：到服务点填纸质选票，或请社工上门。",

    draft: "草稿",
    draft_text: "还没有交，不计入。存在这台手机上，别人看不到。",
    draft_empty: "还没有选。选好以后，按下面的按钮才算交。",
    draft_changing: "正在改。改好交上去以前，旧的一票仍然有效。",
    draft_announced: "可以先选好。开始以后，要您自己来交才计入。",
    draft_unsent: "您选了一半，没有交，没有计入。",
    sending: "待送出",
    sending_now: "正在送出，还没有计入。",
    sending_text: "还没有计入。存在这台手机上，有网络就送，不会重复。截止前送到才算。",
    sending_sign_in: "还没有计入。登录已经过期，重新登录才能送出。",
    send_now: "现在试着送出",
    take_back: "先不送，拿回来改",
    taken_back_maybe: "刚才那一次有可能已经送到。有网络时，这里会说清楚。",
    counted: "已计入",
    counted_by: |who, when| format!("{who}，{when}"),
    counted_household: "全家人都看得到这一票，也都能改。",
    counted_closed: "您家投了票，已经计入。截止以后，谁也对不上这一票选了什么，您家也一样。",
    may_change: |when| format!("{when} 以前都可以改，以最后计入的为准。"),
    change: "改这一票",
    change_offline: "现在没有网络，看不到最新的选票，所以先不能改。",
    chosen_by_us: "这一票选了",
    chosen_waiting: "待送出的选票选了",
    channel_online: "线上",
    channel_kiosk: "自助机",
    channel_paper: "现场",
    channel_visit: "上门",
    channel_other: "其他方式",

    options: "选项",
    matters: "要表决的事",
    search: "在选项里找",
    search_hint: "如：路灯",
    search_clear: "清空",
    found: |n| format!("找到 {n} 项"),
    to_project: |title| format!("看项目“{title}”"),
    yes: "同意",
    no: "反对",
    abstain: "弃权",
    special: "重大事项，要四分之三同意",
    money_left: |left, all| format!("还剩 {left}，共 {all}"),
    money_over: |over| format!("超出 {over}"),
    options_left: |chosen, most| format!("已选 {chosen} 项，最多 {most} 项"),
    matters_left: |answered, all| format!("答了 {answered} 件，共 {all} 件"),
    no_room_money: |missing| format!("钱不够，还差 {missing}。"),
    no_room_count: |most| format!("最多 {most} 项，已经满了。"),
    never_fits: "比整个预算还多，放不进去。",
    swap: |out| format!("去掉“{out}”即可加入"),
    swap_label: |out, option| format!("去掉“{out}”，加入“{option}”"),
    take_out_first: |out| format!("去掉{out}即可加入"),
    all_of: |names| {
        let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
        quoted.join("、")
    },
    submit: "提交选票",
    submit_change: "提交改好的选票",
    keep_old: "不改了，保留原来的一票",
    why_nothing: "还没有选。一票都不能是空的。",
    why_unanswered: |n| format!("还有 {n} 件没有答，不想表态可以选弃权。"),
    why_over: |over| format!("超出预算 {over}，请去掉一些。"),
    why_too_many: |n| format!("多选了 {n} 项，请去掉一些。"),
    why_announced: |when| format!("{when} 开始投票，那时才能交。"),
    why_not_opened: "到了开始的时间，社区还没有正式开始。选好的留着，过一会儿再来交。",
    gone: |title| format!("“{title}”已经不在选项里，替您去掉了。"),
    other_now: |title| format!("“{title}”的名称或费用改过了，还选着，请再看一眼。"),
    changed_title: "您选完以后，表决的内容改过",
    not_taken: "这一票没有计入",

    conflict: "家里另一位刚刚改过这一票",
    conflict_text: |who, when| {
        format!(
            "{who}在 {when} 交了一票，已经计入。您选的这一份还没有计入。请您家商量，由您决定留哪一份。"
        )
    },
    conflict_own: "您上一次交的，其实已经计入",
    conflict_own_text: |when| {
        format!(
            "{when} 交的那一票，服务器收到了，已经计入。您后来选的这一份还没有计入，由您决定留哪一份。"
        )
    },
    conflict_unknown: "已经有一票计入了。您选的这一份还没有计入，由您决定留哪一份。",
    conflict_mine: "您选的，没有计入",
    conflict_theirs: "现在已计入的",
    conflict_replace: "换成我选的，提交",
    conflict_keep: "保留已计入的",

    rules: "规则",
    rules_fixed: "开始以后，规则、选项和名册都不能改。",
    rules_open: "还没有开始，内容可能还会改。开始以后就不能改了。",
    rule: "怎么算",
    rule_most_votes: |n| {
        if n == 1 {
            "得票最多的一项当选；票数相同，按公布的先后。".to_owned()
        } else {
            format!("得票最多的 {n} 项当选；票数相同，按公布的先后。")
        }
    },
    rule_greedy: "按票数从多到少排，放得进预算的就选上，放不进的跳过。",
    rule_equal_shares: "预算平均分给每一票；支持同一个项目的票，一起出得起它的费用，才选上（等额分摊法）。",
    rule_majority: "参加表决的里面，同意的过半，就通过。",
    rule_owners: "人数和面积都要够：先看参加的够不够，再看同意的够不够。",
    rule_other: "按下面写的规则。",
    thresholds: "要达到",
    at_least: |num, den| format!("{}以上（正好也算）", fraction(num, den)),
    more_than: |num, den| {
        if (num, den) == (1, 2) {
            "过半（正好一半不算）".to_owned()
        } else {
            format!("超过{}（正好不算）", fraction(num, den))
        }
    },
    part_heads_needs: |share| format!("参加的人数：全体的{share}"),
    part_area_needs: |share| format!("参加的面积：全体的{share}"),
    consent_needs: |share| format!("同意的：参加者的{share}"),
    special_needs: |share| format!("重大事项，同意的：参加者的{share}"),
    roll: "名册",
    roll_units: |name, units| format!("{name}，共 {units} 票"),
    area: |metres| format!("{metres} ㎡"),
    secrecy: "谁看得到",
    time: "时间",
    from_to: |from, to| format!("{from} 到 {to}"),
    turnout: "已经投的",
    turnout_units: |units, all, percent| format!("{units} / {all} 票，{percent}%"),
    turnout_area: |area, all, percent| format!("{area} / {all} ㎡，{percent}%"),
    turnout_only: "截止以前，只公布投了多少，不公布投给谁，社工也看不到。",
    as_of: |when| format!("截至 {when}"),
    fingerprint: "规则的指纹",
    fingerprint_text: "规则、选项、名册数一个字不改，指纹就不变；改一个字，指纹就全变。抄下来，截止后可以对。",
    fingerprint_same: "这台手机按下面的全文算过，和公布的一样。",
    fingerprint_other: "这台手机算出来的和公布的不一样。请打服务点电话问清楚。",
    fingerprint_unable: "这个浏览器不能自己算，请换一个浏览器核对。",
    fingerprint_none: "开始投票时才定下来。",
    terms: "看规则全文",

    receipt_number: "回执号",
    receipt_no_choice: "回执里没有您选了什么，可以放心给人看。",
    receipt_qr: |number| format!("回执 {number} 的二维码，扫一扫可以查"),
    receipt_kept: "已经记在这台手机上；退出登录就没有了，请打印或存成图片。",
    print: "打印",
    save: "存成图片",
    look_up: "查这张回执",
    receipt_lead: "输入回执上的 16 位数字，看这一票有没有计入。不用登录，在谁的手机上都能查。",
    receipt_field: "回执号",
    receipt_hint: "16 位数字，中间有没有空格都行",
    receipt_short: |n| format!("回执号是 16 位数字，现在有 {n} 位。请再看一看。"),
    receipt_not: "回执号只有数字。请再看一看。",
    receipt_ask: "查一查",
    receipt_counted: "已计入",
    receipt_counted_open: |title| {
        format!("这一票现在计入“{title}”。截止前如果改票，会有新的回执，这一张就作废。")
    },
    receipt_counted_closed: |title| format!("这一票计入了“{title}”的结果。"),
    receipt_replaced: "已被替换",
    receipt_replaced_text: |title| {
        format!("在“{title}”里，这一票后来改过，有了新的回执。计入的是新的一票，这一张不再计入。")
    },
    receipt_unknown: "没有这张回执",
    receipt_unknown_text: "没有查到这个号。请再对一遍 16 位数字。还是查不到，说明这一票没有计入，请打服务点电话。",
    receipt_other: "有新情况，请打服务点电话问一问。",
    receipt_listed: |n| format!("这台手机下载了公布的 {n} 张回执，自己找过：在里面。"),
    receipt_not_listed: |n| {
        format!("这台手机下载了公布的 {n} 张回执，自己找过：不在里面。请打服务点电话问清楚。")
    },
    receipt_list_wrong: "公布的回执张数和票数不一样。请打服务点电话问清楚。",
    receipt_mine: "这台手机上的回执",
    proves: "这能说明什么",
    proves_yes: &[
        "查到“已计入”，说明这个回执号在计入的名单里。截止后公布的回执号和选票一样多。",
        "截止后，人人都能下载全部回执号和全部选票，自己数、自己算。",
    ],
    proves_no: &[
        "说明不了这一票选的是什么：回执里没有，谁也不能拿它逼人投票或买票。所以也对不出公布的选票里哪一张是您的。",
        "说明不了名册上没有多出来的人。公布的只有名册的总数，可以拿它和小区的户数对一对。",
        "对管系统的人，投票不是匿名的：截止以前，系统里留着谁投了哪一票，好让您改；截止时删掉。",
    ],
    proves_yes_title: "说明得了",
    proves_no_title: "说明不了",

    see_result: "看结果",
    see_ballot: "看表决的内容和规则",
    result_later: |when| format!("{when} 截止，截止以后马上公布结果。截止以前，谁也看不到投给谁。"),
    counted_at: |when, n| format!("{when} 计票，共 {n} 票"),
    chosen: |n| format!("选上的 {n} 项"),
    chosen_none: "没有一项选上。",
    adopted: "通过",
    not_adopted: "没有通过",
    votes: |n| format!("{n} 票"),
    money_ran: |spent, budget, left| format!("用了 {spent}，预算 {budget}，剩 {left}"),
    left_out: |n| format!("没有选上的 {n} 项"),
    why_not: "为什么没有入选",
    why_not_adopted: "为什么没有通过",
    why_no_votes: "没有人选它。",
    why_dearer: |cost, budget| format!("它要 {cost}，比整个预算 {budget} 还多。"),
    why_fewer: |votes, needed| format!("有 {votes} 票；选上的里面，票数最少的一项有 {needed} 票。"),
    why_tie: |votes| {
        format!("有 {votes} 票，和最后选上的一项一样多；那一项在公布的名单里排在前面。")
    },
    why_does_not_fit: |votes, cost, left| {
        format!("有 {votes} 票。轮到它时，钱只剩 {left}，它要 {cost}，放不进去。")
    },
    why_supporters_short: |votes, cost, available| {
        format!("支持它的 {votes} 票，手里合起来只剩 {available}，付不起它要的 {cost}。")
    },
    why_participation: |short| format!("参加表决的不够，{short}。"),
    why_consent: |short| format!("同意的不够，{short}。"),
    why_other: |votes| format!("有 {votes} 票，按规则没有选上。"),
    bars: "每一条线都要达到",
    bar_part_heads: "参加的人数",
    bar_part_area: "参加的面积",
    bar_yes_heads: "同意的人数",
    bar_yes_area: "同意的面积",
    bar_other: "另一条线",
    heads: |n, people| {
        if people {
            format!("{n} 人")
        } else {
            format!("{n} 户")
        }
    },
    bar_value: |value, total, percent| format!("{value}，占 {total}的 {percent}%"),
    bar_needed: |needed, share| format!("要 {needed}，即{share}"),
    bar_reached: "达到了",
    listed: |parts| parts.join("、"),
    bar_short: |short| format!("还差 {short}"),
    answers: |yes, no, abstain| format!("同意 {yes} · 反对 {no} · 弃权 {abstain}"),
    course: "一步一步怎么算的",
    course_lead_most: "按票数从多到少。",
    course_lead_greedy: "按票数从多到少，一项一项看钱够不够。",
    course_lead_shares: "每一票分到一样多的钱。每一步选上的，是支持者每人出得最少就付得起的那一项。",
    step_chosen: |title, votes| format!("选上“{title}”：{votes} 票。"),
    step_chosen_cost: |title, votes, cost, left| {
        format!("选上“{title}”：{votes} 票，花 {cost}，还剩 {left}。")
    },
    step_share: |share| format!("支持者每人最多出 {share}。"),
    step_skipped: |title, votes, cost, left| {
        format!("跳过“{title}”：{votes} 票，要 {cost}，只剩 {left}。")
    },
    step_endowment: |share| format!("每一票先分到 {share}。"),
    step_completed: |share| format!("再给每一票加 1 元（{share}），就会超出预算，所以到此为止。"),
    channels: "怎么投的",
    channels_sum: |n| format!("合计 {n} 票"),
    papers: |out, back| format!("纸质选票发出 {out} 张，收回并计入 {back} 张。"),
    wrong_sum: "这里的数加起来对不上。请打服务点电话问清楚。",
    recount_it: "重新计票",
    recount_text: "在您自己的手机上，用公布的选票再数一遍，看结果是不是一样。不用登录，没有网络也行。",
    downloads: "下载选票",
    download: |format| format!("下载 .{format} 文件"),
    download_text: "每一票一行，不带姓名、住址、时间和面积，次序看不出先后。",
    totals: "各项得票",
    was_counted: "这台手机上有您家的回执",
};
