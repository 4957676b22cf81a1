use crate::i18n::messages::Poster;

pub(in crate::i18n) static POSTER: Poster = Poster {
    title: "二维码和海报",
    lead: "给邻居扫一扫，或者存成图片，打印出来贴在楼道里。",
    code: |name| format!("二维码，扫一扫打开“{name}”"),
    scan: "扫一扫，打开看看",
    save: "存成海报",
};
