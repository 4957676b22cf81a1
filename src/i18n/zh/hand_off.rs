use crate::i18n::messages::HandOff;

pub(in crate::i18n) static HAND_OFF: HandOff = HandOff {
    title: "登录自助机",
    lead: "在服务点的自助机上，用您的名字登录。",
    sign_in_first: "请先在这部手机上登录，登录后回到这里。",
    warning: "只在您正站在自助机前的时候同意。没有人会打电话要您同意。",
    code: "自助机上的 6 位数字",
    code_hint: "在二维码的旁边",
    code_wrong: "请填自助机上的 6 位数字。",
    look: "查看是哪一台",
    compare: "自助机屏幕上也应该是这个数字：",
    agree: "数字一样，同意登录",
    refuse: "不是我，不同意",
    agreed: "已同意",
    agreed_text: "请看自助机的屏幕。用完记得按“结束并清除”。",
    refused: "没有登录",
    refused_text: "自助机上没有登录您的名字。觉得不对劲，请打服务点电话。",
};
