use crate::i18n::messages::Projects;

pub(in crate::i18n) static PROJECTS: Projects = Projects {
    title: "Projects",
    new: "Propose a project",
    project: "Project",
};
