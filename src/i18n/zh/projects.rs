use crate::i18n::messages::Projects;

pub(in crate::i18n) static PROJECTS: Projects = Projects {
    title: "议事",
    new: "提个项目",
    project: "项目",
};
