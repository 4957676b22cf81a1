use crate::i18n::messages::Guide;

pub(in crate::i18n) static GUIDE: Guide = Guide {
    announcements: "社区公告",
    announcement: "公告",
    announcements_none: "还没有公告",
    announcements_none_text: "停水停电、活动报名，都会写在这里。",
    pinned: "置顶",
    published: |day, community| {
        if community.is_empty() {
            day.to_owned()
        } else {
            format!("{day} · {community}")
        }
    },
    guides: "办事指南",
    guides_lead: "新搬来、办证件、领补贴，先看这里。",
    guide: "指南",
    guides_none: "还没有指南",
    guides_none_text: "想知道怎么办，打服务点电话问一问。",
    contacts: "电话",
    contacts_lead: "管您这栋楼的人，和要紧时打的电话。点一下就拨。",
    contacts_lead_out: "登录后这里有管您这栋楼的人。点一下号码就拨。",
    emergency: "紧急时",
    others: "社区和政府",
    grid_worker: "网格员",
    police: "社区民警",
    doctor: "家庭医生",
    lawyer: "法律顾问",
    always: &[("急救", "120"), ("火警", "119"), ("报警", "110")],
};
