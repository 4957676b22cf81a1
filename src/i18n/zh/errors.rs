use crate::i18n::messages::{Errors, ReadErrors};

pub(in crate::i18n) static READ_ERRORS: ReadErrors = ReadErrors {
    by_code: &[
        ("offline", "连不上网络。填的内容还在，等有信号再试一次。"),
        (
            "timeout",
            "网络太慢，等了很久没有回音。再试一次，不会重复。",
        ),
        (
            "not_the_server",
            "网络好像要先登录（比如酒店、商场的 Wi-Fi）。先连好网络，再试一次。",
        ),
        (
            "contract",
            "服务器的回答看不懂。请过一会儿再试，或打服务点电话。",
        ),
        (
            "server_error",
            "服务器出了点问题。填的内容还在，过一会儿再试，不会重复。",
        ),
        ("too_many_requests", "试得太快了。请等一分钟再试。"),
        ("sign_in_first", "这里要先登录。填过的内容都还在。"),
        (
            "sign_in_required",
            "登录已经过期。请重新登录，填的内容还在。",
        ),
        ("forbidden", "这一项您没有权限。请打服务点电话问一问。"),
        (
            "workers_only",
            "这里只给社区工作人员用。请用工作人员的账号登录。",
        ),
        ("not_found", "没有找到，可能已经删了，或者不是您家的。"),
        (
            "no_household",
            "您的账号还没有登记住户。请打服务点电话登记。",
        ),
        (
            "refused",
            "服务器没有接受。请检查一下再试，或打服务点电话。",
        ),
        (
            "not_closed_yet",
            "表决还没有截止。截止以前，谁也看不到结果。",
        ),
        (
            "service_withdrawn",
            "这项服务已经停了。看看相近的服务，或写进心愿单。",
        ),
        (
            "kiosk_offline",
            "自助机连不上网络，现在办不了。请到服务台，工作人员帮您办。",
        ),
        (
            "not_at_a_kiosk",
            "这件事不在自助机上办。请用自己的手机，或到服务台。",
        ),
    ],
    unknown: "没有成功。请再试一次，或打服务点电话。",
};

pub(in crate::i18n) static ERRORS: Errors = Errors {
    by_code: &[
        (
            "kiosk_not_paired",
            "这台设备还不是自助机，或已经解除配对。请到服务台。",
        ),
        ("still_waiting", "还在等确认。请稍等，会自动再问。"),
        (
            "request_refused",
            "对方没有同意。要再试，请重新开始；有疑问请到服务台。",
        ),
        (
            "request_over",
            "这个码已经用过或过期了。请在屏幕上重新生成一个码。",
        ),
        (
            "storage",
            "这台手机存不下内容。请不要关掉这一页，等有网络再送一次。",
        ),
        ("in_progress", "上一次还在处理。请稍等几秒再试，不会重复。"),
        ("validation_failed", "有的地方还要改一下，请看下面。"),
        ("wrong_code", "号码或密码不对。请再看一看，重新输入。"),
        (
            "quota_used_up",
            "您家这一期的次数用完了。可以选自付的服务，或等下一期。",
        ),
        (
            "slot_full",
            "这个时段刚刚被约满了。请另选一个时间，其他内容都在。",
        ),
        (
            "form_changed",
            "这项服务的内容刚刚改过。您填的都在，请再看一遍。",
        ),
        (
            "not_allowed_to_act",
            "您不能替这位居民点单。请他本人点，或请社工帮忙。",
        ),
        ("emergency", "这种情况请先打紧急电话，不要等点单。"),
        (
            "not_on_a_list",
            "这项服务不在四张清单里，不能发布。请先选它归哪一张清单。",
        ),
        (
            "not_possible_now",
            "情况已经变了，现在不能这样做。请看最新的进展。",
        ),
        ("changed_meanwhile", "别人刚刚改过。请看最新的内容再决定。"),
        ("photo_too_large", "照片太大。请选小一点的，或重新拍一张。"),
        (
            "photo_wrong_type",
            "这个文件不是照片。请选 JPG、PNG 或 WebP 的照片。",
        ),
        ("upload_exists", "这张照片没有传好。请去掉它，重新选一次。"),
        (
            "concerns_unanswered",
            "还有邻居的顾虑没看、没回应。都回应了，再交付表决。",
        ),
        (
            "too_many_projects",
            "您家已经有几个提议在等社工看。等有了结果再送这一个，写的都还在。",
        ),
        (
            "too_many_wishes",
            "您家已经有 3 个心愿在等。等有了结果再写新的。",
        ),
        ("body_too_large", "内容太长了。请写短一点。"),
        (
            "idempotency_mismatch",
            "这一份已经送出过了。请到我的点单里看一看。",
        ),
        (
            "not_on_roll",
            "这次表决的名册上没有您。觉得不对，请打服务点电话查一查。",
        ),
        ("ballot_closed", "表决已经截止，这一票没有计入。"),
        (
            "terms_changed",
            "表决的内容改过了。您选的还在，请再看一遍。",
        ),
        ("cross_site", "这个请求不是从本页发出的。请从首页重新进来。"),
    ],
    by_field: &[
        ("required", "这里还没有填。"),
        ("not_a_number", "请填数字。"),
        ("out_of_range", "这个数不在可以选的范围里。"),
        ("not_a_date", "请选一个日期。"),
        ("in_the_past", "这一天已经过去了，请选今天或以后的日子。"),
        ("not_an_option", "请从给出的选项里选。"),
        ("over_budget", "加起来超过了预算。"),
        ("repeated", "同一项选了两次。"),
        (
            "cap_reached",
            "这一项已经记满次数了。请去掉这一户，或看看是不是已经记过。",
        ),
        ("bad_phone", "电话号码不对。手机号是 11 位数字。"),
        ("bad_text", "里面有看不见的特殊字符，请删掉重新写。"),
        ("unknown_upload", "照片没有传好，请重新选一次。"),
        ("slot_full", "这个时段刚刚被约满了，请另选一个。"),
        ("stopper", "这种情况请先打紧急电话。"),
        ("wrong_code", "号码或密码不对，请再看一看。"),
    ],
    too_long: |n| format!("太长了，最多 {n} 个字。"),
    too_short: |n| format!("太短了，至少 {n} 个字。"),
    too_many: |n| format!("选多了，最多 {n} 个。"),
    field_unknown: "这里要改一下。",
};
